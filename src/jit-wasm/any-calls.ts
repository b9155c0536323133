import { Layout } from "../tables/jit.js";
import { box } from "./boxing.js";
import type { CallForm } from "./calls.js";
import { COMPILED, COUNTED, END, enterFrame, FRAME } from "./direct-frames.js";
import type { Emitter } from "./emitter.js";
import { finishCall } from "./finish-call.js";
import { FUNCTION, guardKind } from "./guards.js";
import { save } from "./saving.js";
import { Mem, W } from "./wasm-code.js";

/** Of code that makes generators; as in asm/vm/code.ts. */
const CODE_GENERATOR = 1;

/** Calls any function that is compiled and takes just these arguments; as `callDirectly`. */
export function callAny(e: Emitter, form: CallForm, result: number, done: number): void {
  const { out } = e;
  const from = form.isMethod ? form.base + 1 : form.first;
  const n = form.base + form.count - from;
  for (let depth = form.base + 1; depth < e.depth; depth++) box(e, depth);
  const other = out.block();
  if (form.isMethod) {
    e.pushWord(form.base + 1);
    out.op(W.i32_eqz);
    out.brIf(other);
  }
  e.pushWord(form.base);
  out.op(W.i32_eqz);
  out.brIf(other);
  guardKind(e, form.base, FUNCTION, other);
  const field = (offset: number): void => {
    e.pushWord(form.base);
    out.mem(Mem.i32_load, offset);
  };
  field(Layout.FunctionSimple);
  out.i32(n + 1);
  out.op(W.i32_ne);
  out.brIf(other);
  guardAnyCompiled(e, field, other);
  e.aside(() => {
    save(e, form.base);
    fillAnyFrame(e, field);
    for (let i = 0; i < n; i++) {
      out.get(e.temp(FRAME));
      e.pushWord(from + i);
      out.mem(Mem.i32_store, e.localOffset(i));
    }
    clearLocals(e, n);
    enterFrame(e);
    finishCall(e, form, false, result);
  });
  out.br(done);
  out.end();
}

/** Temporaries: the code of the function that is called, and where its locals end. */
const CODE = 5;
const LOCALS_END = 2;

/** As `guardCompiled` for a function whose fields `field` pushes. */
function guardAnyCompiled(e: Emitter, field: (offset: number) => void, other: number): void {
  const { out } = e;
  field(Layout.FunctionCode);
  out.tee(e.temp(CODE));
  out.mem(Mem.i32_load, Layout.CodeCompiled);
  out.tee(e.temp(COMPILED));
  out.i32(COUNTED);
  out.op(W.i32_le_u);
  out.brIf(other);
  out.get(e.temp(CODE));
  out.mem(Mem.i32_load, Layout.CodeFlags);
  out.i32(CODE_GENERATOR);
  out.op(W.i32_and);
  out.brIf(other);
  e.activation.pushEnd(e);
  out.tee(e.temp(FRAME));
  field(Layout.FunctionFrameBytes);
  out.op(W.i32_add);
  out.tee(e.temp(END));
  e.getGlobal("directEnd");
  out.op(W.i32_gt_u);
  out.brIf(other);
}

function fillAnyFrame(e: Emitter, field: (offset: number) => void): void {
  const { out } = e;
  const put = (offset: number, push: () => void): void => {
    out.get(e.temp(FRAME));
    push();
    out.mem(Mem.i32_store, offset);
  };
  const ofCode = (offset: number): void => {
    out.get(e.temp(CODE));
    out.mem(Mem.i32_load, offset);
  };
  out.get(e.temp(FRAME));
  out.i32(Layout.FrameBytes);
  out.op(W.i32_add);
  ofCode(Layout.CodeLocalWords);
  out.i32(2);
  out.op(W.i32_shl);
  out.op(W.i32_add);
  out.set(e.temp(LOCALS_END));
  put(Layout.FrameFlags, () => out.i32(0));
  put(Layout.FramePrevious, () => e.fp());
  put(Layout.FrameCode, () => out.get(e.temp(CODE)));
  put(Layout.FrameGlobals, () => field(Layout.FunctionGlobals));
  put(Layout.FrameIp, () => ofCode(Layout.CodeStart));
  put(Layout.FrameSp, () => out.get(e.temp(LOCALS_END)));
  out.get(e.temp(FRAME));
  out.i64(0);
  out.mem(Mem.i64_store, Layout.FrameHandler);
  put(Layout.FrameSubject, () => out.i32(0));
}

/** Clears the locals of the new frame from local `n` on. */
function clearLocals(e: Emitter, n: number): void {
  const { out } = e;
  const at = e.temp(CODE);
  out.get(e.temp(FRAME));
  out.i32(e.localOffset(n));
  out.op(W.i32_add);
  out.set(at);
  const over = out.block();
  const again = out.loop();
  out.get(at);
  out.get(e.temp(LOCALS_END));
  out.op(W.i32_ge_u);
  out.brIf(over);
  out.get(at);
  out.i32(0);
  out.mem(Mem.i32_store, 0);
  out.get(at);
  out.i32(4);
  out.op(W.i32_add);
  out.set(at);
  out.br(again);
  out.end();
  out.end();
}
