import { type PeripheralBus, type PeripheralName, peripherals } from "../tables/stm32f405.js";
import type { Peripheral } from "./peripheral.js";
import type { Warnings } from "./warnings.js";

/** What says whether a peripheral has its clock. */
export interface ClockGate {
  isClocked(bus: PeripheralBus, bit: number): boolean;
}

interface Slot {
  readonly name: PeripheralName;
  readonly start: number;
  readonly size: number;
  readonly bus: PeripheralBus;
  readonly clock: number;
  device: Peripheral | undefined;
}

/** No bit of the clock registers. */
const ALWAYS = -1;
const PAGE_SHIFT = 10;

const BAND_START = 0x42000000;
const BAND_END = 0x44000000;
const BAND_TARGET = 0x40000000;

/** The addresses of the peripherals. */
export class Bus {
  private readonly pages = new Map<number, Slot>();
  private readonly slots = new Map<PeripheralName, Slot>();
  private gate: ClockGate = { isClocked: () => true };

  constructor(private readonly warnings: Warnings) {
    for (const [name, row] of Object.entries(peripherals)) {
      const clock = "clock" in row ? row.clock : ALWAYS;
      const slot = { name: name as PeripheralName, ...row, clock, device: undefined };
      this.slots.set(slot.name, slot);
      const last = (slot.start + slot.size - 1) >>> PAGE_SHIFT;
      for (let page = slot.start >>> PAGE_SHIFT; page <= last; page++) this.pages.set(page, slot);
    }
  }

  /** Puts a peripheral at its place. */
  attach(name: PeripheralName, device: Peripheral): void {
    this.slots.get(name)!.device = device;
  }

  /** Says who knows which peripherals have their clocks. */
  useGate(gate: ClockGate): void {
    this.gate = gate;
  }

  /** All peripherals. */
  *devices(): Iterable<Peripheral> {
    for (const { device } of this.slots.values()) if (device) yield device;
  }

  /** The peripheral on a bus whose clock has this number. */
  *withClock(bus: PeripheralBus, bit: number): Iterable<Peripheral> {
    for (const slot of this.slots.values()) {
      if (slot.bus === bus && slot.clock === bit && slot.device) yield slot.device;
    }
  }

  /** Reads 1, 2 or 4 bytes; undefined: nothing is there, which is a bus fault. */
  read(address: number, size: number): number | undefined {
    if (address >= BAND_START && address < BAND_END) return this.readBand(address);
    const slot = this.pages.get(address >>> PAGE_SHIFT);
    if (slot === undefined) return undefined;
    const offset = address - slot.start;
    if (offset < 0 || offset >= slot.size) return undefined;
    if (!this.isReady(slot, offset)) return 0;
    return slot.device!.read(offset, size);
  }

  /** Writes 1, 2 or 4 bytes; false: nothing is there. */
  write(address: number, size: number, value: number): boolean {
    if (address >= BAND_START && address < BAND_END) return this.writeBand(address, value);
    const slot = this.pages.get(address >>> PAGE_SHIFT);
    if (slot === undefined) return false;
    const offset = address - slot.start;
    if (offset < 0 || offset >= slot.size) return false;
    if (this.isReady(slot, offset)) slot.device!.write(offset, size, value);
    return true;
  }

  private isReady(slot: Slot, offset: number): boolean {
    if (slot.device === undefined) {
      this.warnings.warn(`${slot.name}+0x${offset.toString(16)} is not modelled`);
      return false;
    }
    if (slot.clock === ALWAYS || this.gate.isClocked(slot.bus, slot.clock)) return true;
    this.warnings.warn(
      `${slot.name} has no clock: bit ${slot.clock} of RCC_${slot.bus}ENR is not set`,
    );
    return false;
  }

  /** Each word of the alias stands for one bit. */
  private readBand(address: number): number | undefined {
    const distance = address - BAND_START;
    const word = this.read(BAND_TARGET + ((distance >>> 7) << 2), 4);
    return word === undefined ? undefined : (word >>> ((distance >>> 2) & 31)) & 1;
  }

  private writeBand(address: number, value: number): boolean {
    const distance = address - BAND_START;
    const target = BAND_TARGET + ((distance >>> 7) << 2);
    const word = this.read(target, 4);
    if (word === undefined) return false;
    const bit = (1 << ((distance >>> 2) & 31)) >>> 0;
    return this.write(target, 4, (value & 1 ? word | bit : word & ~bit) >>> 0);
  }
}
