import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";
import { projectPath } from "../../language/programs.js";

/** Machine code that the reference compiler has made of one of our programs. */
export interface MachineProgram {
  /** The source's path from the project's folder. */
  readonly name: string;
  /** What made machine code of the whole file; "" where decorators in it ask for that. */
  readonly emitter: "" | "native" | "viper";
  /** The `.mpy` file; empty where the reference compiler fails. */
  readonly bytes: Uint8Array;
  /** Whether the source is still the one that was compiled. */
  readonly current: boolean;
}

interface Row {
  readonly name: string;
  readonly emitter: MachineProgram["emitter"];
  readonly source: string;
  readonly size: number;
}

const NEWLINE = 0x0a;

/** What scripts/machine-golden.mjs has recorded. */
export function readReference(): MachineProgram[] {
  const all = brotliDecompressSync(readFileSync(projectPath("test/asm/native/reference.br")));
  const end = all.indexOf(NEWLINE);
  const rows = JSON.parse(all.subarray(0, end).toString()) as Row[];
  let at = end + 1;
  return rows.map(({ name, emitter, source, size }) => {
    const bytes = all.subarray(at, at + size);
    at += size;
    return { name, emitter, bytes, current: source === digestOf(name) };
  });
}

/** The start of a source's digest; "" when there is no such file any more. */
function digestOf(name: string): string {
  try {
    return createHash("sha256")
      .update(readFileSync(projectPath(name)))
      .digest("hex")
      .slice(0, 16);
  } catch {
    return "";
  }
}
