import type { Emitter } from "./emitter.js";
import { exitIf, leave } from "./exits.js";
import { Status } from "./shared-words.js";
import { Rep, UNSET, type Value, WORD } from "./value.js";
import { Mem, W } from "./wasm-code.js";

export function loadLocal(e: Emitter, local: number): boolean {
  const value = e.state.locals[local]!;
  if (value.rep === Rep.Unset) return leave(e);
  if (value.maybeUnset) {
    e.out.get(e.intLocal(local));
    e.out.op(W.i32_eqz);
    exitIf(e, Status.ExitPlain);
    e.state.locals[local] = { ...value, maybeUnset: false };
  }
  e.state.push({ ...e.state.locals[local]!, source: local });
  return true;
}

export function storeLocal(e: Emitter, local: number): boolean {
  const { out, state } = e;
  const depth = e.top();
  const value = state.value(depth);
  if (value.source === local) {
    state.pop();
    return true;
  }
  e.unlink(local, depth);
  const before = state.locals[local]!;
  let kept: Value = value;
  if (value.rep === Rep.Float) {
    e.pushFloat(depth);
    out.set(e.floatLocal(local));
  } else if (value.rep === Rep.Int || value.rep === Rep.Bool) {
    e.pushInt(depth);
    out.set(e.intLocal(local));
  } else {
    e.fp();
    e.pushWord(depth);
    out.tee(e.intLocal(local));
    out.mem(Mem.i32_store, e.localOffset(local));
    if (value.rep === Rep.Frame) kept = WORD;
  }
  if (kept.rep !== Rep.Word && before.rep === Rep.Word) {
    e.fp();
    out.i32(1);
    out.mem(Mem.i32_store, e.localOffset(local));
  }
  state.pop();
  state.locals[local] = { ...kept, source: -1, constant: 0, boxed: 0 };
  return true;
}

export function deleteLocal(e: Emitter, local: number): boolean {
  const value = e.state.locals[local]!;
  if (value.rep === Rep.Unset) return leave(e);
  if (value.maybeUnset) {
    e.out.get(e.intLocal(local));
    e.out.op(W.i32_eqz);
    exitIf(e, Status.ExitPlain);
  }
  e.unlink(local);
  e.fp();
  e.out.i32(0);
  e.out.mem(Mem.i32_store, e.localOffset(local));
  e.state.locals[local] = UNSET;
  return true;
}
