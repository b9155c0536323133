import type { ThumbCost } from "../../src/tables/thumb-costs.js";
import { violation } from "../../src/thumb/constraints.js";
import { decodable, extractFields, matches } from "../../src/thumb/decode.js";
import { codeBytes, encode } from "../../src/thumb/encode.js";
import { type Fields, fieldWidth, type Row, rowOf } from "../../src/thumb/row.js";
import type { Random } from "./random.js";

const SP = 13;
const PC = 15;

/** Where loads and stores go: any base within, and 8 KB on both sides. */
export const DATA = 0x20000000;
export const DATA_BYTES = 0x10000;
const DATA_MIDDLE = DATA + DATA_BYTES / 2;
const SPREAD = 0x1000;

/** Instructions that leave the sequence, or of which the emulators know other things than the processor. */
const leftOut: readonly ThumbCost[] = [
  "branch",
  "table",
  "exception",
  "coprocessor",
  "it",
  "flush",
];
const excluded = /^(WFI|WFE|SEV|YIELD|CPS|MSR|MRS|STREX|CBZ|CBNZ|B T|VMRS|VMSR|DBG)/;

/** What may stand anywhere in a sequence. */
export const straight: readonly Row[] = decodable.filter(
  (row) => !leftOut.includes(row.cost) && !excluded.test(row.id),
);

const accessCosts: readonly ThumbCost[] = [
  "load",
  "store",
  "storeRegister",
  "double",
  "multiple",
  "exclusive",
  "floatLoad",
  "floatLoadDouble",
  "floatMultiple",
];
const unalignedCosts: readonly ThumbCost[] = ["load", "store", "storeRegister"];

/** Whether the registers of an instruction keep the sequence going: SP and PC are not written. */
function isTame(row: Row, fields: Fields): boolean {
  const written = ["d", "t", "u", "l", "h"].some(
    (letter) =>
      fieldWidth(row, letter) >= 3 &&
      fieldWidth(row, letter) <= 4 &&
      (fields[letter] === SP || fields[letter] === PC),
  );
  if (written && !row.cost.startsWith("float")) return false;
  if (row.cost.startsWith("float") && fields.t === SP) return false;
  if (/^sp, (<#|<mod|sp)/.test(row.syntaxes[0]!) && row.root !== "cmp" && row.root !== "cmn")
    return false;
  if (fields.P === 1) return false;
  const list = fieldWidth(row, "l") >= 8 ? fields.l! : 0;
  return (list & 0xa000) === 0;
}

function randomFields(row: Row, random: Random): Fields {
  const fields: Record<string, number> = {};
  for (const [name, places] of row.fields) {
    fields[name] = random.bits() % 2 ** places.length;
  }
  return fields;
}

/** Random fields with which a row is sound and stays itself. */
function chooseFields(row: Row, random: Random): Fields | undefined {
  for (let attempt = 0; attempt < 600; attempt++) {
    const fields = randomFields(row, random);
    if (violation(row, fields) !== undefined || !isTame(row, fields)) continue;
    const code = encode(row, fields);
    if (!matches(row, code)) continue;
    const first = decodable.find((other) => other.size === row.size && matches(other, code));
    if (first === row && extractFields(row, code)) return fields;
  }
  return undefined;
}

const code = (id: string, fields: Fields): Uint8Array => {
  const row = rowOf(id);
  return codeBytes(encode(row, fields), row.size);
};

/** Instructions that put a constant into a register. */
export function loadConstant(d: number, value: number): Uint8Array[] {
  const half = (id: string, bits: number) => code(id, { d, j: bits >>> 12, i: bits & 0xfff });
  return [half("MOV (immediate) T3", value & 0xffff), half("MOVT T1", value >>> 16)];
}

/** What a load or store needs before it: its base in the data, its index small. */
function prepareAccess(row: Row, fields: Fields, random: Random): Uint8Array[] | undefined {
  const syntax = row.syntaxes[0]!;
  const base = syntax.includes("<Rn>") || /\[<Rn>|<Rn>!/.test(syntax) ? fields.n : undefined;
  const index = /\[<Rn>, <Rm>/.test(syntax) ? fields.m : undefined;
  if (base === undefined || base === PC) return [];
  if (index !== undefined && (index === base || index === SP)) return undefined;
  if (base === SP && index === undefined) return [];
  if (base === SP) return loadConstant(index!, random.below(256));
  const step = unalignedCosts.includes(row.cost) ? 1 : 4;
  const address = DATA_MIDDLE + (random.below(SPREAD) - SPREAD / 2) * step;
  const before = loadConstant(base, address);
  return index === undefined ? before : [...before, ...loadConstant(index, random.below(256))];
}

/** An instruction of a row and what it needs before it; undefined when no fields were found. */
export function chooseOfRow(row: Row, random: Random): Uint8Array[] | undefined {
  for (let attempt = 0; attempt < 20; attempt++) {
    const fields = chooseFields(row, random);
    if (fields === undefined) return undefined;
    const before = accessCosts.includes(row.cost) ? prepareAccess(row, fields, random) : [];
    if (before !== undefined) return [...before, codeBytes(encode(row, fields), row.size)];
  }
  return undefined;
}

/** An instruction and what it needs before it. */
export function chooseInstruction(random: Random, inBlock: boolean): Uint8Array[] {
  for (;;) {
    const row = random.pick(straight);
    if (inBlock && row.traits.it !== undefined) continue;
    const fields = chooseFields(row, random);
    if (fields === undefined) continue;
    const before = accessCosts.includes(row.cost) ? prepareAccess(row, fields, random) : [];
    if (before === undefined || (inBlock && before.length > 0)) continue;
    return [...before, codeBytes(encode(row, fields), row.size)];
  }
}

/** An IT block of one to four instructions. */
function chooseBlock(random: Random): Uint8Array[] {
  const k = 1 + random.below(15);
  const length = 4 - Math.log2(k & -k);
  const condition = random.below(14);
  const inside = Array.from({ length }, () => chooseInstruction(random, true)).flat();
  return [code("IT T1", { c: condition, k }), ...inside];
}

/** A conditional branch over one instruction. */
function chooseBranch(random: Random): Uint8Array[] {
  const over = chooseInstruction(random, false);
  const bytes = over.reduce((sum, one) => sum + one.length, 0);
  const distance = (bytes - 2) / 2;
  const branches = [
    () => code("B T1", { c: random.below(14), i: distance & 0xff }),
    () => code("CBZ T1", { n: random.below(8), i: Math.max(distance, 0) }),
    () => code("CBNZ T1", { n: random.below(8), i: Math.max(distance, 0) }),
  ];
  return [bytes < 2 ? branches[0]!() : random.pick(branches)(), ...over];
}

/** A load and a store with exclusive access to one place. */
export function chooseExclusive(random: Random): Uint8Array[] {
  const [load, store] = random.pick([
    ["LDREX T1", "STREX T1"],
    ["LDREXB T1", "STREXB T1"],
    ["LDREXH T1", "STREXH T1"],
  ] as const);
  const address = DATA_MIDDLE + random.below(SPREAD) * 4;
  const number = load === "LDREX T1" ? { i: random.below(8) } : {};
  return [
    ...loadConstant(3, address),
    code(load, { n: 3, t: 4, ...number }),
    code(store, { n: 3, t: 5, d: random.pick([0, 1, 2, 6]), ...number }),
  ];
}

/** FPSCR's modes and APSR's flags, from random words. */
function chooseStatus(random: Random): Uint8Array[] {
  const d = random.below(8);
  const modes = [...loadConstant(d, (random.below(32) << 22) | (random.bits() & 0xf0000000))];
  const reads = [
    code("MRS T1", { d, s: random.pick([0, 3, 5, 8]) }),
    code("VMRS T1", { t: random.pick([d, PC]) }),
    code("MSR (register) T1", { n: random.below(13), k: 1 + random.below(3), s: 0 }),
  ];
  return random.once(3) ? [...modes, code("VMSR T1", { t: d })] : [random.pick(reads)];
}

/** Pieces of a random sequence. */
export function chooseSequence(random: Random, instructions: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  while (pieces.length < instructions) {
    const kind = random.below(24);
    if (kind < 2) pieces.push(...chooseBlock(random));
    else if (kind < 4) pieces.push(...chooseBranch(random));
    else if (kind === 4) pieces.push(...chooseStatus(random));
    else if (kind === 5 && random.once(4)) pieces.push(...chooseExclusive(random));
    else pieces.push(...chooseInstruction(random, false));
  }
  return pieces;
}
