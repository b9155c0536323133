import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Processor, ProcessorStop } from "../../src/vm/processor.js";
import { CODE, CODE_BYTES, ENTRY, type Image, RAM, RAM_BYTES, RESULT_WORDS } from "./image.js";

const QEMU = "qemu-system-arm";

/** Whether QEMU can be run. */
export function hasQemu(): boolean {
  return spawnSync(QEMU, ["--version"]).error === undefined;
}

function runIn(image: Image, folder: string): Uint8Array {
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

/** The same of our processor. @throws Error when it stops elsewhere than at the end */
export function runOurs(image: Image): Uint8Array {
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

/** Everything from the start of the data to the end of the results, as QEMU leaves it. */
export function runQemu(image: Image): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "adder-qemu-"));
  try {
    return runIn(image, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
