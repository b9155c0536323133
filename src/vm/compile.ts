import { CompileError, type CompileOptions, compile, type Reader } from "../compile/index.js";

import { MpyError } from "../compile/mpy/mpy-error.js";
import { verifyMpy } from "../compile/mpy/verify.js";
import { thumbTarget } from "../thumb/native-target.js";

/** The target of the emulated processor. */
const board = thumbTarget("armv7emsp");

/** What runs machine code: nothing, or the emulated Cortex-M4F. */
export type MachineName = "none" | "thumb";

/** How a source is compiled for running. */
export type SourceMode = NonNullable<CompileOptions["mode"]>;

/** What came of compiling: the `.mpy` bytes, or the error that Python gets to see. */
export type Compiled = { bytes: Uint8Array } | { error: CompileError };

/** What the sources that a runtime compiles become. */
export type EmitName = "bytecode" | "native" | "viper";

/** How a runtime compiles sources. */
export interface SourceOptions {
  /** As mpy-cross's `-O`; 0 by default. */
  readonly optLevel?: number;
  /** What is to run machine code; none by default, and then there can be none. */
  readonly machine?: MachineName | undefined;
  readonly emit?: EmitName | undefined;
}

/** Compiles source text for the VM. */
export function compileSource(
  source: string | Uint8Array | Reader,
  filename: string,
  mode: SourceMode,
  { optLevel = 0, machine = "none", emit = "bytecode" }: SourceOptions,
): Compiled {
  try {
    const level = Math.min(Math.max(optLevel, 0), 3) as 0 | 1 | 2 | 3;
    const native = machine === "thumb" ? { native: board, emit } : undefined;
    return { bytes: compile(source, { filename, mode, optLevel: level, ...native }) };
  } catch (error) {
    if (error instanceof CompileError) return { error };
    throw error;
  }
}

/** The architectures whose code each machine runs, as `.mpy` files number them: 4 is armv6m, 7 armv7emsp. */
const architectures: Readonly<Record<MachineName, readonly number[]>> = {
  none: [],
  thumb: [4, 5, 6, 7],
};

/** Why foreign bytes cannot be loaded as a `.mpy` file; undefined when they can. */
export function mpyRefusal(bytes: Uint8Array, machine: MachineName = "none"): MpyError | undefined {
  try {
    verifyMpy(bytes, { architectures: architectures[machine] });
    return undefined;
  } catch (error) {
    if (error instanceof MpyError) return error;
    throw error;
  }
}
