import {
  CodeKind,
  ConstantTag,
  mpyArchitectures,
  WASM_ARCHITECTURE,
} from "../tables/mpy-format.js";
import { binaryOperators, unaryOperators } from "../tables/operators.js";
import { staticQstrs } from "../tables/static-qstrs.js";
import { type LineStart, readLineTable } from "./line-table.js";
import { ByteReader } from "./mpy/byte-reader.js";
import { InstructionReader } from "./mpy/instruction.js";
import { type Prelude, readPrelude } from "./mpy/prelude.js";
import {
  asciiText,
  readMpy,
  type StoredConstant,
  type StoredFunction,
  type StoredModule,
  type StoredName,
} from "./mpy/reader.js";
import { decodeUtf8 } from "./mpy/utf8.js";
import { Op } from "./opcode.js";

/** The lines that list a function's machine code; functions come in the order of the file. */
export type MachineListing = (fun: StoredFunction, nameAt: (index: number) => string) => string[];

/**
 * The functions of a `.mpy` file as text: for each its name, file, sizes and parameters, then one line
 * per instruction with offset, size in bytes, source line, opcode and operand.
 *
 * @param machine lists machine code; else only its size is told
 * @throws MpyError where the bytes are no `.mpy` file
 */
export function disassemble(mpy: Uint8Array, machine?: MachineListing): string {
  const module = readMpy(mpy);
  const lines = [moduleHeader(module, mpy.length)];
  printFunction(new ModuleText(module, machine), module.code, lines);
  return lines.join("\n") + "\n";
}

function moduleHeader(
  { names, constants, smallIntBits, architecture }: StoredModule,
  size: number,
) {
  const machine =
    architecture === 0 ? "" : `, ${mpyArchitectures[architecture] ?? WASM_ARCHITECTURE}`;
  return `mpy: ${size} bytes, ${names.length} names, ${constants.length} constants, ${smallIntBits}-bit small ints${machine}`;
}

/** A module's names and constants as text. */
class ModuleText {
  readonly names: readonly string[];
  readonly constants: readonly string[];

  constructor(
    module: StoredModule,
    readonly machine: MachineListing | undefined,
  ) {
    this.names = module.names.map(nameText);
    this.constants = module.constants.map(constantText);
  }

  name(index: number): string {
    return this.names[index] ?? `name ${index}?`;
  }
}

/** The text of a name in a file. */
export function nameText({ id, bytes }: StoredName): string {
  return id === 0 ? decodeUtf8(bytes) : staticQstrs[id - 1]!;
}

function constantText({ tag, bytes, items }: StoredConstant): string {
  switch (tag) {
    case ConstantTag.FunctionTable:
      return "<function table>";
    case ConstantTag.None:
      return "None";
    case ConstantTag.False:
      return "False";
    case ConstantTag.True:
      return "True";
    case ConstantTag.Ellipsis:
      return "Ellipsis";
    case ConstantTag.Str:
      return JSON.stringify(decodeUtf8(bytes));
    case ConstantTag.Bytes:
      return `b${JSON.stringify(asciiText(bytes))}`;
    case ConstantTag.Tuple:
      return `(${items.map(constantText).join(", ")}${items.length === 1 ? "," : ""})`;
    default:
      return asciiText(bytes);
  }
}

function printFunction(text: ModuleText, fun: StoredFunction, lines: string[]): void {
  lines.push("");
  if (fun.kind === CodeKind.Bytecode) printBytecode(text, fun, lines);
  else printMachineCode(text, fun, lines);
  for (const child of fun.children) printFunction(text, child, lines);
}

const machineKinds: Partial<Record<CodeKind, string>> = {
  [CodeKind.NativePython]: "native",
  [CodeKind.NativeViper]: "viper",
  [CodeKind.NativeAssembler]: "assembler",
};

function printMachineCode(text: ModuleText, fun: StoredFunction, lines: string[]): void {
  const name = fun.kind === CodeKind.NativePython ? ` ${nativeName(text, fun)}` : "";
  const kind = machineKinds[fun.kind];
  lines.push(
    `${kind} code${name}: ${fun.bytes.length} bytes, ${fun.children.length} functions within`,
  );
  if (text.machine !== undefined) lines.push(...text.machine(fun, (index) => text.name(index)));
}

function nativeName(text: ModuleText, { bytes, prelude }: StoredFunction): string {
  const { info, cells } = readPrelude(new ByteReader(bytes, prelude));
  return text.name(new ByteReader(bytes, info, cells).uint());
}

function printBytecode(text: ModuleText, fun: StoredFunction, lines: string[]): void {
  const code = new ByteReader(fun.bytes);
  const prelude = readPrelude(code);
  const info = new ByteReader(fun.bytes, prelude.info, prelude.cells);
  lines.push(...functionHeader(text, fun, prelude, info));
  const starts = readLineTable(fun.bytes.subarray(info.at, prelude.cells));
  const instructions = new InstructionReader(code);
  code.at = prelude.start;
  let line = 0;
  while (code.remaining > 0) {
    instructions.next();
    const offset = instructions.start - prelude.start;
    const current = lineAt(starts, offset);
    const shown = current === line ? "" : String(current);
    line = current;
    lines.push(instructionLine(text, fun, instructions, prelude.start, shown));
  }
}

function functionHeader(
  text: ModuleText,
  fun: StoredFunction,
  prelude: Prelude,
  info: ByteReader,
): string[] {
  const { positional, keywordOnly, positionalDefaults, flags, stateSize, exceptDepth } = prelude;
  const name = text.name(info.uint());
  const parameters: string[] = [];
  for (let i = 0; i < positional + keywordOnly; i++) parameters.push(text.name(info.uint()));
  const cells = Array.from(fun.bytes.subarray(prelude.cells, prelude.start)).join(" ");
  return [
    `function ${name} in ${text.name(0)}: ${fun.bytes.length} bytes, ${fun.children.length} functions within`,
    `  n_state ${stateSize}, n_exc_stack ${exceptDepth}, flags ${flags}, cells [${cells}]`,
    `  positional ${positional} (${positionalDefaults} with default), keyword-only ${keywordOnly}: (${parameters.join(", ")})`,
  ];
}

function lineAt(starts: readonly LineStart[], offset: number): number {
  return starts.findLast((start) => start.offset <= offset)!.line;
}

function instructionLine(
  text: ModuleText,
  fun: StoredFunction,
  instructions: InstructionReader,
  start: number,
  line: string,
): string {
  const { row, end } = instructions;
  const offset = String(instructions.start - start).padStart(5);
  const size = String(end - instructions.start);
  const operand = operandText(text, fun, instructions, start);
  return `${offset} ${size} ${line.padStart(5)}  ${row.name} ${operand}`.trimEnd();
}

function operandText(
  text: ModuleText,
  fun: StoredFunction,
  instructions: InstructionReader,
  start: number,
): string {
  const { row, operand, extra } = instructions;
  const tail = row.extra === 1 ? ` ${extra}` : "";
  if (instructions.isJump) return `-> ${instructions.target - start}${tail}`;
  if (row.format === "qstr") return text.name(operand);
  if (row.format === "byte" && row.span === undefined) return "";
  switch (row.code) {
    case Op.LOAD_CONST_OBJ:
      return text.constants[operand] ?? `constant ${operand}?`;
    case Op.UNARY_OP_MULTI:
      return unaryOperators[operand]!.name;
    case Op.BINARY_OP_MULTI:
      return binaryOperators[operand]!.name;
    case Op.MAKE_FUNCTION:
    case Op.MAKE_FUNCTION_DEFARGS:
    case Op.MAKE_CLOSURE:
    case Op.MAKE_CLOSURE_DEFARGS:
      return `${operand} ${childName(text, fun, operand)}${tail}`;
    default:
      return `${operand}${tail}`;
  }
}

function childName(text: ModuleText, fun: StoredFunction, index: number): string {
  const child = fun.children[index];
  if (child?.kind !== CodeKind.Bytecode) return "?";
  const { info, cells } = readPrelude(new ByteReader(child.bytes));
  return text.name(new ByteReader(child.bytes, info, cells).uint());
}
