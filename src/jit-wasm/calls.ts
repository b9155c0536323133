import { Op } from "../compile/opcode.js";
import { callDirectly } from "./direct-calls.js";
import type { Emitter } from "./emitter.js";
import { callInlined, findInlined } from "./inlined-calls.js";
import { callIntrinsic } from "./intrinsics.js";
import { saveExact } from "./operands.js";
import { leaveIfZero } from "./raising.js";
import { WORD } from "./value.js";

/** The operands of a call as they lie on the stack. */
export interface CallForm {
  /** The depth of what is called. */
  readonly base: number;
  /** The first argument's, that of self left out. */
  readonly first: number;
  readonly positional: number;
  /** Pairs of name and value behind the positional arguments. */
  readonly keywords: number;
  readonly isMethod: boolean;
  /** How many words all operands take. */
  readonly count: number;
}

/** All calls: what was called before is called directly; for anything else a helper finds out how. */
export function call(e: Emitter, op: number, operand: number): boolean {
  const { out } = e;
  const positional = operand & 0xff;
  const keywords = (operand >> 8) & 0xff;
  const isMethod = op === Op.CALL_METHOD || op === Op.CALL_METHOD_VAR_KW;
  const hasStar = op === Op.CALL_FUNCTION_VAR_KW || op === Op.CALL_METHOD_VAR_KW;
  const count = 1 + positional + 2 * keywords + (isMethod ? 1 : 0) + (hasStar ? 1 : 0);
  const base = e.depth - count;
  const form = { base, first: base + (isMethod ? 2 : 1), positional, keywords, isMethod, count };
  const result = e.temp(4);
  const callGenerally = (): void => callAnything(e, form, false, result);
  if (!hasStar && callIntrinsic(e, form, callGenerally)) return true;
  const inlined = hasStar ? undefined : findInlined(e, form);
  if (inlined !== undefined) {
    callInlined(e, form, inlined, callGenerally);
    return true;
  }
  const done = out.block();
  if (!hasStar) callDirectly(e, form, result, done);
  callAnything(e, form, hasStar, result);
  out.end();
  e.state.pop(count);
  out.get(result);
  e.result(0, WORD);
  return true;
}

/** Has a helper call whatever is to be called; the value goes to a Wasm local. */
function callAnything(e: Emitter, form: CallForm, hasStar: boolean, result: number): void {
  const { out } = e;
  const { base, positional, keywords, isMethod } = form;
  e.aside(() => {
    saveExact(e, base);
    e.fp();
    out.i32(positional);
    out.i32(keywords);
    e.slotAddress(base);
    if (hasStar) {
      out.i32(isMethod ? 1 : 0);
      e.call("callStar");
    } else e.call(isMethod ? "callMethod" : "callFunction");
    out.set(result);
    leaveCallIfZero(e, form, result);
  });
}

/** Leaves when a call, whose operands are gone, gave no value. */
export function leaveCallIfZero(e: Emitter, { count }: CallForm, result: number): void {
  e.aside(() => {
    e.state.pop(count);
    e.out.get(result);
    leaveIfZero(e);
  });
}
