import type { ByteWriter } from "./mpy/byte-writer.js";

const SHORT_MAX_LINES = 3;
const SHORT_MAX_BYTES = 0x1f;
const LONG_MAX_LINES = 0x7ff;
const LONG_MAX_BYTES = 0xf;
/** Up to this many lines, short entries are taken even if it takes two. */
const PREFER_SHORT_LINES = 6;

/**
 * Writes the entries that say: after `bytes` more bytes of code, `lines` more lines.
 *
 * An entry is one byte `0LLBBBBB`, or two `1LLLBBBB LLLLLLLL`, whose lines have their low bits last.
 */
export function writeLineEntries(out: ByteWriter, bytes: number, lines: number): void {
  while (bytes > 0 || lines > 0) {
    if (lines <= PREFER_SHORT_LINES || bytes > LONG_MAX_BYTES) {
      const skipped = Math.min(bytes, SHORT_MAX_BYTES);
      const advanced = skipped < bytes ? 0 : Math.min(lines, SHORT_MAX_LINES);
      out.byte(skipped | (advanced << 5));
      bytes -= skipped;
      lines -= advanced;
    } else {
      const advanced = Math.min(lines, LONG_MAX_LINES);
      out.byte(0x80 | ((advanced >> 4) & 0x70) | bytes);
      out.byte(advanced & 0xff);
      bytes = 0;
      lines -= advanced;
    }
  }
}

/** A place in the code where a source line starts. */
export interface LineStart {
  readonly offset: number;
  readonly line: number;
}

/** Reads a line table: where each new line starts, the first at offset 0 being 1. */
export function readLineTable(table: Uint8Array): LineStart[] {
  const starts: LineStart[] = [{ offset: 0, line: 1 }];
  let offset = 0;
  let line = 1;
  for (let at = 0; at < table.length; ) {
    const first = table[at++]!;
    if ((first & 0x80) === 0) {
      offset += first & SHORT_MAX_BYTES;
      line += first >> 5;
    } else {
      offset += first & LONG_MAX_BYTES;
      line += ((first & 0x70) << 4) | (table[at++] ?? 0);
    }
    starts.push({ offset, line });
  }
  return starts;
}
