/**
 * Records the machine code that the reference compiler makes of our programs, for the test that loads and runs it.
 *
 *     node scripts/machine-golden.mjs --mpy-cross PATH
 *
 * PATH is `mpy-cross` 1.27. Every program of `test/language` is compiled as a whole by the native and by the
 * viper emitter, every one of `test/asm/native/cases` (they have decorators) as it is, for armv7emsp; code for armv7m
 * and armv7em has to differ in nothing but the header. `test/asm/native/reference.br` then has all files: compressed with
 * Brotli, a line of JSON that lists them and behind it their bytes, one after the other. Programs that
 * the reference compiler refuses, or fails at, are on the list with a size of 0.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs, promisify } from "node:util";
import { brotliCompressSync, constants } from "node:zlib";
import { languagePrograms, mapSome, nameOf, programsIn, root } from "./corpus.mjs";

const JOBS = 4;
const ARCHITECTURE_BYTE = 2;
const run = promisify(execFile);

const { values } = parseArgs({ options: { "mpy-cross": { type: "string" } } });
if (values["mpy-cross"] === undefined) {
  console.error("usage: node scripts/machine-golden.mjs --mpy-cross PATH");
  process.exit(2);
}
const cross = resolve(values["mpy-cross"]);
const scratch = mkdtempSync(join(tmpdir(), "adder-machine-"));
let number = 0;

async function compile(name, march, options) {
  const output = join(scratch, `${number++}.mpy`);
  try {
    const args = [`-march=${march}`, ...options, "-o", output, name];
    await run(cross, args, { cwd: root, timeout: 20_000 });
    return readFileSync(output);
  } catch {
    return Buffer.alloc(0);
  }
}

/** The bytes without the architecture. */
function withoutArchitecture(bytes) {
  const copy = Buffer.from(bytes);
  if (copy.length > 0) copy[ARCHITECTURE_BYTE] = 0;
  return copy;
}

async function record({ path, emitter }) {
  const name = nameOf(path);
  const options = emitter === "" ? [] : ["-X", `emit=${emitter}`];
  const bytes = await compile(name, "armv7emsp", options);
  for (const march of ["armv7m", "armv7em"]) {
    const other = await compile(name, march, options);
    if (!withoutArchitecture(other).equals(withoutArchitecture(bytes))) {
      throw new Error(`${name}: the code for ${march} differs from that for armv7emsp`);
    }
  }
  const source = createHash("sha256").update(readFileSync(path)).digest("hex").slice(0, 16);
  return { row: { name, emitter, source, size: bytes.length }, bytes };
}

const programs = [
  ...programsIn("test/asm/native/cases").map((path) => ({ path, emitter: "" })),
  ...languagePrograms().map((path) => ({ path, emitter: "native" })),
  ...languagePrograms().map((path) => ({ path, emitter: "viper" })),
];
const files = await mapSome(programs, JOBS, record);
rmSync(scratch, { recursive: true });

const list = JSON.stringify(files.map(({ row }) => row));
const all = Buffer.concat([Buffer.from(`${list}\n`), ...files.map(({ bytes }) => bytes)]);
const params = {
  [constants.BROTLI_PARAM_LGWIN]: 24,
  [constants.BROTLI_PARAM_SIZE_HINT]: all.length,
};
const packed = brotliCompressSync(all, { params });
writeFileSync(join(root, "test/asm/native/reference.br"), packed);
const made = files.filter(({ bytes }) => bytes.length > 0).length;
console.log(`${made} of ${files.length} files, ${all.length} bytes, ${packed.length} compressed`);
