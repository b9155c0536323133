import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { measure, type Row } from "./measure.js";
import { parseOptions } from "./options.js";
import { selectEngines } from "./peers.js";
import { loadPrograms } from "./programs.js";
import { compareEngines, formatComparisons, formatTable, makeRecord } from "./report.js";

/** Compares the engines and prints the table; returns the process's exit code. */
async function main(args: string[]): Promise<number> {
  const options = parseOptions(args);
  const engines = selectEngines(options.engines, options.micropython);
  const names = engines.map((engine) => engine.name);
  const rows: Row[] = [];
  let failures = 0;
  for (const program of loadPrograms(options.only)) {
    process.stderr.write(`${program.name} ...\n`);
    try {
      rows.push(await measure(program, engines, options.samples));
    } catch (error) {
      failures++;
      process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    }
  }
  printReport(rows, names);
  if (options.json !== undefined) {
    writeFileSync(options.json, `${JSON.stringify(makeRecord(rows, names), null, 2)}\n`);
  }
  return failures === 0 ? 0 : 1;
}

function printReport(rows: readonly Row[], engines: readonly string[]): void {
  const versions = Object.entries(rows[0]?.versions ?? {});
  console.log(`${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}`);
  for (const [engine, version] of versions) console.log(`${engine}: ${version}`);
  console.log(`\n${formatTable(rows, engines).join("\n")}\n`);
  for (const line of formatComparisons(compareEngines(rows, engines), engines[0]!)) {
    console.log(line);
  }
}

process.exitCode = await main(process.argv.slice(2));
