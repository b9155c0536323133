/** `dir`: the names that attribute access would find, without running any code of the program. */
import { Kind } from "../generated/kinds";
import { Q } from "../generated/qstrs";
import { DELETED, isKind, kindOf, NULL, qstrRef, Ref, UNSUPPORTED } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { dictTable } from "../types/dict";
import { callMember, ownAttribute, specialMethod, unwrap } from "../types/instance";
import { listAppend, newList } from "../types/list";
import { currentFrame } from "../vm/frame";
import { findInClass } from "./attribute";
import { isIterator } from "./iterate";
import { mapKeyAt, mapUsed } from "./map-table";
import { namesOf } from "./names";
import { qstrCount } from "./qstr";
import { hasPending, takePending } from "./raise";
import { TYPE_PYTHON, typeAt, typeOf, typeOfKind } from "./type";

/** A list of the names of the object at `args`, or without one of the names in the running frame. */
export function namesOfObject(n: i32, args: usize): Ref {
  if (n == 1) {
    const own = dirMethod(load<u32>(args));
    if (own != NULL || hasPending()) return own;
  }
  const mark = rootMark();
  const list = newList(0);
  if (list == NULL) return NULL;
  root(list);
  if (n == 0 ? !addKeys(list, namesOf(currentFrame)) : !addNames(list, load<u32>(args)))
    return NULL;
  rootReset(mark);
  return list;
}

/** What `__dir__` of a class made in Python gives, or NULL. */
function dirMethod(x: Ref): Ref {
  if ((typeAt(typeOf(x)).flags & TYPE_PYTHON) == 0) return NULL;
  const method = specialMethod(x, qstrRef(Q.__dir__));
  return method == NULL ? NULL : callMember(method, x, 0, NULL, NULL);
}

function addKeys(list: Ref, dict: Ref): bool {
  const table = dictTable(dict);
  for (let i: u32 = 0; i < mapUsed(table); i++) {
    const key = mapKeyAt(table, i);
    if (key != DELETED && !listAppend(list, key)) return false;
  }
  return true;
}

function addNames(list: Ref, x: Ref): bool {
  for (let id = 1; id <= qstrCount(); id++) {
    const name = qstrRef(id);
    if (hasName(x, name) && !listAppend(list, name)) return false;
  }
  return true;
}

function hasName(x: Ref, name: Ref): bool {
  if (name == qstrRef(Q.__class__)) return true;
  if (isKind(x, Kind.Type)) return typeHasName(x, name);
  if (name == qstrRef(Q.__next__) && !isKind(x, Kind.Instance) && isIterator(x)) return true;
  const type = typeOf(x);
  if (findInClass(type, name) != NULL) return true;
  if (typeAt(type).flags & TYPE_PYTHON) {
    if (name == qstrRef(Q.__dict__) || ownAttribute(x, name) != NULL) return true;
  }
  const owner = unwrap(x);
  const slot = typeAt(typeOfKind(kindOf(owner))).loadAttr;
  if (slot == 0 || isKind(owner, Kind.Super)) return false;
  const value = call_indirect<Ref>(slot, owner, name);
  if (hasPending()) takePending();
  return value != NULL && value != UNSUPPORTED;
}

function typeHasName(type: Ref, name: Ref): bool {
  return (
    name == qstrRef(Q.__name__) ||
    name == qstrRef(Q.__bases__) ||
    name == qstrRef(Q.__dict__) ||
    findInClass(type, name) != NULL
  );
}
