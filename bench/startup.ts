import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { builtPath, loadBuilt, type Package } from "./built.js";
import { median } from "./statistics.js";

const PROCESS_SAMPLES = 25;
const RUNTIME_SAMPLES = 50;
const HEAP_BYTES = 1024 * 1024;

/** Milliseconds from starting a Node process to its end; throws when it fails. */
function timeProcess(args: string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`node ${args.join(" ")} failed: ${stderr}`);
  return performance.now() - start;
}

function compareProcesses(): void {
  const adder = [builtPath("cli/main.js"), "-c", "print(1)"];
  const node = ["-e", "0"];
  const times = { adder: [] as number[], node: [] as number[] };
  timeProcess(adder);
  timeProcess(node);
  for (let sample = 0; sample < PROCESS_SAMPLES; sample++) {
    times.adder.push(timeProcess(adder));
    times.node.push(timeProcess(node));
  }
  const ratio = median(times.adder) / median(times.node);
  console.log(`adder -c 'print(1)'     ${median(times.adder).toFixed(1)} ms`);
  console.log(`node -e 0               ${median(times.node).toFixed(1)} ms`);
  console.log(`ratio                   ${ratio.toFixed(2)}`);
}

/** Prints the median milliseconds of each part of the start, with V8's code from the cache. */
function printParts(): void {
  const preload = fileURLToPath(new URL("../../bench/startup-parts.cjs", import.meta.url));
  const args = ["-r", preload, builtPath("cli/main.js"), "-c", "print(1)"];
  const runs = Array.from({ length: PROCESS_SAMPLES }, () => {
    const { stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    return JSON.parse(stderr) as Record<string, number>;
  });
  for (const part of Object.keys(runs[0]!)) {
    const time = median(runs.map((run) => run[part]!));
    console.log(`  ${part.padEnd(32)}${time.toFixed(2).padStart(6)} ms`);
  }
}

async function timeRuntimes(): Promise<void> {
  const { createRuntime } = await loadBuilt<Package>("index.js");
  const create = () => createRuntime({ heapSize: HEAP_BYTES, stdout: () => {} });
  const runtimes = [await create()];
  const times: number[] = [];
  for (let sample = 0; sample < RUNTIME_SAMPLES; sample++) {
    const start = performance.now();
    runtimes.push(await create());
    times.push(performance.now() - start);
  }
  console.log(`the second runtime      ${times[0]!.toFixed(2)} ms`);
  console.log(`each further one        ${median(times).toFixed(2)} ms`);
  for (const runtime of runtimes) runtime.dispose();
}

/** Without a loop: that would have V8 compile the interpreter once more in a plain program. */
const called = "def next(n: int) -> int:\n    return n + 1\nprint(next(100))";

/** What a viper function's first call costs a fresh process, from source and from a file, beside plain bytecode. */
function compareFirstCalls(): void {
  const folder = mkdtempSync(join(tmpdir(), "adder-start-"));
  const source = (name: string, decorator: string): string => {
    const path = join(folder, `${name}.py`);
    writeFileSync(path, `import micropython\n${decorator}\n${called}\n`);
    return path;
  };
  const compiled = (path: string): string => {
    timeProcess([builtPath("cli/main.js"), "compile", "-march=wasm32", path]);
    return path.replace(/py$/, "mpy");
  };
  const viper = source("viper", "@micropython.viper");
  const plain = source("plain", "");
  const files = {
    "bytecode from source": plain,
    "viper from source": viper,
    "native from source": source("native", "@micropython.native"),
    "bytecode from .mpy": compiled(plain),
    "viper from .mpy": compiled(viper),
    "native from .mpy": compiled(source("file", "@micropython.native")),
  };
  printFirstCalls(files);
  rmSync(folder, { recursive: true });
}

function printFirstCalls(files: Readonly<Record<string, string>>): void {
  const times = new Map(Object.keys(files).map((name) => [name, [] as number[]]));
  for (let sample = 0; sample <= PROCESS_SAMPLES; sample++) {
    for (const [name, file] of Object.entries(files)) {
      const time = timeProcess([builtPath("cli/main.js"), file]);
      if (sample > 0) times.get(name)!.push(time);
    }
  }
  // The shortest: other processes disturb ratios of so short times too much.
  console.log("process with one call of a function, shortest time");
  for (const [name, samples] of times) {
    const base = name.replace(/^\w+/, "bytecode");
    const ratio = Math.min(...samples) / Math.min(...times.get(base)!);
    const time = `${Math.min(...samples).toFixed(1)} ms`;
    console.log(`  ${name.padEnd(22)}${time.padStart(9)}${ratio.toFixed(2).padStart(7)}`);
  }
}

compareProcesses();
printParts();
compareFirstCalls();
await timeRuntimes();
