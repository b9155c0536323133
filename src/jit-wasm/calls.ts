import { Op } from "../compile/opcode.js";
import type { Emitter } from "./emitter.js";
import { WORD } from "./value.js";

/** All calls: the operands go to the frame, a helper finds out what is called. */
export function call(e: Emitter, op: number, operand: number): boolean {
  const { out } = e;
  const positional = operand & 0xff;
  const keywords = (operand >> 8) & 0xff;
  const isMethod = op === Op.CALL_METHOD || op === Op.CALL_METHOD_VAR_KW;
  const hasStar = op === Op.CALL_FUNCTION_VAR_KW || op === Op.CALL_METHOD_VAR_KW;
  const count = 1 + positional + 2 * keywords + (isMethod ? 1 : 0) + (hasStar ? 1 : 0);
  const base = e.depth - count;
  e.saveExact(base);
  e.fp();
  out.i32(positional);
  out.i32(keywords);
  e.slotAddress(base);
  if (hasStar) {
    out.i32(isMethod ? 1 : 0);
    e.call("callStar");
  } else e.call(isMethod ? "callMethod" : "callFunction");
  const result = e.temp(0);
  out.set(result);
  e.state.pop(count);
  out.get(result);
  e.leaveIfZero();
  out.get(result);
  e.result(0, WORD);
  return true;
}
