/** The methods of list. */

import { BoardCost, LoopCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { NONE, NULL, Ref } from "../memory/ref";
import { machineInt, needMachineInt, sequenceIndex } from "../object/machine-int";
import {
  MANY,
  method1,
  method2,
  method3,
  methodArgs,
  methodKeywords,
} from "../object/native-function";
import { hasPending, raise } from "../object/raise";
import { findItem, sequenceCount, sequenceIndexOf } from "../object/sequence";
import { reserveNames, typeOfKind } from "../object/type";
import { Cost } from "../vm/cost";
import { listAppend, listAt, listExtend, listFrom, listItems, listRemoveAt } from "./list";
import { sortList } from "./list-sort";

export function initListMethods(): void {
  const type = typeOfKind(Kind.List);
  reserveNames(type, 11);
  method2(type, Q.append, list_append);
  method1(type, Q.clear, list_clear);
  method1(type, Q.copy, list_copy);
  method2(type, Q.count, sequenceCount);
  method2(type, Q.extend, list_extend);
  methodArgs(type, Q.index, 2, 4, sequenceIndexOf);
  method3(type, Q.insert, list_insert);
  methodArgs(type, Q.pop, 1, 2, list_pop);
  method2(type, Q.remove, list_remove);
  method1(type, Q.reverse, list_reverse);
  methodKeywords(type, Q.sort, 1, MANY, sortList);
}

function list_append(self: Ref, value: Ref): Ref {
  return listAppend(self, value) ? NONE : NULL;
}

function list_clear(self: Ref): Ref {
  listAt(self).length = 0;
  listAt(self).items = NULL;
  return NONE;
}

function list_copy(self: Ref): Ref {
  return listFrom(listAt(self).length, listItems(self));
}

function list_extend(self: Ref, iterable: Ref): Ref {
  Cost.charge(BoardCost.extend);
  return listExtend(self, iterable) ? NONE : NULL;
}

function list_insert(self: Ref, index: Ref, value: Ref): Ref {
  if (!needMachineInt(index)) return NULL;
  const n = listAt(self).length;
  const i = min<i32>(n, max<i32>(0, machineInt < 0 ? machineInt + n : machineInt));
  if (!listAppend(self, NONE)) return NULL;
  const at = listItems(self) + ((<usize>i) << 2);
  memory.copy(at + 4, at, (<usize>(n - i)) << 2);
  store<u32>(at, value);
  return NONE;
}

function list_pop(n: i32, args: usize): Ref {
  const self = load<u32>(args);
  const length = listAt(self).length;
  if (length == 0) return raise(M.popEmptyList);
  if (n == 1) return listRemoveAt(self, length - 1);
  const i = sequenceIndex(self, load<u32>(args, 4), length);
  return i < 0 ? NULL : listRemoveAt(self, i);
}

function list_remove(self: Ref, value: Ref): Ref {
  const i = findItem(self, value, 0, i32.MAX_VALUE, LoopCost.indexItem);
  if (i < 0) return hasPending() ? NULL : raise(M.notInSequence);
  // The comparison may have shortened the list.
  if (i < listAt(self).length) listRemoveAt(self, i);
  return NONE;
}

function list_reverse(self: Ref): Ref {
  const n = listAt(self).length;
  if (n < 2) return NONE;
  let low = listItems(self);
  let high = low + ((<usize>(n - 1)) << 2);
  while (low < high) {
    const word = load<u32>(low);
    store<u32>(low, load<u32>(high));
    store<u32>(high, word);
    low += 4;
    high -= 4;
  }
  return NONE;
}
