import { setTimeout } from "node:timers/promises";
import { type Compiler, loadBuilt } from "./built.js";
import { measureMemory } from "./compile-memory.js";
import { liveBytes } from "./live-bytes.js";
import { countLines, pythonSource } from "./python-source.js";
import { median } from "./statistics.js";

const WANTED_LINES = 50_000;
/** V8 has compiled what is hot, and its heap has grown, after about so many. */
const WARM_UPS = 15;
const SAMPLES = 9;

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

/** How many lines to measure the memory for, and at how many of their files. */
const MEMORY_LINES = [5_000, 50_000, 200_000];
const MEMORY_SAMPLES = 20;

async function sampleMemory(compiler: Compiler, lines: number): Promise<void> {
  const pieces = [...pythonSource(lines)].length;
  // What the last compilation has left is collected only in another turn of the event loop.
  await setTimeout(1);
  const every = Math.ceil(pieces / MEMORY_SAMPLES);
  const { peak, output } = measureMemory(compiler, pythonSource(lines), every);
  const times = (peak / output).toFixed(1);
  console.log(
    `${lines} lines: ${(peak / 1024).toFixed(0)} KiB live at most, ${times} x the output`,
  );
}

const compiler = await loadBuilt<Compiler>("compile/index.js");
// The large source first: it makes the compiler warm for the small one.
for (const share of [1, 0.1]) {
  sampleCompiler(compiler, [...pythonSource(WANTED_LINES * share)].join("\n"));
}
for (const lines of MEMORY_LINES) await sampleMemory(compiler, lines);
