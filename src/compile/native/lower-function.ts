import { ByteWriter } from "../mpy/byte-writer.js";
import { writeSignature, writeSizes } from "../mpy/prelude.js";
import { type CompileError, type CompileErrorType, compileError } from "../syntax-error.js";
import { type MachineCode, NativeLimitError, type NativeTarget } from "./assembler.js";
import { emitEntry, emitExit } from "./function-entry.js";
import { Lowering, type ModuleIndices } from "./lowering.js";
import type { MachineLines } from "./machine-lines.js";
import { ITEM_SIZE, type NativeCode } from "./native-code.js";
import { operations } from "./operations.js";
import { PLACE_SIZE } from "./resolver.js";
import { NotImplementedInNative } from "./typed-stack.js";

/** An error of the function as a whole. */
const NO_ITEM = -1;

/** Indices for the run that only measures. */
const NO_INDICES: ModuleIndices = {
  names: new Int32Array(0),
  objects: new Int32Array(0),
  moduleGlobals: new Uint8Array(0),
};

/**
 * How deep the value stack of a function becomes; finds its errors.
 *
 * @throws CompileError where viper's typing rules are broken or something is not implemented
 */
export function measureFunction(code: NativeCode, target: NativeTarget, filename: string): number {
  return run(new Lowering(code, target, NO_INDICES, 0), filename).stack.maxDepth;
}

/** Machine code, and what it came from. */
export interface LoweredFunction extends MachineCode {
  readonly lines: MachineLines;
}

/**
 * The machine code of a function.
 *
 * @param maxDepth what `measureFunction` found
 */
export function lowerFunction(
  code: NativeCode,
  target: NativeTarget,
  indices: ModuleIndices,
  maxDepth: number,
  filename: string,
): LoweredFunction {
  const l = run(new Lowering(code, target, indices, maxDepth), filename);
  const finish = () => l.asm.finish(code.isViper ? undefined : prelude(l));
  const { lines, reraises } = l;
  const machineCode = atPlace(code, filename, NO_ITEM, finish);
  return { ...machineCode, lines: { name: code.name, lines, reraises } };
}

function run(l: Lowering, filename: string): Lowering {
  const { code } = l;
  atPlace(code, filename, NO_ITEM, () => emitEntry(l));
  for (let i = 0; i * ITEM_SIZE < code.items.length; i++) {
    checkStatement(l, filename, i);
    atPlace(code, filename, i, () => emitItem(l, i));
  }
  if (l.error !== undefined) throw errorAt(code, filename, l.errorItem, l.error, "ViperTypeError");
  atPlace(code, filename, NO_ITEM, () => emitExit(l));
  return l;
}

function emitItem(l: Lowering, item: number): void {
  const { items } = l.code;
  const at = item * ITEM_SIZE;
  l.item = item;
  noteLine(l);
  const operation = operations.get(items[at]!);
  if (operation === undefined) throw new Error(`no machine code for operation ${items[at]}`);
  operation(l, items[at + 1]!, items[at + 2]!);
}

function noteLine({ asm, line, lines }: Lowering): void {
  if (line === 0 || line === lines.at(-1)?.line) return;
  lines.push({ offset: asm.position, line });
  asm.startLine?.(line);
}

/** An error is reported when its statement ends: the last one in it counts. */
function checkStatement(l: Lowering, filename: string, item: number): void {
  if (l.error === undefined) return;
  const statement = (index: number) => l.code.places[index * PLACE_SIZE + 2];
  if (statement(item) === statement(l.errorItem)) return;
  throw errorAt(l.code, filename, l.errorItem, l.error, "ViperTypeError");
}

function atPlace<T>(code: NativeCode, filename: string, item: number, emit: () => T): T {
  try {
    return emit();
  } catch (error) {
    if (error instanceof NotImplementedInNative || error instanceof NativeLimitError) {
      throw errorAt(code, filename, item, error.message, "NotImplementedError");
    }
    throw error;
  }
}

function errorAt(
  code: NativeCode,
  filename: string,
  item: number,
  text: string,
  type: CompileErrorType,
): CompileError {
  const line = code.places[item * PLACE_SIZE] ?? 0;
  const column = code.places[item * PLACE_SIZE + 1] ?? 0;
  const place = line > 0 ? { line, column } : { line: code.line, column: code.column };
  return compileError(filename, place, text, type, code.name);
}

/** What the runtime reads about a function: as bytecode has it, without lines. */
function prelude({ code, frame, indices }: Lowering): Uint8Array {
  const out = new ByteWriter();
  writeSignature(out, {
    stateSize: frame.stateWords,
    exceptDepth: 0,
    flags: code.flags,
    positional: code.positional,
    keywordOnly: code.keywordOnly,
    positionalDefaults: code.positionalDefaults,
  });
  const names = new ByteWriter();
  for (const id of code.nameIds) names.uint(indices.names[id] ?? 0);
  writeSizes(out, names.length, code.cells.length);
  out.append(names.view());
  for (const slot of code.cells) out.byte(slot);
  return out.finish();
}
