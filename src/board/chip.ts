import { BoardWord, PORT_COUNT } from "../tables/board-memory.js";
import { type PeripheralName, peripherals } from "../tables/stm32f405.js";
import { timers as timerRows } from "../tables/timers.js";
import { Bus } from "./bus.js";
import { Clock, type CycleCounter } from "./clock.js";
import { EdgeLog } from "./edge-log.js";
import { Exti } from "./exti.js";
import { Gpio } from "./gpio.js";
import { Interrupts } from "./interrupts.js";
import type { Peripheral } from "./peripheral.js";
import type { Pin } from "./pin.js";
import { Rcc } from "./rcc.js";
import { SharedMemory } from "./shared-memory.js";
import { Signals } from "./signal.js";
import { Syscfg } from "./syscfg.js";
import { Timer } from "./timer.js";
import { Warnings } from "./warnings.js";

/** What the chip is made of that may come from a virtual machine. */
export interface ChipOptions {
  readonly counter?: CycleCounter;
  readonly memory?: SharedMemory;
  /** Shows a warning. */
  readonly warn?: (text: string) => void;
}

/** An STM32F405 without its processor: everything behind the bus. */
export class Chip {
  readonly warnings: Warnings;
  readonly clock: Clock;
  readonly interrupts = new Interrupts();
  readonly signals = new Signals();
  readonly memory: SharedMemory;
  readonly edges: EdgeLog;
  readonly bus: Bus;
  readonly rcc: Rcc;
  readonly ports: readonly Gpio[];
  readonly exti: Exti;
  readonly syscfg: Syscfg;
  private readonly timers = new Map<string, Timer>();

  constructor(options: ChipOptions = {}) {
    this.warnings = new Warnings(options.warn);
    this.clock = new Clock(options.counter);
    this.memory = options.memory ?? SharedMemory.own();
    this.edges = new EdgeLog(this.memory);
    this.bus = new Bus(this.warnings);
    this.rcc = this.attach("RCC", new Rcc(this.warnings, this.clock, this.bus));
    this.bus.useGate(this.rcc);
    this.ports = this.makePorts();
    this.syscfg = this.attach("SYSCFG", new Syscfg(this.warnings));
    this.exti = this.attach("EXTI", this.makeExti());
    this.makeTimers();
    this.rcc.onFrequencies(() => this.noteFrequencies());
    this.noteFrequencies();
  }

  /** The pin of a name such as `A13`, undefined when the chip has none. */
  pin(name: string): Pin | undefined {
    const port = this.ports[name.charCodeAt(0) - 65];
    return port?.pins.find((pin) => pin.name === name);
  }

  /** The timer of a name such as `TIM3`. */
  timer(name: string): Timer | undefined {
    return this.timers.get(name);
  }

  /** Reads a peripheral; undefined: there is nothing at the address. */
  read(address: number, size: number): number | undefined {
    return this.bus.read(address, size);
  }

  /** Writes to a peripheral; false: there is nothing at the address. */
  write(address: number, size: number, value: number): boolean {
    if (this.edges.full) this.edges.drain();
    return this.bus.write(address, size, value);
  }

  private attach<P extends Peripheral>(name: PeripheralName, device: P): P {
    this.bus.attach(name, device);
    return device;
  }

  private makePorts(): Gpio[] {
    const parts = { ...this, log: this.edges };
    return Array.from({ length: PORT_COUNT }, (_, number) => {
      const port = new Gpio(number, parts);
      return this.attach(port.name as PeripheralName, port);
    });
  }

  private makeExti(): Exti {
    const exti = new Exti(
      this.warnings,
      this.interrupts,
      (line) => this.ports[this.syscfg.portOf(line)]!.pins[line]!,
    );
    this.syscfg.onLines(() => exti.listen());
    return exti;
  }

  private makeTimers(): void {
    const { clock, interrupts, signals, warnings } = this;
    const parts = {
      clock,
      interrupts,
      signals,
      warnings,
      timer: (name: string) => this.timers.get(name),
      requestDma: () => {},
    };
    for (const [name, row] of Object.entries(timerRows)) {
      this.timers.set(name, this.attach(name as PeripheralName, new Timer(name, row, parts)));
    }
  }

  private noteFrequencies(): void {
    const { hclk, timers1, timers2 } = this.rcc.frequencies;
    for (const timer of this.timers.values()) {
      timer.setRatio(hclk / (timer.row.bus === 1 ? timers1 : timers2));
    }
    this.memory.setWord(BoardWord.ClockedPorts, this.rcc.enabled(peripherals.GPIOA.bus));
  }
}
