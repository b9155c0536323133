import { nameText } from "../../compile/disassemble.js";
import { type CompileOptions, compile, type Reader } from "../../compile/index.js";
import { ByteReader } from "../../compile/mpy/byte-reader.js";
import { readPrelude } from "../../compile/mpy/prelude.js";
import { readMpy, type StoredFunction, type StoredModule } from "../../compile/mpy/reader.js";
import { aheadTarget } from "../../jit-wasm/ahead-target.js";
import { functionName } from "../../jit-wasm/function-name.js";
import { CodeKind, MPY_WASM_ARCHITECTURE } from "../../tables/mpy-format.js";

/** A function of a program, and the Wasm module that it became. */
export interface ProgramFunction {
  readonly name: string;
  readonly kind: "bytecode" | "native" | "viper";
  /** undefined for what stays bytecode. */
  readonly module: Uint8Array | undefined;
}

/** A file is none that can be shown. */
export class NoWasmError extends Error {
  override readonly name = "NoWasmError";
}

/**
 * Compiles a source as for a `.mpy` file for Wasm.
 *
 * @throws CompileError where it is refused
 */
export function compileForWasm(
  source: Reader,
  emit: NonNullable<CompileOptions["emit"]>,
): Uint8Array {
  return compile(source, { native: aheadTarget(), emit });
}

/**
 * The functions in a `.mpy` file, each behind the one that it stands in.
 *
 * @throws MpyError where the bytes are no such file, NoWasmError where it is for another machine
 */
export function functionsIn(mpy: Uint8Array): ProgramFunction[] {
  const module = readMpy(mpy);
  if (module.architecture !== 0 && module.architecture !== MPY_WASM_ARCHITECTURE) {
    throw new NoWasmError("it has machine code for another machine");
  }
  return describe(module, module.code);
}

function describe(module: StoredModule, fun: StoredFunction): ProgramFunction[] {
  const own =
    fun.kind === CodeKind.NativeViper ? viperFunction(fun) : bytecodeFunction(module, fun);
  return [own, ...fun.children.flatMap((child) => describe(module, child))];
}

const viperFunction = ({ bytes }: StoredFunction): ProgramFunction => ({
  name: functionName(bytes),
  kind: "viper",
  module: bytes,
});

function bytecodeFunction(module: StoredModule, { bytes, ahead }: StoredFunction): ProgramFunction {
  const prelude = readPrelude(new ByteReader(bytes));
  const index = new ByteReader(bytes, prelude.info, prelude.cells).uint();
  const name = module.names[index];
  return {
    name: name === undefined ? "" : nameText(name),
    kind: ahead === undefined ? "bytecode" : "native",
    module: ahead,
  };
}

/**
 * The functions whose Wasm is asked for.
 *
 * @param only a name; all that became Wasm without it
 * @throws NoWasmError where there are none
 */
export function chooseFunctions(
  functions: readonly ProgramFunction[],
  only: string | undefined,
): (ProgramFunction & { readonly module: Uint8Array })[] {
  const named = functions.filter(({ name }) => only === undefined || name === only);
  const chosen = named.flatMap((each) =>
    each.module === undefined ? [] : [{ ...each, module: each.module }],
  );
  if (chosen.length === 0) throw new NoWasmError(absence(named, only));
  return chosen;
}

const HINT =
  "@micropython.native, @micropython.viper and -X emit=native|viper make Wasm of functions";

function absence(named: readonly ProgramFunction[], only: string | undefined): string {
  if (only === undefined) return `no function became Wasm: ${HINT}`;
  const [first] = named;
  if (first === undefined) return `there is no function ${only}`;
  return `${only} stays bytecode: ${HINT}`;
}
