/** Prints the Thumb encoding table and its cycles for the processor's decoder. */

import {
  ADDRESS_HAZARD,
  FLOAT_DIVIDE_OVERLAP,
  FLOAT_HAZARD,
  type ThumbCostRow,
  thumbCosts,
  thumbRefill,
  UNALIGNED_ACCESS,
} from "../src/tables/thumb-costs.js";
import { specialRegisters } from "../src/tables/thumb-registers.js";
import { decodable } from "../src/thumb/decode.js";
import type { Row } from "../src/thumb/row.js";
import { type Placeholder, templatesOf } from "../src/thumb/template.js";

/** How the number of an instruction is made of its bits; in the order of the enum that is printed. */
const immediateKinds = [
  "None",
  "Number",
  "Minus",
  "Signed",
  "Shift32",
  "Modified",
  "Branch",
  "Forward",
  "Far",
  "Float",
  "Fraction16",
  "Fraction32",
] as const;
type ImmediateKind = (typeof immediateKinds)[number];

/** The kinds of operand placeholders that hold the number. */
const placeholderKinds: Readonly<Record<string, ImmediateKind>> = {
  "#": "Number",
  off: "Number",
  "#-": "Minus",
  sum: "Signed",
  signed: "Signed",
  "#32": "Shift32",
  mod: "Modified",
  rel: "Branch",
  relu: "Forward",
  far: "Far",
  float: "Float",
  fraction16: "Fraction16",
  fraction32: "Fraction32",
};

/** Words for the forms of a mnemonic that do different things with the same kind of operands. */
const forms: readonly (readonly [string, RegExp, string])[] = [
  ["vmov", /^<Vn>/, "CoreToSingle"],
  ["vmov", /^<Rt>, <Vn>/, "SingleToCore"],
  ["vmov", /^<pair m>/, "CoresToPair"],
  ["vmov", /, <pair m>$/, "PairToCores"],
  ["vmov", /^<Dm>/, "CoresToDouble"],
  ["vmov", /, <Dm>$/, "DoubleToCores"],
  ["vmov.32", /^<Wd>/, "CoreToScalar"],
  ["vmov.32", /^<Rt>/, "ScalarToCore"],
  ["vmov.f32", /<float i>/, "Immediate"],
];

const RECORD_BYTES = 28;
const NOTHING = 0xff;
const END = 0xff;
/** The first halfwords fall into buckets by their upper bits. */
const BUCKET_SHIFT = 8;

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** The name of what a row does: its mnemonic, and a word where operands make a difference. */
export function operationOf(row: Row): string {
  const mnemonic = row.root + row.types;
  const syntax = row.syntaxes[0]!;
  const form = forms.find(([name, shape]) => name === mnemonic && shape.test(syntax));
  const fixed = syntax.includes("<fraction") ? "Fixed" : "";
  const zero = syntax.includes("#0.0") ? "Zero" : "";
  return mnemonic.split(".").map(capital).join("") + (form?.[2] ?? "") + fixed + zero;
}

/** The number of a field's letter; 52 is the joined number. */
function letterIndex(letter: string): number {
  const code = letter.charCodeAt(0);
  return code >= 97 ? code - 97 : code - 65 + 26;
}
const IMMEDIATE_INDEX = 52;

interface Immediate {
  readonly kind: ImmediateKind;
  readonly holder: Placeholder | undefined;
  readonly bits: readonly number[];
}

function immediateOf(row: Row): Immediate {
  const holder = templatesOf(row)[0]!.find(
    (piece): piece is Placeholder => typeof piece !== "string" && piece.kind in placeholderKinds,
  );
  if (holder === undefined) return { kind: "None", holder: undefined, bits: [] };
  const kind = placeholderKinds[holder.kind]!;
  const letters = kind === "Signed" ? holder.fields.slice(1) : holder.fields;
  return { kind, holder, bits: letters.flatMap((letter) => row.fields.get(letter)!) };
}

const flagWords = [undefined, "it", "S", "s"] as const;
const blockRules = [undefined, "outside", "last"] as const;
const sides = [undefined, false, true] as const;

/** Registers that the operands name without a field. */
function fixedRegisters(syntax: string): { d: number; n: number } {
  if (/^sp, (<#|sp)/.test(syntax)) return { d: 13, n: 13 };
  if (/^sp, /.test(syntax) || /<Rd>, sp|\[sp/.test(syntax)) return { d: NOTHING, n: 13 };
  if (/<Rd>, pc|\[pc/.test(syntax)) return { d: NOTHING, n: 15 };
  return { d: NOTHING, n: NOTHING };
}

const addressing = (syntax: string): number =>
  /\]!|<Rn>!|^\{/.test(syntax) ? 1 : syntax.includes("], <") ? 2 : 0;

interface Printed {
  readonly rows: Buffer;
  readonly fields: number[];
  readonly buckets: number[];
  readonly lists: number[];
}

function printRows(operations: readonly string[]): Printed {
  const rows = Buffer.alloc(decodable.length * RECORD_BYTES);
  const fields: number[] = [];
  const costs = Object.keys(thumbCosts);
  decodable.forEach((row, index) => {
    const at = index * RECORD_BYTES;
    const syntax = row.syntaxes[0]!;
    const { kind, holder, bits } = immediateOf(row);
    const fixed = fixedRegisters(syntax);
    rows.writeUInt32LE(row.mask, at);
    rows.writeUInt32LE(row.value, at + 4);
    rows.writeUInt16LE(operations.indexOf(operationOf(row)), at + 8);
    rows[at + 10] = costs.indexOf(row.cost);
    rows[at + 11] = flagWords.indexOf(row.traits.flags);
    rows[at + 12] = immediateKinds.indexOf(kind);
    rows[at + 13] = holder?.scale ?? 1;
    rows[at + 14] = holder?.bias ?? 0;
    rows[at + 15] = addressing(syntax);
    rows[at + 16] = fixed.d;
    rows[at + 17] = fixed.n;
    rows.writeUInt16LE(fields.length, at + 18);
    rows[at + 20] = blockRules.indexOf(row.traits.it);
    rows[at + 21] = sides.indexOf(row.traits.list?.inside);
    rows[at + 22] = bits.length;
    rows[at + 23] = /<D|<W/.test(syntax) ? 1 : 0;
    for (const [letter, places] of row.fields) {
      fields.push(letterIndex(letter), places.length, ...places);
    }
    if (bits.length > 0) fields.push(IMMEDIATE_INDEX, bits.length, ...bits);
    fields.push(END);
    rows.writeUInt16LE(fields.length, at + 24);
    for (const { field, value } of row.exceptions) fields.push(letterIndex(field), value);
    fields.push(END);
  });
  return { rows, fields, ...printBuckets() };
}

/** For each bucket, where its list of rows starts; a list ends with 0xffff. */
function printBuckets(): { buckets: number[]; lists: number[] } {
  const buckets: number[] = [];
  const lists: number[] = [];
  for (let bucket = 0; bucket < 0x10000 >> BUCKET_SHIFT; bucket++) {
    buckets.push(lists.length);
    decodable.forEach((row, index) => {
      const shift = row.size === 2 ? 0 : 16;
      const mask = (row.mask >>> shift) & 0xffff & ~((1 << BUCKET_SHIFT) - 1);
      const wide = bucket << BUCKET_SHIFT >= 0xe800;
      if (wide !== (row.size === 4)) return;
      if (((bucket << BUCKET_SHIFT) & mask) === ((row.value >>> shift) & mask)) lists.push(index);
    });
    lists.push(0xffff);
  }
  return { buckets, lists };
}

const enumText = (name: string, words: readonly string[]): string =>
  `export const enum ${name} {\n${words.map((word, index) => `  ${word} = ${index},`).join("\n")}\n}\n`;

const data = (type: "u8" | "u16", values: Iterable<number>): string =>
  `memory.data<${type}>([${[...values].join(",")}])`;

const refills = [undefined, "always", "taken", "pc"] as const;

function printCosts(): number[] {
  return Object.values(thumbCosts as Readonly<Record<string, ThumbCostRow>>).flatMap((row) => [
    row.cycles,
    row.most ?? row.cycles,
    row.perRegister ?? 0,
    refills.indexOf(row.refill),
    row.pipelined === true ? 1 : 0,
    row.least ?? 0,
    0,
    0,
  ]);
}

/** The text of asm/generated/thumb.ts. */
export function thumbText(): string {
  const operations = [...new Set(decodable.map(operationOf))].sort();
  const { rows, fields, buckets, lists } = printRows(operations);
  const specials = Object.entries(specialRegisters)
    .map(([name, number]) => `  ${capital(name)} = ${number},`)
    .join("\n");
  return `/** What instructions do. */
${enumText("Operation", operations)}
/** How the number of an instruction is made of its bits. */
${enumText("Immediate", immediateKinds)}
/** Classes of cycles; rows of COSTS. */
${enumText("Cost", Object.keys(thumbCosts).map(capital))}
/** SYSm of MRS and MSR. */
export const enum Special {
${specials}
}

export const OPERATION_COUNT: i32 = ${operations.length};
export const ROW_COUNT: i32 = ${decodable.length};
/** Bits of the first halfword below those that choose a bucket. */
export const BUCKET_SHIFT: i32 = ${BUCKET_SHIFT};
/** The encodings, most fixed bits first; asm/cpu/rows.ts draws a record. */
export const ROWS: usize = ${data("u8", rows)};
/** Fields: letter, count of bits, their numbers, highest first, until 0xff; then exceptions: letter, value, until 0xff. */
export const FIELDS: usize = ${data("u8", fields)};
/** Where a bucket's list of rows starts. */
export const BUCKETS: usize = ${data("u16", buckets)};
export const BUCKET_ROWS: usize = ${data("u16", lists)};
/** Per class: cycles, most, per register, refill (1 always, 2 taken, 3 with PC), pipelined, least with refill. */
export const COSTS: usize = ${data("u8", printCosts())};
export const REFILL_DIRECT: i32 = ${thumbRefill.direct};
export const REFILL_INDIRECT: i32 = ${thumbRefill.indirect};
export const REFILL_ACROSS_WORD: i32 = ${thumbRefill.acrossWord};
export const ADDRESS_HAZARD: i32 = ${ADDRESS_HAZARD};
export const FLOAT_HAZARD: i32 = ${FLOAT_HAZARD};
export const FLOAT_DIVIDE_OVERLAP: i32 = ${FLOAT_DIVIDE_OVERLAP};
export const UNALIGNED_ACCESS: i32 = ${UNALIGNED_ACCESS};
`;
}
