import type { LineStart } from "../compile/line-table.js";
import { SOURCE_SECTION } from "../tables/mpy-format.js";
import { putSigned, putUnsigned } from "./wasm-code.js";
import { customSection } from "./wasm-module.js";

/** Where a module's code came from. */
export interface Origin {
  readonly file: string;
  /** Where the code of each line starts; line 0 is none. */
  readonly lines: readonly LineStart[];
}

/**
 * The section of a module that tells its lines: the file's name behind its length, then steps of bytes and lines.
 *
 * @param codeStart where in the module the code begins that the lines' offsets are counted from
 */
export function sourceSection({ file, lines }: Origin, codeStart: number): Uint8Array {
  const name = new TextEncoder().encode(file);
  const content: number[] = [];
  putUnsigned(content, name.length);
  content.push(...name);
  let last: LineStart = { offset: 0, line: 0 };
  for (const { offset, line } of changes(lines)) {
    putUnsigned(content, offset + codeStart - last.offset);
    putSigned(content, line - last.line);
    last = { offset: offset + codeStart, line };
  }
  return customSection(SOURCE_SECTION, content);
}

/** Without the starts that code of the same line follows, or none. */
function changes(lines: readonly LineStart[]): LineStart[] {
  const kept: LineStart[] = [];
  for (const start of lines) {
    if (kept.at(-1)?.offset === start.offset) kept.pop();
    if ((kept.at(-1)?.line ?? 0) !== start.line) kept.push(start);
  }
  return kept;
}
