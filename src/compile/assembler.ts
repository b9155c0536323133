import { Mark } from "./compact-code.js";
import type { FunctionStore } from "./function-store.js";
import { JumpLayout } from "./jump-layout.js";
import { writeLineEntries } from "./line-table.js";
import { ByteWriter } from "./mpy/byte-writer.js";
import { writeSizes } from "./mpy/prelude.js";
import { Op, rowOfCode } from "./opcode.js";
import { OperandForm, operandForms } from "./operand-form.js";

const hasExtraByte = Uint8Array.from(rowOfCode, (row) => (row?.extra === 1 ? 1 : 0));

/** What an access by name becomes where the name is a global. */
const globalForms = Uint8Array.from(rowOfCode, (_, code) => code);
globalForms[Op.LOAD_NAME] = Op.LOAD_GLOBAL;
globalForms[Op.STORE_NAME] = Op.STORE_GLOBAL;
globalForms[Op.DELETE_NAME] = Op.DELETE_GLOBAL;

/** The indices in the file of names and constants, by their ids. */
export interface Indices {
  readonly names: Int32Array;
  readonly objects: Int32Array;
  /** 1 for each name, by id, that the module's own code accesses as a global. */
  readonly moduleGlobals: Uint8Array;
}

/** Turns the compact code of functions into the bytes of the file. */
export class Assembler {
  readonly #in: Uint8Array;
  #at = 0;
  readonly #body = new ByteWriter();
  readonly #info = new ByteWriter();
  readonly #prelude = new ByteWriter();
  readonly #layout = new JumpLayout();
  /** Triples of lines to go on, base and jumps before it. */
  #lines = new Int32Array(15);
  #lineLength = 0;
  #infoSize = 0;

  constructor(
    private readonly store: FunctionStore,
    private readonly indices: Indices,
  ) {
    this.#in = store.bytes;
  }

  /** Where what has not been read of the current record begins; behind `assemble` its children. */
  get at(): number {
    return this.#at;
  }

  /** How many bytes the current function's code takes. */
  get size(): number {
    const { length } = this.#body;
    return (
      this.#prelude.length + this.#info.length + this.#layout.place(length, this.#layout.jumps)
    );
  }

  /**
   * Assembles the function with number `id`, to be written by `write`.
   *
   * @param isModule it is the module's own code
   * @returns false if a jump is too far for its operand or a cell has too high a number
   */
  assemble(id: number, isModule: boolean): boolean {
    this.#at = this.store.startOf(id);
    this.#uint();
    this.#uint();
    this.#reset(this.#uint());
    this.#copySignature();
    const cellsFit = this.#uint() === 1;
    const cells = this.#take(this.#uint());
    for (let left = this.#uint(); left > 0; left--) {
      this.#info.uint(this.indices.names[this.#uint()]!);
    }
    this.#readCode(isModule);
    if (!this.#layout.findSizes()) return false;
    this.#writeLines();
    this.#infoSize = this.#info.length;
    this.#info.append(cells);
    writeSizes(this.#prelude, this.#infoSize, cells.length);
    return cellsFit;
  }

  /** The place in the source of the function with number `id`. */
  placeOf(id: number): { line: number; column: number } {
    this.#at = this.store.startOf(id);
    return { line: this.#uint(), column: this.#uint() };
  }

  /** The numbers of the children in the record that is read up to them. */
  readChildren(): number[] {
    const children: number[] = new Array(this.#uint());
    for (let i = 0; i < children.length; i++) children[i] = this.#uint();
    return children;
  }

  /** Writes the code that has been assembled. */
  write(out: ByteWriter): void {
    const end = out.length + this.size;
    out.reserve(this.size);
    out.append(this.#prelude.view());
    out.append(this.#info.view());
    this.#layout.weave(this.#body.view(), out.bytes, out.length);
    out.length = end;
  }

  #reset(labels: number): void {
    this.#body.clear();
    this.#info.clear();
    this.#prelude.clear();
    this.#lineLength = 0;
    this.#layout.reset(labels);
  }

  #uint(): number {
    const bytes = this.#in;
    let byte = bytes[this.#at++]!;
    if (byte < 0x80) return byte;
    let value = 0;
    for (; byte >= 0x80; byte = bytes[this.#at++]!) value = (value << 7) | (byte & 0x7f);
    return (value << 7) | byte;
  }

  #take(count: number): Uint8Array {
    this.#at += count;
    return this.#in.subarray(this.#at - count, this.#at);
  }

  #copySignature(): void {
    this.#prelude.append(this.#take(this.#uint()));
  }

  #readCode(isModule: boolean): void {
    const length = this.#uint();
    const end = this.#at + length;
    this.#body.reserve(length);
    while (this.#at < end) {
      const opcode = this.#in[this.#at++]!;
      if (opcode === Mark.Line) this.#addLine(this.#uint());
      else if (opcode === Mark.Label) this.#layout.addLabel(this.#uint(), this.#body.length);
      else this.#instruction(opcode, isModule);
    }
  }

  #instruction(opcode: number, isModule: boolean): void {
    const body = this.#body;
    switch (operandForms[opcode]) {
      case OperandForm.None:
        body.byte(opcode);
        return;
      case OperandForm.Name:
        this.#named(opcode, isModule);
        return;
      case OperandForm.Jump:
        this.#layout.addJump(opcode, body.length, this.#uint());
        break;
      default:
        body.byte(opcode);
        if (opcode === Op.LOAD_CONST_OBJ) body.uint(this.indices.objects[this.#uint()]!);
        else this.#copyVarint();
    }
    if (hasExtraByte[opcode] === 1) body.byte(this.#in[this.#at++]!);
  }

  #named(opcode: number, isModule: boolean): void {
    const id = this.#uint();
    const isGlobal = isModule && this.indices.moduleGlobals[id] === 1;
    this.#body.byte(isGlobal ? globalForms[opcode]! : opcode);
    this.#body.uint(this.indices.names[id]!);
  }

  #copyVarint(): void {
    let byte: number;
    do {
      byte = this.#in[this.#at++]!;
      this.#body.byte(byte);
    } while (byte >= 0x80);
  }

  #addLine(lines: number): void {
    const at = this.#lineLength;
    if (at === this.#lines.length) {
      const grown = new Int32Array(at * 2);
      grown.set(this.#lines);
      this.#lines = grown;
    }
    this.#lines[at] = lines;
    this.#lines[at + 1] = this.#body.length;
    this.#lines[at + 2] = this.#layout.jumps;
    this.#lineLength = at + 3;
  }

  #writeLines(): void {
    let place = 0;
    for (let i = 0; i < this.#lineLength; i += 3) {
      const next = this.#layout.place(this.#lines[i + 1]!, this.#lines[i + 2]!);
      writeLineEntries(this.#info, next - place, this.#lines[i]!);
      place = next;
    }
  }
}
