/**
 * Compares the npm build of MicroPython with the expectations of the language tests.
 *
 *     node scripts/npm-differences.mjs [--write]
 *
 * `test/language/npm-differences.txt` names the programs on which that build differs from the Unix
 * port, each with its reason. The script prints every program that differs and is not on the list,
 * and every one that is on it and does not differ, and ends with status 1 if there is any. `--write`
 * brings the list up to date; a new entry quotes the first line that differs until somebody
 * writes the reason in its place.
 *
 * The npm build does not survive a second instance in a process, so each program gets a process.
 */
import { readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  expectationOf,
  firstDifference,
  languagePrograms,
  mapSome,
  nameOf,
  readReasons,
  root,
  runProgram,
} from "./corpus.mjs";

const listPath = join(root, "test/language/npm-differences.txt");
const packagePath = "node_modules/@micropython/micropython-webassembly-pyscript/micropython.mjs";

const { values } = parseArgs({ options: { write: { type: "boolean", default: false } } });

// The package starts only when its path is the one that Node resolved, hence the real path.
const peer = [process.execPath, realpathSync(join(root, packagePath))];
const listed = readReasons(listPath);

async function differenceOf(program) {
  const { stdout, stderr } = await runProgram(peer, program);
  const difference = firstDifference(readFileSync(expectationOf(program), "utf8"), stdout);
  return difference && { name: nameOf(program), difference, stderr };
}

function describe({ difference: [line, expected, actual], stderr }) {
  const error = stderr.trim().split("\n").at(-1);
  return `line ${line} is ${JSON.stringify(actual || error)}, not ${JSON.stringify(expected)}`;
}

const found = (await mapSome(languagePrograms(), 2, differenceOf)).filter(Boolean);
const names = new Set(found.map(({ name }) => name));
const unlisted = found.filter(({ name }) => !listed.has(name));
const stale = [...listed.keys()].filter((name) => !names.has(name));

for (const one of unlisted) console.log(`${one.name}: ${describe(one)}`);
for (const name of stale) console.log(`${name}: is listed and does not differ`);
console.log(`${found.length} programs differ`);

if (values.write) {
  const heading = readFileSync(listPath, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("#"));
  const rows = found.map((one) => `${one.name}: ${listed.get(one.name) ?? describe(one)}`);
  writeFileSync(listPath, `${[...heading, ...rows].join("\n")}\n`);
} else if (unlisted.length || stale.length) {
  process.exitCode = 1;
}
