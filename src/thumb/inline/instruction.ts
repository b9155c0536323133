import type { Expr, Place } from "../../compile/ast.js";
import {
  type InlineForm,
  inlineForms,
  inlineMessages,
  needsFloatUnit,
} from "../../tables/thumb-inline.js";
import { conditions } from "../../tables/thumb-registers.js";
import { branchFields, farBranchFields } from "../branch-fields.js";
import { codeBytes, encode } from "../encode.js";
import { splitFields } from "../immediates.js";
import { blockMask } from "../it-block.js";
import { fieldWidth, rowOf } from "../row.js";
import { fillMessage, InlineError } from "./error.js";
import { nameOf, type OperandFields, OperandReader } from "./operands.js";

/** An instruction as it is written: its mnemonic and arguments. */
export interface InlineInstruction {
  readonly mnemonic: string;
  readonly args: readonly Expr[];
  readonly place: Place;
}

/**
 * How far it is from the place of an instruction to a label, in bytes; undefined if there is none.
 * It is asked for all labels while sizes are found, and again once they are known.
 */
export type LabelDistance = (label: string) => number | undefined;

/** What an instruction is assembled for. */
export interface InlineContext {
  /** Whether the processor has an FPU of single precision. */
  readonly hasFloatUnit: boolean;
  readonly distance: LabelDistance;
}

/** How far ahead of an instruction its branches count from. */
const PIPELINE = 4;
/** The condition that is no condition. */
const ALWAYS = 14;

/** Branches reach as far as in the reference, which takes fewer bits than there are for `bl`. */
const reaches = { b: 1 << 11, conditional: 1 << 8, bl: 1 << 22 } as const;

const LR_BIT = 1 << 14;
const PC_BIT = 1 << 15;
const LOW_REGISTERS = 0xff;

const BRANCH = /^b([a-z]{2})(_[nw])?$/;
const BLOCK = /^it([te]{0,3})$/;

const formsByName = new Map<string, InlineForm[]>();
for (const form of inlineForms) {
  const key = `${form.name}/${form.operands.length}`;
  formsByName.set(key, [...(formsByName.get(key) ?? []), form]);
}

/**
 * The bytes of one instruction.
 *
 * @throws InlineError for what MicroPython refuses
 */
export function encodeInline(
  instruction: InlineInstruction,
  { hasFloatUnit, distance }: InlineContext,
): Uint8Array {
  const { mnemonic, args } = instruction;
  const form = chosenForm(mnemonic, args);
  if (form !== undefined && needsFloatUnit(form) && !hasFloatUnit) unsupported(instruction);
  if (form !== undefined) return encodeForm(instruction, form);
  const bytes =
    args.length === 1 ? encodeSingle(instruction, args[0]!, distance) : encodeWide(instruction);
  return bytes ?? unsupported(instruction);
}

function unsupported({ mnemonic, args, place }: InlineInstruction): never {
  throw new InlineError(place, fillMessage(inlineMessages.unsupported, mnemonic, args.length));
}

const isCoreName = (expr: Expr | undefined): boolean =>
  expr !== undefined && nameOf(expr).startsWith("r");

const choices = {
  lastIsName: (args: readonly Expr[]) => args.at(-1)?.kind === "Name",
  lastIsNoName: (args: readonly Expr[]) => args.at(-1)?.kind !== "Name",
  firstIsCore: ([first]: readonly Expr[]) => isCoreName(first),
  firstIsNotCore: ([first]: readonly Expr[]) => !isCoreName(first),
};

function chosenForm(mnemonic: string, args: readonly Expr[]): InlineForm | undefined {
  return formsByName
    .get(`${mnemonic}/${args.length}`)
    ?.find(({ choice }) => choice === undefined || choices[choice](args));
}

function encodeForm(instruction: InlineInstruction, form: InlineForm): Uint8Array {
  const reader = new OperandReader(instruction.mnemonic);
  const fields: OperandFields = new Map(Object.entries(form.fixed ?? {}));
  let shaped = true;
  form.operands.forEach((operand, index) => {
    if (!reader.read(operand, instruction.args[index]!, fields)) shaped = false;
  });
  const isUnknown = form.unknownWithoutAddress === true || reader.error === undefined;
  if (!shaped && isUnknown) unsupported(instruction);
  if (reader.error !== undefined) throw reader.error;
  return encodeRow(form.row, fields);
}

/** Fields that the table writes with several letters are one number in several fields of the row. */
function encodeRow(id: string, values: ReadonlyMap<string, number>): Uint8Array {
  const row = rowOf(id);
  const fields: Record<string, number> = {};
  for (const [letters, value] of values) {
    const names = [...letters];
    const parts = splitFields(
      value,
      names.map((name) => fieldWidth(row, name)),
    );
    names.forEach((name, index) => {
      fields[name] = parts[index]!;
    });
  }
  return codeBytes(encode(row, fields), row.size);
}

/** Branches, IT, and lists of registers. */
function encodeSingle(
  instruction: InlineInstruction,
  arg: Expr,
  distance: LabelDistance,
): Uint8Array | undefined {
  const { mnemonic } = instruction;
  if (mnemonic === "push" || mnemonic === "pop") return encodeList(mnemonic, arg);
  if (mnemonic === "b" || mnemonic === "bl" || BRANCH.test(mnemonic)) {
    return encodeBranch(instruction, arg, distance);
  }
  const [, letters] = BLOCK.exec(mnemonic) ?? [];
  const condition = conditionNumber(nameOf(arg));
  if (letters === undefined || condition === undefined) return undefined;
  const mask = blockMask(condition, letters);
  return encodeRow(
    "IT T1",
    new Map([
      ["c", condition],
      ["k", mask],
    ]),
  );
}

function conditionNumber(name: string): number | undefined {
  const index = (conditions as readonly string[]).indexOf(name);
  return index < 0 || index >= ALWAYS ? undefined : index;
}

function encodeList(mnemonic: "push" | "pop", arg: Expr): Uint8Array {
  const reader = new OperandReader(mnemonic);
  const list = reader.list(arg);
  if (reader.error !== undefined) throw reader.error;
  const [name, extra, field] = mnemonic === "push" ? ["PUSH", LR_BIT, "M"] : ["POP", PC_BIT, "P"];
  if ((list & ~(LOW_REGISTERS | Number(extra))) !== 0) {
    return encodeRow(`${name} T2`, new Map([["l", list]]));
  }
  const low = list & LOW_REGISTERS;
  return encodeRow(
    `${name} T1`,
    new Map([
      ["l", low],
      [String(field), low === list ? 0 : 1],
    ]),
  );
}

function encodeBranch(
  instruction: InlineInstruction,
  arg: Expr,
  distance: LabelDistance,
): Uint8Array | undefined {
  const { mnemonic, place } = instruction;
  const [, name, form] = BRANCH.exec(mnemonic) ?? [];
  const condition = name === undefined ? undefined : conditionNumber(name);
  if (name !== undefined && condition === undefined) return undefined;
  const far = labelDistance(mnemonic, arg, distance) - PIPELINE;
  const reach = condition === undefined ? reaches[mnemonic as "b" | "bl"] : reaches.conditional;
  if (form !== "_w" && (far < -reach || far >= reach)) {
    throw new InlineError(place, inlineMessages.branchRange);
  }
  return branchBytes(mnemonic, condition, form === "_w", far >> 1);
}

function branchBytes(
  mnemonic: string,
  condition: number | undefined,
  isWide: boolean,
  halfwords: number,
): Uint8Array {
  if (condition === undefined) {
    return mnemonic === "b"
      ? encodeFields("B T2", ["i"], branchFields(halfwords, [11]))
      : encodeFields("BL T1", ["S", "J", "K", "i"], farBranchFields(halfwords, [1, 1, 1, 21]));
  }
  return isWide
    ? encodeFields("B T3", ["S", "K", "J", "i"], branchFields(halfwords, [1, 1, 1, 17]), condition)
    : encodeFields("B T1", ["i"], branchFields(halfwords, [8]), condition);
}

function encodeFields(
  id: string,
  names: readonly string[],
  values: readonly number[],
  condition?: number,
): Uint8Array {
  const fields = new Map(names.map((name, index) => [name, values[index]!]));
  if (condition !== undefined) fields.set("c", condition);
  return encodeRow(id, fields);
}

function labelDistance(mnemonic: string, arg: Expr, distance: LabelDistance): number {
  if (arg.kind !== "Name") {
    throw new InlineError(arg, fillMessage(inlineMessages.labelName, mnemonic));
  }
  const bytes = distance(arg.id);
  if (bytes === undefined) {
    throw new InlineError(arg, fillMessage(inlineMessages.undefinedLabel, arg.id));
  }
  return bytes;
}

const HALF = 0xffff;

/** `movwt(register, constant of 32 bits)`: a convenience that is two instructions. */
function encodeWide({ mnemonic, args }: InlineInstruction): Uint8Array | undefined {
  const [target, source] = args;
  if (mnemonic !== "movwt" || args.length !== 2 || source!.kind === "Name") return undefined;
  const reader = new OperandReader(mnemonic);
  const register = reader.core({ most: 15 }, target!);
  const value = reader.number({ mask: -1, shift: 0 }, source!);
  if (reader.error !== undefined) throw reader.error;
  const low = encodeRow(
    "MOV (immediate) T3",
    new Map([
      ["d", register],
      ["ji", value & HALF],
    ]),
  );
  const high = encodeRow(
    "MOVT T1",
    new Map([
      ["d", register],
      ["ji", value >>> 16],
    ]),
  );
  return Uint8Array.of(...low, ...high);
}
