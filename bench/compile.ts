import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type Compiler, loadBuilt } from "./built.js";
import { projectRoot } from "./project-root.js";
import { median } from "./statistics.js";

const WANTED_LINES = 50_000;
const WARM_UPS = 3;
const SAMPLES = 9;

/** The project's own programs again and again. */
function generateSource(wanted: number): string {
  const sources = ["bench/programs", "examples", "examples/tour"].flatMap(readPrograms);
  const parts: string[] = [];
  let lines = 0;
  for (let index = 0; lines < wanted; index++) {
    const source = sources[index % sources.length]!;
    // Other names in each copy, as a real project of this size would have.
    const copy = source.replace(/\b(run|step|count|total)\b/g, `$1_${index}`);
    parts.push(copy);
    lines += countLines(copy);
  }
  return parts.join("\n");
}

function readPrograms(folder: string): string[] {
  const path = join(projectRoot, folder);
  const files = readdirSync(path).filter((file) => file.endsWith(".py"));
  return files.map((file) => readFileSync(join(path, file), "utf8"));
}

function countLines(source: string): number {
  return source.split("\n").length - 1;
}

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Bytes that are live in this process after a full collection. */
function liveBytes(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function sampleCompiler({ compile }: Compiler, source: string): void {
  const options = { filename: "generated.py" };
  for (let turn = 0; turn < WARM_UPS; turn++) compile(source, options);
  const before = liveBytes();
  const times: number[] = [];
  let output = 0;
  for (let turn = 0; turn < SAMPLES; turn++) {
    const start = performance.now();
    output = compile(source, options).length;
    times.push(performance.now() - start);
  }
  const kept = liveBytes() - before;
  const perSecond = (countLines(source) / median(times)) * 1000;
  console.log(`${countLines(source)} lines, ${source.length} characters, ${output} bytes of .mpy`);
  console.log(`${median(times).toFixed(1)} ms, ${Math.round(perSecond)} lines a second`);
  console.log(`${(kept / SAMPLES / 1024).toFixed(1)} KiB kept after each compilation`);
  console.log(`${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB resident at most\n`);
}

const compiler = await loadBuilt<Compiler>("compile/index.js");
for (const share of [0.1, 1]) sampleCompiler(compiler, generateSource(WANTED_LINES * share));
