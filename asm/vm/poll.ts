/**
 * Safepoints. The interpreter leaves its loop after so many backward jumps and calls; here is decided what
 * happens before it is entered again: Ctrl-C, the budget, scheduled calls, finalisers.
 */
import { Exc } from "../generated/exceptions";
import * as host from "../host";
import { compileReady } from "../jit/tier";
import { NULL } from "../memory/ref";
import { runFinalisers } from "../object/finaliser";
import { hasPending, raiseValue } from "../object/raise";
import { currentFrame, frameAt } from "./frame";
import { Fuel } from "./fuel";
import { runScheduled } from "./schedule";

/** A word that the host may set at any time, from another thread too: 1 asks for KeyboardInterrupt. */
export const INTERRUPT: usize = memory.data(4, 4);

/**
 * Does what is due between two slices. The frame's ip is at the instruction to come: an exception counts as
 * that instruction's own.
 */
export function pollBetweenSlices(): void {
  servePoll();
  if (hasPending()) frameAt(currentFrame).ip++;
}

/** Does what is due. An exception that it raises is left pending; the interpreter finds it on entry. */
export function servePoll(): void {
  Fuel.refill();
  host.poll();
  compileReady();
  if (load<i32>(INTERRUPT) != 0) {
    store<i32>(INTERRUPT, 0);
    raiseValue(Exc.KeyboardInterrupt, NULL);
    return;
  }
  runFinalisers();
  runScheduled();
}

/** A safepoint in a builtin function, if one is due. false: an exception is pending. */
export function pollInNative(): bool {
  if (Fuel.left >= 0) return true;
  servePoll();
  return !hasPending();
}
