import type { Runtime, RuntimeOptions } from "../src/index.js";
import { loadBuilt } from "./built.js";
import { loadPrograms, type Program } from "./programs.js";

/** Rounds that warm up, and rounds of which the shortest counts. */
const WARM_UP = 2;
const ROUNDS = 5;
const HEAP_BYTES = 64 * 1024 * 1024;

/** Programs whose time goes into numbers: the ones for which compiling is meant first. */
const numeric = new Set(
  "aes fannkuch fft mandelbrot nbody nqueens pidigits sieve spectral_norm".split(" "),
);

interface Package {
  createRuntimeSync(options: RuntimeOptions): Runtime;
}

/** Shortest time of a call in milliseconds: interpreted, and with hot code compiled. */
interface JitRow {
  readonly program: string;
  readonly interpreted: number;
  readonly compiled: number;
}

/** Times a program in two runtimes, turn by turn. */
async function measureJit(program: Program): Promise<JitRow> {
  const { createRuntimeSync } = await loadBuilt<Package>("index.js");
  const best = { off: Number.POSITIVE_INFINITY, on: Number.POSITIVE_INFINITY };
  const modes = ["off", "on"] as const;
  const runtimes = modes.map((jit) => createRuntimeSync({ jit, heapSize: HEAP_BYTES }));
  for (const runtime of runtimes) runtime.run(program.source, { filename: program.path });
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const [i, mode] of modes.entries()) {
      const start = performance.now();
      runtimes[i]!.run("r = run(N)");
      if (round >= 0) best[mode] = Math.min(best[mode], performance.now() - start);
    }
  }
  for (const runtime of runtimes) {
    runtime.run("wrong = r != EXPECTED");
    if (runtime.globals.get("wrong") === true) throw new Error(`${program.name}: wrong result`);
    runtime.dispose();
  }
  return { program: program.name, interpreted: best.off, compiled: best.on };
}

function mean(rows: readonly JitRow[]): string {
  const logs = rows.map(({ interpreted, compiled }) => Math.log(interpreted / compiled));
  return Math.exp(logs.reduce((a, b) => a + b, 0) / rows.length).toFixed(2);
}

/** `npm run bench:jit -- [program …]`: a table, and the geometric means. */
async function main(names: readonly string[]): Promise<void> {
  const rows: JitRow[] = [];
  for (const program of loadPrograms(names)) {
    const row = await measureJit(program);
    rows.push(row);
    const { interpreted, compiled } = row;
    const cells = [
      interpreted.toFixed(1),
      compiled.toFixed(1),
      (interpreted / compiled).toFixed(2),
    ];
    console.log(row.program.padEnd(18), ...cells.map((cell) => cell.padStart(9)));
  }
  console.log(`geometric mean of ${rows.length}: ${mean(rows)}`);
  const some = rows.filter(({ program }) => numeric.has(program));
  if (some.length > 0) console.log(`of the ${some.length} numeric ones: ${mean(some)}`);
}

await main(process.argv.slice(2));
