/** Calling any value with any arguments. */

import { BoardCost, LoopCost, ShortCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { kindOf, NULL, Ref } from "../memory/ref";
import { rootMark, rootReset, rootSlots } from "../memory/roots";
import { copyWords } from "../memory/words";
import { unwrap } from "../types/instance";
import { Cost } from "../vm/cost";
import { enterNative, leaveNative } from "../vm/depth";
import { invoke } from "../vm/invoke";
import { Usage } from "../vm/usage";
import { MANY, NativeFunction, STYLE_KEYWORDS } from "./native-function";
import { raise, raise1, raise2 } from "./raise";
import { isSubtype, TYPE_PYTHON, typeAt, typeName, typeOfKind } from "./type";

/** `n` positional arguments at `args`, then `nkw` pairs of name and value; all of them rooted there. */
export function call(callee: Ref, n: i32, nkw: i32, args: usize): Ref {
  const kind = kindOf(callee);
  if (kind == Kind.NativeFunction) return callNative(callee, n, nkw, args);
  if (kind == Kind.Function) return invoke(callee, n, nkw, args);
  if (kind == Kind.BoundMethod)
    return callBound(load<u32>(callee, 4), load<u32>(callee, 8), n, nkw, args);
  const slot = typeAt(typeOfKind(kind)).call;
  if (slot == 0) return raise1(M.notCallable, callee);
  if (!enterNative()) return NULL;
  if (BOARD) chargeCall(callee, kind, n);
  const result = call_indirect<Ref>(slot, callee, n, nkw, args);
  leaveNative();
  return result;
}

/** What the board takes to call what is neither a function of Python nor one of the runtime. */
function chargeCall(callee: Ref, kind: i32, n: i32): void {
  if (kind == Kind.MachineFunction) {
    Cost.short(ShortCost.callMachine);
    Cost.cycles(n * LoopCost.callMachineArgument);
  } else if (kind == Kind.Type && typeAt(callee).flags & TYPE_PYTHON) {
    Cost.charge(BoardCost.callClass);
    Cost.charge(BoardCost.callInit);
    if (n != 0) Cost.charge(BoardCost.initArguments);
    if (typeAt(callee).nativeKind == Kind.Exception) Cost.charge(BoardCost.missInit);
  } else {
    Cost.charge(BoardCost.callType);
    Cost.cycles(n * LoopCost.typeArgument);
  }
}

/** Calls with `self` in front of the arguments. */
export function callBound(callee: Ref, self: Ref, n: i32, nkw: i32, args: usize): Ref {
  Cost.short(ShortCost.callBound);
  const mark = rootMark();
  const all = rootSlots(1 + n + 2 * nkw);
  store<u32>(all, self);
  copyWords(all + 4, args, n + 2 * nkw);
  const result = call(callee, n + 1, nkw, all);
  rootReset(mark);
  return result;
}

/** Calls a function of the runtime, checking how many arguments it takes. */
export function callNative(callee: Ref, n: i32, nkw: i32, args: usize): Ref {
  const f = changetype<NativeFunction>(<usize>callee);
  const arity = f.arity;
  const style = (arity >> 16) & 0xff;
  if (nkw != 0 && style != STYLE_KEYWORDS) return raise(M.argsNoKeywords);
  if (!checkArity(arity, n)) return NULL;
  if (arity >> 24 != 0 && kindOf(load<u32>(args)) != <i32>(arity >> 24)) {
    if (!fitSelf(arity >> 24, args)) return NULL;
  }
  Usage.callable(callee);
  Cost.short(ShortCost.callNative);
  Cost.cycles(n * LoopCost.callArgument);
  if (style == STYLE_KEYWORDS) return call_indirect<Ref>(f.entry, n, nkw, args);
  switch (style) {
    case 0:
      return call_indirect<Ref>(f.entry);
    case 1:
      return call_indirect<Ref>(f.entry, load<u32>(args));
    case 2:
      return call_indirect<Ref>(f.entry, load<u32>(args), load<u32>(args, 4));
    case 3:
      return call_indirect<Ref>(f.entry, load<u32>(args), load<u32>(args, 4), load<u32>(args, 8));
    default:
      return call_indirect<Ref>(f.entry, n, args);
  }
}

/** A method's first argument is of another kind: a derived one, an instance around the right one, or wrong. */
function fitSelf(kind: Kind, args: usize): bool {
  const self = load<u32>(args);
  const native = unwrap(self);
  const type = typeOfKind(kind);
  if (native != self) store<u32>(args, native);
  if (isSubtype(typeOfKind(kindOf(native)), type)) return true;
  raise2(M.wrongSelf, typeName(type), self);
  return false;
}

function checkArity(arity: u32, n: i32): bool {
  const min = <i32>(arity & 0xff);
  const max = <i32>((arity >> 8) & 0xff);
  if (n >= min && (n <= max || max == MANY)) return true;
  return raiseArity(min, max, n);
}

/** Raises the TypeError about a wrong number of positional arguments; always false. */
export function raiseArity(min: i32, max: i32, n: i32): bool {
  if (min == max) raise2(M.argsPositional, min, n);
  else if (n < min) raise1(M.argsMissing, min - n);
  else raise2(M.argsAtMost, max, n);
  return false;
}

export function call0(callee: Ref): Ref {
  return call(callee, 0, 0, 0);
}

/** Calls with one argument, which is rooted here. */
export function call1(callee: Ref, a: Ref): Ref {
  const mark = rootMark();
  const args = rootSlots(2);
  store<u32>(args, a);
  store<u32>(args, callee, 4);
  const result = call(callee, 1, 0, args);
  rootReset(mark);
  return result;
}

export function call2(callee: Ref, a: Ref, b: Ref): Ref {
  const mark = rootMark();
  const args = rootSlots(3);
  store<u32>(args, a);
  store<u32>(args, b, 4);
  store<u32>(args, callee, 8);
  const result = call(callee, 2, 0, args);
  rootReset(mark);
  return result;
}

export function call3(callee: Ref, a: Ref, b: Ref, c: Ref): Ref {
  const mark = rootMark();
  const args = rootSlots(4);
  store<u32>(args, a);
  store<u32>(args, b, 4);
  store<u32>(args, c, 8);
  store<u32>(args, callee, 12);
  const result = call(callee, 3, 0, args);
  rootReset(mark);
  return result;
}
