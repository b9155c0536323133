import { Layout } from "../tables/jit.js";
import type { Emitter } from "./emitter.js";
import type { Flow } from "./flow.js";
import { FAILED } from "./iteration.js";
import { saveExact } from "./operands.js";
import { raiseIf } from "./raising.js";
import { save, saveSp, writeFrame } from "./saving.js";
import { Slot } from "./state.js";
import { NONE } from "./tagged-words.js";
import { WORD } from "./value.js";
import { Mem, W } from "./wasm-code.js";

/** What the helper of `yield from` gives when that has its result; as in asm/jit/runtime.ts. */
const DONE = 0x5e;
/** Flags of a generator's frame; as in asm/vm/frame.ts and asm/vm/generators.ts. */
const FRAME_ENTRY = 1;
const FRAME_GENERATOR = 4;
const FRAME_DELEGATE = 16;
/** In the flags, how many generators in a row have resumed each other. */
const CHAIN_UNIT = 1 << 8;
/** Of a generator; as in asm/types/generator.ts. */
const RUNNING = 1;
/** States from here on say where compiled code goes on; as there. */
const FIRST_PLACE = 1 << 8;
/** How deeply generators may run each other; as in asm/jit/runtime.ts. */
const MAX_DEPTH = 60;

/** Writes the frame for a generator that waits behind this instruction, its stack being `depth` words then. */
function saveWaiting(e: Emitter, from: number, depth: number): void {
  saveExact(e, from);
  writeFrame(e, e.at + 1);
  saveSp(e, depth);
}

/** YIELD_VALUE: the function returns the value, its generator waits. */
export function yieldValue(e: Emitter, flow: Flow): false {
  const { out } = e;
  const { place } = e.shared;
  const entry = flow.resumeBehind(1);
  const depth = e.top();
  saveWaiting(e, depth, depth);
  // Whoever resumed this generator alone, from compiled or AssemblyScript code, takes the value.
  e.fp();
  out.mem(Mem.i32_load, Layout.FrameFlags);
  out.i32(FRAME_ENTRY | FRAME_DELEGATE);
  out.op(W.i32_and);
  out.i32(FRAME_ENTRY);
  out.op(W.i32_eq);
  out.if();
  ownGenerator(e);
  out.i32(place === 0 || entry === 0 ? 0 : place * FIRST_PLACE + entry);
  out.mem(Mem.i32_store, Layout.GeneratorState);
  e.fp();
  out.mem(Mem.i32_load, Layout.FramePrevious);
  e.setGlobal("currentFrame");
  e.pushWord(depth);
  out.op(W.return);
  out.end();
  e.fp();
  e.pushWord(depth);
  e.call("jitYield");
  out.op(W.return);
  return false;
}

/** Pushes the address of the generator that has this frame. */
function ownGenerator(e: Emitter): void {
  e.fp();
  e.out.i32(Layout.GeneratorBytes);
  e.out.op(W.i32_sub);
}

/** YIELD_FROM: what the iterator yields is for whoever resumed this generator; goes on with its result. */
export function yieldFrom(e: Emitter, flow: Flow): false {
  const { out, state } = e;
  const result = e.temp(0);
  flow.resumeBehind(2);
  const depth = e.top(1);
  saveWaiting(e, depth, e.depth);
  e.fp();
  e.call("jitYieldFrom");
  out.tee(result);
  out.i32(DONE);
  out.op(W.i32_ne);
  out.if();
  out.get(result);
  out.op(W.return);
  out.end();
  e.fp();
  out.mem(Mem.i32_load, e.slotOffset(depth));
  e.result(2, WORD);
  state.slots[depth] = Slot.Exact;
  flow.fallThrough();
  return false;
}

/**
 * The next value of a `for` loop over a generator that waits in compiled code goes to temporary 0: its code is called
 * here. Branches to `over` at its end, and to `other` when it is not as simple.
 */
export function nextOfGenerator(e: Emitter, slots: number, over: number, other: number): void {
  const { out } = e;
  const [result, generator, state] = [e.temp(0), e.temp(1), e.temp(2)];
  guardWaiting(e, slots, other);
  e.aside(() => {
    save(e);
    resume(e, generator, state);
    out.tee(result);
    out.if();
    const yielded = out.block();
    out.get(generator);
    out.mem(Mem.i32_load, Layout.GeneratorState);
    out.i32(RUNNING);
    out.op(W.i32_ne);
    out.brIf(yielded);
    finish(e, generator);
    out.br(over);
    out.end();
    out.else();
    e.call("jitResumeFailed");
    out.tee(result);
    out.op(W.i32_eqz);
    out.brIf(over);
    out.get(result);
    out.i32(FAILED);
    out.op(W.i32_eq);
    raiseIf(e);
    out.end();
  });
}

/** Leaves the generator and its state in temporaries 1 and 2. */
function guardWaiting(e: Emitter, slots: number, other: number): void {
  const { out } = e;
  const [generator, state] = [e.temp(1), e.temp(2)];
  e.fp();
  out.mem(Mem.i32_load, e.slotOffset(slots + 1));
  out.tee(generator);
  out.mem(Mem.i32_load, Layout.GeneratorState);
  out.tee(state);
  out.i32(FIRST_PLACE);
  out.op(W.i32_lt_u);
  out.brIf(other);
  out.get(generator);
  out.mem(Mem.i32_load, Layout.GeneratorPending);
  out.brIf(other);
  out.get(generator);
  out.mem(Mem.i32_load, Layout.GeneratorBytes + Layout.FrameCode);
  out.mem(Mem.i32_load, Layout.CodeCompiled);
  out.get(state);
  out.i32(8);
  out.op(W.i32_shr_u);
  out.op(W.i32_ne);
  out.brIf(other);
  e.getGlobal("nativeLevel");
  out.i32(MAX_DEPTH);
  out.op(W.i32_ge_s);
  out.brIf(other);
}

/** Makes the generator's frame current, None being what is sent, and calls its code. */
function resume(e: Emitter, generator: number, state: number): void {
  const { out } = e;
  const frame = (offset: number): number => Layout.GeneratorBytes + offset;
  const put = (offset: number, push: () => void): void => {
    out.get(generator);
    push();
    out.mem(Mem.i32_store, offset);
  };
  put(frame(Layout.FrameFlags), () => {
    e.fp();
    out.mem(Mem.i32_load, Layout.FrameFlags);
    out.i32(~(CHAIN_UNIT - 1));
    out.op(W.i32_and);
    out.i32(CHAIN_UNIT + (FRAME_GENERATOR | FRAME_ENTRY));
    out.op(W.i32_add);
  });
  put(frame(Layout.FramePrevious), () => e.fp());
  put(Layout.GeneratorState, () => out.i32(RUNNING));
  const top = e.temp(3);
  out.get(generator);
  out.mem(Mem.i32_load, frame(Layout.FrameSp));
  out.tee(top);
  out.i32(NONE);
  out.mem(Mem.i32_store, 0);
  put(frame(Layout.FrameSp), () => {
    out.get(top);
    out.i32(4);
    out.op(W.i32_add);
  });
  addToLevel(e, 1);
  out.get(generator);
  out.i32(Layout.GeneratorBytes);
  out.op(W.i32_add);
  e.setGlobal("currentFrame");
  e.getGlobal("currentFrame");
  out.get(state);
  out.i32(FIRST_PLACE - 1);
  out.op(W.i32_and);
  out.get(state);
  out.i32(8);
  out.op(W.i32_shr_u);
  e.callIndirect(2);
  addToLevel(e, -1);
}

function addToLevel(e: Emitter, n: 1 | -1): void {
  e.getGlobal("nativeLevel");
  e.out.i32(n);
  e.out.op(W.i32_add);
  e.setGlobal("nativeLevel");
}

/** The generator has returned, to this frame. */
function finish(e: Emitter, generator: number): void {
  const { out } = e;
  out.get(generator);
  out.i32(1);
  out.mem(Mem.i32_store, Layout.GeneratorFinished);
  out.get(generator);
  out.i32(0);
  out.mem(Mem.i32_store, Layout.GeneratorState);
  e.fp();
  e.setGlobal("currentFrame");
}
