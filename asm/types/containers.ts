/** Sets up the containers of Python: their layouts, operators and methods. */
import { Kind } from "../generated/kinds";
import { describeDict } from "./dict";
import { initDictMethods } from "./dict-methods";
import { initDictOperators } from "./dict-operators";
import { initDictView } from "./dict-view";
import { initIterator } from "./iterator";
import { describeList } from "./list";
import { initListMethods } from "./list-methods";
import { initListOperators } from "./list-operators";
import { initRange } from "./range";
import { describeSet } from "./set";
import { initSetMethods } from "./set-methods";
import { initSetOperators } from "./set-operators";
import { initSlice } from "./slice";
import { initTupleType } from "./tuple-operators";

export function initContainers(): void {
  describeList();
  describeDict();
  describeSet();
  initListOperators();
  initListMethods();
  initTupleType();
  initIterator();
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
