/** What a row forbids beyond the widths of its fields: the manual calls the result unpredictable. */
import { LAST_MASKED_REGISTER, specialRegisters } from "../tables/thumb-registers.js";
import { countBits, isModifiedValid } from "./immediates.js";
import type { Fields, Row } from "./row.js";

const SP = 13;
const PC = 15;

type Rule = (row: Row, fields: Fields) => string | undefined;

const letters = (text: string | undefined): readonly string[] => [...(text ?? "")];

const stackOrCounter: Rule = ({ traits }, fields) => {
  const bad = letters(traits.sppc).find((letter) => fields[letter] === SP || fields[letter] === PC);
  if (bad !== undefined) return `register ${bad} may not be sp or pc`;
  if (letters(traits.pc).some((letter) => fields[letter] === PC)) return "pc is not allowed here";
  if (letters(traits.sp).some((letter) => fields[letter] === SP)) return "sp is not allowed here";
  return undefined;
};

const moves: Rule = ({ traits }, fields) => {
  if (traits.moves === undefined) return undefined;
  const values = letters(traits.moves).map((letter) => fields[letter]);
  if (values.includes(PC)) return "pc is not allowed here";
  if (values.every((value) => value === SP)) return "sp cannot be moved to sp";
  return fields.S === 1 && values.includes(SP)
    ? "sp is not allowed where flags are set"
    : undefined;
};

const pairs: Rule = ({ traits }, fields) => {
  for (const [one, other] of traits.distinct ?? []) {
    if (fields[one!] === fields[other!]) return `registers ${one} and ${other} must differ`;
  }
  const [one, other] = letters(traits.equal);
  if (one !== undefined && fields[one] !== fields[other!])
    return "the register must be given twice";
  if (traits.high === undefined) return undefined;
  const low = letters(traits.high).every((letter) => (fields[letter] ?? 0) < 8);
  return low ? "one register must be r8 or higher" : undefined;
};

const PC_AND_LR = 0xc000;

const lists: Rule = ({ traits, size }, fields) => {
  if (traits.list === undefined) return undefined;
  const { min = 1, without = 0, base } = traits.list;
  const list = fields.l ?? 0;
  const count = countBits(list) + (fields.M ?? 0) + (fields.P ?? 0);
  if (count < min) return `the list needs at least ${min} registers`;
  if ((list & without) !== 0) return "the list has a register that is not allowed in it";
  if (size === 4 && (list & PC_AND_LR) === PC_AND_LR) return "the list cannot have both lr and pc";
  const inList = ((list >>> (fields.n ?? 0)) & 1) === 1;
  return base === true && inList ? "the base register is in the list" : undefined;
};

const specialNumbers = new Set(Object.values(specialRegisters));
const isSpecial = (number: number): boolean => specialNumbers.has(number);

/** The others than the parts of xPSR are written as a whole, with the mask 2. */
const WHOLE = 2;
const isMask = (mask: number, register: number): boolean =>
  register > LAST_MASKED_REGISTER ? mask === WHOLE : mask !== 0;

/** Rules of a placeholder of the row's syntax. */
const operandRules: readonly (readonly [
  string,
  (fields: Fields, row: Row) => string | undefined,
])[] = [
  ["<mod i>", ({ i = 0 }) => (isModifiedValid(i) ? undefined : "no such immediate")],
  [
    "<extract iw>",
    ({ i = 0, w = 0 }) => (i + w > 31 ? "the bit field ends behind bit 31" : undefined),
  ],
  [
    "<insert iw>",
    ({ i = 0, w = 0 }) => (w < i ? "the bit field ends before its start" : undefined),
  ],
  ["<sat hi>", ({ i = 0, h = 0 }) => (h === 1 && i === 0 ? "no such shift" : undefined)],
  ["<fraction16", ({ j = 0, i = 0 }) => (j * 2 + i > 16 ? "too many fraction bits" : undefined)],
  [
    "<Slist di>",
    ({ d = 0, i = 0 }) =>
      i === 0 || (d & 15) * 2 + (d >> 4) + i > 32 ? "no such list of registers" : undefined,
  ],
  [
    "<Dlist di>",
    ({ d = 0, i = 0 }) =>
      i === 0 || i > 16 || d + i > 16 ? "no such list of registers" : undefined,
  ],
  ["<special s>", ({ s = 0 }) => (isSpecial(s) ? undefined : "no such special register")],
  [
    "<special ks>",
    ({ k = 0, s = 0 }) =>
      isSpecial(s) && isMask(k, s) ? undefined : "no such special register or mask",
  ],
  ["<pair m>", ({ m = 0 }) => (m === 31 ? "s31 has no successor" : undefined)],
];

const operands: Rule = (row, fields) => {
  const syntax = row.syntaxes[0]!;
  for (const [placeholder, rule] of operandRules) {
    if (!syntax.includes(placeholder)) continue;
    const found = rule(fields, row);
    if (found !== undefined) return found;
  }
  for (const [, letter] of syntax.matchAll(/<D([a-z])>/g)) {
    if ((fields[letter!] ?? 0) > 15) return "there are 16 double registers";
  }
  for (const [, letter] of syntax.matchAll(/<W([a-z])>/g)) {
    if (((fields[letter!] ?? 0) & 1) === 1) return "there are 16 double registers";
  }
  return undefined;
};

const rules: readonly Rule[] = [stackOrCounter, moves, pairs, lists, operands];

/** Why a row may not have these fields, or undefined when it may. */
export function violation(row: Row, fields: Fields): string | undefined {
  for (const rule of rules) {
    const found = rule(row, fields);
    if (found !== undefined) return found;
  }
  return undefined;
}
