import type { Warnings } from "./warnings.js";

/** A register as the manual describes it. Masks default to the whole word. */
export interface Register {
  readonly name: string;
  readonly offset: number;
  readonly reset?: number;
  /** Bits that a program can write. */
  readonly write?: number;
  /** Bits that writing 0 clears and writing 1 leaves (rc_w0). */
  readonly clear0?: number;
  /** Bits that writing 1 clears (rc_w1). */
  readonly clear1?: number;
  /** Bits that are read as what they are; others as 0. */
  readonly read?: number;
  /** It is kept but has no effect: a program that writes it is told. */
  readonly inert?: true;
}

const ALL = 0xffffffff;

/** The bits of a word that an access of 1, 2 or 4 bytes touches. */
function strobe(offset: number, size: number): number {
  if (size === 4) return ALL;
  return (((1 << (size * 8)) - 1) << ((offset & 3) * 8)) >>> 0;
}

/**
 * What stands between the bus and a peripheral: its registers by their offsets, with the masks applied. A
 * peripheral says in `loaded` what a read does besides, and in `stored` what a write does.
 */
export abstract class Peripheral {
  private readonly registers = new Map<number, Register>();
  private readonly values: Uint32Array;

  constructor(
    readonly name: string,
    protected readonly warnings: Warnings,
    registers: readonly Register[],
  ) {
    let end = 0;
    for (const register of registers) {
      this.registers.set(register.offset, register);
      end = Math.max(end, register.offset + 4);
    }
    this.values = new Uint32Array(end / 4);
    this.resetRegisters();
  }

  /** The state after a reset. Who overrides it calls it. */
  reset(): void {
    this.resetRegisters();
  }

  private resetRegisters(): void {
    for (const { offset, reset = 0 } of this.registers.values()) this.set(offset, reset);
  }

  /** Reads 1, 2 or 4 bytes. */
  read(offset: number, size: number): number {
    const register = this.registers.get(offset & ~3);
    if (register === undefined) {
      this.warnUnknown("read of", offset);
      return 0;
    }
    const value = this.loaded(register.offset, this.get(register.offset));
    const masked = register.read === undefined ? value : value & register.read;
    return size === 4
      ? masked >>> 0
      : (masked >>> ((offset & 3) * 8)) & (size === 2 ? 0xffff : 0xff);
  }

  /** Writes 1, 2 or 4 bytes. */
  write(offset: number, size: number, value: number): void {
    const register = this.registers.get(offset & ~3);
    if (register === undefined) {
      this.warnUnknown("write to", offset);
      return;
    }
    const old = this.get(register.offset);
    const touched = strobe(offset, size);
    const shifted = (value << ((offset & 3) * 8)) & touched;
    const writable = touched & (register.write ?? (register.clear0 || register.clear1 ? 0 : ALL));
    let next = (old & ~writable) | (shifted & writable);
    next &= ~((register.clear1 ?? 0) & shifted);
    next &= ~((register.clear0 ?? 0) & touched & ~shifted);
    this.set(register.offset, next);
    if (register.inert) this.warnings.warn(`${this.name}_${register.name} has no effect here`);
    this.stored(register.offset, next >>> 0, old, shifted >>> 0);
  }

  /** What a register holds, without the effects of a read. */
  get(offset: number): number {
    return this.values[offset >> 2]!;
  }

  /** Takes over what the registers of the same peripheral of another chip hold, without effects. */
  protected takeOver(other: Peripheral): void {
    this.values.set(other.values);
  }

  /** Changes what a register holds, without the effects of a write. */
  protected set(offset: number, value: number): void {
    this.values[offset >> 2] = value;
  }

  protected setBits(offset: number, bits: number): void {
    this.set(offset, this.get(offset) | bits);
  }

  protected clearBits(offset: number, bits: number): void {
    this.set(offset, this.get(offset) & ~bits);
  }

  /** Whether one of these bits is set. */
  protected has(offset: number, bits: number): boolean {
    return (this.get(offset) & bits) !== 0;
  }

  /** What a program reads, and what the read does. */
  protected loaded(_offset: number, value: number): number {
    return value;
  }

  /** What a write does: `value` is what the register now holds, `written` what was put on the bus. */
  protected stored(_offset: number, _value: number, _old: number, _written: number): void {}

  private warnUnknown(what: string, offset: number): void {
    this.warnings.warn(`${what} ${this.name}+0x${offset.toString(16)}, which is not modelled`);
  }
}
