/** Sets up the containers of Python: their layouts, operators and methods. */
import { Kind } from "../generated/kinds";
import { initCallableIterator } from "./callable-iterator";
import { initDeque } from "./deque";
import { describeDict } from "./dict";
import { initDictMethods } from "./dict-methods";
import { initDictOperators } from "./dict-operators";
import { initDictView } from "./dict-view";
import { initEnumerate } from "./enumerate";
import { initIterator } from "./iterator";
import { describeList } from "./list";
import { initListMethods } from "./list-methods";
import { initListOperators } from "./list-operators";
import { initNamedTuple } from "./namedtuple";
import { initRange } from "./range";
import { initReversed } from "./reversed";
import { describeSet } from "./set";
import { initSetMethods } from "./set-methods";
import { initSetOperators } from "./set-operators";
import { initSlice } from "./slice";
import { initTupleType } from "./tuple-operators";
import { initZip } from "./zip";

export function initContainers(): void {
  describeList();
  describeDict();
  describeSet();
  initListOperators();
  initListMethods();
  initTupleType();
  initNamedTuple();
  initDeque();
  initIterator();
  initEnumerate();
  initZip();
  initReversed();
  initCallableIterator();
  initRange();
  initSlice();
  initDictOperators(Kind.Dict);
  initDictOperators(Kind.OrderedDict);
  initDictMethods(Kind.Dict);
  initDictMethods(Kind.OrderedDict);
  initDictView();
  initSetOperators(Kind.Set);
  initSetOperators(Kind.Frozenset);
  initSetMethods();
}
