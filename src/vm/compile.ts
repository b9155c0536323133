import { CompileError, type CompileOptions, compile, type Reader } from "../compile/index.js";

import { MpyError } from "../compile/mpy/mpy-error.js";
import { verifyMpy } from "../compile/mpy/verify.js";

/** What runs machine code: nothing, or the emulated Cortex-M4F. */
export type MachineName = "none" | "thumb";

/** How a source is compiled for running. */
export type SourceMode = NonNullable<CompileOptions["mode"]>;

/** What came of compiling: the `.mpy` bytes, or the error that Python gets to see. */
export type Compiled = { bytes: Uint8Array } | { error: CompileError };

/** Compiles source text for the VM. */
export function compileSource(
  source: string | Uint8Array | Reader,
  filename: string,
  mode: SourceMode,
  optLevel: number,
): Compiled {
  try {
    const level = Math.min(Math.max(optLevel, 0), 3) as 0 | 1 | 2 | 3;
    return { bytes: compile(source, { filename, mode, optLevel: level }) };
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
