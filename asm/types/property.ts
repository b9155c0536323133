/** property: | header | getter | setter | deleter |, None where there is none. */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { allocateBlock } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { isQstr, NONE, NULL, qstrRef, Ref } from "../memory/ref";
import { raiseArity } from "../object/call";
import { method2 } from "../object/native-function";
import { raise } from "../object/raise";
import { reserveNames, typeAt, typeOfKind } from "../object/type";

@unmanaged
class Property {
  header: u32;
  getter: Ref;
  setter: Ref;
  deleter: Ref;
}

function at(x: Ref): Property {
  return changetype<Property>(<usize>x);
}

/** The function that gets the value, None where there is none. */
export function propertyGetter(x: Ref): Ref {
  return at(x).getter;
}

export function initProperty(): void {
  describe(
    Kind.Property,
    refAt(offsetof<Property>("getter")) |
      refAt(offsetof<Property>("setter")) |
      refAt(offsetof<Property>("deleter")),
    0,
  );
  const type = typeOfKind(Kind.Property);
  typeAt(type).make = property_make.index;
  reserveNames(type, 3);
  method2(type, Q.getter, property_getter);
  method2(type, Q.setter, property_setter);
  method2(type, Q.deleter, property_deleter);
}

function newProperty(getter: Ref, setter: Ref, deleter: Ref): Ref {
  const x = allocateBlock(Kind.Property);
  if (x == NULL) return NULL;
  at(x).getter = getter;
  at(x).setter = setter;
  at(x).deleter = deleter;
  return x;
}

/** `property(fget, fset, fdel, doc)`. */
function property_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (n > 4) {
    raiseArity(0, 4, n);
    return NULL;
  }
  const x = newProperty(
    n > 0 ? load<u32>(args) : NONE,
    n > 1 ? load<u32>(args, 4) : NONE,
    n > 2 ? load<u32>(args, 8) : NONE,
  );
  if (x == NULL) return NULL;
  for (let i = 0; i < nkw; i++) {
    const pair = args + ((<usize>n) << 2) + ((<usize>i) << 3);
    if (!setPart(x, load<u32>(pair), load<u32>(pair, 4))) return raise(M.extraKeywords);
  }
  return x;
}

function setPart(x: Ref, name: Ref, value: Ref): bool {
  if (!isQstr(name)) return false;
  if (name == qstrRef(Q.fget)) at(x).getter = value;
  else if (name == qstrRef(Q.fset)) at(x).setter = value;
  else if (name == qstrRef(Q.fdel)) at(x).deleter = value;
  else return name == qstrRef(Q.doc);
  return true;
}

function property_getter(self: Ref, f: Ref): Ref {
  return newProperty(f, at(self).setter, at(self).deleter);
}

function property_setter(self: Ref, f: Ref): Ref {
  return newProperty(at(self).getter, f, at(self).deleter);
}

function property_deleter(self: Ref, f: Ref): Ref {
  return newProperty(at(self).getter, at(self).setter, f);
}
