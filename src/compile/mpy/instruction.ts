import type { OpcodeRow } from "../../tables/opcodes.js";
import { rowOfCode } from "../opcode.js";
import { type ByteReader, refuse } from "./byte-reader.js";

enum Format {
  Unknown,
  Plain,
  Unsigned,
  Signed,
  Forward,
  AnyWay,
}

const formats = Uint8Array.from(rowOfCode, formatOf);
const hasExtra = Uint8Array.from(rowOfCode, (row) => row?.extra ?? 0);

function formatOf(row: OpcodeRow | undefined): Format {
  switch (row?.format) {
    case undefined:
      return Format.Unknown;
    case "byte":
      return Format.Plain;
    case "int":
      return Format.Signed;
    case "uoffset":
      return Format.Forward;
    case "soffset":
      return Format.AnyWay;
    default:
      return Format.Unsigned;
  }
}

/** The ints that LOAD_CONST_SMALL_INT can carry exactly here; more bits than any target has. */
const MAX_INT_BYTES = 7;

/** One instruction after another; its parts are fields, so that reading makes no objects. */
export class InstructionReader {
  /** Where the instruction starts and ends. */
  start = 0;
  opcode = 0;
  /** The operand; an int of LOAD_CONST_SMALL_INT may have up to 49 bits. */
  operand = 0;
  /** The byte behind the operand, where there is one. */
  extra = 0;
  /** Where a jump goes. */
  target = 0;
  isJump = false;

  constructor(readonly code: ByteReader) {}

  get row(): OpcodeRow {
    return rowOfCode[this.opcode]!;
  }

  get end(): number {
    return this.code.at;
  }

  /** @throws MpyError where there is no whole instruction */
  next(): void {
    const { code } = this;
    this.start = code.at;
    this.opcode = code.byte();
    this.extra = 0;
    const format = formats[this.opcode]! as Format;
    this.isJump = format === Format.Forward || format === Format.AnyWay;
    if (format === Format.Plain) this.operand = this.#inCode();
    else if (format === Format.Unsigned) this.operand = code.uint();
    else if (format === Format.Signed) this.operand = this.#signed();
    else if (this.isJump) this.#jump(format === Format.AnyWay);
    else refuse("an opcode is unknown");
    if (hasExtra[this.opcode] === 1) this.extra = code.byte();
  }

  #inCode(): number {
    const { code, spanBase } = this.row;
    return this.opcode - code + (spanBase ?? 0);
  }

  #signed(): number {
    let byte = this.code.byte();
    let value = (byte & 0x7f) - ((byte & 0x40) << 1);
    for (let i = 1; byte >= 0x80; i++) {
      if (i === MAX_INT_BYTES) refuse("an int is too large");
      byte = this.code.byte();
      value = value * 0x80 + (byte & 0x7f);
    }
    return value;
  }

  #jump(signed: boolean): void {
    const first = this.code.byte();
    let offset = first;
    let bias = 0x40;
    if (first >= 0x80) {
      offset = (first & 0x7f) | (this.code.byte() << 7);
      bias = 0x4000;
    }
    this.operand = signed ? offset - bias : offset;
    this.target = this.code.at + this.operand;
  }
}
