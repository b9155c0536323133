/** Writes the tables and pictures of the board into README.md and docs, from runs of the examples. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { createBoard } from "../src/board/pyboard.js";
import {
  type Demonstration,
  type DemonstrationResult,
  loadDemonstrations,
  runDemonstration,
} from "../src/cli/talk/demonstration.js";
import { drawTogether } from "../src/cli/talk/pictures.js";
import { tableRows } from "../src/cli/talk/table.js";
import { tipRows } from "../src/cli/tips/table.js";
import { measureTip, tipNames } from "../src/cli/tips/tips.js";
import { PythonError } from "../src/vm/errors.js";

const folderOf = (name: string): URL => pathToFileURL(`${resolve("examples", name)}/`);

const results = loadDemonstrations(folderOf("talk")).flatMap(
  (each) => tryDemonstration(each) ?? [],
);
const tips = tipNames.map((name) => measureTip(name, folderOf("tips")));
const demonstrations = tableRows(results);
const documents = "docs/demonstrations.md";

mkdirSync("docs/pictures", { recursive: true });
writeFileSync("docs/pictures/waveforms.svg", drawTogether(results));
replaceBlock("README.md", "talk", markdown(columns(demonstrations, 7)));
replaceBlock(documents, "talk", markdown(demonstrations));
replaceBlock(documents, "tips", markdown(tipRows(tips)));
replaceBlock(documents, "allocations", markdown(constructs()));

/** Leaves out what Python refuses, and says so. */
function tryDemonstration(demonstration: Demonstration): DemonstrationResult | undefined {
  try {
    return runDemonstration(demonstration);
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    console.error(`${demonstration.figure.program} is left out: ${error.message}`);
    return undefined;
  }
}

/** What examples/tips/allocations.py prints, as a table. */
function constructs(): string[][] {
  let text = "";
  const stdout = (bytes: Uint8Array): void => {
    text += new TextDecoder().decode(bytes);
  };
  createBoard({ stdout }).run(readFileSync(new URL("allocations.py", folderOf("tips"))));
  const lines = text.trimEnd().split("\n");
  const named = (answer: string): string[] =>
    lines.filter((line) => line.endsWith(answer)).map((line) => line.split(/ {2,}/)[0]!);
  const free = named("does not");
  const costly = named("  allocates");
  const rows = Array.from({ length: Math.max(free.length, costly.length) }, (_, index) => [
    free[index] ?? "",
    costly[index] ?? "",
  ]);
  return [["does not allocate", "allocates"], ...rows];
}

function columns(rows: readonly (readonly string[])[], count: number): string[][] {
  return rows.map((row) => row.slice(0, count));
}

/** A table of Markdown, its columns aligned. */
function markdown(rows: readonly (readonly string[])[]): string {
  const [header, ...rest] = rows.map((row) => row.map((cell) => cell.replaceAll("*", "\\*")));
  const widths = header!.map((_, column) =>
    Math.max(3, ...rows.map((row) => row[column]!.replaceAll("*", "\\*").length)),
  );
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |\n`;
  return line(header!) + line(widths.map((width) => "-".repeat(width))) + rest.map(line).join("");
}

/** Replaces what stands between a file's comments `<!-- name -->` and `<!-- /name -->`. */
function replaceBlock(file: string, name: string, text: string): void {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const old = readFileSync(file, "utf8");
  const from = old.indexOf(start);
  const to = old.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${file}: expected ${start} and ${end}`);
  writeFileSync(file, `${old.slice(0, from)}${start}\n\n${text}\n${old.slice(to)}`);
}
