import { violation } from "./constraints.js";
import { matches } from "./decode.js";
import { encode } from "./encode.js";
import { ThumbError } from "./errors.js";
import { blockMask } from "./it-block.js";
import { type Reading, readMnemonic } from "./mnemonics.js";
import { operandKinds } from "./operands.js";
import type { Fields, Row } from "./row.js";
import { type Place, Scanner } from "./scanner.js";
import { type Piece, templatesOf } from "./template.js";

/** Where a line stands. */
export interface AssemblyPlace extends Partial<Place> {
  /** The condition that the IT block asks of this line; absent outside of blocks. */
  readonly condition?: number | undefined;
  /** Whether the line is the last of its block. */
  readonly last?: boolean | undefined;
  /** The least size in bytes that the caller accepts. */
  readonly leastSize?: 2 | 4 | undefined;
}

/** An assembled instruction. */
export interface Assembled {
  readonly row: Row;
  readonly fields: Fields;
  /** 16 bits, or 32 with the first halfword in the upper half. */
  readonly code: number;
  readonly size: 2 | 4;
}

const MNEMONIC = /^\s*([A-Za-z][\w.]*)/;

/** Whether a row sets flags as the mnemonic says. */
function fitsFlags({ row, setsFlags }: Reading, inBlock: boolean): boolean {
  switch (row.traits.flags) {
    case "it":
      return setsFlags !== inBlock;
    case "S":
      return true;
    case "s":
      return setsFlags;
    default:
      return !setsFlags;
  }
}

/** Why a reading cannot stand here, or undefined when it can. */
function misplaced(reading: Reading, place: AssemblyPlace): ThumbError | undefined {
  const { row, condition } = reading;
  const inBlock = place.condition !== undefined;
  const fail = (reason: string) => new ThumbError("condition", reason, 1);
  if (row.traits.condition !== undefined) {
    if (condition === undefined) return fail("expected a condition");
    return inBlock ? fail("this branch is not allowed in an IT block") : undefined;
  }
  if (condition !== place.condition) {
    return fail(
      inBlock ? "the condition is not that of the IT block" : "a condition needs an IT block",
    );
  }
  if (inBlock && row.traits.it === "outside") return fail("not allowed in an IT block");
  return undefined;
}

function readPieces(pieces: readonly Piece[], scanner: Scanner, place: Place): Map<string, number> {
  const fields = new Map<string, number>();
  for (const piece of pieces) {
    if (typeof piece === "string") {
      readLiteral(piece, scanner);
      continue;
    }
    const values = operandKinds[piece.kind]!.read(scanner, piece, place);
    piece.fields.forEach((field, index) => {
      const value = values[index]!;
      if ((fields.get(field) ?? value) !== value) {
        scanner.fail("operand", "the registers must be the same");
      }
      fields.set(field, value);
    });
  }
  if (!scanner.atEnd()) scanner.fail("syntax", "expected the end of the line");
  return fields;
}

const PARTS = /[A-Za-z_]\w*|[\d.]+|\S/g;
const fixedRegisters: Readonly<Record<string, number>> = { sp: 13, pc: 15 };

function readLiteral(text: string, scanner: Scanner): void {
  for (const [part] of text.matchAll(PARTS)) {
    const register = fixedRegisters[part];
    if (register === undefined) scanner.expect(part);
    else if (scanner.attempt(() => (scanner.register() === register ? true : undefined)) !== true) {
      scanner.fail("operand", `expected ${part}`);
    }
  }
}

/** What the mnemonic itself says about fields. */
function mnemonicFields(
  { row, setsFlags, condition, block }: Reading,
  fields: Map<string, number>,
): void {
  if (row.traits.flags === "S") fields.set("S", setsFlags ? 1 : 0);
  if (row.traits.condition !== undefined) fields.set(row.traits.condition, condition ?? 0);
  const { blockMask: mask } = row.traits;
  if (mask !== undefined) fields.set(mask, blockMask(fields.get("c")!, block));
}

function finish(row: Row, found: ReadonlyMap<string, number>, place: AssemblyPlace): Assembled {
  const fields = Object.fromEntries(found);
  const reason = violation(row, fields) ?? blockViolation(row, fields, place);
  if (reason !== undefined) throw new ThumbError("operand", reason, 1);
  const code = encode(row, fields);
  if (!matches(row, code)) throw new ThumbError("operand", "no such instruction", 1);
  return { row, fields, code, size: row.size };
}

const PC = 15;

/** Branches stand last in their block; loads and moves are branches when they write PC. */
function blockViolation(row: Row, fields: Fields, place: AssemblyPlace): string | undefined {
  if (row.traits.it !== "last" || place.condition === undefined || place.last === true)
    return undefined;
  const { l, P, d, t } = fields;
  const branches =
    row.cost === "branch" || row.cost === "table"
      ? true
      : P === 1 || (l ?? 0) >>> PC === 1 || d === PC || t === PC;
  return branches ? "a branch must be the last in an IT block" : undefined;
}

/** An error, and the column up to which the line was understood. */
interface Failure {
  readonly error: ThumbError;
  readonly reached: number;
}

/** The error that got furthest tells most. */
function better(one: Failure | undefined, other: Failure): Failure {
  if (one === undefined || other.reached > one.reached) return other;
  const tie = other.reached === one.reached && other.error.kind === "range";
  return tie && one.error.kind !== "range" ? other : one;
}

/** Reads the operands as the templates of one row want them, and keeps the best error. */
function tryRow(reading: Reading, operands: Operands, place: AssemblyPlace): Assembled | Failure {
  const where: Place = { address: place.address ?? 0, lookup: place.lookup };
  let failure: Failure | undefined;
  for (const pieces of templatesOf(reading.row)) {
    let reached = 0;
    try {
      const fields = readPieces(pieces, new Scanner(operands.text, operands.offset), where);
      reached = Number.POSITIVE_INFINITY;
      mnemonicFields(reading, fields);
      return finish(reading.row, fields, place);
    } catch (error) {
      if (!(error instanceof ThumbError)) throw error;
      failure = better(failure, { error, reached: Math.max(reached, error.column) });
    }
  }
  return failure!;
}

/** The text behind the mnemonic, and how much stands before it. */
interface Operands {
  readonly text: string;
  readonly offset: number;
}

function fitsSize({ row, size }: Reading, { leastSize = 2 }: AssemblyPlace): boolean {
  return (size ?? row.size) === row.size && row.size >= leastSize;
}

/**
 * Assembles one instruction in UAL. Of the encodings that fit, the first of the table is taken; 16-bit ones
 * stand before 32-bit ones.
 * @throws ThumbError when no encoding fits, with the column
 */
export function assemble(text: string, place: AssemblyPlace = {}): Assembled {
  const [start, mnemonic] = MNEMONIC.exec(text) ?? [];
  if (start === undefined) throw new ThumbError("mnemonic", "expected an instruction", 1);
  const readings = readMnemonic(mnemonic!.toLowerCase());
  if (readings.length === 0) throw new ThumbError("mnemonic", `unknown instruction ${mnemonic}`, 1);
  const operands = { text: text.slice(start.length), offset: start.length };
  let failure: Failure | undefined;
  for (const reading of readings) {
    if (!fitsSize(reading, place)) continue;
    if (!fitsFlags(reading, place.condition !== undefined)) continue;
    const error = misplaced(reading, place);
    const result = error === undefined ? tryRow(reading, operands, place) : { error, reached: 1 };
    if (!("error" in result)) return result;
    failure = better(failure, result);
  }
  throw failure?.error ?? new ThumbError("mnemonic", `${mnemonic} has no such form`, 1);
}
