/** What the `irq` methods of peripherals give: | header | parent | handler | hard |. */
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { allocateBlock } from "../../memory/heap";
import { describe, refAt } from "../../memory/layout";
import { kindOf, NONE, NULL, Ref, smallOf } from "../../memory/ref";
import { isCallable } from "../../modules/builtins/objects";
import {
  endArguments,
  optBool,
  optInt,
  optRef,
  startArguments,
} from "../../object/argument-reader";
import { checkPositional } from "../../object/arguments";
import { method1, methodArgs } from "../../object/native-function";
import { hasPending, raise, raise1 } from "../../object/raise";
import { reserveNames, typeAt, typeOfKind } from "../../object/type";
import { toI32 } from "../../types/number";
import { schedule } from "../../vm/schedule";
import { callHandler } from "../interrupts";

@unmanaged
class Irq {
  header: u32;
  parent: Ref;
  handler: Ref;
  hard: u32;
}

/** Per kind of parent: sets the trigger; gives the trigger, or the flags of the last interrupt. */
const SETTERS: usize = memory.data(256 * 4, 4);
const GETTERS: usize = memory.data(256 * 4, 4);

/** Says how the interrupts of a kind are set and asked about: `get(x, flags)`. */
export function describeIrq(
  kind: Kind,
  set: (x: Ref, trigger: i32) => void,
  get: (x: Ref, flags: bool) => i32,
): void {
  store<u32>(SETTERS + ((<usize>kind) << 2), set.index);
  store<u32>(GETTERS + ((<usize>kind) << 2), get.index);
}

export function initIrq(): void {
  describe(Kind.Irq, refAt(offsetof<Irq>("parent")) | refAt(offsetof<Irq>("handler")), 0);
  const type = typeOfKind(Kind.Irq);
  typeAt(type).call = irq_call.index;
  reserveNames(type, 2);
  method1(type, Q.flags, irq_flags);
  methodArgs(type, Q.trigger, 1, 2, irq_trigger);
}

function irqAt(x: Ref): Irq {
  return changetype<Irq>(<usize>x);
}

/** An object without a handler. NULL: an exception is pending. */
export function newIrq(parent: Ref): Ref {
  const x = allocateBlock(Kind.Irq);
  if (x == NULL) return NULL;
  irqAt(x).parent = parent;
  irqAt(x).handler = NONE;
  return x;
}

/**
 * Takes `handler, trigger, hard` for a parent whose triggers are among `allowed`; without arguments nothing is
 * changed. false: an exception is pending.
 */
export function configureIrq(x: Ref, allowed: i32, n: i32, nkw: i32, args: usize): bool {
  startArguments(n, nkw, args, 0);
  const handler = optRef(Q.handler, NONE);
  const trigger = optInt(Q.trigger, 0);
  const hard = optBool(Q.hard, false);
  if (!endArguments()) return false;
  if (n + nkw == 0) return true;
  if (handler != NONE && !isCallable(handler)) raise(M.irqHandler);
  else if ((trigger & ~allowed) != 0) raise1(M.irqTrigger, trigger & ~allowed);
  if (hasPending()) return false;
  setTrigger(x, 0);
  assignIrq(x, handler, hard);
  setTrigger(x, trigger);
  return true;
}

/** Sets the handler. */
export function assignIrq(x: Ref, handler: Ref, hard: bool): void {
  irqAt(x).handler = handler;
  irqAt(x).hard = u32(hard);
}

function setTrigger(x: Ref, trigger: i32): void {
  const parent = irqAt(x).parent;
  call_indirect<void>(load<u32>(SETTERS + ((<usize>kindOf(parent)) << 2)), parent, trigger);
}

function ask(x: Ref, flags: bool): i32 {
  const parent = irqAt(x).parent;
  return call_indirect<i32>(load<u32>(GETTERS + ((<usize>kindOf(parent)) << 2)), parent, flags);
}

/** Calls the handler, or has it called: in a handler of the processor. */
export function triggerIrq(x: Ref): void {
  const irq = irqAt(x);
  if (irq.handler == NONE) return;
  if (irq.hard == 0) {
    schedule(irq.handler, irq.parent);
    return;
  }
  if (callHandler(irq.handler, irq.parent)) return;
  setTrigger(x, 0);
  irq.handler = NONE;
}

function irq_call(x: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 0, 0)) return NULL;
  triggerIrq(x);
  return hasPending() ? NULL : NONE;
}

function irq_flags(x: Ref): Ref {
  return smallOf(ask(x, true));
}

function irq_trigger(n: i32, args: usize): Ref {
  const x = load<u32>(args);
  const before = ask(x, false);
  if (n == 2) {
    const trigger = toI32(load<u32>(args, 4));
    if (hasPending()) return NULL;
    setTrigger(x, trigger);
  }
  return smallOf(before);
}
