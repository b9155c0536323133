import { Shape } from "../tables/jit.js";
import { unaryOperators } from "../tables/operators.js";
import { box } from "./boxing.js";
import type { Emitter } from "./emitter.js";
import { exitIf } from "./exits.js";
import { expect } from "./expectations.js";
import { produce } from "./helper-calls.js";
import { save } from "./saving.js";
import { Status } from "./shared-words.js";
import { pushTruth } from "./truth.js";
import { BOOL, INT, Rep, WORD } from "./value.js";
import { W } from "./wasm-code.js";

const unaryNumber = (name: string): number => unaryOperators.findIndex((row) => row.name === name);
const NOT = unaryNumber("Not");
const NEGATIVE = unaryNumber("Negative");
const INVERT = unaryNumber("Invert");
const POSITIVE = unaryNumber("Positive");

export function unary(e: Emitter, op: number): boolean {
  const { out } = e;
  const depth = e.top();
  if (op === NOT) {
    pushTruth(e, 0);
    out.op(W.i32_eqz);
    e.result(1, BOOL);
    return true;
  }
  const shape = expect(e, 0);
  if (shape === Shape.Int && op !== POSITIVE) {
    if (op === INVERT) {
      e.pushInt(depth);
      out.i32(-1);
      out.op(W.i32_xor);
    } else {
      e.pushInt(depth);
      out.i32(-0x40000000);
      out.op(W.i32_eq);
      exitIf(e, Status.ExitFailed);
      out.i32(0);
      e.pushInt(depth);
      out.op(W.i32_sub);
    }
    e.result(1, INT);
    return true;
  }
  if (shape === Shape.Float && op === NEGATIVE) {
    e.pushFloat(depth);
    out.op(W.f64_neg);
    e.result(1, { ...WORD, rep: Rep.Float });
    return true;
  }
  box(e, depth);
  save(e);
  out.i32(op);
  e.pushWord(depth);
  return produce(e, "jitUnary", 1);
}
