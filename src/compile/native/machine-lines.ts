import { MACHINE_LINES_MAGIC } from "../../tables/mpy-format.js";
import type { LineStart } from "../line-table.js";
import { ByteWriter } from "../mpy/byte-writer.js";
import { writeText } from "../mpy/text-writer.js";

/** A call that raises again what may be an exception. */
export interface ReraiseSite {
  /** Where the call returns to. */
  readonly offset: number;
  /** The exception has passed this function before, which its traceback tells. */
  readonly isKnown: boolean;
}

/** Where the code of a line starts. */
export interface MachineLine extends LineStart {
  /** Lines only go on, as in bytecode; code that stands behind the function's own is an exception. */
  readonly isOutOfLine?: true;
}

/** What a debugger needs of a function of machine code, and a `.mpy` file does not have. */
export interface MachineLines {
  readonly name: string;
  /** Where the code of each line starts. */
  readonly lines: readonly MachineLine[];
  readonly reraises: readonly ReraiseSite[];
}

const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

/**
 * Appends to a `.mpy` file what tracebacks tell of its machine code; who does not know of it reads a file without.
 * Per function, in the order of the file: its name, steps of bytes and lines, and where it raises again.
 */
export function withMachineLines(mpy: Uint8Array, functions: readonly MachineLines[]): Uint8Array {
  if (functions.length === 0) return mpy;
  const out = new ByteWriter(mpy.length + 64);
  out.append(mpy);
  out.byte(MACHINE_LINES_MAGIC);
  for (const { name, lines, reraises } of functions) {
    writeText(out, name, 0);
    writeLines(out, lines);
    writeReraises(out, reraises);
  }
  return out.finish();
}

function writeLines(out: ByteWriter, lines: readonly MachineLine[]): void {
  let last: LineStart = { offset: 0, line: 0 };
  const kept = onwards(lines);
  out.uint(kept.length);
  for (const start of kept) {
    out.uint(start.offset - last.offset);
    out.uint(zigzag(start.line - last.line));
    last = start;
  }
}

function writeReraises(out: ByteWriter, reraises: readonly ReraiseSite[]): void {
  let last = 0;
  out.uint(reraises.length);
  for (const { offset, isKnown } of reraises) {
    out.uint(((offset - last) << 1) | Number(isKnown));
    last = offset;
  }
}

function onwards(lines: readonly MachineLine[]): MachineLine[] {
  const kept: MachineLine[] = [];
  for (const start of lines) {
    if (start.isOutOfLine || start.line > (kept.at(-1)?.line ?? 0)) kept.push(start);
  }
  return kept;
}
