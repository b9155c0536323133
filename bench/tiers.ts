import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chartOf } from "../src/cli/tiers/chart.js";
import { compareTiers } from "../src/cli/tiers/command.js";
import { jsonOf, tableOf } from "../src/cli/tiers/report.js";
import { findSubjects } from "../src/cli/tiers/subject.js";
import { projectRoot } from "./project-root.js";

/** Compares functions in all tiers: a table each, `build/bench/tiers.json` and `.svg`. Results that differ are an error. */
const file = join(projectRoot, "bench", "tiers", "functions.py");
const source = readFileSync(file, "utf8");
const comparisons = findSubjects(source, file).map((subject) => compareTiers(source, subject));
for (const comparison of comparisons) console.log(`${tableOf(comparison).join("\n")}\n`);
writeFileSync(
  join(projectRoot, "build", "bench", "tiers.json"),
  JSON.stringify(comparisons.map(jsonOf), undefined, 2),
);
writeFileSync(join(projectRoot, "build", "bench", "tiers.svg"), chartOf(comparisons));
for (const { name, difference } of comparisons) {
  if (difference === undefined) continue;
  console.error(`the results of ${name} differ: ${difference}`);
  process.exitCode = 1;
}
