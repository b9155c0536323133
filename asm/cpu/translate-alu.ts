/** Moves, arithmetic, logic, comparisons and shifts. */
import { Operation } from "../generated/thumb";
import { noteResult, refillCycles } from "./cycles";
import { counter, inBlock, put, putIndirect, source } from "./emitter";
import { Micro } from "./micro";
import { SLOT_PC, SLOT_SHIFTED, SP } from "./registers";
import {
  FlagRule,
  field,
  fieldOrZero,
  flagRule,
  Letter,
  modifiedCarry,
  numberOperand,
  operation,
  registerD,
  registerN,
} from "./rows";

/** Whether the instruction sets the flags. */
function setsFlags(): bool {
  switch (flagRule()) {
    case FlagRule.Always:
      return true;
    case FlagRule.OutsideBlock:
      return !inBlock();
    case FlagRule.Field:
      return field(Letter.S) == 1;
    default:
      return false;
  }
}

/** What follows a result in SP or PC. False: the run ends. */
export function finishResult(d: u32): bool {
  noteResult(<i32>d);
  if (d == SP) put(Micro.AlignSp, SP, 0, 0, 0, 0);
  if (d != SLOT_PC) return true;
  putIndirect(Micro.Bw, SLOT_PC, 0, refillCycles(false));
  return false;
}

const LSL: u32 = 0;
const LSR: u32 = 1;
const ASR: u32 = 2;
const ROR: u32 = 3;

/** The second operand: a register, or what a shift makes of it. With `carry`, the shift sets C. */
function shiftedSource(carry: bool): u32 {
  const m = source(field(Letter.m));
  const type = <u32>fieldOrZero(Letter.t);
  const amount = <u32>fieldOrZero(Letter.i);
  if (amount == 0 && type == LSL) return m;
  if (amount == 0 && type == ROR) {
    put(carry ? Micro.CarryRrx : Micro.Rrx, SLOT_SHIFTED, 0, m, 0, 0);
    return SLOT_SHIFTED;
  }
  const by = amount == 0 ? 32 : amount;
  if (carry) put(Micro.CarryLsl + type, SLOT_SHIFTED, 0, m, by, 0);
  else putShift(type, SLOT_SHIFTED, m, by);
  return SLOT_SHIFTED;
}

/** A shift by 1 to 32 without flags. */
export function putShift(type: u32, d: u32, m: u32, by: u32): void {
  if (by < 32) put(Micro.LslI + type, d, 0, m, by, 0);
  else if (type == ASR) put(Micro.AsrI, d, 0, m, 31, 0);
  else if (type == ROR) put(Micro.MovR, d, 0, m, 0, 0);
  else put(Micro.MovI, d, 0, 0, 0, 0);
}

/** The carry that a modified immediate leaves. */
function putImmediateCarry(): void {
  const carry = modifiedCarry();
  if (carry >= 0) put(Micro.SetCarry, 0, 0, 0, 0, carry);
}

/** How a number operand becomes that of the micro-operation. */
export const enum Change {
  None,
  /** Where no flags are set, subtracting is adding. */
  Negate,
  Invert,
}

/** d = n op m or a number. A narrow form without n works on d. */
export function translateThreeOperands(
  withNumber: Micro,
  withRegister: Micro,
  numberFlags: Micro,
  registerFlags: Micro,
  logic: bool,
  change: Change,
): bool {
  const d = <u32>registerD();
  const first = registerN() < 0 ? d : <u32>registerN();
  const flags = setsFlags();
  if (field(Letter.m) >= 0) {
    const m = shiftedSource(flags && logic);
    put(flags ? registerFlags : withRegister, d, source(first), m, 0, 0);
    return finishResult(d);
  }
  let number = field(Letter.Number) < 0 ? 0 : numberOperand();
  if (change == Change.Invert) number = ~number;
  if (change == Change.Negate && !flags) number = -number;
  if (first == 15) return translateAddress(d, number);
  if (flags && logic) putImmediateCarry();
  put(flags ? numberFlags : withNumber, d, first, 0, 0, number);
  if (d == SP && first == SP && (number & 3) == 0) {
    noteResult(<i32>d);
    return true;
  }
  return finishResult(d);
}

/** ADR: a constant, counted from PC rounded down to a word. */
function translateAddress(d: u32, number: i32): bool {
  put(Micro.MovI, d, 0, 0, 0, (counter() & ~3) + number);
  return finishResult(d);
}

/** n op m or a number, for the flags alone. */
export function translateCompare(withNumber: Micro, withRegister: Micro, logic: bool): bool {
  const n = <u32>registerN();
  if (field(Letter.m) >= 0) {
    const m = shiftedSource(logic);
    put(withRegister, 0, source(n), m, 0, 0);
  } else {
    if (logic) putImmediateCarry();
    put(withNumber, 0, n, 0, 0, numberOperand());
  }
  noteResult(-1);
  return true;
}

/** MOV, MVN and MOVW. */
export function translateMove(): bool {
  const d = <u32>registerD();
  const flags = setsFlags();
  const inverted = operation() == Operation.Mvn;
  if (field(Letter.m) >= 0) {
    const m = shiftedSource(flags && inverted);
    if (inverted) put(flags ? Micro.MvnsR : Micro.MvnR, d, 0, m, 0, 0);
    else put(flags ? Micro.MovsR : Micro.MovR, d, 0, m, 0, 0);
    return finishResult(d);
  }
  const number = numberOperand();
  if (flags) putImmediateCarry();
  put(flags ? Micro.MovsI : Micro.MovI, d, 0, 0, 0, inverted ? ~number : number);
  return finishResult(d);
}

export function translateWideMove(): bool {
  const d = <u32>registerD();
  put(Micro.Movt, d, d, 0, 0, numberOperand() << 16);
  return finishResult(d);
}

/** A shift by a number of m, or by m of n. A narrow form without n works on d. */
export function translateShift(
  withNumber: Micro,
  withRegister: Micro,
  numberFlags: Micro,
  registerFlags: Micro,
): bool {
  const d = <u32>registerD();
  const m = <u32>field(Letter.m);
  const flags = setsFlags();
  if (operation() == Operation.Rrx) {
    put(flags ? registerFlags : withRegister, d, 0, m, 0, 0);
  } else if (field(Letter.Number) < 0) {
    const n = registerN() < 0 ? d : <u32>registerN();
    put(flags ? registerFlags : withRegister, d, n, m, 0, 0);
  } else {
    const by = <u32>numberOperand();
    if (flags) put(numberFlags, d, 0, m, by, 0);
    else putShift(withNumber - Micro.LslI, d, m, by);
  }
  return finishResult(d);
}
