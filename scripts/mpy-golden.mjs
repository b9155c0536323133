/**
 * Records what the reference compiler makes of every Python file of the project.
 *
 *     node scripts/mpy-golden.mjs --mpy-cross PATH
 *
 * PATH is `mpy-cross` 1.27, built from MicroPython's source (`make -C mpy-cross`). For each file below
 * `test`, `examples` and `bench`, and each set of options, `test/mpy/golden.json` then has the SHA-256
 * and size of its output, or the message and line with which it refuses the file. The files are
 * compiled under their paths relative to the project, which are part of the output.
 *
 * `test/mpy/native-golden.json` has the same for machine code: each file as a whole by the native and by
 * the viper emitter, and files with decorated functions for each architecture. Some files make
 * `mpy-cross` end in a failed assertion; they are recorded as such.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folders = ["bench", "examples", "test"];

/** The records: each with the options under the names that they have in it, for a file's text. */
const bytecode = { "-O0": ["-O0"], "-O3": ["-O3"] };
const whole = {
  native: ["-march=armv7emsp", "-X", "emit=native"],
  viper: ["-march=armv7emsp", "-X", "emit=viper"],
};
const decorated = Object.fromEntries(
  ["armv7m", "armv7em", "armv7emsp"].map((name) => [name, [`-march=${name}`]]),
);
const records = [
  { path: "test/mpy/golden.json", setsFor: () => bytecode },
  {
    path: "test/mpy/native-golden.json",
    setsFor: (text) => (/@micropython\./.test(text) ? { ...whole, ...decorated } : whole),
  },
];
const JOBS = 4;

const run = promisify(execFile);

const { values } = parseArgs({ options: { "mpy-cross": { type: "string" } } });
if (values["mpy-cross"] === undefined) {
  console.error("usage: node scripts/mpy-golden.mjs --mpy-cross PATH");
  process.exit(2);
}
const cross = resolve(values["mpy-cross"]);

function pythonFiles(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return pythonFiles(path);
    return entry.name.endsWith(".py") ? [path] : [];
  });
}

/** What the reference makes of one file: its output's digest, or its refusal. */
async function outcomeOf(path, options, output) {
  try {
    await run(cross, [...options, "-o", output, path], { cwd: root });
  } catch (error) {
    const { stderr, signal } = error;
    if (signal !== null) return { aborted: true };
    const refused = stderr.trim().split("\n").at(-1);
    return { refused, line: Number(/line (\d+)/.exec(stderr)?.[1] ?? 0) };
  }
  const bytes = readFileSync(output);
  return { sha256: createHash("sha256").update(bytes).digest("hex"), size: bytes.length };
}

async function recordAll(paths, setsFor, folder) {
  const files = new Map();
  const waiting = paths.values();
  const work = async (job) => {
    for (const path of waiting) {
      const outcomes = {};
      for (const [name, options] of Object.entries(
        setsFor(readFileSync(join(root, path), "utf8")),
      )) {
        outcomes[name] = await outcomeOf(path, options, join(folder, `${job}.mpy`));
      }
      files.set(path, outcomes);
    }
  };
  await Promise.all(Array.from({ length: JOBS }, (_, job) => work(job)));
  return files;
}

/** One line for each file, so that a change shows as one. */
function format(reference, files) {
  const lines = [...files.keys()]
    .sort()
    .map((path) => `    ${JSON.stringify(path)}: ${JSON.stringify(files.get(path))}`);
  return `{\n  "reference": ${JSON.stringify(reference)},\n  "files": {\n${lines.join(",\n")}\n  }\n}\n`;
}

const { stdout } = await run(cross, ["--version"]);
const reference = stdout.trim().replace(/ on [0-9-]+/, "");
const scratch = mkdtempSync(join(tmpdir(), "mpy-golden-"));
try {
  for (const { path, setsFor } of records) {
    const files = await recordAll(folders.flatMap(pythonFiles), setsFor, scratch);
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), format(reference, files));
    const outcomes = [...files.values()].flatMap((sets) => Object.values(sets));
    const refused = outcomes.filter((outcome) => outcome.sha256 === undefined).length;
    console.log(`${path}: ${files.size} files, ${refused} of ${outcomes.length} outputs refused`);
  }
} finally {
  rmSync(scratch, { recursive: true });
}
