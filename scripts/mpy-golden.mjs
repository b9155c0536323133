/**
 * Records what the reference compiler makes of every Python file of the project.
 *
 *     node scripts/mpy-golden.mjs --mpy-cross PATH
 *
 * PATH is `mpy-cross` 1.27, built from MicroPython's source (`make -C mpy-cross`). For each file below
 * `test`, `examples` and `bench`, and each set of options, `test/mpy/golden.json` then has the SHA-256
 * and size of its output, or the message and line with which it refuses the file. The files are
 * compiled under their paths relative to the project, which are part of the output.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const goldenPath = join(root, "test/mpy/golden.json");
const folders = ["bench", "examples", "test"];
const optionSets = ["-O0", "-O3"];
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
async function outcomeOf(path, option, output) {
  try {
    await run(cross, [option, "-o", output, path], { cwd: root });
  } catch (error) {
    const { stderr } = error;
    const refused = stderr.trim().split("\n").at(-1);
    return { refused, line: Number(/line (\d+)/.exec(stderr)?.[1] ?? 0) };
  }
  const bytes = readFileSync(output);
  return { sha256: createHash("sha256").update(bytes).digest("hex"), size: bytes.length };
}

async function recordAll(paths, folder) {
  const files = new Map();
  const waiting = paths.values();
  const work = async (job) => {
    for (const path of waiting) {
      const outcomes = {};
      for (const option of optionSets) {
        outcomes[option] = await outcomeOf(path, option, join(folder, `${job}.mpy`));
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
  const files = await recordAll(folders.flatMap(pythonFiles), scratch);
  mkdirSync(dirname(goldenPath), { recursive: true });
  writeFileSync(goldenPath, format(reference, files));
  const refused = [...files.values()].filter((outcomes) => outcomes["-O0"].refused).length;
  console.log(`${reference}: ${files.size} files, ${refused} of them refused`);
} finally {
  rmSync(scratch, { recursive: true });
}
