import { BoardCost } from "../../generated/board-costs";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { FALSE, NULL, Ref, TRUE } from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import { getIter, next, nextOrStop } from "../../object/iterate";
import { loopNext, loopStart } from "../../object/loop";
import { function1, functionArgs, functionKeywords, MANY } from "../../object/native-function";
import { lengthOf, truth } from "../../object/operators";
import { hasPending, raise } from "../../object/raise";
import { typeOfKind } from "../../object/type";
import { newCallableIterator } from "../../types/callable-iterator";
import { listFromIterable } from "../../types/list";
import { sortList } from "../../types/list-sort";
import { defineInModule } from "../../types/module";
import { Cost } from "../../vm/cost";

/** Adds them to the module `builtins`. */
export function defineSequences(module: Ref): void {
  defineInModule(module, Q.list, typeOfKind(Kind.List));
  defineInModule(module, Q.tuple, typeOfKind(Kind.Tuple));
  defineInModule(module, Q.dict, typeOfKind(Kind.Dict));
  defineInModule(module, Q.set, typeOfKind(Kind.Set));
  defineInModule(module, Q.frozenset, typeOfKind(Kind.Frozenset));
  defineInModule(module, Q.range, typeOfKind(Kind.Range));
  defineInModule(module, Q.slice, typeOfKind(Kind.Slice));
  defineInModule(module, Q.enumerate, typeOfKind(Kind.Enumerate));
  defineInModule(module, Q.zip, typeOfKind(Kind.Zip));
  defineInModule(module, Q.map, typeOfKind(Kind.Map));
  defineInModule(module, Q.filter, typeOfKind(Kind.Filter));
  defineInModule(module, Q.reversed, typeOfKind(Kind.Reversed));
  defineInModule(module, Q.len, function1(Q.len, lengthOf));
  defineInModule(module, Q.all, function1(Q.all, builtin_all));
  defineInModule(module, Q.any, function1(Q.any, builtin_any));
  defineInModule(module, Q.iter, functionArgs(Q.iter, 1, 2, builtin_iter));
  defineInModule(module, Q.next, functionArgs(Q.next, 1, 2, builtin_next));
  defineInModule(module, Q.sorted, functionKeywords(Q.sorted, 1, MANY, builtin_sorted));
}

function builtin_all(x: Ref): Ref {
  return firstWithTruth(x, false, FALSE, TRUE);
}

function builtin_any(x: Ref): Ref {
  return firstWithTruth(x, true, TRUE, FALSE);
}

/** `found` when an item is as wanted, else `none`. */
function firstWithTruth(x: Ref, wanted: bool, found: Ref, none: Ref): Ref {
  const mark = rootMark();
  const loop = loopStart(x);
  if (loop == 0) return NULL;
  let value = loopNext(loop);
  while (value != NULL) {
    root(value);
    const yes = truth(value);
    Cost.charge(BoardCost.testItem);
    if (hasPending()) return NULL;
    if (yes == wanted) {
      rootReset(mark);
      return found;
    }
    rootReset(loop + 16);
    value = loopNext(loop);
  }
  if (hasPending()) return NULL;
  rootReset(mark);
  return none;
}

function builtin_iter(n: i32, args: usize): Ref {
  if (n == 1) return getIter(load<u32>(args));
  return newCallableIterator(load<u32>(args), load<u32>(args, 4));
}

function builtin_next(n: i32, args: usize): Ref {
  if (n == 1) return nextOrStop(load<u32>(args));
  const value = next(load<u32>(args));
  return value != NULL || hasPending() ? value : load<u32>(args, 4);
}

function builtin_sorted(n: i32, nkw: i32, args: usize): Ref {
  Cost.charge(BoardCost.sorted);
  if (n > 1) return raise(M.sortedKey);
  const list = listFromIterable(load<u32>(args));
  if (list == NULL) return NULL;
  // The list takes the iterable's place among the arguments, and is rooted there.
  store<u32>(args, list);
  return sortList(n, nkw, args) == NULL ? NULL : list;
}
