/**
 * Safepoints. The interpreter leaves its loop after so many backward jumps and calls; here is decided what
 * happens before it is entered again: Ctrl-C, the budget, scheduled calls, finalisers.
 */
import { interruptDue, serveInterrupts } from "../board/interrupts";
import { chargeTick } from "../board/ticks";
import { cpu } from "../cpu/registers";
import { Exc } from "../generated/exceptions";
import * as host from "../host";
import { compileReady, dropReserve, resumeFuel } from "../jit/tier";
import { NULL } from "../memory/ref";
import { runFinalisers } from "../object/finaliser";
import { hasPending, raiseValue } from "../object/raise";
import { Cost } from "./cost";
import { currentFrame, frameAt } from "./frame";
import { BOARD_SLICE, Fuel, SLICE } from "./fuel";
import { hasScheduled, runScheduled } from "./schedule";

/** A word that the host may set at any time, from another thread too: 1 asks for KeyboardInterrupt. */
export const INTERRUPT: usize = memory.data(4, 4);

/**
 * Does what is due between two slices. The frame's ip is at the instruction to come: an exception counts as that
 * instruction's own, and so does the place for who asks meanwhile where the program is.
 */
export function pollBetweenSlices(): void {
  const frame = frameAt(currentFrame);
  frame.ip++;
  servePoll();
  if (!hasPending()) frame.ip--;
}

/** What the firmware's clock takes, and what the program has made of the flash's. */
function notePassed(): void {
  chargeTick();
  Cost.followLatency();
}

/** Does what is due. An exception that it raises is left pending; the interpreter finds it on entry. */
export function servePoll(): void {
  if (BOARD) {
    notePassed();
    serveInterrupts();
    if (hasPending()) return;
  }
  if (serveHost(BOARD_SLICE)) runDeferred();
}

/** Gives the host its turn, on the board once in so many jumps. false: an exception is pending. */
export function serveHost(since: i32): bool {
  Fuel.refill();
  dropReserve();
  if (!BOARD || takeTurn(since)) {
    host.poll();
    compileReady();
  }
  if (load<i32>(INTERRUPT) == 0) return true;
  store<i32>(INTERRUPT, 0);
  raiseValue(Exc.KeyboardInterrupt, NULL);
  return false;
}

/** Runs finalisers and scheduled calls, but in a handler. */
export function runDeferred(): void {
  if (BOARD && cpu.ipsr != 0) return;
  runFinalisers();
  runScheduled();
}

/** Jumps on the board since the host's last turn. */
let jumps: i32 = 0;

/** Whether it is the host's turn on the board. */
function takeTurn(since: i32): bool {
  jumps += since;
  if (jumps < SLICE) return false;
  jumps = 0;
  return true;
}

/** On the board: whether the interpreter has to leave its loop, or gets more fuel at once. */
export function isBoardDue(): bool {
  notePassed();
  if (interruptDue() || load<i32>(INTERRUPT) != 0 || hasScheduled()) return true;
  jumps += BOARD_SLICE;
  if (jumps >= SLICE) return true;
  Fuel.refill();
  return false;
}

/** A safepoint in a builtin function, if one is due. false: an exception is pending. */
export function pollInNative(): bool {
  if (Fuel.left >= 0) return true;
  resumeFuel();
  if (Fuel.left >= 0) return true;
  servePoll();
  return !hasPending();
}
