/**
 * Records how many cycles the reference compiler's machine code takes on the processor, and how many ours.
 *
 *     node scripts/native-cycles.mjs --mpy-cross PATH
 *
 * PATH is `mpy-cross` 1.27. Programs are those of `test/native`, `test/viper`, `bench/programs` (at a small scale) and
 * `bench/tiers`, and what `test/mpy/native-differences.txt` names. Each is compiled for armv7emsp by both compilers, as
 * a whole by the native and by the viper emitter and, if it has decorators, as it is; programs that the reference
 * compiler refuses or fails at are left out. `test/native/cycles.json` then has a row for each: the cycles of the
 * reference's code and of ours, their ratio, the sizes of both `.mpy` files in bytes; and the median and the worst ratio of
 * all rows and of those in which cycles or sizes differ. Equal bytes are run once. Cycles are those of the machine code
 * alone: what it calls in the runtime takes none, so they compare nothing but the compilers.
 *
 * Where the reference's code is wrong it may print something else; such rows stand by themselves, since the cycles are
 * those of different work. Cycles are exact: the processor's are counted by its table of costs, not measured.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { root } from "./corpus.mjs";

const FOLDERS = ["bench/programs/", "bench/tiers/", "test/native/", "test/viper/"];
const COLUMNS = ["reference", "own", "ratio", "referenceSize", "ownSize"];
const SETS = { native: "native", viper: "viper", decorated: "armv7emsp" };
const DIGITS = 4;

const { values } = parseArgs({ options: { "mpy-cross": { type: "string" } } });
if (values["mpy-cross"] === undefined) {
  console.error("usage: node scripts/native-cycles.mjs --mpy-cross PATH");
  process.exit(2);
}
const cross = resolve(values["mpy-cross"]);
process.chdir(root);

/** The part that the test shares, which is TypeScript. */
async function loadCounter() {
  const outfile = resolve("build/scripts/cycle-count.js");
  await build({
    entryPoints: ["test/native/cycle-count.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    external: ["./build/index.js"],
    logLevel: "warning",
  });
  return import(pathToFileURL(outfile));
}

/** The programs and sets that the reference compiler makes code of. */
function findCases() {
  const golden = JSON.parse(readFileSync("test/mpy/native-golden.json", "utf8")).files;
  const named = readFileSync("test/mpy/native-differences.txt", "utf8").matchAll(/^(\S+\.py) /gm);
  const different = new Set(Array.from(named, ([, path]) => path));
  return Object.keys(golden)
    .filter((path) => different.has(path) || FOLDERS.some((folder) => path.startsWith(folder)))
    .flatMap((path) => Object.keys(SETS).map((set) => ({ path, set })))
    .filter(({ path, set }) => golden[path][SETS[set]]?.sha256 !== undefined);
}

function referenceCode({ path, set }, output) {
  const emit = set === "decorated" ? [] : ["-X", `emit=${set}`];
  execFileSync(cross, ["-march=armv7emsp", ...emit, "-o", output, path]);
  return readFileSync(output);
}

/** The row of a program, or undefined where our compiler refuses it. */
function compare(one, { ownCode, countCycles }, output) {
  let own;
  try {
    own = ownCode(one);
  } catch (error) {
    console.log(`${one.path} ${one.set}: refused here: ${error.text ?? error}`);
    return undefined;
  }
  const reference = referenceCode(one, output);
  const there = countCycles(one, reference);
  const here = reference.equals(own) ? there : countCycles(one, own);
  if (one.path.startsWith("bench/") && /^Traceback/m.test(here.output)) {
    throw new Error(`${one.path} does not run at its scale:\n${here.output}`);
  }
  if (there.cycles === 0 || here.cycles === 0) return undefined;
  const sizes = [reference.length, own.length];
  const cycles = [there.cycles, here.cycles];
  return { ...one, isSame: there.output === here.output, cycles, sizes };
}

const round = (value) => Number(value.toFixed(DIGITS));
const ratioOf = ([reference, own]) => own / reference;

const isDifferent = ({ cycles, sizes }) => cycles[0] !== cycles[1] || sizes[0] !== sizes[1];

function summaryOf(rows, pick) {
  const ratios = rows.map((row) => ratioOf(pick(row))).sort((a, b) => a - b);
  const median = round(ratios[ratios.length >> 1]);
  return `{ "median": ${median}, "worst": ${round(ratios.at(-1))} }`;
}

function groupOf(name, rows) {
  return `  "${name}": {
    "programs": ${rows.length},
    "cycles": ${summaryOf(rows, (row) => row.cycles)},
    "size": ${summaryOf(rows, (row) => row.sizes)}
  }`;
}

function table(name, rows) {
  const sets = Object.keys(SETS).flatMap((set) => {
    const lines = rows
      .filter((row) => row.set === set)
      .map(({ path, cycles, sizes }) => {
        const cells = [...cycles, round(ratioOf(cycles)), ...sizes];
        return `      ${JSON.stringify(path)}: [${cells.join(", ")}]`;
      });
    return lines.length === 0 ? [] : [`    "${set}": {\n${lines.join(",\n")}\n    }`];
  });
  return `  "${name}": {\n${sets.join(",\n")}\n  }`;
}

const counter = await loadCounter();
const scratch = mkdtempSync(join(tmpdir(), "native-cycles-"));
const rows = findCases()
  .map((one) => compare(one, counter, join(scratch, "reference.mpy")))
  .filter((row) => row !== undefined);
rmSync(scratch, { recursive: true });

const same = rows.filter((row) => row.isSame);
const parts = [
  `  "columns": ${JSON.stringify(COLUMNS).replaceAll(",", ", ")}`,
  groupOf("all", same),
  groupOf("different", same.filter(isDifferent)),
  table("rows", same),
  table(
    "otherOutput",
    rows.filter((row) => !row.isSame),
  ),
];
writeFileSync("test/native/cycles.json", `{\n${parts.join(",\n")}\n}\n`);
console.log(`${same.length} programs compared, ${rows.length - same.length} print something else`);
