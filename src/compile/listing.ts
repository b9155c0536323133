import { CodeKind, ConstantTag } from "../tables/mpy-format.js";
import type { OpcodeRow } from "../tables/opcodes.js";
import { binaryOperators, unaryOperators } from "../tables/operators.js";
import { nameText } from "./disassemble.js";
import { readLineTable } from "./line-table.js";
import { ByteReader } from "./mpy/byte-reader.js";
import { InstructionReader } from "./mpy/instruction.js";
import { type Prelude, readPrelude } from "./mpy/prelude.js";
import { asciiText, readMpy, type StoredConstant, type StoredFunction } from "./mpy/reader.js";
import { decodeUtf8 } from "./mpy/utf8.js";
import { Op } from "./opcode.js";
import { quoteBytes, quoteText } from "./quote.js";

const BYTES_PER_LINE = 16;

/**
 * The bytecode of a `.mpy` file as `micropython -v -v` prints it. What is an address there, is an offset in
 * the file here.
 */
export function listBytecode(mpy: Uint8Array): string {
  const module = readMpy(mpy);
  const listing = new Listing(module.names.map(nameText), module.constants.map(constantText));
  // Functions within come after all functions of the level above.
  const queue = [module.code];
  for (const fun of queue) {
    if (fun.kind === CodeKind.Bytecode) listing.addFunction(fun);
    queue.push(...fun.children);
  }
  return listing.text();
}

function address(offset: number): string {
  return offset.toString(16);
}

/** A constant as `repr` gives it. */
function constantText({ tag, bytes, items }: StoredConstant): string {
  switch (tag) {
    case ConstantTag.FunctionTable:
      return "<function table>";
    case ConstantTag.None:
    case ConstantTag.False:
    case ConstantTag.True:
    case ConstantTag.Ellipsis:
      return ConstantTag[tag];
    case ConstantTag.Str:
      return quoteText(decodeUtf8(bytes));
    case ConstantTag.Bytes:
      return quoteBytes(bytes);
    case ConstantTag.Tuple:
      return `(${items.map(constantText).join(", ")}${items.length === 1 ? "," : ""})`;
    default:
      return asciiText(bytes);
  }
}

/** Operators whose method MicroPython's Unix build does not name: it has none, or looks it up elsewhere. */
const unnamed = /^(In|Inplace(?!Add$|Subtract$).*)$/;

function binaryMethod(operator: number): string {
  const { name, method } = binaryOperators[operator]!;
  return unnamed.test(name) ? "" : method;
}

class Listing {
  private readonly lines: string[] = [];

  constructor(
    private readonly names: readonly string[],
    private readonly constants: readonly string[],
  ) {}

  text(): string {
    return this.lines.map((line) => `${line}\n`).join("");
  }

  addFunction(fun: StoredFunction): void {
    const code = new ByteReader(fun.bytes);
    const prelude = readPrelude(code);
    const info = new ByteReader(fun.bytes, prelude.info, prelude.cells);
    this.addHeader(fun, prelude, this.name(info.uint()));
    this.addPrelude(fun, prelude, info);
    const instructions = new InstructionReader(code);
    code.at = prelude.start;
    while (code.remaining > 0) {
      instructions.next();
      const offset = String(instructions.start - prelude.start).padStart(2, "0");
      this.lines.push(`${offset} ${this.instruction(fun, instructions, prelude.start)}`);
    }
  }

  private addHeader({ bytes, offset }: StoredFunction, prelude: Prelude, block: string): void {
    const place = `(descriptor: ${address(offset)}, bytecode @${address(offset)} ${bytes.length} bytes)`;
    this.lines.push(
      `File ${this.name(0)}, code block '${block}' ${place}`,
      `Raw bytecode (code_info_size=${prelude.start}, bytecode_size=${bytes.length - prelude.start}):`,
    );
    for (let at = 0; at < bytes.length; at += BYTES_PER_LINE) {
      const row = [...bytes.subarray(at, at + BYTES_PER_LINE)];
      this.lines.push(row.map((byte) => ` ${byte.toString(16).padStart(2, "0")}`).join(""));
    }
  }

  private addPrelude({ bytes }: StoredFunction, prelude: Prelude, info: ByteReader): void {
    let parameters = "";
    for (let i = prelude.positional + prelude.keywordOnly; i > 0; i--) {
      parameters += ` ${this.name(info.uint())}`;
    }
    const cells = [...bytes.subarray(prelude.cells, prelude.start)];
    const lineTable = bytes.subarray(info.at, prelude.cells);
    this.lines.push(
      `arg names:${parameters}`,
      `(N_STATE ${prelude.stateSize})`,
      `(N_EXC_STACK ${prelude.exceptDepth})`,
      ...cells.map((local) => `(INIT_CELL ${local})`),
      ...readLineTable(lineTable).map(({ offset, line }) => `  bc=${offset} line=${line}`),
    );
  }

  private instruction(fun: StoredFunction, reader: InstructionReader, start: number): string {
    const { row, operand, extra, isJump, target } = reader;
    const name = row.name.replace(/_MULTI$/, "");
    if (isJump) return `${name} ${target - start}${row.extra === 1 ? ` ${extra}` : ""}`;
    if (row.format === "byte" && row.span === undefined) return name;
    return `${name} ${this.operand(fun, row, operand)}${row.extra === 1 ? ` ${extra}` : ""}`;
  }

  private operand(fun: StoredFunction, row: OpcodeRow, operand: number): string {
    switch (row.code) {
      case Op.LOAD_CONST_STRING:
      case Op.IMPORT_NAME:
      case Op.IMPORT_FROM:
        return `'${this.name(operand)}'`;
      case Op.LOAD_CONST_OBJ:
        return `${address(operand)}=${this.constants[operand]}`;
      case Op.UNARY_OP_MULTI:
        return `${operand} ${unaryOperators[operand]!.method}`;
      case Op.BINARY_OP_MULTI:
        return `${operand} ${binaryMethod(operand)}`;
      case Op.MAKE_FUNCTION:
      case Op.MAKE_FUNCTION_DEFARGS:
      case Op.MAKE_CLOSURE:
      case Op.MAKE_CLOSURE_DEFARGS:
        return address(fun.children[operand]!.offset);
      case Op.CALL_FUNCTION:
      case Op.CALL_FUNCTION_VAR_KW:
      case Op.CALL_METHOD:
      case Op.CALL_METHOD_VAR_KW:
        return `n=${operand & 0xff} nkw=${(operand >> 8) & 0xff}`;
      default:
        return row.format === "qstr" ? this.name(operand) : String(operand);
    }
  }

  private name(index: number): string {
    return this.names[index] ?? "";
  }
}
