/** super: | header | class | object |. */
import { BoardCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { allocateBlock } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { isKind, NONE, NULL, qstrRef, Ref } from "../memory/ref";
import { FOUND, foundIn, newBoundMethod } from "../object/attribute";
import { putByte, putText } from "../object/builder";
import { raiseArity } from "../object/call";
import { functionKeywords, MANY } from "../object/native-function";
import { putStr, Style } from "../object/print";
import { hasPending, raise, raise2 } from "../object/raise";
import {
  isSubtype,
  isType,
  TYPE_PYTHON,
  typeAt,
  typeName,
  typeOf,
  typeOfKind,
} from "../object/type";
import { Cost } from "../vm/cost";
import { findInBases, makeNativePart } from "./class";
import { setExceptionArgs } from "./exception";
import { bindMember, nativeSelf } from "./instance";

@unmanaged
class Super {
  header: u32;
  type: Ref;
  object: Ref;
}

let nativeInit: Ref = 0;

export function initSuper(): void {
  describe(Kind.Super, refAt(offsetof<Super>("type")) | refAt(offsetof<Super>("object")), 0);
  const type = typeAt(typeOfKind(Kind.Super));
  type.make = super_make.index;
  type.print = super_print.index;
  type.loadAttr = super_loadAttr.index;
  nativeInit = functionKeywords(Q.__init__, 1, MANY, native_init);
}

/** `super(class, object)`: the object is an instance or a subclass of the class. */
function super_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (nkw != 0) return raise(M.argsNoKeywords);
  if (n != 2) {
    raiseArity(2, 2, n);
    return NULL;
  }
  const from = load<u32>(args);
  const object = load<u32>(args, 4);
  if (!isType(from) || !isSubtype(isType(object) ? object : typeOf(object), from)) {
    return raise(M.typeError);
  }
  const x = allocateBlock(Kind.Super);
  if (x == NULL) return NULL;
  changetype<Super>(<usize>x).type = from;
  changetype<Super>(<usize>x).object = object;
  return x;
}

function super_print(p: Ref, x: Ref, style: Style): bool {
  const self = changetype<Super>(<usize>x);
  return (
    putText(p, "<super: ") &&
    putStr(p, self.type) &&
    putText(p, ", ") &&
    putStr(p, self.object) &&
    putByte(p, 0x3e)
  );
}

function super_loadAttr(x: Ref, name: Ref): Ref {
  if (name == qstrRef(Q.__class__)) return typeOfKind(Kind.Super);
  const self = changetype<Super>(<usize>x);
  if (!findSuperMember(self.type, self.object, name)) return NULL;
  const bound = load<u32>(FOUND, 4);
  return bound == NULL ? load<u32>(FOUND) : newBoundMethod(load<u32>(FOUND), bound);
}

/** Leaves in FOUND what the classes behind `type` give to `self`. false: nothing, or an exception is pending. */
function findSuperMember(type: Ref, self: Ref, name: Ref): bool {
  const member = findInBases(type, name);
  Cost.charge(BoardCost.attributeClass);
  const python = member != NULL && (typeAt(foundIn).flags & TYPE_PYTHON) != 0;
  if (!python && name == qstrRef(Q.__init__) && hasNativePart(type)) {
    store<u32>(FOUND, nativeInit);
    store<u32>(FOUND, self, 4);
    return true;
  }
  if (member == NULL) return false;
  if (isKind(member, Kind.Property)) {
    // MicroPython runs a property's accessors only for the object itself, not through super.
    store<u32>(FOUND, member);
    store<u32>(FOUND, NULL, 4);
    return true;
  }
  if (isKind(self, Kind.Type)) return bindMember(member, self, self, self);
  const receiver = nativeSelf(self);
  return receiver != NULL && bindMember(member, typeOf(self), self, receiver);
}

function hasNativePart(type: Ref): bool {
  const kind = typeAt(type).nativeKind;
  return kind != Kind.Instance && kind != Kind.Object;
}

/** `super().__init__(…)` that reaches a built-in type. */
function native_init(n: i32, nkw: i32, args: usize): Ref {
  const self = load<u32>(args);
  if (isKind(self, Kind.Exception)) {
    return setExceptionArgs(self, n - 1, nkw, args + 4) ? NONE : NULL;
  }
  if (!isKind(self, Kind.Instance) || !hasNativePart(typeOf(self))) return raise(M.typeError);
  return makeNativePart(self, n - 1, nkw, args + 4) ? NONE : NULL;
}

/** A method of the classes behind `type`, for `self`: function and self go to `to`. */
export function loadSuperMethod(type: Ref, self: Ref, name: Ref, to: usize): bool {
  if (!isType(type)) {
    raise(M.typeError);
    return false;
  }
  if (!findSuperMember(type, self, name)) {
    if (!hasPending()) raise2(M.superNoAttribute, typeName(typeOfKind(Kind.Super)), name);
    return false;
  }
  store<u64>(to, load<u64>(FOUND));
  return true;
}
