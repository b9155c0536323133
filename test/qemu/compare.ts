/**
 * Runs random sequences on QEMU and on our processor and compares what they leave: `npm run test:qemu -- [instructions]
 * [seed]`, or `record` for test/asm/cpu/rows.json. Skipped, with the reason, where there is no qemu-system-arm.
 */
import { writeFileSync } from "node:fs";
import { type Image, makeImage, RAM, RESULT_WORDS } from "./image.js";
import { disassembleAt } from "./listing.js";
import { hasQemu, runOurs, runQemu } from "./machines.js";
import { digestRows, makeRowsImage } from "./rows.js";
import { DATA_BYTES } from "./sequence.js";

/** What `record` writes, from the project's folder. */
const RECORD = "test/asm/cpu/rows.json";
const INSTRUCTIONS = 100_000;
const LENGTH = 24;
/** Instructions of one image: the machine has 4 MB for code. */
const IMAGE_INSTRUCTIONS = 50_000;
const SHOWN = 300;

const names = [
  ...Array.from({ length: 13 }, (_, index) => `r${index}`),
  "lr",
  "sp",
  "apsr",
  "fpscr",
  ...Array.from({ length: 32 }, (_, index) => `s${index}`),
];

const hex = (value: number): string => value.toString(16).padStart(8, "0");

/** Lines about the sequences that differ. */
function differences(image: Image, theirs: Uint8Array, ours: Uint8Array): string[] {
  const lines: string[] = [];
  const their = new DataView(theirs.buffer, theirs.byteOffset);
  const our = new DataView(ours.buffer, ours.byteOffset);
  for (let index = 0; index < image.sequences; index++) {
    const wrong = names.flatMap((name, word) => {
      const at = image.results - RAM + (index * RESULT_WORDS + word) * 4;
      const [a, b] = [their.getUint32(at, true), our.getUint32(at, true)];
      return a === b ? [] : [`${name}: QEMU ${hex(a)}, ours ${hex(b)}`];
    });
    if (wrong.length === 0) continue;
    lines.push(`sequence ${index}: ${wrong.join("; ")}`);
    if (lines.length < SHOWN)
      lines.push(...disassembleAt(image.code, image.starts[index]!, LENGTH * 2));
  }
  for (let at = 0; at < DATA_BYTES; at += 4) {
    const [a, b] = [their.getUint32(at, true), our.getUint32(at, true)];
    if (a !== b) lines.push(`memory ${hex(RAM + at)}: QEMU ${hex(a)}, ours ${hex(b)}`);
  }
  return lines;
}

function compareImage(seed: number, instructions: number): { total: number; lines: string[] } {
  const image = makeImage(seed, instructions, LENGTH);
  const ours = runOurs(image);
  return { total: image.instructions, lines: differences(image, runQemu(image), ours) };
}

/** Records what QEMU makes of every row of the encoding table. */
function record(): number {
  const { image, names: rows } = makeRowsImage();
  const digests = digestRows(image, rows, runQemu(image));
  writeFileSync(RECORD, `${JSON.stringify(digests, null, 1)}\n`);
  console.log(`${Object.keys(digests).length} records written`);
  return 0;
}

function main(instructions: number, seed: number): number {
  if (!hasQemu()) {
    console.log("skipped: there is no qemu-system-arm (Debian: apt-get install qemu-system-arm)");
    return 0;
  }
  let total = 0;
  let failed = 0;
  for (let image = 0; total < instructions; image++) {
    const result = compareImage(
      seed + image * 7919,
      Math.min(IMAGE_INSTRUCTIONS, instructions - total),
    );
    total += result.total;
    failed += result.lines.filter((line) => /^(sequence|memory)/.test(line)).length;
    for (const line of result.lines.slice(0, 200)) console.log(line);
    if (failed > 0) break;
  }
  console.log(`${total} instructions compared, ${failed} differences (seed ${seed})`);
  return failed === 0 ? 0 : 1;
}

const [what = String(INSTRUCTIONS), seed = "1"] = process.argv.slice(2);
process.exitCode = what === "record" ? record() : main(Number(what), Number(seed));
