/**
 * Operands that are places in the code: branch targets and literals. The processor counts from the
 * address of the instruction plus 4; literals from that rounded down to a multiple of 4.
 */
import { branchFields, flipJ } from "./branch-fields.js";
import { joinFields, splitFields } from "./immediates.js";
import { fitFields } from "./operand-constants.js";
import type { OperandKind, Printing } from "./operands.js";
import type { Place, Scanner } from "./scanner.js";

const PIPELINE = 4;

function printTarget(distance: number, { address, name }: Printing): string {
  if (address === undefined) return distance < 0 ? `.-${-distance}` : `.+${distance}`;
  const target = (address + distance) >>> 0;
  return name === undefined ? `0x${target.toString(16)}` : name(target);
}

function readDistance(scanner: Scanner, place: Place): number {
  return scanner.address(place) - place.address - PIPELINE;
}

/** Checks a branch's distance and gives it in halfwords. */
function fitBranch(scanner: Scanner, distance: number, bits: number, signed: boolean): number {
  const first = signed ? -(2 ** bits) : 0;
  const last = signed ? 2 ** bits - 2 : 2 ** (bits + 1) - 2;
  if (distance < first || distance > last) {
    scanner.fail("range", `the target is ${distance} bytes away, out of range ${first} to ${last}`);
  }
  if (distance % 2 !== 0) scanner.fail("range", "the target is not at an even address");
  return distance / 2;
}

const width = (widths: readonly number[]): number => widths.reduce((sum, one) => sum + one, 0);

/** A signed distance in halfwords. */
const branch: OperandKind = {
  print: (values, { widths }, printing) => {
    const bits = 32 - width(widths);
    const halfwords = (joinFields(values, widths) << bits) >> bits;
    return printTarget(halfwords * 2 + PIPELINE, printing);
  },
  read: (scanner, { widths }, place) => {
    const bits = width(widths);
    return branchFields(fitBranch(scanner, readDistance(scanner, place), bits, true), widths);
  },
};

/** A distance in halfwords that only goes forward. */
const forward: OperandKind = {
  print: (values, { widths }, printing) =>
    printTarget(joinFields(values, widths) * 2 + PIPELINE, printing),
  read: (scanner, { widths }, place) =>
    splitFields(fitBranch(scanner, readDistance(scanner, place), width(widths), false), widths),
};

/** As `branch`, with J1 and J2 in the place of the bits below the sign. */
const far: OperandKind = {
  print: (values, holder, printing) => branch.print(flipJ(values), holder, printing),
  read: (scanner, holder, place) => flipJ(branch.read(scanner, holder, place)),
};

/** The distance of a label from the base of literals. */
function literalDistance(scanner: Scanner, place: Place): number {
  const base = place.address + PIPELINE - (place.address % 4);
  return scanner.address(place) - base;
}

/** These stand in templates for the assembler only; the disassembler prints `[pc, #n]`. */
const unprinted = (): never => {
  throw new Error("an assembler's own way to write an operand is never printed");
};

/** A literal behind the instruction. */
const near: OperandKind = {
  print: unprinted,
  read: (scanner, holder, place) => fitFields(scanner, literalDistance(scanner, place), holder),
};

/** A place before the instruction. */
const below: OperandKind = {
  print: unprinted,
  read: (scanner, holder, place) => fitFields(scanner, -literalDistance(scanner, place), holder),
};

/** A literal on either side: U and its distance. */
const nearby: OperandKind = {
  print: unprinted,
  read: (scanner, holder, place) => {
    const distance = literalDistance(scanner, place);
    const sizeHolder = { ...holder, widths: holder.widths.slice(1) };
    return [distance < 0 ? 0 : 1, ...fitFields(scanner, Math.abs(distance), sizeHolder)];
  },
};

/** A literal of a load whose base register is a field: that becomes PC. */
const PC = 15;
const wordsFrom: OperandKind = {
  print: unprinted,
  read: (scanner, holder, place) => [
    PC,
    ...nearby.read(scanner, { ...holder, scale: 4, widths: holder.widths.slice(1) }, place),
  ],
};

export const targetKinds: Readonly<Record<string, OperandKind>> = {
  rel: branch,
  relu: forward,
  far,
  near,
  below,
  nearby,
  wordsfrom: wordsFrom,
};
