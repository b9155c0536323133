/** object: the root of all types, and what every instance has from it. */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { isKind, NONE, NULL, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { raiseArity } from "../object/call";
import { functionArgs, MANY, method1, method2, method3 } from "../object/native-function";
import { intern } from "../object/qstr";
import { raise } from "../object/raise";
import { isStr } from "../object/str";
import {
  defineName,
  isType,
  reserveNames,
  TYPE_PYTHON,
  typeAt,
  typeOf,
  typeOfKind,
} from "../object/type";
import { makeNativePart, newBlank } from "./class";
import { newInstance, storeOwnAttr } from "./instance";
import { newPermanentStaticMethod } from "./static-method";

export function initObject(): void {
  const type = typeOfKind(Kind.Object);
  typeAt(type).make = object_make.index;
  reserveNames(type, 4);
  method1(type, Q.__init__, object_init);
  const make = functionArgs(Q.__new__, 1, MANY, object_new);
  defineName(type, Q.__new__, newPermanentStaticMethod(make));
  method3(type, Q.__setattr__, object_setattr);
  method2(type, Q.__delattr__, object_delattr);
}

function object_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (nkw != 0) return raise(M.argsNoKeywords);
  if (n == 0) return newInstance(type);
  raiseArity(0, 0, n);
  return NULL;
}

function object_init(self: Ref): Ref {
  return NONE;
}

/** `object.__new__(cls)`; further arguments go to the built-in type that the class derives from. */
function object_new(n: i32, args: usize): Ref {
  const type = load<u32>(args);
  if (!isType(type) || (typeAt(type).flags & TYPE_PYTHON) == 0) return raise(M.notUserType);
  const mark = rootMark();
  const x = newBlank(type);
  if (x == NULL) return NULL;
  root(x);
  const plain = typeAt(type).nativeKind == Kind.Instance;
  if (n > 1) {
    if (plain) {
      raiseArity(1, 1, n);
      return NULL;
    }
    if (isKind(x, Kind.Instance) && !makeNativePart(x, n - 1, 0, args + 4)) return NULL;
  }
  rootReset(mark);
  return x;
}

function object_setattr(self: Ref, name: Ref, value: Ref): Ref {
  return storePlain(self, name, value);
}

function object_delattr(self: Ref, name: Ref): Ref {
  return storePlain(self, name, NULL);
}

/** Sets or deletes an attribute without regard to what the class says. */
function storePlain(self: Ref, name: Ref, value: Ref): Ref {
  if ((typeAt(typeOf(self)).flags & TYPE_PYTHON) == 0) return raise(M.notUserType);
  if (!isStr(name)) return raise(M.typeError);
  const id = intern(name);
  return id != NULL && storeOwnAttr(self, id, value) ? NONE : NULL;
}
