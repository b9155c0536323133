/** Builtins about objects and their classes. */

import { BoardCost } from "../../generated/board-costs";
import { Exc } from "../../generated/exceptions";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import {
  boolRef,
  ELLIPSIS,
  FALSE,
  isKind,
  isQstr,
  kindOf,
  NONE,
  NOT_IMPLEMENTED,
  NULL,
  Ref,
  smallOf,
  TRUE,
} from "../../memory/ref";
import { rootMark, rootReset } from "../../memory/roots";
import { loadAttr, loadAttrOrNull, storeAttr } from "../../object/attribute";
import { namesOfObject } from "../../object/dir";
import { hashOf } from "../../object/equality";
import { function1, function2, function3, functionArgs } from "../../object/native-function";
import { intern } from "../../object/qstr";
import { catchPending, hasPending, raise, raise1 } from "../../object/raise";
import { isStr } from "../../object/str";
import { isSubtype, isType, typeAt, typeOf, typeOfKind } from "../../object/type";
import { intFromI32 } from "../../types/bigint";
import { unwrap } from "../../types/instance";
import { isInstanceCallable } from "../../types/instance-slots";
import { defineInModule } from "../../types/module";
import { tupleGet, tupleLength } from "../../types/tuple";
import { Cost } from "../../vm/cost";

/** Adds them to the module `builtins`. */
export function defineObjects(module: Ref): void {
  defineInModule(module, Q.NotImplemented, NOT_IMPLEMENTED);
  defineInModule(module, Q.Ellipsis, ELLIPSIS);
  defineInModule(module, Q.object, typeOfKind(Kind.Object));
  defineInModule(module, Q.type, typeOfKind(Kind.Type));
  defineInModule(module, Q.super_, typeOfKind(Kind.Super));
  defineInModule(module, Q.property, typeOfKind(Kind.Property));
  defineInModule(module, Q.staticmethod, typeOfKind(Kind.StaticMethod));
  defineInModule(module, Q.classmethod, typeOfKind(Kind.ClassMethod));
  defineInModule(module, Q.isinstance, function2(Q.isinstance, builtin_isinstance));
  defineInModule(module, Q.issubclass, function2(Q.issubclass, builtin_issubclass));
  defineInModule(module, Q.callable, function1(Q.callable, builtin_callable));
  defineInModule(module, Q.getattr, functionArgs(Q.getattr, 2, 3, builtin_getattr));
  defineInModule(module, Q.setattr, function3(Q.setattr, builtin_setattr));
  defineInModule(module, Q.hasattr, function2(Q.hasattr, builtin_hasattr));
  defineInModule(module, Q.delattr, function2(Q.delattr, builtin_delattr));
  defineInModule(module, Q.id, function1(Q.id, builtin_id));
  defineInModule(module, Q.hash, function1(Q.hash, builtin_hash));
  defineInModule(module, Q.dir, functionArgs(Q.dir, 0, 1, namesOfObject));
}

function builtin_isinstance(x: Ref, types: Ref): Ref {
  return derivesFrom(typeOf(x), types);
}

function builtin_issubclass(type: Ref, types: Ref): Ref {
  return isType(type) ? derivesFrom(type, types) : raise(M.isSubclassArg1);
}

/** Whether a type is one of a tuple of types, or of one, or derives from it. */
function derivesFrom(type: Ref, types: Ref): Ref {
  Cost.charge(BoardCost.isInstance);
  if (isType(types)) return boolRef(isSubtype(type, types));
  if (!isKind(types, Kind.Tuple)) return raise(M.isSubclassArg2);
  for (let i = 0; i < tupleLength(types); i++) {
    const one = tupleGet(types, i);
    if (isType(one) && isSubtype(type, one)) return TRUE;
  }
  return FALSE;
}

function builtin_callable(x: Ref): Ref {
  return boolRef(isCallable(x));
}

/** What `callable` says. */
export function isCallable(x: Ref): bool {
  const kind = kindOf(x);
  if (kind == Kind.Instance || kind == Kind.Exception) return isInstanceCallable(x);
  return (
    kind == Kind.Function ||
    kind == Kind.NativeFunction ||
    kind == Kind.BoundMethod ||
    typeAt(typeOfKind(kind)).call != 0
  );
}

/** The interned name that an argument gives. NULL: an exception is pending. */
function nameOf(x: Ref): Ref {
  if (isQstr(x)) return x;
  const text = unwrap(x);
  return isStr(text) ? intern(text) : raise1(M.cannotConvertToStr, x);
}

function builtin_getattr(n: i32, args: usize): Ref {
  const name = nameOf(load<u32>(args, 4));
  if (name == NULL) return NULL;
  Cost.charge(BoardCost.attributeByName);
  if (n == 2) return loadAttr(load<u32>(args), name);
  Cost.charge(BoardCost.protectedCall);
  const mark = rootMark();
  const value = loadAttrOrNull(load<u32>(args), name);
  if (value != NULL) return value;
  if (hasPending() && !catchPending(Exc.AttributeError)) return NULL;
  rootReset(mark);
  return load<u32>(args, 8);
}

function builtin_hasattr(x: Ref, nameText: Ref): Ref {
  const name = nameOf(nameText);
  if (name == NULL) return NULL;
  Cost.charge(BoardCost.attributeByName);
  Cost.charge(BoardCost.protectedCall);
  const mark = rootMark();
  if (loadAttrOrNull(x, name) != NULL) return TRUE;
  if (hasPending() && !catchPending(Exc.AttributeError)) return NULL;
  rootReset(mark);
  return FALSE;
}

function builtin_setattr(x: Ref, nameText: Ref, value: Ref): Ref {
  const name = nameOf(nameText);
  Cost.charge(BoardCost.attributeByName);
  return name != NULL && storeAttr(x, name, value) ? NONE : NULL;
}

function builtin_delattr(x: Ref, nameText: Ref): Ref {
  const name = nameOf(nameText);
  return name != NULL && storeAttr(x, name, NULL) ? NONE : NULL;
}

/**
 * The word of the value, on the board as on a real one. Elsewhere addresses may be too large for a small int, and lose
 * their two tag bits.
 */
function builtin_id(x: Ref): Ref {
  return BOARD ? intFromI32(<i32>x) : smallOf(<i32>(x >> 2));
}

function builtin_hash(x: Ref): Ref {
  const hash = hashOf(x);
  return hasPending() ? NULL : smallOf(<i32>(hash << 1) >> 1);
}
