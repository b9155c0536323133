/**
 * A tuple whose items have names, too: `sys.implementation`, `os.uname()`. The tuple of names stands behind
 * the items; for everything but attributes and printing it is a tuple.
 */
import { Kind } from "../generated/kinds";
import { allocate } from "../memory/heap";
import { describe } from "../memory/layout";
import { NULL, Ref, UNSUPPORTED } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { putByte, putText } from "../object/builder";
import { putRepr, putStr, Style } from "../object/print";
import { typeAt, typeOfKind } from "../object/type";
import { TUPLE_ITEMS, Tuple, tupleGet, tupleItems, tupleLength } from "./tuple";

export function initAttrtuple(): void {
  describe(Kind.Attrtuple, 0, TUPLE_ITEMS);
  const tuple = typeAt(typeOfKind(Kind.Tuple));
  const type = typeAt(typeOfKind(Kind.Attrtuple));
  type.unary = tuple.unary;
  type.binary = tuple.binary;
  type.getItem = tuple.getItem;
  type.iter = tuple.iter;
  type.print = attrtuple_print.index;
  type.loadAttr = attrtuple_loadAttr.index;
}

/** As many items as `names`, a tuple of interned strings; all NULL for now. NULL: an exception is pending. */
export function newAttrtuple(names: Ref): Ref {
  const mark = rootMark();
  root(names);
  const n = tupleLength(names);
  const x = allocate(Kind.Attrtuple, <u32>TUPLE_ITEMS + ((<u32>n + 1) << 2));
  if (x == NULL) return NULL;
  rootReset(mark);
  changetype<Tuple>(<usize>x).length = n;
  store<u32>(tupleItems(x) + ((<usize>n) << 2), names);
  return x;
}

function namesOf(x: Ref): Ref {
  return tupleGet(x, tupleLength(x));
}

function attrtuple_print(p: Ref, x: Ref, style: Style): bool {
  const names = namesOf(x);
  if (!putByte(p, 0x28)) return false;
  for (let i = 0; i < tupleLength(x); i++) {
    if (i > 0 && !putText(p, ", ")) return false;
    if (!putStr(p, tupleGet(names, i)) || !putByte(p, 0x3d)) return false;
    if (!putRepr(p, tupleGet(x, i))) return false;
  }
  return putByte(p, 0x29);
}

function attrtuple_loadAttr(x: Ref, name: Ref): Ref {
  const names = namesOf(x);
  for (let i = 0; i < tupleLength(x); i++) {
    if (tupleGet(names, i) == name) return tupleGet(x, i);
  }
  return UNSUPPORTED;
}
