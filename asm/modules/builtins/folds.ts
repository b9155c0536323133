/** Builtins that reduce an iterable to one value: sum, min, max. */
import { LoopCost } from "../../generated/board-costs";
import { M } from "../../generated/messages";
import { BinaryOp } from "../../generated/operators";
import { Q } from "../../generated/qstrs";
import {
  boolRef,
  fitsSmall,
  isSmall,
  NULL,
  qstrRef,
  Ref,
  smallOf,
  smallValue,
  TRUE,
} from "../../memory/ref";
import { root, rootMark, rootReset, rootSlot, setRoot } from "../../memory/roots";
import { keywordArg } from "../../object/arguments";
import { call1 } from "../../object/call";
import { loopNext, loopStart } from "../../object/loop";
import { functionArgs, functionKeywords, MANY } from "../../object/native-function";
import { binaryOp } from "../../object/operators";
import { hasPending, raise } from "../../object/raise";
import { intToFloat } from "../../types/bigint-float";
import { floatValue, isFloat, newFloat } from "../../types/float";
import { defineInModule } from "../../types/module";
import { Precision } from "../../types/precision";
import { Cost } from "../../vm/cost";

/** Adds them to the module `builtins`. */
export function defineFolds(module: Ref): void {
  defineInModule(module, Q.sum, functionArgs(Q.sum, 1, 2, builtin_sum));
  defineInModule(module, Q.min, functionKeywords(Q.min, 1, MANY, builtin_min));
  defineInModule(module, Q.max, functionKeywords(Q.max, 1, MANY, builtin_max));
}

function builtin_sum(n: i32, args: usize): Ref {
  const mark = rootMark();
  const total = rootSlot(n > 1 ? load<u32>(args, 4) : smallOf(0));
  const loop = loopStart(load<u32>(args));
  if (loop == 0) return NULL;
  let item = loopNext(loop);
  while (item != NULL) {
    Cost.cycles(LoopCost.foldItem);
    const value = load<u32>(total);
    if (isFloat(value) && isReal(item)) {
      item = sumFloats(total, item, loop);
    } else {
      setRoot(total, sumOf(value, item));
      item = load<u32>(total) == NULL ? NULL : loopNext(loop);
    }
  }
  if (hasPending()) return NULL;
  rootReset(mark);
  return load<u32>(total);
}

function isReal(x: Ref): bool {
  return isSmall(x) || isFloat(x);
}

/** Adds a run of floats and small ints without making an object of each sum; returns the item behind it. */
function sumFloats(total: usize, first: Ref, loop: usize): Ref {
  let sum = floatValue(load<u32>(total));
  let item = first;
  while (item != NULL && isReal(item)) {
    Cost.cycles(LoopCost.foldItem);
    // The board makes an object of each sum.
    Cost.allocation(1);
    sum = Precision.round(sum + (isSmall(item) ? intToFloat(item) : floatValue(item)));
    item = loopNext(loop);
  }
  const mark = rootMark();
  root(item);
  const value = newFloat(sum);
  setRoot(total, value);
  rootReset(mark);
  return value == NULL ? NULL : item;
}

function sumOf(a: Ref, b: Ref): Ref {
  if (isSmall(a) && isSmall(b)) {
    const sum = smallValue(a) + smallValue(b);
    if (fitsSmall(sum)) return smallOf(sum);
  }
  const mark = rootMark();
  root(b);
  const sum = binaryOp(BinaryOp.Add, a, b);
  rootReset(mark);
  return sum;
}

function builtin_min(n: i32, nkw: i32, args: usize): Ref {
  return best(BinaryOp.Less, n, nkw, args);
}

function builtin_max(n: i32, nkw: i32, args: usize): Ref {
  return best(BinaryOp.More, n, nkw, args);
}

/** The first of the best items: the `n` arguments, or what the only one iterates over. */
function best(op: BinaryOp, n: i32, nkw: i32, args: usize): Ref {
  const mark = rootMark();
  const key = nkw == 0 ? NULL : keywordArg(qstrRef(Q.key), n, nkw, args);
  const winner = rootSlot(NULL);
  rootSlot(NULL);
  if (n > 1) {
    for (let i = 0; i < n; i++) {
      if (!compete(op, key, load<u32>(args + ((<usize>i) << 2)), winner)) return NULL;
    }
  } else if (!bestOf(op, key, load<u32>(args), winner)) {
    return NULL;
  }
  rootReset(mark);
  if (load<u32>(winner) != NULL) return load<u32>(winner);
  const value = nkw == 0 ? NULL : keywordArg(qstrRef(Q.default_), n, nkw, args);
  return value != NULL ? value : raise(M.emptySequence);
}

function bestOf(op: BinaryOp, key: Ref, iterable: Ref, winner: usize): bool {
  const loop = loopStart(iterable);
  if (loop == 0) return false;
  let item = loopNext(loop);
  while (item != NULL) {
    Cost.cycles(LoopCost.foldItem - LoopCost.compareItem);
    if (!compete(op, key, item, winner)) return false;
    item = loopNext(loop);
  }
  return !hasPending();
}

/** Puts an item and its key in place of the winner's when it beats it. false: an exception is pending. */
function compete(op: BinaryOp, key: Ref, item: Ref, winner: usize): bool {
  const mark = rootMark();
  root(item);
  const value = key == NULL ? item : call1(key, item);
  if (value == NULL) return false;
  root(value);
  Cost.cycles(LoopCost.compareItem);
  const answer = load<u32>(winner) == NULL ? TRUE : relation(op, value, load<u32>(winner, 4));
  if (answer == NULL) return false;
  if (answer == TRUE) {
    store<u32>(winner, item);
    store<u32>(winner, value, 4);
  }
  rootReset(mark);
  return true;
}

function relation(op: BinaryOp, a: Ref, b: Ref): Ref {
  if (!isSmall(a) || !isSmall(b)) return binaryOp(op, a, b);
  return boolRef(op == BinaryOp.Less ? <i32>a < <i32>b : <i32>a > <i32>b);
}
