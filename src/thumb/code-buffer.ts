import { codeBytes, encode } from "./encode.js";
import { type Fields, type Row, rowOf } from "./row.js";

/** The processor reads its program counter as the instruction's address plus this. */
const PIPELINE = 4;

/** How far short branches reach, in bytes from the program counter. */
const NARROW_REACH = 1 << 11;
const CONDITIONAL_REACH = 1 << 8;

const branchNarrow = rowOf("B T2");
const branchWide = rowOf("B T4");
const conditionalNarrow = rowOf("B T1");
const conditionalWide = rowOf("B T3");
const moveWide = rowOf("MOV (immediate) T3");
const signExtend = rowOf("SXTH T1");
const addHigh = rowOf("ADD (register) T2");

const PC = 15;
/** An address of code has bit 0 set, for the processor's state. */
const THUMB_BIT = 1;

/** Writes a place that depends on where a label is, once that is known. */
interface Fixup {
  readonly at: number;
  readonly write: (at: number, target: number) => void;
}

/** The fields of a wide immediate: four bits apart from the rest. */
export const wideFields = (register: number, value: number): Fields => ({
  d: register,
  j: (value >>> 12) & 0xf,
  i: value & 0xfff,
});

/**
 * Instructions with labels, written in one pass: a jump back is as short as it can be, a jump ahead has
 * the long form, whose distance is filled in when its label comes.
 */
export class CodeBuffer {
  #bytes = new Uint8Array(256);
  #length = 0;
  #isDropping = false;
  readonly #labels = new Map<number, number>();
  readonly #fixups = new Map<number, Fixup[]>();

  get length(): number {
    return this.#length;
  }

  isBound(label: number): boolean {
    return this.#labels.has(label);
  }

  /** Drops what follows up to the next label. */
  drop(): void {
    this.#isDropping = true;
  }

  bind(label: number): void {
    this.#isDropping = false;
    this.#labels.set(label, this.#length);
    for (const { at, write } of this.#fixups.get(label) ?? []) write(at, this.#length);
    this.#fixups.delete(label);
  }

  emit(row: Row, fields: Fields): void {
    this.append(codeBytes(encode(row, fields), row.size));
  }

  append(bytes: Uint8Array): void {
    if (this.#isDropping) return;
    if (this.#length + bytes.length > this.#bytes.length) {
      const grown = new Uint8Array(this.#bytes.length * 2 + bytes.length);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  word(value: number): void {
    this.append(Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24));
  }

  /** Overwrites a word. */
  setWord(at: number, value: number): void {
    for (let i = 0; i < 4; i++) this.#bytes[at + i] = value >>> (8 * i);
  }

  branch(label: number): void {
    const distance = this.#distanceBack(label);
    if (distance !== undefined && distance >= -NARROW_REACH) {
      this.emit(branchNarrow, { i: (distance >> 1) & 0x7ff });
    } else {
      this.#refer(label, 4, (at, target) => {
        this.#overwrite(at, branchWide, branchFields(target - at - PIPELINE));
      });
    }
  }

  branchIf(condition: number, label: number): void {
    const distance = this.#distanceBack(label);
    if (distance !== undefined && distance >= -CONDITIONAL_REACH) {
      this.emit(conditionalNarrow, { c: condition, i: (distance >> 1) & 0xff });
    } else {
      this.#refer(label, 4, (at, target) => {
        const fields = conditionalFields(target - at - PIPELINE);
        this.#overwrite(at, conditionalWide, { c: condition, ...fields });
      });
    }
  }

  /** Loads a label's address: a halfword's distance, extended and added to the program counter. */
  address(register: number, label: number): void {
    const size = moveWide.size + signExtend.size;
    this.#refer(label, size + addHigh.size, (at, target) => {
      const distance = ((target - at) | THUMB_BIT) - (size + PIPELINE);
      this.#overwrite(at, moveWide, wideFields(register, distance & 0xffff));
      this.#overwrite(at + moveWide.size, signExtend, { d: register, m: register });
      this.#overwrite(at + size, addHigh, { d: register, m: PC });
    });
  }

  /** All bytes; every label that is referred to must be bound. */
  finish(): Uint8Array {
    const [missing] = this.#fixups.keys();
    if (missing !== undefined) throw new Error(`label ${missing} is bound nowhere`);
    return this.#bytes.slice(0, this.#length);
  }

  /** The distance of a label that is bound, from the program counter. */
  #distanceBack(label: number): number | undefined {
    const target = this.#labels.get(label);
    return target === undefined ? undefined : target - this.#length - PIPELINE;
  }

  #refer(label: number, size: number, write: Fixup["write"]): void {
    if (this.#isDropping) return;
    const at = this.#length;
    this.append(new Uint8Array(size));
    const target = this.#labels.get(label);
    if (target !== undefined) {
      write(at, target);
      return;
    }
    const fixups = this.#fixups.get(label) ?? [];
    fixups.push({ at, write });
    this.#fixups.set(label, fixups);
  }

  #overwrite(at: number, row: Row, fields: Fields): void {
    this.#bytes.set(codeBytes(encode(row, fields), row.size), at);
  }
}

/** J1 and J2 tell whether the bits below the sign equal it. */
function branchFields(distance: number): Fields {
  const sign = (distance >> 24) & 1;
  const bit = (place: number) => 1 ^ sign ^ ((distance >> place) & 1);
  return { S: sign, J: bit(23), K: bit(22), i: (distance >> 1) & 0x1fffff };
}

function conditionalFields(distance: number): Fields {
  const bit = (place: number) => (distance >> place) & 1;
  return { S: bit(20), K: bit(19), J: bit(18), i: (distance >> 1) & 0x1ffff };
}
