/** `machine.PinBase`, from which a program's own pins derive, and `machine.Signal`: | header | pin | invert |. */
import { Kind } from "../../generated/kinds";
import { Q } from "../../generated/qstrs";
import { allocateBlock } from "../../memory/heap";
import { describe, refAt } from "../../memory/layout";
import { isKind, NONE, NULL, qstrRef, Ref, smallOf } from "../../memory/ref";
import { root, rootMark, rootReset, rootSlots } from "../../memory/roots";
import { checkPositional, keywordArg } from "../../object/arguments";
import { loadMethod } from "../../object/attribute";
import { call } from "../../object/call";
import { method1, methodArgs } from "../../object/native-function";
import { truth } from "../../object/operators";
import { hasPending } from "../../object/raise";
import { reserveNames, typeAt, typeOfKind } from "../../object/type";
import { readPin, writePin } from "../port";
import { pinAt } from "./pin";

@unmanaged
class Signal {
  header: u32;
  pin: Ref;
  invert: u32;
}

export function initSignal(): void {
  describe(Kind.Signal, refAt(offsetof<Signal>("pin")), 0);
  typeAt(typeOfKind(Kind.PinBase)).make = pinBase_make.index;
  const type = typeOfKind(Kind.Signal);
  typeAt(type).make = signal_make.index;
  typeAt(type).call = signal_call.index;
  reserveNames(type, 3);
  methodArgs(type, Q.value, 1, 2, signal_value);
  method1(type, Q.on, signal_on);
  method1(type, Q.off, signal_off);
}

function pinBase_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  return allocateBlock(Kind.PinBase);
}

function signalAt(x: Ref): Signal {
  return changetype<Signal>(<usize>x);
}

/** Whether a value can be asked for its level. */
export function isPinLike(x: Ref): bool {
  return isKind(x, Kind.Pin) || isKind(x, Kind.Signal) || isKind(x, Kind.Instance);
}

/** `Signal(pin, *, invert=False)`, or the arguments of a pin. */
function signal_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  const inverted = keywordArg(qstrRef(Q.invert), n, nkw, args);
  const invert = inverted != NULL && truth(inverted);
  const mark = rootMark();
  let pin: Ref = NULL;
  if (n > 0 && isPinLike(load<u32>(args))) {
    if (!checkPositional(n, inverted == NULL ? nkw : nkw - 1, 1, 1)) return NULL;
    pin = load<u32>(args);
  } else pin = makePin(n, nkw, args, invert);
  if (pin == NULL) return NULL;
  root(pin);
  const x = allocateBlock(Kind.Signal);
  if (x == NULL) return NULL;
  rootReset(mark);
  signalAt(x).pin = pin;
  signalAt(x).invert = u32(invert);
  return x;
}

/** A pin of the arguments without `invert`; its value is the signal's. */
function makePin(n: i32, nkw: i32, args: usize, invert: bool): Ref {
  const slots = rootSlots(n + nkw * 2);
  let to = slots;
  for (let i = 0; i < n; i++, to += 4) store<u32>(to, load<u32>(args + ((<usize>i) << 2)));
  let named = 0;
  for (let i = 0; i < nkw; i++) {
    const pair = args + ((<usize>(n + i * 2)) << 2);
    if (load<u32>(pair) == qstrRef(Q.invert)) continue;
    const turned = invert && load<u32>(pair) == qstrRef(Q.value);
    const value = load<u32>(pair, 4);
    store<u32>(to, load<u32>(pair));
    store<u32>(to, turned ? smallOf(truth(value) ? 0 : 1) : value, 4);
    to += 8;
    named++;
  }
  return call(typeOfKind(Kind.Pin), n, named, slots);
}

/** The level of something like a pin; look at the pending exception. */
export function readLevel(pin: Ref): u32 {
  if (isKind(pin, Kind.Pin)) return readPin(pinAt(pin).port, pinAt(pin).bit);
  if (isKind(pin, Kind.Signal)) return readLevel(signalAt(pin).pin) ^ signalAt(pin).invert;
  const result = callValue(pin, NULL);
  return result != NULL && truth(result) ? 1 : 0;
}

function writeLevel(pin: Ref, level: u32): void {
  if (isKind(pin, Kind.Pin)) writePin(pinAt(pin).port, pinAt(pin).bit, level != 0);
  else if (isKind(pin, Kind.Signal)) writeLevel(signalAt(pin).pin, level ^ signalAt(pin).invert);
  else callValue(pin, smallOf(level));
}

/** Calls `value` of a program's own pin. */
function callValue(pin: Ref, level: Ref): Ref {
  const mark = rootMark();
  const slots = rootSlots(3);
  if (!loadMethod(pin, qstrRef(Q.value), slots)) return NULL;
  const hasSelf = load<u32>(slots, 4) != NULL;
  store<u32>(slots, level, 8);
  const n = (level == NULL ? 0 : 1) + i32(hasSelf);
  const result = call(load<u32>(slots), n, 0, hasSelf ? slots + 4 : slots + 8);
  if (result != NULL) rootReset(mark);
  return result;
}

function signal_call(x: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 0, 1)) return NULL;
  if (n == 0) {
    const level = readLevel(x);
    return hasPending() ? NULL : smallOf(level);
  }
  writeLevel(x, truth(load<u32>(args)) ? 1 : 0);
  return hasPending() ? NULL : NONE;
}

function signal_value(n: i32, args: usize): Ref {
  return signal_call(load<u32>(args), n - 1, 0, args + 4);
}

function signal_on(x: Ref): Ref {
  writeLevel(x, 1);
  return hasPending() ? NULL : NONE;
}

function signal_off(x: Ref): Ref {
  writeLevel(x, 0);
  return hasPending() ? NULL : NONE;
}
