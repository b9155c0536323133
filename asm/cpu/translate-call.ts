/** Instructions that are functions of their own: the loop calls them. */
import { Operation } from "../generated/thumb";
import { noteResult } from "./cycles";
import { put, putFault } from "./emitter";
import { handlerOf } from "./handlers";
import { Micro } from "./micro";
import { SLOT_SHIFTED } from "./registers";
import {
  field,
  fieldOrZero,
  hasNumber,
  Letter,
  numberOperand,
  operation,
  registerD,
  registerN,
} from "./rows";
import { Fault } from "./stop";
import { putShift } from "./translate-alu";

/** The first of two letters that the instruction has, or 0. */
function either(first: Letter, second: Letter): u32 {
  return field(first) >= 0 ? field(first) : fieldOrZero(second);
}

/** The number; without one, a special register and the mask above it. */
function numberOrSpecial(): i32 {
  return hasNumber() ? numberOperand() : fieldOrZero(Letter.s) | (fieldOrZero(Letter.k) << 8);
}

/** Writes a call of the operation's function. False: it has none. */
export function putFunction(what: Operation, d: u32, n: u32, m: u32, a: u32, number: i32): bool {
  const handler = handlerOf(what);
  if (handler.index == 0) return false;
  const at = put(handler.full != 0 ? Micro.CallState : Micro.Call, d, n, m, a, number);
  store<u16>(at, handler.kind, 2);
  store<u32>(at, handler.index, 12);
  return true;
}

/** Calls the operation's function with its fields: d or l or t, n, m or t, a or h. */
export function putCall(what: Operation, m: u32): bool {
  const d = registerD() >= 0 ? <u32>registerD() : either(Letter.l, Letter.t);
  const n = registerN() < 0 ? 0 : <u32>registerN();
  const a = either(Letter.a, Letter.h);
  noteResult(registerD());
  return putFunction(what, d, n, m, a << 2, numberOrSpecial());
}

/** Translates an operation that has a function; any other is undefined. */
export function translateCall(): bool {
  if (putCall(operation(), either(Letter.m, Letter.t))) return true;
  putFault(Fault.Undefined);
  return false;
}

/** SSAT and USAT: n is shifted first. */
export function translateSaturate(): bool {
  const amount = <u32>field(Letter.i);
  const right = field(Letter.h) != 0;
  let n = <u32>registerN();
  if (amount != 0) {
    putShift(right ? 2 : 0, SLOT_SHIFTED, n, amount);
    n = SLOT_SHIFTED;
  }
  noteResult(registerD());
  return putFunction(operation(), registerD(), n, 0, 0, numberOperand());
}

/** PKHBT and PKHTB: m is shifted first; to the right, 0 stands for 32. */
export function translatePack(): bool {
  const amount = <u32>field(Letter.i);
  const right = operation() == Operation.Pkhtb;
  let m = <u32>field(Letter.m);
  if (amount != 0 || right) {
    putShift(right ? 2 : 0, SLOT_SHIFTED, m, amount == 0 ? 32 : amount);
    m = SLOT_SHIFTED;
  }
  return putCall(operation(), m);
}

/** SXTB16 and the like: m is rotated first. */
export function translatePairExtend(): bool {
  const rotation = (<u32>field(Letter.r)) << 3;
  if (rotation == 0) return putCall(operation(), field(Letter.m));
  put(Micro.RorI, SLOT_SHIFTED, 0, field(Letter.m), rotation, 0);
  return putCall(operation(), SLOT_SHIFTED);
}

/** SXTAB and the like: `op` extends m, and n is added. */
export function translateExtendAdd(op: Micro): bool {
  const d = <u32>registerD();
  put(op, SLOT_SHIFTED, 0, field(Letter.m), (<u32>field(Letter.r)) << 3, 0);
  put(Micro.AddR, d, registerN(), SLOT_SHIFTED, 0, 0);
  noteResult(d);
  return true;
}

/** LDREX and STREX: PC is no base here, but a number may be missing. */
export function translateExclusive(): bool {
  const loads = registerD() < 0;
  const number = hasNumber() ? numberOperand() : 0;
  const t = <u32>field(Letter.t);
  const d = loads ? t : <u32>registerD();
  noteResult(d);
  return putFunction(operation(), d, registerN(), t, 0, number);
}
