import { takesPython } from "./direct-calls.js";
import { FRAME, guardCompiled, leaveFrame, runFrame } from "./direct-frames.js";
import type { Emitter } from "./emitter.js";
import type { PythonCallee } from "./facts.js";
import { saveExact } from "./operands.js";
import { leaveIfZero } from "./raising.js";
import { W } from "./wasm-code.js";

/** What a special method may give; as in asm/memory/ref.ts. */
const NOT_IMPLEMENTED = 0x26;
/** What a method's result is for, when that is no binary operator; as in asm/vm/enter-special.ts. */
export const ATTRIBUTE_PURPOSE = 66;

/** A special method of the operand at a depth, and the operands from there on, which wait on the stack. */
export interface SpecialCall {
  readonly callee: PythonCallee | undefined;
  readonly from: number;
  readonly purpose: number;
}

/**
 * Calls the special method of an instance; its value goes to a Wasm local, and the code goes on at `done`. Where it
 * goes on behind this, nothing has been done yet. `guard` branches to its argument unless the method is still the one.
 */
export function callSpecial(
  e: Emitter,
  { callee, from, purpose }: SpecialCall,
  guard: (other: number) => void,
  result: number,
  done: number,
): void {
  const { out } = e;
  if (callee === undefined || !takesPython(callee, e.depth - from)) return;
  const other = out.block();
  guard(other);
  guardCompiled(e, callee, other);
  e.hold(callee.word);
  e.aside(() => {
    saveExact(e, from);
    const args: (() => void)[] = [];
    for (let depth = from; depth < e.depth; depth++) args.push(() => e.pushWord(depth));
    runFrame(e, callee, args, 0, () => out.i32((purpose << 1) | 1));
    out.tee(result);
    out.i32(NOT_IMPLEMENTED);
    out.op(W.i32_eq);
    out.get(result);
    out.op(W.i32_eqz);
    out.op(W.i32_or);
    out.if();
    leaveWithHelper(e, result);
    out.else();
    leaveFrame(e);
    out.end();
  });
  out.br(done);
  out.end();
}

function leaveWithHelper(e: Emitter, result: number): void {
  const { out } = e;
  out.get(result);
  out.if();
  leaveFrame(e);
  out.end();
  e.fp();
  out.get(e.temp(FRAME));
  out.get(result);
  e.call("jitSpecialFailed");
  out.tee(result);
  leaveIfZero(e);
}
