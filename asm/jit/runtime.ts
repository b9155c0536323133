/**
 * What compiled code calls. The frame is saved (ip behind the instruction, sp behind its operands) before any of
 * these that may collect or raise; 0 as the result means what STATUS says.
 */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { isKind, isPointer, NONE, NULL, Ref } from "../memory/ref";
import { importFrom, importModule } from "../modules/import";
import { loadMethod } from "../object/attribute";
import { loadCachedMethod, storeAttrAt } from "../object/attribute-cache";
import { getIter } from "../object/iterate";
import { hintAt } from "../object/lookup-cache";
import { mapEntry, mapUsed } from "../object/map-table";
import { deleteGlobal, loadGlobal, loadName, storeGlobal, storeName } from "../object/names";
import { truth, unaryOp } from "../object/operators";
import { hasPending, raise } from "../object/raise";
import { strObject } from "../object/str";
import { dictSet, newDict } from "../types/dict";
import { newFloat } from "../types/float";
import { floorDivide, modulo, powerOf } from "../types/float-arithmetic";
import { newFunction } from "../types/function";
import { listAppend, listFrom } from "../types/list";
import { setAdd, setFrom } from "../types/set";
import { loadSuperMethod } from "../types/super";
import { tupleFrom } from "../types/tuple";
import { enterNative, leaveNative, nativeDepth } from "../vm/depth";
import { childOf, currentFrame, frameAt } from "../vm/frame";
import {
  leaveGenerator,
  resume,
  STEP_ERROR,
  STEP_YIELDED_OUT,
  yieldedValue,
  yieldFrom,
} from "../vm/generators";
import { ITER_GENERATOR, iterNext, iterStart } from "../vm/iter-slots";
import { buildSlice } from "../vm/subscript";
import { unpackEx, unpackSequence } from "../vm/unpack";
import { catchAt, raiseAgain, raiseAny, reraise } from "../vm/unwind";
import { setupWith, withCleanup } from "../vm/with";
import { goOn } from "./resume";
import { Status, setStatus, takeStatus } from "./state";

export function jitUnary(op: i32, x: Ref): Ref {
  return unaryOp(op, x);
}

/** 0 or 1; -1: an exception is pending. */
export function jitTruth(x: Ref): i32 {
  const yes = truth(x);
  return isPointer(x) && hasPending() ? -1 : i32(yes);
}

export function jitLoadName(fp: usize, name: Ref): Ref {
  return loadName(fp, name);
}

export function jitStoreName(fp: usize, name: Ref, value: Ref): i32 {
  return i32(storeName(fp, name, value));
}

export function jitLoadGlobal(fp: usize, name: Ref, ip: usize): Ref {
  const table = load<u32>(frameAt(fp).globals, 4);
  const hint = hintAt(ip);
  if (hint < mapUsed(table)) {
    const entry = mapEntry(table, hint);
    if (load<u32>(entry) == name) return load<u32>(entry, 4);
  }
  return loadGlobal(frameAt(fp).globals, name, ip);
}

export function jitStoreGlobal(fp: usize, name: Ref, value: Ref, ip: usize): i32 {
  return i32(storeGlobal(frameAt(fp).globals, name, value, ip));
}

export function jitDeleteGlobal(fp: usize, name: Ref): i32 {
  return i32(deleteGlobal(frameAt(fp).globals, name));
}

export function jitStoreAttr(x: Ref, name: Ref, value: Ref, ip: usize): i32 {
  return i32(storeAttrAt(x, name, value, ip));
}

/** LOAD_METHOD: function and self go to `to`. */
export function jitLoadMethod(x: Ref, name: Ref, to: usize): i32 {
  return i32(loadCachedMethod(x, name, to) || loadMethod(x, name, to));
}

/** LOAD_SUPER_METHOD: function and self go to `to`. */
export function jitLoadSuperMethod(type: Ref, self: Ref, name: Ref, to: usize): i32 {
  return i32(loadSuperMethod(type, self, name, to));
}

/** The generator in this frame, which is saved, gives a value: what its code returns then. */
export function jitYield(fp: usize, value: Ref): Ref {
  if (leaveGenerator(fp, value)) return value;
  setStatus(Status.Frame);
  return NULL;
}

/**
 * `yield from` in this frame, which is saved: JIT_DONE when it has its result, which lies on the stack; else what the
 * generator's code returns.
 */
export function jitYieldFrom(fp: usize): Ref {
  const step = yieldFrom(fp);
  if (step == STEP_YIELDED_OUT) return yieldedValue();
  if (step == STEP_ERROR) return NULL;
  if (currentFrame == fp) return JIT_DONE;
  setStatus(Status.Frame);
  return NULL;
}

export function jitTuple(n: u32, items: usize): Ref {
  return tupleFrom(n, items);
}

export function jitList(n: u32, items: usize): Ref {
  return listFrom(n, items);
}

export function jitSet(n: u32, items: usize): Ref {
  return setFrom(n, items);
}

export function jitDict(n: u32): Ref {
  return newDict(n);
}

export function jitSlice(ip: usize, bounds: usize, n: u32): Ref {
  return buildSlice(ip, bounds, n);
}

/** STORE_COMP on a container of the kind that the operand says. */
export function jitStoreComp(kind: i32, container: Ref, top: Ref, value: Ref): i32 {
  if (!isKind(container, kind == 0 ? Kind.List : kind == 1 ? Kind.Dict : Kind.Set)) {
    raise(M.incompatibleMpy);
    return 0;
  }
  if (kind == 0) return i32(listAppend(container, top));
  return i32(kind == 1 ? dictSet(container, top, value) : setAdd(container, top));
}

export function jitUnpack(x: Ref, n: u32, to: usize): i32 {
  return i32(unpackSequence(x, n, to));
}

export function jitUnpackEx(x: Ref, left: u32, right: u32, to: usize): i32 {
  return i32(unpackEx(x, left, right, to));
}

/** MAKE_FUNCTION and its like: `closure` cells lie at `cells`, 0 for none. */
export function jitFunction(
  fp: usize,
  child: u32,
  defaults: Ref,
  kwDefaults: Ref,
  count: i32,
  cells: usize,
): Ref {
  const code = childOf(fp, child);
  let closure: Ref = NULL;
  if (cells != 0) {
    closure = tupleFrom(count, cells);
    if (closure == NULL) return NULL;
  }
  return newFunction(code, frameAt(fp).globals, defaults, kwDefaults, closure);
}

export function jitIterStart(x: Ref, slots: usize): i32 {
  return i32(iterStart(x, slots));
}

export function jitGetIter(x: Ref): Ref {
  return getIter(x);
}

/** How deeply generators that compiled code runs may nest; the same in src/jit-wasm/generators.ts. */
const MAX_GENERATOR_DEPTH: i32 = 60;

/**
 * The next value of an iteration, 0 at the end, JIT_FAILED with an exception pending, JIT_LEAVE when the interpreter
 * is to do it.
 */
export function jitIterNext(slots: usize): Ref {
  let value: Ref = NULL;
  if (load<u32>(slots) == ITER_GENERATOR) {
    // Deep chains of generators are for the interpreter, which takes no stack of the host for them.
    if (nativeDepth() >= MAX_GENERATOR_DEPTH) return JIT_LEAVE;
    value = resume(load<u32>(slots, 4), NONE);
  } else value = iterNext(slots);
  return value == NULL && hasPending() ? JIT_FAILED : value;
}

/** A generator that compiled code resumed for a `for` loop gave no value: what `jitIterNext` gives. */
export function jitResumeFailed(): Ref {
  if (!enterNative()) return JIT_FAILED;
  const value = goOn(takeStatus());
  leaveNative();
  return value == NULL && hasPending() ? JIT_FAILED : value;
}

export const JIT_FAILED: Ref = 0x4e;
export const JIT_LEAVE: Ref = 0x56;
export const JIT_DONE: Ref = 0x5e;

/** SETUP_WITH; 0: an exception is pending. */
export function jitSetupWith(fp: usize, handler: usize, sp: usize): usize {
  return setupWith(fp, handler, sp);
}

/** WITH_CLEANUP; 0: an exception is pending. */
export function jitWithCleanup(fp: usize, sp: usize): usize {
  return withCleanup(fp, sp);
}

export function jitRaise(x: Ref): void {
  raiseAny(x);
}

/** An exception goes on that a handler of the frame has stopped. */
export function jitRaiseAgain(exception: Ref): void {
  raiseAgain(exception);
}

/** The frame, which is saved, has a handler for the pending exception: that is to run next. */
export function jitCatch(fp: usize): void {
  catchAt(fp);
}

export function jitReraise(fp: usize): void {
  reraise(fp);
}

/** `x ** y` for x above 0. */
export function jitPower(x: f64, y: f64): f64 {
  return powerOf(x, y);
}

/** `x % y` and `x // y` for y above 0. */
export function jitModulo(x: f64, y: f64): f64 {
  return modulo(x, y);
}

export function jitFloorDivide(x: f64, y: f64): f64 {
  return floorDivide(x, y);
}

export function jitFloat(value: f64): Ref {
  return newFloat(value);
}

/** Writes a float into a slot of the frame; without memory for it NULL, with an exception pending. */
export function jitBoxInto(slot: usize, value: f64): void {
  store<u32>(slot, newFloat(value));
}

export function jitImportName(fp: usize, name: Ref, fromlist: Ref, level: Ref): Ref {
  return importModule(name, fromlist, level, frameAt(fp).globals);
}

export function jitImportFrom(module: Ref, name: Ref): Ref {
  return importFrom(module, name);
}

export function jitUnbound(): void {
  raise(M.localUnbound);
}

/** The str object of an interned string; for the compiler. */
export function textOfName(name: Ref): Ref {
  return strObject(name);
}
