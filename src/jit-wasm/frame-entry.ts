import { Layout } from "../tables/jit.js";
import type { Emitter } from "./emitter.js";
import { exit, leaveWith } from "./exits.js";
import { guardShape } from "./shape-guards.js";
import { Status } from "./shared-words.js";
import { Slot, State } from "./state.js";
import { unboxFrom } from "./unbox.js";
import { DEAD, FRAME, Rep, shapeOf, type Value, WORD } from "./value.js";
import { Mem, W } from "./wasm-code.js";

/** Reads the frame, as the interpreter left it, into the values with which instruction `first` starts. */
export function readFrame(e: Emitter, target: State, first: number): void {
  const { out } = e;
  e.at = first;
  e.state = new State(
    target.locals.map((value) => (value.rep === Rep.Dead ? DEAD : { ...WORD, maybeUnset: true })),
    target.stack.map(() => FRAME),
    target.stack.map(() => Slot.Exact),
    [...target.handlers],
  );
  if (e.graph.hasHandlers) checkDepth(e, target.stack.length);
  const fail = (): void => exit(e, Status.ExitFailed, first);
  const read = (offset: number, int: number, float: number, value: Value): void => {
    if (value.rep === Rep.Dead || value.rep === Rep.Frame) return;
    e.fp();
    out.mem(Mem.i32_load, offset);
    out.set(int);
    if (value.rep === Rep.Unset) return;
    const shape = shapeOf(value);
    if (shape !== 0) guardShape(e, int, shape, value.identity, fail);
    unboxFrom(e, int, float, value);
  };
  target.locals.forEach((value, i) => {
    read(e.localOffset(i), e.intLocal(i), e.floatLocal(i), value);
  });
  target.stack.forEach((value, i) => {
    read(e.slotOffset(i), e.intSlot(i), e.floatSlot(i), value);
  });
}

/** A jump or return that waits for the end of `finally` lies on the stack, too: not for compiled code. */
function checkDepth(e: Emitter, depth: number): void {
  const { out } = e;
  e.fp();
  out.mem(Mem.i32_load, Layout.FrameSp);
  e.slotAddress(depth);
  out.op(W.i32_ne);
  out.if();
  leaveWith(e, Status.ExitPlain);
  out.end();
}
