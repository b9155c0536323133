import { readdirSync, readFileSync } from "node:fs";
import { showTalk } from "./talk/show.js";
import { showTips } from "./tips/show.js";
import { runInAdder } from "./tour-adder.js";
import { runInPeer } from "./tour-peer.js";

/** One program of the tour. */
interface Stop {
  name: string;
  /** The program's first comment line. */
  title: string;
  path: URL;
  source: string;
}

/** Milliseconds of one program; undefined where the npm package is not installed. */
interface Times {
  name: string;
  adder: number;
  peer: number | undefined;
}

const folder = new URL("../../examples/tour/", import.meta.url);

function loadStops(): Stop[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".py"));
  return files.sort().map((file) => {
    const path = new URL(file, folder);
    const source = readFileSync(path, "utf8");
    const title = source.slice(0, source.indexOf("\n")).replace(/^# */, "");
    return { name: file.replace(/\.py$/, ""), title, path, source };
  });
}

/** Runs one program in Adder, shows its output, then times the npm package on it. */
async function visit(stop: Stop): Promise<Times> {
  const mine = await runInAdder(stop.source, stop.path);
  process.stdout.write(mine.output);
  process.stderr.write(`  ${mine.milliseconds.toFixed(0)} ms\n`);
  const peer = await runInPeer(stop.path);
  if (peer !== undefined && peer.output !== mine.output) {
    throw new Error(`${stop.name}: the npm package prints something else:\n${peer.output}`);
  }
  return { name: stop.name, adder: mine.milliseconds, peer: peer?.milliseconds };
}

function printTimes(times: readonly Times[]): void {
  console.log("\nprogram         Adder    npm MicroPython    times as fast");
  for (const { name, adder, peer } of times) {
    const left = `${name.padEnd(12)}${formatTime(adder, 9)}`;
    if (peer === undefined) console.log(`${left}      not installed`);
    else console.log(`${left}${formatTime(peer, 19)}${(peer / adder).toFixed(1).padStart(17)}`);
  }
}

function formatTime(milliseconds: number, width: number): string {
  return `${milliseconds.toFixed(0)} ms`.padStart(width);
}

console.log("The talk's demonstrations on the emulated pyboard\n");
showTalk();
console.log("\nIts tips, on the same board\n");
showTips();
console.log("\nPrograms on this machine, beside MicroPython's own npm build");
const stops = loadStops();
const times: Times[] = [];
for (const [index, stop] of stops.entries()) {
  process.stderr.write(`\n[${index + 1}/${stops.length}] ${stop.name}: ${stop.title}\n\n`);
  times.push(await visit(stop));
}
printTimes(times);
