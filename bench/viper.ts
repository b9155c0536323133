/**
 * Viper kernels beside the same by hand in AssemblyScript, compiled with -O3: `npm run bench:viper`. Both work on equal
 * bytes, in turns, and their results and memory are compared.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadBuilt } from "./built.js";
import { projectRoot } from "./project-root.js";
import { alignColumns } from "./report.js";
import { geometricMean } from "./statistics.js";

interface Runtime {
  run(source: string): void;
  call(name: string, ...args: readonly unknown[]): unknown;
}

interface Package {
  createRuntimeSync(options: { heapSize: number }): Runtime;
}

type Kernel = (...args: readonly number[]) => number;

/** A kernel's arguments: offsets in the memory of both sides, and plain numbers. */
interface Row {
  readonly name: string;
  readonly args: readonly (number | { readonly at: number })[];
}

const KIB = 1024;
const MEMORY_BYTES = 1024 * KIB;
const SAMPLES = 15;
const MEAN_BAR = 1.15;
const WORST_BAR = 1.4;

const at = (kib: number) => ({ at: kib * KIB });

const rows: readonly Row[] = [
  { name: "sieve", args: [at(0), 900 * KIB] },
  { name: "crc32", args: [at(16), 1000 * KIB, at(0)] },
  { name: "sha256", args: [at(0), at(1), at(2), at(16), 4000] },
  { name: "product", args: [at(0), at(128), at(256), 120] },
  { name: "sort", args: [at(0), 50_000] },
  { name: "mandelbrot", args: [160, 200] },
  { name: "histogram", args: [at(16), 1000 * KIB, at(0)] },
  { name: "copy", args: [at(0), at(512), 512 * KIB] },
];

/** Bytes that are the same in each run. */
function firstMemory(): Uint8Array {
  let seed = 1;
  return new Uint8Array(MEMORY_BYTES).map(() => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed >>> 24;
  });
}

function buildKernels(): string {
  const output = join(projectRoot, "build/bench/kernels.wasm");
  const args = ["kernels.ts", "-O3", "--runtime", "stub", "--importMemory"];
  const asc = join(projectRoot, "node_modules/assemblyscript/bin/asc.js");
  const { status, stderr } = spawnSync(process.execPath, [asc, ...args, "-o", output], {
    // Where no configuration lies that is meant for the VM.
    cwd: join(projectRoot, "bench/kernels"),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`asc failed: ${stderr}`);
  return output;
}

const BASE = 65536;
const PAGES = 1 + MEMORY_BYTES / BASE;

/** The kernels by hand. */
class Hand {
  readonly #memory = new WebAssembly.Memory({ initial: PAGES, maximum: PAGES });
  readonly #kernels: Record<string, Kernel>;

  constructor() {
    const module = new WebAssembly.Module(readFileSync(buildKernels()));
    const imports = { env: { memory: this.#memory, abort: () => {} } };
    this.#kernels = new WebAssembly.Instance(module, imports).exports as Record<string, Kernel>;
  }

  reset(bytes: Uint8Array): void {
    new Uint8Array(this.#memory.buffer).set(bytes, BASE);
  }

  call({ name, args }: Row): number {
    return this.#kernels[name]!(...args.map((a) => (typeof a === "number" ? a : BASE + a.at)));
  }

  get bytes(): Uint8Array {
    return new Uint8Array(this.#memory.buffer).slice(BASE, BASE + MEMORY_BYTES);
  }
}

/** The kernels of viper; each is called by a function of its own that knows the arguments. */
class Viper {
  constructor(private readonly runtime: Runtime) {
    runtime.run(readFileSync(join(projectRoot, "bench/kernels/kernels.py"), "utf8"));
    runtime.run("base = address(memory)\ndef reset(b):\n    memory[:] = b\n");
    for (const { name, args } of rows) {
      const given = args.map((a) => (typeof a === "number" ? a : `base + ${a.at}`)).join(", ");
      runtime.run(`def run_${name}():\n    return ${name}(${given})\n`);
    }
  }

  reset(bytes: Uint8Array): void {
    this.runtime.call("reset", bytes);
  }

  call({ name }: Row): number {
    return this.runtime.call(`run_${name}`) as number;
  }

  get bytes(): Uint8Array {
    this.runtime.run("def get_memory():\n    return bytes(memory)\n");
    return this.runtime.call("get_memory") as Uint8Array;
  }
}

interface Timed {
  readonly time: number;
  readonly result: number;
}

function time(side: Hand | Viper, row: Row, bytes: Uint8Array): Timed {
  side.reset(bytes);
  const start = performance.now();
  const result = side.call(row);
  return { time: performance.now() - start, result };
}

/** The shortest times of a kernel. */
function measure(row: Row, viper: Viper, hand: Hand): { viper: number; hand: number } {
  const bytes = firstMemory();
  const best = { viper: Number.POSITIVE_INFINITY, hand: Number.POSITIVE_INFINITY };
  for (let sample = 0; sample < SAMPLES; sample++) {
    const ours = time(viper, row, bytes);
    const theirs = time(hand, row, bytes);
    if (ours.result !== theirs.result) {
      throw new Error(`${row.name}: viper gives ${ours.result}, by hand it is ${theirs.result}`);
    }
    best.viper = Math.min(best.viper, ours.time);
    best.hand = Math.min(best.hand, theirs.time);
  }
  if (Buffer.compare(viper.bytes, hand.bytes) !== 0) throw new Error(`${row.name}: memory differs`);
  return best;
}

async function main(): Promise<void> {
  const { createRuntimeSync } = await loadBuilt<Package>("index.js");
  const viper = new Viper(createRuntimeSync({ heapSize: 8 * MEMORY_BYTES }));
  const hand = new Hand();
  const ratios: number[] = [];
  const lines = rows.map((row) => {
    const best = measure(row, viper, hand);
    const ratio = best.viper / best.hand;
    ratios.push(ratio);
    return [row.name, best.viper.toFixed(2), best.hand.toFixed(2), ratio.toFixed(2)];
  });
  console.log(`ms, best of ${SAMPLES}; Node ${process.version}\n`);
  console.log(alignColumns([["kernel", "viper", "by hand", "ratio"], ...lines]).join("\n"));
  const mean = geometricMean(ratios);
  const worst = Math.max(...ratios);
  console.log(`\ngeometric mean ${mean.toFixed(2)} (bar ${MEAN_BAR})`);
  console.log(`worst ${worst.toFixed(2)} (bar ${WORST_BAR})`);
  if (mean > MEAN_BAR || worst > WORST_BAR) process.exitCode = 1;
}

await main();
