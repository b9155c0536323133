import type { Expr } from "./ast.js";
import { emitExpression } from "./emit-expression.js";
import type { Emitter } from "./emitter.js";
import { constantTruth } from "./fold.js";

/** Jumps to `label` if the truth of `test` is `when`; else goes on behind. Leaves nothing on the stack. */
export function emitJumpIf(e: Emitter, test: Expr, when: boolean, label: number): void {
  const truth = constantTruth(test);
  if (truth !== null) {
    if (truth === when) e.jump(label);
  } else if (test.kind === "BoolOp") {
    e.sink(test);
    emitJumpIfAny(e, test.operands, test.op === "or", when, label);
    e.rise();
  } else if (test.kind === "Unary" && test.op === "not") {
    e.sink(test);
    emitJumpIf(e, test.operand, !when, label);
    e.rise();
  } else {
    emitExpression(e, test);
    e.popJump(when, label);
  }
}

/** `deciding` is the truth of one operand that decides the whole chain. */
function emitJumpIfAny(
  e: Emitter,
  operands: readonly Expr[],
  deciding: boolean,
  when: boolean,
  label: number,
): void {
  if (when === deciding) {
    for (const operand of operands) emitJumpIf(e, operand, when, label);
    return;
  }
  const decided = e.newLabel();
  const last = operands.length - 1;
  for (let i = 0; i < last; i++) emitJumpIf(e, operands[i]!, !when, decided);
  emitJumpIf(e, operands[last]!, when, label);
  e.label(decided);
}
