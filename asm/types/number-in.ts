/** The errors of `item in number`: MicroPython has another one for each way in which it finds out. */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { FALSE, isKind, isSmall, qstrRef, Ref, smallOf, TRUE } from "../memory/ref";
import { raise1, raise3 } from "../object/raise";
import { isFloat } from "./float";

function isBool(x: Ref): bool {
  return x == TRUE || x == FALSE;
}

function isInexact(x: Ref): bool {
  return isFloat(x) || isKind(x, Kind.Complex);
}

/** Raises the error when `container` is a number that has one of its own; else false. */
export function refuseIn(item: Ref, container: Ref): bool {
  if (isBool(container)) {
    if (isSmall(item) || isBool(item) || isInexact(item)) raiseContains(item);
    else raise1(M.notIterable, smallOf(0));
    return true;
  }
  if (isSmall(item) && (isSmall(container) || isInexact(container))) {
    // It has no name for the operator.
    raise3(M.unsupportedBinary, qstrRef(Q.empty), item, container);
    return true;
  }
  if (!isSmall(container) || !isBool(item)) return false;
  raiseContains(item);
  return true;
}

/** A bool stands for a small int. */
function raiseContains(item: Ref): void {
  const shown = isBool(item) ? smallOf(0) : item;
  raise3(M.unsupportedBinary, qstrRef(Q.__contains__), smallOf(0), shown);
}
