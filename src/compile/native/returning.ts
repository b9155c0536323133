import { Register } from "./assembler.js";
import { Outcome } from "./function-entry.js";
import { leaveWithTop } from "./generators.js";
import { unwindJump } from "./jumps.js";
import type { Lowering } from "./lowering.js";
import { CONST_NONE } from "./runtime-slots.js";
import { typeName, ValueType } from "./value-type.js";

const { Result } = Register;

export function returnValue(l: Lowering): void {
  if (l.code.isGenerator) {
    leaveWithTop(l, Outcome.Returned);
  } else {
    if (l.isTyped) popTyped(l);
    else l.stack.pop(Result);
    if (l.frame.catchesAll) l.asm.storeFrame(l.frame.result, Result);
  }
  unwindJump(l, l.exit, l.handlers.size);
}

/** None may be returned as any type: as 0. */
function popTyped(l: Lowering): void {
  const { asm, stack } = l;
  const expected = l.code.returnType;
  if (stack.type(0) === ValueType.None) {
    stack.drop();
    if (expected === ValueType.Object) asm.runtimeValue(Result, CONST_NONE);
    else asm.constant(Result, 0);
  } else {
    const type = stack.pop(Result);
    if (type !== expected) l.typeError("returned", typeName(expected), typeName(type));
  }
  if (expected !== ValueType.Object) l.convertToObject(expected);
}
