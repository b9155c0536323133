import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { compile } from "../../src/compile/index.js";
import { thumbTarget } from "../../src/thumb/native-target.js";
import { projectPath } from "../language/programs.js";
import { runProgram } from "../language/run-program.js";

/** What is compiled to machine code: the whole file by an emitter, or only what has decorators. */
export type CycleSet = "native" | "viper" | "decorated";

/** A program whose machine code is run to count its cycles. */
export interface CycleCase {
  /** The file's path from the project's folder. */
  readonly path: string;
  readonly set: CycleSet;
}

/** What came of running machine code. */
export interface CycleCount {
  /** Cycles of the machine code alone: what it calls in the runtime takes none. */
  readonly cycles: number;
  /** What the program printed. */
  readonly output: string;
}

/** The scales at which programs of the bench run, where 1 is not right. */
const scales: Readonly<Record<string, number>> = {
  aes: 5,
  closures: 200,
  exceptions: 200,
  fannkuch: 6,
  fft: 64,
  mandelbrot: 20,
  method_calls: 100,
  nbody: 20,
  nqueens: 6,
  pidigits: 50,
  pystone: 100,
  raytrace: 8,
  sieve: 2000,
  sort_heavy: 200,
  spectral_norm: 10,
};

const TIERS = "bench/tiers/functions.py";

/** Calls every function of the comparison of tiers. */
const callTiers = `
print(count(*count_args), checksum(*checksum_args()), sieve(*sieve_args()), reverse(*reverse_args()))
print(polynomial(), squares(), methods(), words())
`;

/** What is run behind a program that only defines functions. */
function driverOf(path: string): string | undefined {
  if (path === TIERS) return callTiers;
  if (!path.startsWith("bench/programs/")) return undefined;
  return `print(run(${scales[basename(path, ".py")] ?? 1}))`;
}

/** The `.mpy` file that this project's compiler makes of a program. */
export function ownCode({ path, set }: CycleCase): Uint8Array {
  return compile(readFileSync(projectPath(path)), {
    filename: path,
    native: thumbTarget("armv7emsp"),
    emit: set === "decorated" ? "bytecode" : set,
  });
}

/** Runs the `.mpy` file of a program on the processor. */
export function countCycles({ path }: CycleCase, mpy: Uint8Array): CycleCount {
  let cycles = 0;
  const output = runProgram(
    { name: path, path: projectPath(path) },
    {
      machine: "thumb",
      mpy,
      behind: driverOf(path),
      watch: (runtime) => {
        cycles = runtime.cycles;
      },
    },
  );
  return { cycles, output };
}
