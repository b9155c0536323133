import { Layout, Shape } from "../tables/jit.js";
import { box } from "./boxing.js";
import type { Emitter } from "./emitter.js";
import { exitIf } from "./exits.js";
import { expect } from "./expectations.js";
import { perform, takeFromFrame } from "./helper-calls.js";
import { save } from "./saving.js";
import { Status } from "./shared-words.js";
import { WORD } from "./value.js";
import { Mem, W } from "./wasm-code.js";

export function unpack(e: Emitter, count: number): boolean {
  const { out } = e;
  const shape = expect(e, 0);
  const depth = e.top();
  if ((shape === Shape.Tuple || shape === Shape.List) && count > 0) {
    const sequence = e.temp(0);
    e.pushWord(depth);
    out.tee(sequence);
    out.mem(Mem.i32_load, shape === Shape.Tuple ? Layout.TupleLength : Layout.ListLength);
    out.i32(count);
    out.op(W.i32_ne);
    exitIf(e, Status.ExitFailed);
    if (shape === Shape.List) {
      out.get(sequence);
      out.mem(Mem.i32_load, Layout.ListItems);
      out.set(sequence);
    }
    e.state.pop();
    for (let i = count - 1; i >= 0; i--) {
      out.get(sequence);
      out.mem(Mem.i32_load, (shape === Shape.Tuple ? Layout.TupleItems : Layout.RefItems) + 4 * i);
      e.result(0, WORD);
    }
    return true;
  }
  box(e, depth);
  save(e);
  e.pushWord(depth);
  out.i32(count);
  e.slotAddress(depth);
  perform(e, "jitUnpack", 1);
  takeFromFrame(e, count);
  return true;
}

export function unpackEx(e: Emitter, operand: number): boolean {
  const left = operand & 0xff;
  const right = (operand >> 8) & 0xff;
  const depth = e.top();
  box(e, depth);
  save(e);
  e.pushWord(depth);
  e.out.i32(left);
  e.out.i32(right);
  e.slotAddress(depth);
  perform(e, "jitUnpackEx", 1);
  takeFromFrame(e, left + right + 1);
  return true;
}
