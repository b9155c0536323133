import { compileModule } from "./compiler.js";
import type { ModuleConstants } from "./fold.js";
import type { NativeTarget } from "./native/assembler.js";
import type { MachineLines } from "./native/machine-lines.js";
import { parseStatements } from "./parser.js";
import { Reader } from "./reader.js";
import type { EmitKind } from "./scope.js";

export type { ModuleConstants } from "./fold.js";
export { Reader } from "./reader.js";
export { CompileError, type CompileErrorType } from "./syntax-error.js";

/** How to compile a source. */
export interface CompileOptions {
  /** The source's name in errors; `<string>` by default. A Reader has a name of its own. */
  readonly filename?: string;
  /** The name that the compiled module tells in tracebacks; the source's name by default. */
  readonly sourceName?: string;
  /** `exec` (the default) for a file, `single` for one REPL input, `eval` for one expression. */
  readonly mode?: "exec" | "single" | "eval";
  /**
   * As mpy-cross's `-O`: 0 (the default) keeps assertions, 1 and 2 drop them and make `__debug__`
   * false, 3 drops line numbers too.
   */
  readonly optLevel?: 0 | 1 | 2 | 3;
  /** How many bits a small int has on the target; 31 by default, as on the pyboard. */
  readonly smallIntBits?: number;
  /** What `@micropython.native` does: `refuse` (the default) is an error, `bytecode` ignores it. */
  readonly emitNative?: "refuse" | "bytecode";
  /** The machine that `@micropython.native` and `viper` make code for; else `emitNative` decides. */
  readonly native?: NativeTarget;
  /** What the whole program becomes, `bytecode` by default; others need `native`. */
  readonly emit?: EmitKind;
  /** Integers that are attributes of modules, and as good as literals: on a board, the addresses of its chip. */
  readonly moduleConstants?: ModuleConstants;
  /** Is told what each function of machine code came from, in the order of the file. */
  readonly onMachineCode?: (lines: MachineLines) => void;
}

const DEFAULT_SMALL_INT_BITS = 31;

/**
 * Compiles Python source to the bytes of a `.mpy` file, the same bytes that mpy-cross 1.27 writes.
 *
 * @param source text, UTF-8 bytes, or a Reader, which need not hold the source whole
 * @throws CompileError where the source is refused: the Python exception's type, text and place
 */
export function compile(
  source: string | Uint8Array | Reader,
  options: CompileOptions = {},
): Uint8Array {
  const { mode = "exec", optLevel = 0, smallIntBits = DEFAULT_SMALL_INT_BITS } = options;
  const reader = asReader(source, options.filename);
  const sourceName = options.sourceName ?? reader.filename;
  const { moduleConstants = {} } = options;
  const debug = optLevel === 0;
  const statements = parseStatements(reader, { mode, debug, sourceName, moduleConstants });
  return compileModule(statements, mode, sourceName, {
    filename: reader.filename,
    optLevel,
    smallIntBits,
    emitNative: options.emitNative ?? "refuse",
    native: options.native,
    emit: options.emit ?? "bytecode",
    onMachineCode: options.onMachineCode,
    interactive: mode === "single",
  });
}

function asReader(source: string | Uint8Array | Reader, filename?: string): Reader {
  if (source instanceof Reader) return source;
  if (typeof source === "string") return Reader.fromString(source, filename);
  return Reader.fromBytes(source, filename);
}
