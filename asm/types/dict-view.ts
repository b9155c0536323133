/**
 * What `keys`, `values` and `items` of a dict give; which of them is told by the flags of the header.
 *
 *     0        4
 *     +--------+------+
 *     | header | dict |
 *     +--------+------+
 */
import { Kind } from "../generated/kinds";
import { BinaryOp, UnaryOp } from "../generated/operators";
import { flagsOf, setFlag } from "../memory/header";
import { allocateBlock } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { NULL, Ref, smallOf, UNSUPPORTED } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { putText } from "../object/builder";
import { next } from "../object/iterate";
import { putRepr, Style } from "../object/print";
import { hasPending } from "../object/raise";
import { typeAt, typeOfKind } from "../object/type";
import { dict_unary, dictContains } from "./dict-operators";
import { newIterator, Walk } from "./iterator";

@unmanaged
export class DictView {
  header: u32;
  dict: Ref;
}

export function initDictView(): void {
  describe(Kind.DictView, refAt(offsetof<DictView>("dict")), 0);
  const type = typeAt(typeOfKind(Kind.DictView));
  type.print = view_print.index;
  type.unary = view_unary.index;
  type.binary = view_binary.index;
  type.iter = view_iter.index;
}

/** The dict that a view shows. */
export function viewDict(x: Ref): Ref {
  return changetype<DictView>(<usize>x).dict;
}

/** Which iterator runs over a view. */
export function viewWalk(x: Ref): Walk {
  return <Walk>(flagsOf(x) & 7);
}

function newView(dict: Ref, walk: Walk): Ref {
  const x = allocateBlock(Kind.DictView);
  if (x == NULL) return NULL;
  setFlag(x, <u8>walk);
  changetype<DictView>(<usize>x).dict = dict;
  return x;
}

export function newKeysView(dict: Ref): Ref {
  return newView(dict, Walk.Keys);
}

export function newValuesView(dict: Ref): Ref {
  return newView(dict, Walk.Values);
}

export function newItemsView(dict: Ref): Ref {
  return newView(dict, Walk.Items);
}

function view_iter(x: Ref): Ref {
  return newIterator(viewWalk(x), viewDict(x));
}

function view_print(p: Ref, x: Ref, style: Style): bool {
  const walk = viewWalk(x);
  const name =
    walk == Walk.Keys ? "dict_keys([" : walk == Walk.Values ? "dict_values([" : "dict_items([";
  if (!putText(p, name)) return false;
  const mark = rootMark();
  const iterator = view_iter(x);
  if (iterator == NULL) return false;
  root(iterator);
  let value = next(iterator);
  for (let first = true; value != NULL; first = false) {
    root(value);
    if (!first && !putText(p, ", ")) return false;
    if (!putRepr(p, value)) return false;
    rootReset(mark + 4);
    value = next(iterator);
  }
  rootReset(mark);
  return !hasPending() && putText(p, "])");
}

/** Only `values` may be hashed, by where it is. */
function view_unary(op: UnaryOp, x: Ref): Ref {
  if (op == UnaryOp.Hash) return viewWalk(x) == Walk.Values ? smallOf(<i32>(x >> 4)) : UNSUPPORTED;
  return dict_unary(op, viewDict(x));
}

function view_binary(op: BinaryOp, a: Ref, b: Ref): Ref {
  if (op != BinaryOp.In || viewWalk(a) != Walk.Keys) return UNSUPPORTED;
  return dictContains(viewDict(a), b);
}
