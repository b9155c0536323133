import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { talkFirmware } from "../../tables/talk.js";
import { PythonError } from "../../vm/errors.js";
import {
  type Demonstration,
  type DemonstrationResult,
  loadDemonstrations,
  runDemonstration,
} from "./demonstration.js";
import { writePictures } from "./pictures.js";
import { alignRows, formatRate, tableRows } from "./table.js";

const programs = new URL("../../examples/talk/", import.meta.url);
const pictures = new URL("../../build/tour/", import.meta.url);

/** Runs the talk's demonstrations on emulated pyboards, shows their table and writes their waveforms. */
export function showTalk(): void {
  const results = runAll();
  console.log(`\n${alignRows(tableRows(results))}`);
  console.log(
    `ratio: of the talk's figure, taken on a real board; objects, bytes, energy: of the run. The cycles are those of
MicroPython ${talkFirmware}, the firmware of that summer.`,
  );
  const folder = fileURLToPath(pictures);
  writePictures(results, folder);
  const place = relative(process.cwd(), folder) || ".";
  console.log(`Waveforms: ${place}, as SVG and as VCD for GTKWave and PulseView.`);
}

/** Runs each, with a line of what is going on. */
function runAll(): DemonstrationResult[] {
  const all = loadDemonstrations(programs);
  return all.flatMap((demonstration, index) => {
    const { figure, title } = demonstration;
    process.stderr.write(`[${index + 1}/${all.length}] ${figure.program}: ${title} `);
    return runOne(demonstration) ?? [];
  });
}

/** Runs one; what Python refuses it is told, and nothing given. */
function runOne(demonstration: Demonstration): DemonstrationResult | undefined {
  const start = performance.now();
  try {
    const result = runDemonstration(demonstration);
    const real = ((performance.now() - start) / 1000).toFixed(2);
    const rate = formatRate(result.rate, demonstration.figure.unit);
    const seconds = result.seconds.toFixed(2);
    process.stderr.write(`${rate}, ${seconds} s of the board's time in ${real} s\n`);
    return result;
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return undefined;
  }
}
