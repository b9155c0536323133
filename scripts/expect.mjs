/**
 * Writes the expected outputs of the language and import tests from a reference interpreter.
 *
 *     node scripts/expect.mjs --micropython PATH [--check] [--quiet] [file.py …]
 *
 * `PATH` is MicroPython's Unix port (1.27, standard variant). Without files the whole corpus is done.
 * Each program runs in an empty scratch folder, and what it prints becomes `NAME.out` beside
 * `NAME.py`; a program that fails, or prints nothing, is reported and ends the script with status 1.
 * `--check` writes nothing and reports what would change.
 *
 * Adder keeps the order of insertion in dicts, sets, keyword arguments and class bodies, where
 * MicroPython's order is that of its hash tables. Programs that show such an order are named in
 * `test/language/cpython-expected.txt`; their expectation is taken from `python3`. The order in sets is
 * nobody else's: `test/language/by-hand.txt` names the programs whose `.out` the script leaves alone.
 *
 * When `python3` is on the PATH, the programs on which it disagrees with the expectation are printed
 * with the first line that differs (unless `--quiet`): each is a difference of MicroPython's that
 * should be deliberate.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import {
  expectationOf,
  firstDifference,
  importPrograms,
  languagePrograms,
  mapSome,
  nameOf,
  readReasons,
  root,
  runProgram,
} from "./corpus.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    micropython: { type: "string" },
    check: { type: "boolean", default: false },
    quiet: { type: "boolean", default: false },
  },
});
if (!values.micropython) {
  console.error(
    "usage: node scripts/expect.mjs --micropython PATH [--check] [--quiet] [file.py …]",
  );
  process.exit(2);
}

const reference = [resolve(values.micropython)];
const hasPython = spawnSync("python3", ["--version"]).status === 0;
const fromPython = readReasons(join(root, "test/language/cpython-expected.txt"));
const byHand = readReasons(join(root, "test/language/by-hand.txt"));
const chosen = positionals.length
  ? positionals.map((path) => resolve(path))
  : [...languagePrograms(), ...importPrograms()];
const programs = chosen.filter((program) => !byHand.has(nameOf(program)));

async function outputsOf(program) {
  const python = hasPython ? await runProgram(["python3", "-B"], program) : null;
  const wantsPython = fromPython.has(nameOf(program));
  const expected = wantsPython ? python : await runProgram(reference, program);
  return { program, expected, python };
}

function complaintAbout(expected) {
  if (expected === null) return "needs python3 on the PATH";
  if (expected.status !== 0) return `status ${expected.status}\n${expected.stderr.trimEnd()}`;
  return expected.stdout === "" ? "prints nothing" : null;
}

function record({ program, expected }) {
  const complaint = complaintAbout(expected);
  if (complaint) {
    console.log(`FAILS ${nameOf(program)}: ${complaint}`);
    return false;
  }
  const path = expectationOf(program);
  const before = existsSync(path) ? readFileSync(path, "utf8") : null;
  if (before === expected.stdout) return true;
  console.log(`${values.check ? "STALE" : "wrote"} ${nameOf(path)}`);
  if (!values.check) writeFileSync(path, expected.stdout);
  return !values.check;
}

const results = await mapSome(programs, 2, outputsOf);
const good = results.map(record).every(Boolean);
if (!values.quiet) {
  for (const { program, expected, python } of results) {
    const difference = expected && python && firstDifference(expected.stdout, python.stdout);
    if (!difference) continue;
    const [line, ours, theirs] = difference;
    console.log(`python3 ${nameOf(program)}:${line}\n  - ${ours}\n  + ${theirs}`);
  }
}
console.log(`${programs.length} programs`);
process.exitCode = good ? 0 : 1;
