/**
 * A program of Thumb instructions: lines of UAL, rows with fields, labels, data.
 *
 * Every line starts in its shortest form. After each pass the labels are where the sizes put them, and a
 * line that no longer fits grows; none ever shrinks, so the passes end.
 */
import { type Assembled, type AssemblyPlace, assemble } from "./assemble.js";
import { violation } from "./constraints.js";
import { codeBytes, encode } from "./encode.js";
import { ThumbError } from "./errors.js";
import { blockConditions } from "./it-block.js";
import { type Fields, rowOf } from "./row.js";

/** Where an IT block has an instruction. */
interface BlockPlace {
  readonly condition?: number;
  readonly last?: boolean;
}

/** Bytes that depend on where things are. */
interface Part {
  readonly line: number;
  /** The size in the pass before. */
  size: number;
  /** The multiple of bytes that a filler goes up to. */
  readonly multiple?: number;
  readonly bytes: (layout: Layout, address: number, size: number) => Uint8Array;
}

/** Where everything is with the sizes of the pass before. */
interface Layout {
  readonly addresses: readonly number[];
  readonly labels: ReadonlyMap<string, number>;
}

/** What a program became. */
export interface Program {
  readonly bytes: Uint8Array;
  /** The address of each label. */
  readonly labels: ReadonlyMap<string, number>;
}

const LABEL = /^\s*([A-Za-z_.$][\w.$]*)\s*:/;
const COMMENT = /(?:@|;|\/\/).*$/;

/** How far an address is from the next multiple. */
const padding = (address: number, multiple: number): number =>
  (multiple - (address % multiple)) % multiple;

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes;
}

/** Collects a program and gives its bytes. */
export class Assembler {
  private readonly parts: Part[] = [];
  private readonly labels = new Map<string, number>();
  private block: number[] = [];
  private lineNumber = 0;

  /**
   * Takes a line of text: a label, an instruction, both or neither, and a comment behind `@`, `;` or `//`.
   * Mistakes in operands are found by `finish`.
   * @throws ThumbError when the label exists, or when the line cannot be in its IT block
   */
  line(text: string): this {
    this.lineNumber += 1;
    let rest = text.replace(COMMENT, "");
    for (let found = LABEL.exec(rest); found !== null; found = LABEL.exec(rest)) {
      this.label(found[1]!);
      rest = rest.slice(found[0].length).padStart(rest.length);
    }
    if (rest.trim() !== "") this.instruction(rest);
    return this;
  }

  /** Takes the lines of a text. */
  source(text: string): this {
    for (const line of text.split("\n")) this.line(line);
    return this;
  }

  /**
   * Gives a name to the place of the next instruction.
   * @throws ThumbError when the name exists
   */
  label(name: string): this {
    if (this.labels.has(name)) {
      throw new ThumbError("label", `the label ${name} exists`, 1, this.lineNumber);
    }
    this.labels.set(name, this.parts.length);
    return this;
  }

  /**
   * Takes an instruction by its row and fields.
   * @throws ThumbError when the row does not allow the fields
   */
  emit(id: string, fields: Fields): this {
    const row = rowOf(id);
    const reason = violation(row, fields);
    if (reason !== undefined) throw new ThumbError("operand", reason, 0, this.lineNumber);
    const bytes = codeBytes(encode(row, fields), row.size);
    this.takeBlockPlace();
    if (row.traits.blockMask !== undefined) {
      this.block = blockConditions(fields.c!, fields[row.traits.blockMask]!);
    }
    return this.append(row.size, () => bytes);
  }

  /** Takes numbers of 1, 2 or 4 bytes, lowest byte first. */
  data(size: 1 | 2 | 4, ...values: readonly number[]): this {
    const bytes = new Uint8Array(values.length * size);
    values.forEach((value, index) => {
      for (let byte = 0; byte < size; byte += 1) bytes[index * size + byte] = value >> (8 * byte);
    });
    return this.append(bytes.length, () => bytes);
  }

  /** Fills with zeros up to a multiple of a count of bytes. */
  align(multiple: number): this {
    const bytes = (_: Layout, address: number) => new Uint8Array(padding(address, multiple));
    this.parts.push({ line: this.lineNumber, size: 0, multiple, bytes });
    return this;
  }

  /**
   * The bytes of the program when it lies at an address.
   * @throws ThumbError for the first line that cannot be assembled
   */
  finish(address = 0): Program {
    for (;;) {
      const layout = this.layOut(address);
      const pieces = this.parts.map(({ bytes, size }, index) =>
        bytes(layout, layout.addresses[index]!, size),
      );
      if (pieces.every((piece, index) => piece.length === this.parts[index]!.size)) {
        return { bytes: joined(pieces), labels: layout.labels };
      }
      pieces.forEach((piece, index) => {
        this.parts[index]!.size = piece.length;
      });
    }
  }

  private append(size: number, bytes: Part["bytes"]): this {
    this.parts.push({ line: this.lineNumber, size, bytes });
    return this;
  }

  private takeBlockPlace(): BlockPlace {
    const condition = this.block.shift();
    return condition === undefined ? {} : { condition, last: this.block.length === 0 };
  }

  private instruction(text: string): void {
    const place = this.takeBlockPlace();
    const it = /^\s*it[te]{0,3}\b/i.test(text) ? this.assembleAt(text, place) : undefined;
    if (it !== undefined) this.block = blockConditions(it.fields.c!, it.fields.k!);
    const line = this.lineNumber;
    this.append(2, ({ labels }, address, least) => {
      const lookup = (name: string) => labels.get(name);
      const leastSize = least === 4 ? 4 : 2;
      const { code, size } = this.assembleAt(text, { ...place, address, lookup, leastSize }, line);
      return codeBytes(code, size);
    });
  }

  private assembleAt(text: string, place: AssemblyPlace, line = this.lineNumber): Assembled {
    try {
      return assemble(text, place);
    } catch (error) {
      throw error instanceof ThumbError ? error.atLine(line) : error;
    }
  }

  /** Puts the parts one behind the other, in their sizes so far. */
  private layOut(start: number): Layout {
    const addresses = [start];
    for (const part of this.parts) {
      const address = addresses.at(-1)!;
      if (part.multiple !== undefined) part.size = padding(address, part.multiple);
      addresses.push(address + part.size);
    }
    const labels = new Map([...this.labels].map(([name, index]) => [name, addresses[index]!]));
    return { addresses, labels };
  }
}
