/** Sets up the containers of Python: their layouts, operators and methods. */
import { describeDict } from "./dict";
import { initIterator } from "./iterator";
import { describeList } from "./list";
import { initListMethods } from "./list-methods";
import { initListOperators } from "./list-operators";
import { initRange } from "./range";
import { describeSet } from "./set";
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
}
