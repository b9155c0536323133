/**
 * The language corpus: which programs there are and how an interpreter's output for one is taken.
 *
 * Programs lie in `test/language`, one fact per file, and in `test/import`, where a case is a folder
 * with a `main.py`. The expected output lies beside each program under the name `.out`.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

const languageFolder = join(root, "test/language");
const importFolder = join(root, "test/import");

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** Absolute paths of the language tests, sorted. */
export function languagePrograms() {
  return filesBelow(languageFolder)
    .filter((path) => path.endsWith(".py"))
    .sort();
}

/** Absolute paths of the Python files below a folder of the project, sorted. */
export function programsIn(folder) {
  return filesBelow(join(root, folder))
    .filter((path) => path.endsWith(".py"))
    .sort();
}

/** Absolute paths of the import tests' main programs, sorted. */
export function importPrograms() {
  return filesBelow(importFolder)
    .filter((path) => path.endsWith("/main.py"))
    .sort();
}

/** Where the expected output of a program is kept. */
export const expectationOf = (program) => program.replace(/\.py$/, ".out");

/** A path as the lists write it: from the project's folder, with slashes. */
export const nameOf = (program) => relative(root, program).replaceAll("\\", "/");

/** Reads a list of `path: reason` lines; empty lines and those that start with `#` say nothing. */
export function readReasons(path) {
  const rows = readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.match(/^([^:]+): (.+)$/));
  return new Map(rows.map(([, name, reason]) => [name, reason]));
}

function execute(command, args, cwd) {
  const options = { cwd, timeout: 20_000, maxBuffer: 1 << 24 };
  return new Promise((done) => {
    const child = execFile(command, args, options, (error, stdout, stderr) => {
      done({ stdout, stderr, status: error ? (error.code ?? error.signal) : 0 });
    });
    child.stdin.end();
  });
}

/**
 * Runs a program in a scratch folder (an import test: in its own) and gives what it wrote and its
 * exit status. `command` is the interpreter with its leading arguments.
 */
export async function runProgram(command, program) {
  const [file, ...args] = command;
  if (program.startsWith(importFolder)) {
    return execute(file, [...args, program], dirname(program));
  }
  const scratch = mkdtempSync(join(tmpdir(), "adder-corpus-"));
  try {
    return await execute(file, [...args, program], scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Applies an asynchronous function to every item, a few at a time, in the order of the items. */
export async function mapSome(items, width, apply) {
  const results = new Array(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await apply(items[index]);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

/** The first line in which two outputs differ, as `[line number, ours, theirs]`, or null. */
export function firstDifference(ours, theirs) {
  if (ours === theirs) return null;
  const left = ours.split("\n");
  const right = theirs.split("\n");
  const index = left.findIndex((line, i) => line !== right[i]);
  return index < 0
    ? [left.length + 1, "", right[left.length]]
    : [index + 1, left[index], right[index] ?? ""];
}
