import { Shape } from "../tables/jit.js";
import { binaryOperators } from "../tables/operators.js";
import { box } from "./boxing.js";
import type { Emitter } from "./emitter.js";
import { exitIf } from "./exits.js";
import { expect, mayExpect } from "./expectations.js";
import { guardClass, QSTR_MASK, QSTR_TAG } from "./guards.js";
import { saveExact } from "./operands.js";
import { leaveIfZero, raiseIf } from "./raising.js";
import { Status } from "./shared-words.js";
import { callSpecial } from "./special-calls.js";
import { BOOL, CONSTANT, FLOAT, INT, Rep, WORD } from "./value.js";
import { W } from "./wasm-code.js";

/** The number of a binary operator, by its name in the table. */
export const binaryNumber = (name: string): number =>
  binaryOperators.findIndex((row) => row.name === name);

const names = binaryOperators.map(({ name }) => name.replace(/^Inplace/, ""));

const intComparisons: Readonly<Record<string, number>> = {
  Less: W.i32_lt_s,
  More: W.i32_gt_s,
  Equal: W.i32_eq,
  LessEqual: W.i32_le_s,
  MoreEqual: W.i32_ge_s,
  NotEqual: W.i32_ne,
};
const floatComparisons: Readonly<Record<string, number>> = {
  Less: W.f64_lt,
  More: W.f64_gt,
  Equal: W.f64_eq,
  LessEqual: W.f64_le,
  MoreEqual: W.f64_ge,
  NotEqual: W.f64_ne,
};
const bitOperations: Readonly<Record<string, number>> = {
  Or: W.i32_or,
  Xor: W.i32_xor,
  And: W.i32_and,
};
const floatOperations: Readonly<Record<string, number>> = {
  Add: W.f64_add,
  Subtract: W.f64_sub,
  Multiply: W.f64_mul,
  TrueDivide: W.f64_div,
};

/** A binary operator on the two values on top. */
export function binary(e: Emitter, op: number): boolean {
  const name = names[op]!;
  if (name === "Is") return identical(e);
  if (name === "In" || name === "ExceptionMatch") return decide(e, op);
  const right = expect(e, 0);
  const left = expect(e, 1);
  if (left === Shape.Int && right === Shape.Int && intBinary(e, name)) return true;
  const numbers = Shape.Int | Shape.Float;
  if ((left & numbers) !== 0 && (right & numbers) !== 0 && ((left | right) & Shape.Float) !== 0) {
    if (floatBinary(e, name)) return true;
  }
  return genericBinary(e, op, name, left, right);
}

function identical(e: Emitter): boolean {
  box(e, e.top(1));
  box(e, e.top());
  e.pushWord(e.top(1));
  e.pushWord(e.top());
  e.out.op(W.i32_eq);
  e.result(2, BOOL);
  return true;
}

/** Operators that give a bool, and call nothing that the interpreter would have to run. */
function decide(e: Emitter, op: number): boolean {
  const { out } = e;
  const answer = e.temp(0);
  saveExact(e, e.top(1));
  out.i32(op);
  e.pushWord(e.top(1));
  e.pushWord(e.top());
  e.call("jitDecide");
  out.tee(answer);
  out.i32(0);
  out.op(W.i32_lt_s);
  raiseIf(e);
  out.get(answer);
  e.result(2, BOOL);
  return true;
}

function pushInts(e: Emitter): void {
  e.pushInt(e.top(1));
  e.pushInt(e.top());
}

function intBinary(e: Emitter, name: string): boolean {
  const { out } = e;
  const comparison = intComparisons[name];
  if (comparison !== undefined) {
    pushInts(e);
    out.op(comparison);
    e.result(2, BOOL);
    return true;
  }
  const bits = bitOperations[name];
  if (bits !== undefined) {
    pushInts(e);
    out.op(bits);
    e.result(2, INT);
    return true;
  }
  if (name === "TrueDivide") return floatBinary(e, name);
  if (!mayExpect(e)) return false;
  const emit = intOperations[name];
  return emit?.(e) ?? false;
}

/** Ints whose result may not fit: a small int has 31 bits. */
const intOperations: Readonly<Record<string, (e: Emitter) => boolean>> = {
  Add: (e) => addInts(e, W.i32_add),
  Subtract: (e) => addInts(e, W.i32_sub),
  Multiply: multiplyInts,
  Lshift: shiftLeft,
  Rshift: shiftRight,
  FloorDivide: (e) => divideInts(e, false),
  Modulo: (e) => divideInts(e, true),
};

/** Checks that the int in a temporary fits, and makes it the result. */
function fitted(e: Emitter, temp: number): true {
  const { out } = e;
  out.tee(temp);
  out.i32(0x40000000);
  out.op(W.i32_add);
  out.i32(0);
  out.op(W.i32_lt_s);
  exitIf(e, Status.ExitFailed);
  out.get(temp);
  e.result(2, INT);
  return true;
}

function addInts(e: Emitter, op: number): boolean {
  pushInts(e);
  e.out.op(op);
  return fitted(e, e.temp(0));
}

/** The 64-bit number on Wasm's stack becomes the result if it fits. */
function fittedWide(e: Emitter): true {
  const { out } = e;
  out.tee(e.wideTemp);
  out.i64(0x40000000);
  out.op(W.i64_add);
  out.i64(0x80000000);
  out.op(W.i64_ge_u);
  exitIf(e, Status.ExitFailed);
  out.get(e.wideTemp);
  out.op(W.i32_wrap_i64);
  e.result(2, INT);
  return true;
}

function multiplyInts(e: Emitter): boolean {
  const { out } = e;
  e.pushInt(e.top(1));
  out.op(W.i64_extend_i32_s);
  e.pushInt(e.top());
  out.op(W.i64_extend_i32_s);
  out.op(W.i64_mul);
  return fittedWide(e);
}

/** The constant on the right, or undefined. */
function constantRight(e: Emitter): number | undefined {
  const value = e.state.value(e.top());
  return value.source === CONSTANT && value.rep === Rep.Int ? value.constant : undefined;
}

function shiftLeft(e: Emitter): boolean {
  const { out } = e;
  const by = constantRight(e);
  if (by !== undefined && (by < 0 || by > 30)) return false;
  if (by === undefined) {
    e.pushInt(e.top());
    out.i32(30);
    out.op(W.i32_gt_u);
    exitIf(e, Status.ExitFailed);
  }
  e.pushInt(e.top(1));
  out.op(W.i64_extend_i32_s);
  e.pushInt(e.top());
  out.op(W.i64_extend_i32_s);
  out.op(W.i64_shl);
  return fittedWide(e);
}

function shiftRight(e: Emitter): boolean {
  const { out } = e;
  const by = constantRight(e);
  if (by !== undefined && (by < 0 || by > 31)) return false;
  if (by === undefined) {
    e.pushInt(e.top());
    out.i32(31);
    out.op(W.i32_gt_u);
    exitIf(e, Status.ExitFailed);
  }
  pushInts(e);
  out.op(W.i32_shr_s);
  e.result(2, INT);
  return true;
}

/** Rounds down as Python does; only a divisor above 0 is looked at here. */
function divideInts(e: Emitter, rest: boolean): boolean {
  const { out } = e;
  const by = constantRight(e);
  if (by !== undefined && by <= 0) return false;
  if (by !== undefined && (by & (by - 1)) === 0) {
    e.pushInt(e.top(1));
    out.i32(rest ? by - 1 : 31 - Math.clz32(by));
    out.op(rest ? W.i32_and : W.i32_shr_s);
    e.result(2, INT);
    return true;
  }
  if (by === undefined) {
    e.pushInt(e.top());
    out.i32(1);
    out.op(W.i32_lt_s);
    exitIf(e, Status.ExitFailed);
  }
  const remainder = e.temp(0);
  pushInts(e);
  out.op(W.i32_rem_s);
  out.set(remainder);
  if (rest) {
    out.get(remainder);
    out.get(remainder);
    out.i32(31);
    out.op(W.i32_shr_s);
    e.pushInt(e.top());
    out.op(W.i32_and);
    out.op(W.i32_add);
  } else {
    pushInts(e);
    out.op(W.i32_div_s);
    out.get(remainder);
    out.i32(31);
    out.op(W.i32_shr_s);
    out.op(W.i32_add);
  }
  e.result(2, INT);
  return true;
}

function floatBinary(e: Emitter, name: string): boolean {
  const { out } = e;
  const comparison = floatComparisons[name];
  const operation = floatOperations[name];
  if (comparison === undefined && operation === undefined) return floatPower(e, name);
  if (name === "TrueDivide") {
    e.pushFloat(e.top());
    out.f64(0);
    out.op(W.f64_eq);
    exitIf(e, Status.ExitPlain);
  }
  e.pushFloat(e.top(1));
  e.pushFloat(e.top());
  out.op(comparison ?? operation!);
  e.result(2, comparison === undefined ? FLOAT : BOOL);
  return true;
}

/** Powers, quotients and rests of floats, where they need no care. */
function floatPower(e: Emitter, name: string): boolean {
  const { out } = e;
  if (!mayExpect(e) || (name !== "Power" && name !== "Modulo" && name !== "FloorDivide"))
    return false;
  e.pushFloat(name === "Power" ? e.top(1) : e.top());
  out.f64(0);
  out.op(W.f64_gt);
  out.op(W.i32_eqz);
  exitIf(e, Status.ExitFailed);
  e.pushFloat(e.top(1));
  e.pushFloat(e.top());
  e.call(name === "Power" ? "jitPower" : name === "Modulo" ? "jitModulo" : "jitFloorDivide");
  e.result(2, FLOAT);
  return true;
}

/** Any operands: two small ints are tried first where that is not ruled out. */
function genericBinary(e: Emitter, op: number, name: string, left: number, right: number): boolean {
  const { out } = e;
  box(e, e.top(1));
  box(e, e.top());
  const result = e.temp(4);
  const isComparison = intComparisons[name] !== undefined;
  const maybeInts = (left === 0 || left === Shape.Int) && (right === 0 || right === Shape.Int);
  const done = out.block();
  if (
    maybeInts &&
    (isComparison || name in bitOperations || name === "Add" || name === "Subtract")
  ) {
    const slow = out.block();
    tryInts(e, name, result, slow);
    out.br(done);
    out.end();
  }
  if (name === "Equal" || name === "NotEqual") compareInterned(e, name, result, done);
  callOperator(e, op, result, done);
  e.aside(() => {
    saveExact(e, e.top(1));
    e.fp();
    out.i32(op);
    e.pushWord(e.top(1));
    e.pushWord(e.top());
    e.call("jitBinary");
    out.tee(result);
    leaveIfZero(e);
  });
  out.end();
  out.get(result);
  e.result(2, WORD);
  return true;
}

/** Interned strings are equal when they are the same: compares two, or goes on behind this. */
function compareInterned(e: Emitter, name: string, result: number, done: number): void {
  const { out, facts } = e;
  const { start } = e.source.code[e.at]!;
  const [right, left] = [facts.observed(start, 0), facts.observed(start, 1)];
  if (right.shapes !== Shape.Str || left.shapes !== Shape.Str) return;
  const isConstant = (depth: number): boolean => e.state.value(depth).source === CONSTANT;
  const operands = [e.top(1), e.top()];
  const isObject = (depth: number): boolean =>
    (e.state.value(depth).constant & QSTR_MASK) !== QSTR_TAG;
  if (operands.some((depth) => isConstant(depth) && isObject(depth))) return;
  const other = out.block();
  for (const depth of operands) {
    if (isConstant(depth)) continue;
    e.pushWord(depth);
    out.i32(QSTR_MASK);
    out.op(W.i32_and);
    out.i32(QSTR_TAG);
    out.op(W.i32_ne);
    out.brIf(other);
  }
  e.pushWord(e.top(1));
  e.pushWord(e.top());
  out.op(name === "Equal" ? W.i32_eq : W.i32_ne);
  e.tagBool();
  out.set(result);
  out.br(done);
  out.end();
}

/** Calls the method of an instance on the left that was there whenever the instruction was watched. */
function callOperator(e: Emitter, op: number, result: number, done: number): void {
  const { start } = e.source.code[e.at]!;
  const { shapes, identity } = e.facts.observed(start, 1);
  const isOther = names[op] === "NotEqual" || names[op] === "In" || names[op] === "ExceptionMatch";
  if (shapes !== Shape.Instance || identity === 0 || isOther) return;
  const from = e.top(1);
  const callee = e.facts.operatorOf(identity, op);
  const guard = (other: number): void => guardClass(e, from, identity, 0, other);
  const purpose = binaryNumber(names[op]!);
  callSpecial(e, { callee, from, purpose }, guard, result, done);
}

/** Two tagged ints; branches to `slow` when they are none, or the result does not fit. */
function tryInts(e: Emitter, name: string, result: number, slow: number): void {
  const { out } = e;
  const a = e.temp(1);
  const b = e.temp(2);
  e.pushWord(e.top(1));
  out.tee(a);
  e.pushWord(e.top());
  out.tee(b);
  out.op(W.i32_and);
  out.i32(1);
  out.op(W.i32_and);
  out.op(W.i32_eqz);
  out.brIf(slow);
  const comparison = intComparisons[name];
  const bits = bitOperations[name];
  out.get(a);
  if (comparison !== undefined) {
    out.get(b);
    out.op(comparison);
    e.tagBool();
  } else if (bits !== undefined) {
    out.get(b);
    out.op(bits);
    if (name === "Xor") {
      out.i32(1);
      out.op(W.i32_or);
    }
  } else addTagged(e, name, a, b, result, slow);
  out.set(result);
}

/** `a + b` or `a - b` of tagged ints; `a` is on Wasm's stack. Overflow: the signs do not fit. */
function addTagged(
  e: Emitter,
  name: string,
  a: number,
  b: number,
  sum: number,
  slow: number,
): void {
  const { out } = e;
  const adding = name === "Add";
  out.get(b);
  out.i32(1);
  out.op(W.i32_sub);
  out.op(adding ? W.i32_add : W.i32_sub);
  out.tee(sum);
  out.get(a);
  out.op(W.i32_xor);
  out.get(adding ? sum : a);
  out.get(b);
  out.op(W.i32_xor);
  out.op(W.i32_and);
  out.i32(0);
  out.op(W.i32_lt_s);
  out.brIf(slow);
  out.get(sum);
}
