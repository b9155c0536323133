import { rowOfCode } from "./opcode.js";

/** Bytes of a jump with a one-byte offset, and of one with two. */
const SHORT_SIZE = 2;
const LONG_SIZE = 3;

/** Room for so many jumps and labels is there from the start; V8 makes such small arrays quickly. */
const SMALL_COUNT = 15;

const SIGNED_SHORT_BIAS = 0x40;
const SIGNED_LONG_BIAS = 0x4000;
const LONG_OFFSETS = 0x8000;

const isSigned = Uint8Array.from(rowOfCode, (row) => (row?.format === "soffset" ? 1 : 0));

/**
 * The jumps and labels of one function, and the sizes that the jumps take.
 *
 * Places are counted without the bytes of jumps, together with how many jumps are before them, so
 * that they need not change when a jump does.
 */
export class JumpLayout {
  jumps = 0;
  #opcodes = new Uint8Array(SMALL_COUNT);
  #bases = new Int32Array(SMALL_COUNT);
  #targets = new Int32Array(SMALL_COUNT);
  /** Bytes of all jumps before each, and of all at the end. */
  #before = new Int32Array(SMALL_COUNT + 1);
  #offsets = new Int32Array(SMALL_COUNT);

  #labels = 0;
  /** The labels in the order of their places. */
  #labelOrder = new Int32Array(SMALL_COUNT);
  #labelBases = new Int32Array(SMALL_COUNT);
  #labelJumps = new Int32Array(SMALL_COUNT);
  #labelPlaces = new Int32Array(SMALL_COUNT);

  /** Forgets everything and makes room for `labels` labels. */
  reset(labels: number): void {
    this.jumps = 0;
    this.#labels = 0;
    if (labels <= this.#labelBases.length) return;
    const size = labels * 2;
    this.#labelOrder = new Int32Array(size);
    this.#labelBases = new Int32Array(size);
    this.#labelJumps = new Int32Array(size);
    this.#labelPlaces = new Int32Array(size);
  }

  addJump(opcode: number, base: number, label: number): void {
    if (this.jumps === this.#opcodes.length) this.#grow();
    this.#opcodes[this.jumps] = opcode;
    this.#bases[this.jumps] = base;
    this.#targets[this.jumps++] = label;
  }

  addLabel(label: number, base: number): void {
    this.#labelOrder[this.#labels++] = label;
    this.#labelBases[label] = base;
    this.#labelJumps[label] = this.jumps;
  }

  /** Where a place is, once the sizes are found. */
  place(base: number, jumpsBefore: number): number {
    return base + this.#before[jumpsBefore]!;
  }

  /**
   * Finds the sizes: all jumps start long and shrink, pass by pass, until nothing changes. Passes use
   * the places that the last one found for what lies ahead, as the reference does, which decides
   * where a jump could be either.
   *
   * @returns false if a jump is too far
   */
  findSizes(): boolean {
    for (let i = 0; i <= this.jumps; i++) this.#before[i] = i * LONG_SIZE;
    this.#placeLabels();
    let size = this.#before[this.jumps]!;
    for (;;) {
      this.#shrink();
      const now = this.#before[this.jumps]!;
      if (now === size) break;
      size = now;
    }
    return this.#offsetsFit();
  }

  #placeLabels(): void {
    for (let i = 0; i < this.#labels; i++) this.#placeLabel(this.#labelOrder[i]!);
  }

  #placeLabel(label: number): void {
    this.#labelPlaces[label] = this.place(this.#labelBases[label]!, this.#labelJumps[label]!);
  }

  #shrink(): void {
    let nextLabel = 0;
    for (let i = 0; i < this.jumps; i++) {
      nextLabel = this.#placeLabelsBefore(i, nextLabel);
      const at = this.#bases[i]! + this.#before[i]!;
      const offset = this.#labelPlaces[this.#targets[i]!]! - at - SHORT_SIZE;
      const short = isShort(this.#opcodes[i]!, offset);
      this.#offsets[i] = short ? offset : offset - 1;
      this.#before[i + 1] = this.#before[i]! + (short ? SHORT_SIZE : LONG_SIZE);
    }
    this.#placeLabelsBefore(this.jumps, nextLabel);
  }

  /** Places the labels between jump `jump - 1` and jump `jump`; gives the index of the next one. */
  #placeLabelsBefore(jump: number, next: number): number {
    while (next < this.#labels && this.#labelJumps[this.#labelOrder[next]!]! <= jump) {
      this.#placeLabel(this.#labelOrder[next++]!);
    }
    return next;
  }

  #offsetsFit(): boolean {
    for (let i = 0; i < this.jumps; i++) {
      const bias = isSigned[this.#opcodes[i]!] === 1 ? SIGNED_LONG_BIAS : 0;
      const stored = this.#offsets[i]! + bias;
      if (this.#sizeOf(i) === LONG_SIZE && (stored < 0 || stored >= LONG_OFFSETS)) return false;
    }
    return true;
  }

  #sizeOf(jump: number): number {
    return this.#before[jump + 1]! - this.#before[jump]!;
  }

  /** Copies `body`, which has no jumps, into `out` at `at` with the jumps put in. */
  weave(body: Uint8Array, out: Uint8Array, at: number): void {
    let from = 0;
    for (let i = 0; i < this.jumps; i++) {
      const base = this.#bases[i]!;
      for (; from < base; from++) out[at++] = body[from]!;
      at = this.#writeJump(i, out, at);
    }
    for (; from < body.length; from++) out[at++] = body[from]!;
  }

  #writeJump(jump: number, out: Uint8Array, at: number): number {
    const opcode = this.#opcodes[jump]!;
    const offset = this.#offsets[jump]!;
    const signed = isSigned[opcode] === 1;
    out[at++] = opcode;
    if (this.#sizeOf(jump) === SHORT_SIZE) {
      out[at++] = signed ? offset + SIGNED_SHORT_BIAS : offset;
    } else {
      const stored = signed ? offset + SIGNED_LONG_BIAS : offset;
      out[at++] = 0x80 | (stored & 0x7f);
      out[at++] = stored >> 7;
    }
    return at;
  }

  #grow(): void {
    const size = this.jumps * 2;
    this.#opcodes = enlarge(this.#opcodes, new Uint8Array(size));
    this.#bases = enlarge(this.#bases, new Int32Array(size));
    this.#targets = enlarge(this.#targets, new Int32Array(size));
    this.#offsets = new Int32Array(size);
    this.#before = new Int32Array(size + 1);
  }
}

function enlarge<T extends Uint8Array | Int32Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}

function isShort(opcode: number, offset: number): boolean {
  return isSigned[opcode] === 1
    ? offset >= -SIGNED_SHORT_BIAS && offset < SIGNED_SHORT_BIAS
    : offset >= 0 && offset <= 0x7f;
}
