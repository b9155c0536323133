import { Shape } from "../tables/jit.js";
import { allocateFloat, box } from "./boxing.js";
import type { Emitter } from "./emitter.js";
import { exit } from "./exits.js";
import { guardShape } from "./shape-guards.js";
import { Status } from "./shared-words.js";
import type { State } from "./state.js";
import { unboxFrom } from "./unbox.js";
import { Rep, shapeOf, type Value, WORD } from "./value.js";
import { Mem, W } from "./wasm-code.js";

/** Brings all values into the form with which instruction `first` starts. */
export function conform(e: Emitter, target: State, first: number): void {
  check(e, target, first);
  boxFor(e, target);
  const { state } = e;
  target.stack.forEach((value, depth) => {
    conformStack(e, depth, value);
  });
  target.locals.forEach((value, local) => {
    conformLocal(e, local, state.locals[local]!, value);
  });
}

/** Checks what the target expects of words; nothing has been changed yet. */
function check(e: Emitter, target: State, first: number): void {
  const { state } = e;
  target.locals.forEach((value, local) => {
    const from = state.locals[local]!;
    const shape = shapeOf(value);
    if (from.rep !== Rep.Word || value.rep === Rep.Dead || shape === 0 || from.shape === shape)
      return;
    guardShape(e, e.intLocal(local), shape, value.identity, () =>
      exit(e, Status.ExitFailed, first),
    );
  });
}

/** Makes words of floats that the target has as words. */
function boxFor(e: Emitter, target: State): void {
  const { state, out } = e;
  target.stack.forEach((value, depth) => {
    if (value.rep === Rep.Word || value.rep === Rep.Frame) box(e, depth);
  });
  target.locals.forEach((value, local) => {
    if (value.rep !== Rep.Word || state.locals[local]!.rep !== Rep.Float) return;
    e.unlink(local);
    allocateFloat(e, e.intLocal(local), () => out.get(e.floatLocal(local)));
    e.fp();
    out.get(e.intLocal(local));
    out.mem(Mem.i32_store, e.localOffset(local));
    state.locals[local] = { ...WORD, shape: Shape.Float };
  });
}

function conformStack(e: Emitter, depth: number, to: Value): void {
  const { out } = e;
  const from = e.state.value(depth);
  if (to.rep === Rep.Frame) {
    if (from.rep === Rep.Frame) return;
    e.fp();
    e.pushWord(depth);
    out.mem(Mem.i32_store, e.slotOffset(depth));
    return;
  }
  if (from.source < 0 && from.source !== -2 && from.rep === to.rep) return;
  if (to.rep === Rep.Float) {
    e.pushFloat(depth);
    out.set(e.floatSlot(depth));
  } else if (to.rep === Rep.Int || to.rep === Rep.Bool) {
    e.pushInt(depth);
    if (from.rep === Rep.Word) {
      out.i32(to.rep === Rep.Int ? 1 : 0);
      if (to.rep === Rep.Int) out.op(W.i32_shr_s);
      else throw new Error("a bool stays unboxed");
    }
    out.set(e.intSlot(depth));
  } else {
    e.pushWord(depth);
    out.set(e.intSlot(depth));
  }
}

function conformLocal(e: Emitter, local: number, from: Value, to: Value): void {
  const { out } = e;
  if (to.rep === Rep.Dead || to.rep === Rep.Unset || from.rep === Rep.Dead) return;
  if (to.rep === Rep.Word) {
    if (from.rep === Rep.Word) return;
    if (from.rep === Rep.Unset) {
      e.unsetLocal(local);
      return;
    }
    e.fp();
    out.get(e.intLocal(local));
    if (from.rep === Rep.Int) e.tag();
    else e.tagBool();
    out.tee(e.intLocal(local));
    out.mem(Mem.i32_store, e.localOffset(local));
  } else if (from.rep === Rep.Word) {
    unboxFrom(e, e.intLocal(local), e.floatLocal(local), to);
  }
}
