import type { LineStart } from "../compile/line-table.js";
import { ByteReader } from "../compile/mpy/byte-reader.js";
import { readPrelude } from "../compile/mpy/prelude.js";
import type { StoredFunction } from "../compile/mpy/reader.js";
import { CodeKind, ScopeFlag } from "../tables/mpy-format.js";
import { runtimeFunctions } from "../tables/runtime-functions.js";
import { type Decoded, decode } from "./decode.js";
import { format } from "./disassemble.js";
import { blockConditions } from "./it-block.js";

const WORD = 4;
/** From this value of a first halfword's upper five bits on, a second halfword follows. */
const FIRST_WIDE = 0b11101;

/** The registers that hold the module's names and the runtime function table. */
const NAMES = 6;
const TABLE = 7;

/** What a listing needs besides the bytes. */
export interface ListingContext {
  /** Where the code of each line of the source starts, if that is known. */
  readonly lines: readonly LineStart[];
  /** The module's name with an index. */
  readonly nameAt: (index: number) => string;
}

/**
 * Lists a function's Thumb code: for each instruction its offset, its bytes, the source line where that
 * changes, and its text; behind that which name or runtime function a load gets.
 */
export function listThumb(fun: StoredFunction, context: ListingContext): string[] {
  const isPython = fun.kind === CodeKind.NativePython;
  const code = isPython ? fun.bytes.subarray(0, fun.prelude) : fun.bytes;
  const start = isPython ? headBytes(fun) : 0;
  const rows: string[] = [];
  for (let at = 0; at < start; at += WORD) {
    rows.push(row(code, at, WORD, "", `.word ${word(code, at)}`));
  }
  rows.push(...listInstructions(code, start, context));
  if (isPython) rows.push(`  prelude at ${fun.prelude}: ${fun.bytes.length - fun.prelude} bytes`);
  return rows;
}

/** The prelude's number, and in a generator where it starts. */
function headBytes({ bytes, prelude }: StoredFunction): number {
  const { flags } = readPrelude(new ByteReader(bytes, prelude));
  return (flags & ScopeFlag.Generator) === 0 ? WORD : 2 * WORD;
}

const halfword = (code: Uint8Array, at: number): number => code[at]! | ((code[at + 1] ?? 0) << 8);
const word = (code: Uint8Array, at: number): number =>
  (halfword(code, at) | (halfword(code, at + 2) << 16)) >>> 0;

function listInstructions(code: Uint8Array, start: number, context: ListingContext): string[] {
  const rows: string[] = [];
  let block: number[] = [];
  let line = 0;
  for (let at = start; at < code.length; ) {
    const first = halfword(code, at);
    const size = first >>> 11 >= FIRST_WIDE ? 4 : 2;
    const condition = block.shift();
    const decoded = decode(first, halfword(code, at + 2), condition !== undefined);
    block = decoded === undefined ? [] : (openedBlock(decoded) ?? block);
    const current = lineAt(context.lines, at);
    const shown = current === line ? "" : String(current);
    line = current;
    const text =
      decoded === undefined
        ? `.short 0x${first.toString(16)}`
        : format(decoded, { condition, address: at, name: String }) + comment(decoded, context);
    rows.push(row(code, at, size, shown, text));
    at += size;
  }
  return rows;
}

function openedBlock({ row: { traits }, fields }: Decoded): number[] | undefined {
  return traits.blockMask === undefined
    ? undefined
    : blockConditions(fields.c!, fields[traits.blockMask]!);
}

function lineAt(lines: readonly LineStart[], offset: number): number {
  return lines.findLast((start) => start.offset <= offset)?.line ?? 0;
}

/** What a load from one of the tables gets. */
function comment({ row: { id }, fields }: Decoded, { nameAt }: ListingContext): string {
  const { n, i, t } = fields;
  // The function's start finds the tables by the same registers.
  if (t === TABLE || t === NAMES) return "";
  if (n === TABLE && id === "LDR (immediate) T1") return note(runtimeFunctions[i!]?.name);
  if (n === TABLE && id === "LDR (immediate) T3") return note(runtimeFunctions[i! / WORD]?.name);
  if (n === NAMES && id === "LDRH (immediate) T1") return note(nameAt(i!));
  if (n === NAMES && id === "LDRH (immediate) T2") return note(nameAt(i! / 2));
  return "";
}

const note = (text: string | undefined): string => (text === undefined ? "" : `  ; ${text}`);

function row(code: Uint8Array, at: number, size: number, line: string, text: string): string {
  const bytes = [...code.subarray(at, at + size)]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join(" ");
  return `${String(at).padStart(5)} ${bytes.padEnd(11)} ${line.padStart(5)}  ${text}`;
}
