import { CompileError, type CompileOptions, compile, type Reader } from "../compile/index.js";
import { MpyError } from "../compile/mpy/mpy-error.js";
import { verifyMpy } from "../compile/mpy/verify.js";
import type { NativeTarget } from "../compile/native/assembler.js";
import { type MachineLines, withMachineLines } from "../compile/native/machine-lines.js";
import { viperTarget } from "../jit-wasm/viper/viper-target.js";
import { MPY_WASM_ARCHITECTURE } from "../tables/mpy-format.js";
import { loadStmConstants } from "./lazy/stm-constants.js";
import { loadThumb } from "./lazy/thumb.js";
import type { BuildName } from "./module.js";

/** What runs machine code: nothing, the host by its Wasm engine, or the emulated Cortex-M4F. */
export type MachineName = "none" | "wasm" | "thumb";

/** How viper code treats addresses: `checked` makes bad ones Python exceptions. */
export type ViperMode = "fast" | "checked";

/** How a source is compiled for running. */
export type SourceMode = NonNullable<CompileOptions["mode"]>;

/**
 * What came of compiling: the `.mpy` bytes, what is to be run (they, and the lines of machine code behind them), or the
 * error that Python gets to see.
 */
export type Compiled = { mpy: Uint8Array; bytes: Uint8Array } | { error: CompileError };

/** What the sources that a runtime compiles become. */
export type EmitName = "bytecode" | "native" | "viper";

/** How a runtime compiles sources. */
export interface SourceOptions {
  /** As mpy-cross's `-O`; 0 by default. */
  readonly optLevel?: number;
  /** What is to run machine code; the host by default. */
  readonly machine?: MachineName | undefined;
  readonly viper?: ViperMode | undefined;
  readonly emit?: EmitName | undefined;
  /** Which build is to run it. */
  readonly build?: BuildName | undefined;
}

/** Compiles source text for the VM. */
export function compileSource(
  source: string | Uint8Array | Reader,
  filename: string,
  mode: SourceMode,
  options: SourceOptions,
): Compiled {
  try {
    const level = Math.min(Math.max(options.optLevel ?? 0, 0), 3) as 0 | 1 | 2 | 3;
    const parts = { ...nativeParts(options), ...boardParts(options) };
    const lines: MachineLines[] = [];
    const noteLines = options.machine === "thumb" ? { onMachineCode: noteIn(lines) } : {};
    const mpy = compile(source, { filename, mode, optLevel: level, ...parts, ...noteLines });
    return { mpy, bytes: withMachineLines(mpy, lines) };
  } catch (error) {
    if (error instanceof CompileError) return { error };
    throw error;
  }
}

const noteIn =
  (lines: MachineLines[]) =>
  (code: MachineLines): void => {
    lines.push(code);
  };

function targetOf({ machine = "wasm", viper }: SourceOptions): NativeTarget | undefined {
  if (machine === "thumb") return loadThumb().thumbTarget("armv7emsp");
  return machine === "wasm" ? viperTarget(viper === "checked") : undefined;
}

/** Only viper code is made for Wasm ahead of time: native functions are bytecode there. */
function nativeParts(options: SourceOptions): Pick<CompileOptions, "native" | "emit"> {
  const native = targetOf(options);
  if (native === undefined) return {};
  const { emit = "bytecode" } = options;
  return { native, emit: emit === "native" && native.onlyViper === true ? "bytecode" : emit };
}

/** On the board the addresses of its chip are constants. */
function boardParts({ build }: SourceOptions): Pick<CompileOptions, "moduleConstants"> {
  return build === "board" ? { moduleConstants: { stm: loadStmConstants().stmConstants } } : {};
}

/** The architectures whose code each machine runs, as `.mpy` files number them: 4 is armv6m, 7 armv7emsp. */
const architectures: Readonly<Record<MachineName, readonly number[]>> = {
  none: [],
  wasm: [MPY_WASM_ARCHITECTURE],
  thumb: [4, 5, 6, 7],
};

/** Why foreign bytes cannot be loaded as a `.mpy` file; undefined when they can. */
export function mpyRefusal(bytes: Uint8Array, machine: MachineName = "wasm"): MpyError | undefined {
  try {
    verifyMpy(bytes, { architectures: architectures[machine] });
    return undefined;
  } catch (error) {
    if (error instanceof MpyError) return error;
    throw error;
  }
}
