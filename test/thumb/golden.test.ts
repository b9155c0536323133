/** What `scripts/thumb-golden.mjs` recorded of the GNU assembler and disassembler. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type AssemblyPlace, assemble } from "../../src/thumb/assemble.js";
import { sizeOf } from "../../src/thumb/decode.js";
import { rows } from "../../src/thumb/row.js";
import { digestOf, wideCodes } from "./mnemonic-class.js";

interface Sweep {
  readonly codes: number;
  readonly equal: number;
  readonly digest: string;
  readonly pairs: Readonly<Record<string, { readonly count: number; readonly code: string }>>;
}

interface Golden {
  readonly lines: Readonly<Record<string, string>>;
  readonly blocks: Readonly<Record<string, string>>;
  readonly refused: Readonly<Record<string, string>>;
  readonly narrow: Sweep;
  readonly wide: Sweep;
}

const golden: Golden = JSON.parse(readFileSync(new URL("golden.json", import.meta.url), "utf8"));

/**
 * Where the GNU assembler chooses otherwise: it loses the sign of an offset of -0, and takes the 8-bit
 * constant where the manual prefers the 3-bit one (ADDS and SUBS of a register to itself). Offsets of the
 * coprocessor 9, half precision on later processors, it counts in halfwords.
 */
const HALF_PRECISION = /^(?:ldc|stc)\S* p9,/;
const chosenOtherwise = [/#-0\b/, /^(?:adds|subs) (r\d), \1, #[0-7]$/, HALF_PRECISION];

/** What the GNU assembler does not know of this processor, or writes only in another way. */
const unknownThere = [
  HALF_PRECISION,
  /^vmov\S*\.32 /,
  /^bkptne /,
  /, rrx$/,
  /, (?:lsl|lsr|asr|ror) #\d+$/,
];

function outcome(line: string, place: AssemblyPlace): string {
  const { code, size } = assemble(line, place);
  return code.toString(16).padStart(size * 2, "0");
}

function differences(lines: Readonly<Record<string, string>>, place: AssemblyPlace): string[] {
  return Object.entries(lines)
    .filter(([line, code]) => outcome(line, place) !== code)
    .map(([line]) => line)
    .filter((line) => !chosenOtherwise.some((pattern) => pattern.test(line)));
}

describe("GNU assembler", () => {
  test("gives the same code for every line", () => {
    expect(differences(golden.lines, {})).toEqual([]);
  });

  test("gives the same code for every line in an IT block", () => {
    expect(differences(golden.blocks, { condition: 1, last: true })).toEqual([]);
  });

  test("has a line of every row", () => {
    const places: readonly AssemblyPlace[] = [{}, { condition: 1, last: true }];
    const seen = new Set(
      [golden.lines, golden.blocks].flatMap((lines, index) =>
        Object.keys(lines).map((line) => assemble(line, places[index]).row.id),
      ),
    );
    const missing = rows.filter((row) => row.traits.alias !== true && !seen.has(row.id));
    expect(missing.map((row) => row.root + row.types)).toEqual(["vmov.32", "vmov.32"]);
  });

  test("refuses only what it does not know", () => {
    const others = Object.keys(golden.refused).filter(
      (line) => !unknownThere.some((pattern) => pattern.test(line)),
    );
    expect(others).toEqual([]);
  });
});

describe("GNU disassembler", () => {
  test("was compared with the mnemonics that we give all 16-bit codes", () => {
    const codes = Array.from({ length: 0x10000 }, (_, code) => code);
    const narrow = codes.filter((code) => sizeOf(code) === 2);
    expect(digestOf(narrow, 2)).toBe(golden.narrow.digest);
  });

  test("was compared with the mnemonics that we give 200,000 32-bit codes", () => {
    expect(digestOf(wideCodes(golden.wide.codes), 4)).toBe(golden.wide.digest);
  });

  test("names 16-bit instructions otherwise only where it has an alias", () => {
    expect(Object.keys(golden.narrow.pairs).sort()).toEqual(["mov | nop", "rsbs | negs"]);
  });
});
