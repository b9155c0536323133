import { Op } from "../compile/opcode.js";
import { box } from "./boxing.js";
import type { Emitter } from "./emitter.js";
import { exitIf, leave } from "./exits.js";
import type { Flow } from "./flow.js";
import { popHandler, pushHandler } from "./handlers.js";
import { takeFromFrame } from "./helper-calls.js";
import { leaveBlocks } from "./leaving.js";
import { saveExact } from "./operands.js";
import { raise, raiseIfZero } from "./raising.js";
import { save } from "./saving.js";
import { Status } from "./shared-words.js";
import { Slot } from "./state.js";
import { NONE } from "./tagged-words.js";
import { FRAME } from "./value.js";
import { W } from "./wasm-code.js";

/** SETUP_EXCEPT, SETUP_FINALLY, SETUP_WITH. */
export function setUp(e: Emitter, flow: Flow, op: number, target: number): true {
  const { out, state } = e;
  if (op === Op.SETUP_WITH) {
    saveExact(e, e.top());
    e.fp();
    out.i32(e.facts.address(target));
    e.slotAddress(e.depth);
    e.call("jitSetupWith");
    raiseIfZero(e);
    state.pop();
    state.push(FRAME, Slot.Exact);
    state.push(FRAME, Slot.Exact);
  } else {
    pushHandler(e, target, op === Op.SETUP_FINALLY);
  }
  state.handlers.push({ position: target, isFinally: op !== Op.SETUP_EXCEPT, depth: e.depth });
  flow.handleAt(target);
  if (op === Op.SETUP_WITH) state.push(FRAME, Slot.Exact);
  return true;
}

export function withCleanup(e: Emitter, flow: Flow): true {
  // Above `__exit__` and self lies None or an exception, or an exit: a word and what marks it.
  const count = flow.exitBehindFinally() === undefined ? 1 : 2;
  saveExact(e, e.depth - 2 - count);
  e.fp();
  e.slotAddress(e.depth);
  e.call("jitWithCleanup");
  raiseIfZero(e);
  e.state.pop(2 + count);
  takeFromFrame(e, count);
  return true;
}

/** Goes on when nothing waits for the end of the block. */
export function endFinally(e: Emitter, flow: Flow): boolean {
  if (e.state.handlers.length === 0) return leave(e);
  const exit = flow.exitBehindFinally();
  if (exit !== undefined) {
    popHandler(e);
    e.state.pop(exit.kind === "return" ? 1 : 2);
    return leaveBlocks(e, flow, exit);
  }
  const { out } = e;
  const top = e.temp(0);
  box(e, e.top());
  e.pushWord(e.top());
  out.tee(top);
  out.i32(NONE);
  out.op(W.i32_ne);
  out.if();
  out.get(top);
  out.i32(1);
  out.op(W.i32_and);
  exitIf(e, Status.ExitPlain);
  e.aside(() => {
    popHandler(e);
    save(e);
    out.get(top);
    e.call("jitRaiseAgain");
    raise(e);
  });
  out.end();
  popHandler(e);
  e.state.pop();
  return true;
}
