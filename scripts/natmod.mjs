/**
 * Makes the `.mpy` files in test/native/natmod of their C sources with MicroPython's own linker for such modules.
 * Needs arm-none-eabi-gcc, make, and Python with pyelftools.
 *
 * `node scripts/natmod.mjs --micropython FOLDER`, the folder of MicroPython's sources
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { micropython: { type: "string" } } });
if (values.micropython === undefined) {
  console.error("usage: node scripts/natmod.mjs --micropython FOLDER");
  process.exit(2);
}

const sources = resolve(values.micropython);
const folder = join(dirname(fileURLToPath(import.meta.url)), "../test/native/natmod");
const work = mkdtempSync(join(tmpdir(), "natmod-"));

function make(name) {
  copyFileSync(join(folder, `${name}.c`), join(work, `${name}.c`));
  writeFileSync(
    join(work, "Makefile"),
    `MPY_DIR = ${sources}
MOD = ${name}
SRC = ${name}.c
ARCH = armv7emsp
include $(MPY_DIR)/py/dynruntime.mk
`,
  );
  execFileSync("make", ["-s"], { cwd: work, stdio: "inherit" });
  copyFileSync(join(work, `${name}.mpy`), join(folder, `${name}.mpy`));
}

try {
  for (const name of ["sampler", "shapes"]) make(name);
} finally {
  rmSync(work, { recursive: true });
}
