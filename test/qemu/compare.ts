/**
 * Runs random sequences on QEMU and on our processor and compares what they leave: `npm run test:qemu -- [instructions]
 * [seed]`. Skipped, with the reason, where there is no qemu-system-arm.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Processor, ProcessorStop } from "../../src/vm/processor.js";
import {
  CODE,
  CODE_BYTES,
  ENTRY,
  type Image,
  makeImage,
  RAM,
  RAM_BYTES,
  RESULT_WORDS,
} from "./image.js";
import { disassembleAt } from "./listing.js";
import { DATA_BYTES } from "./sequence.js";

const INSTRUCTIONS = 100_000;
const LENGTH = 24;
/** Instructions of one image: the machine has 4 MB for code. */
const IMAGE_INSTRUCTIONS = 50_000;
const QEMU = "qemu-system-arm";
const SHOWN = 300;

const names = [
  ...Array.from({ length: 13 }, (_, index) => `r${index}`),
  "lr",
  "sp",
  "apsr",
  "fpscr",
  ...Array.from({ length: 32 }, (_, index) => `s${index}`),
];

/** Everything from the start of the data to the end of the results, as QEMU left it. */
function runQemu(image: Image, folder: string): Uint8Array {
  writeFileSync(join(folder, "code.bin"), image.code);
  writeFileSync(join(folder, "data.bin"), image.data);
  const load = (file: string, address: number) => [
    "-device",
    `loader,file=${file},addr=${address}`,
  ];
  const done = spawnSync(
    QEMU,
    [
      ...["-machine", "mps2-an386", "-nographic", "-monitor", "none", "-serial", "none"],
      ...["-semihosting-config", "enable=on,target=native"],
      ...load("code.bin", CODE),
      ...load("data.bin", RAM),
    ],
    { cwd: folder, timeout: 120_000, encoding: "utf8" },
  );
  if (done.error !== undefined) throw done.error;
  if (done.stderr !== "") console.error(done.stderr);
  return readFileSync(join(folder, "qemu.out"));
}

function runOurs(image: Image): Uint8Array {
  const processor = new Processor([
    { start: CODE, size: CODE_BYTES, executable: true },
    { start: RAM, size: RAM_BYTES, writable: true, executable: true, plain: true },
  ]);
  processor.load(CODE, image.code);
  processor.load(RAM, image.data);
  processor.setRegister(15, ENTRY);
  const stop = processor.run();
  if (stop !== ProcessorStop.Breakpoint) {
    throw new Error(
      `our processor stopped with ${ProcessorStop[stop]} at 0x${processor.register(15).toString(16)}`,
    );
  }
  const end = image.results + image.sequences * RESULT_WORDS * 4;
  return processor.bytes(RAM).slice(0, end - RAM);
}

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
  const folder = mkdtempSync(join(tmpdir(), "adder-qemu-"));
  try {
    const image = makeImage(seed, instructions, LENGTH);
    const ours = runOurs(image);
    const lines = differences(image, runQemu(image, folder), ours);
    return { total: image.instructions, lines };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function main(instructions: number, seed: number): number {
  if (spawnSync(QEMU, ["--version"]).error !== undefined) {
    console.log(`skipped: there is no ${QEMU} (Debian: apt-get install qemu-system-arm)`);
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

process.exitCode = main(Number(process.argv[2] ?? INSTRUCTIONS), Number(process.argv[3] ?? 1));
