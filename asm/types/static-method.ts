/** staticmethod and classmethod: | header | function |. */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { allocateBlock } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { permanentObject } from "../memory/permanent";
import { NULL, Ref } from "../memory/ref";
import { raiseArity } from "../object/call";
import { raise } from "../object/raise";
import { typeAt, typeOfKind } from "../object/type";

@unmanaged
class StaticMethod {
  header: u32;
  callee: Ref;
}

export function initStaticMethod(): void {
  const mask = refAt(offsetof<StaticMethod>("callee"));
  describe(Kind.StaticMethod, mask, 0);
  describe(Kind.ClassMethod, mask, 0);
  typeAt(typeOfKind(Kind.StaticMethod)).make = staticMethod_make.index;
  typeAt(typeOfKind(Kind.ClassMethod)).make = classMethod_make.index;
}

/** NULL: an exception is pending. */
export function newStaticMethod(callee: Ref): Ref {
  return wrap(Kind.StaticMethod, callee);
}

/** A staticmethod of the runtime's own. */
export function newPermanentStaticMethod(callee: Ref): Ref {
  const x = permanentObject(Kind.StaticMethod, offsetof<StaticMethod>());
  changetype<StaticMethod>(<usize>x).callee = callee;
  return x;
}

function wrap(kind: Kind, callee: Ref): Ref {
  const x = allocateBlock(kind);
  if (x != NULL) changetype<StaticMethod>(<usize>x).callee = callee;
  return x;
}

function make(kind: Kind, n: i32, nkw: i32, args: usize): Ref {
  if (nkw != 0) return raise(M.argsNoKeywords);
  if (n == 1) return wrap(kind, load<u32>(args));
  raiseArity(1, 1, n);
  return NULL;
}

function staticMethod_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  return make(Kind.StaticMethod, n, nkw, args);
}

function classMethod_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  return make(Kind.ClassMethod, n, nkw, args);
}
