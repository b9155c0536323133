import { Chip } from "../../src/board/chip.js";
import { type PeripheralName, peripherals } from "../../src/tables/stm32f405.js";

/** A chip with all clocks on at 168 MHz, as the firmware leaves it, and short ways to its registers. */
export class TestChip extends Chip {
  /** Lines to the NVIC that are high. */
  readonly pending = new Set<number>();
  /** Lines that have risen since the start. */
  readonly risen: number[] = [];

  constructor() {
    super();
    this.interrupts.connect((number, level) => {
      if (level) this.risen.push(number);
      if (level) this.pending.add(number);
      else this.pending.delete(number);
    });
    for (const register of [0x30, 0x34, 0x40, 0x44]) this.poke("RCC", register, 0xffffffff);
    this.poke("RCC", 0x00, 0x00010083);
    this.clock.advance(this.clock.cyclesOf(3e-3));
    this.poke("RCC", 0x04, 0x07400000 | (336 << 6) | 8);
    this.poke("RCC", 0x00, 0x01010083);
    this.clock.advance(this.clock.cyclesOf(1e-3));
    this.poke("RCC", 0x08, 0x00009402);
  }

  peek(name: PeripheralName, offset: number, size = 4): number {
    const value = this.read(peripherals[name].start + offset, size);
    if (value === undefined) throw new Error(`nothing at ${name}+${offset}`);
    return value;
  }

  poke(name: PeripheralName, offset: number, value: number, size = 4): void {
    if (!this.write(peripherals[name].start + offset, size, value)) {
      throw new Error(`nothing at ${name}+${offset}`);
    }
  }

  /** Lets seconds pass. */
  wait(seconds: number): void {
    this.clock.advance(this.clock.cyclesOf(seconds));
  }

  /** Sets a pin's mode, and its alternate function. */
  mode(name: string, mode: number, af = 0): void {
    const port = `GPIO${name[0]}` as PeripheralName;
    const bit = Number(name.slice(1));
    const moder = this.peek(port, 0) & ~(3 << (2 * bit));
    const place = bit < 8 ? 0x20 : 0x24;
    const afr = this.peek(port, place) & ~(15 << (4 * (bit & 7)));
    this.poke(port, place, (afr | (af << (4 * (bit & 7)))) >>> 0);
    this.poke(port, 0, (moder | (mode << (2 * bit))) >>> 0);
  }

  /** Records a pin's edges from now on: cycles since now, and levels. */
  trace(name: string): [cycle: number, level: number][] {
    const start = this.clock.now;
    const list: [number, number][] = [];
    this.pin(name)!.watch((level) => list.push([this.clock.now - start, level]));
    return list;
  }
}
