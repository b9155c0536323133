/** What exceptions can do as Python values. */
import { Exc } from "../generated/exceptions";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { setFlag } from "../memory/header";
import { isSmall, NONE, NULL, qstrRef, Ref, smallValue, UNSUPPORTED } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { putNumber, putText } from "../object/builder";
import { isEmergency, setEmergencyArgs } from "../object/emergency";
import { errnoName } from "../object/errno";
import {
  clearTraceback,
  exceptionAt,
  exceptionType,
  FLAG_EXCEPTION_READY,
  newException,
} from "../object/exception";
import { putRepr, putStr, Style } from "../object/print";
import { raise } from "../object/raise";
import { typeAt, typeName, typeOfKind } from "../object/type";
import { nativeBase } from "./class";
import { printSpecial } from "./instance-print";
import { tupleFrom, tupleGet, tupleLength } from "./tuple";

export function initException(): void {
  const type = typeAt(typeOfKind(Kind.Exception));
  type.print = exception_print.index;
  type.make = exception_make.index;
  type.loadAttr = exception_loadAttr.index;
  type.storeAttr = exception_storeAttr.index;
}

function exception_print(p: Ref, x: Ref, style: Style): bool {
  const special = printSpecial(p, x, style);
  if (special != UNSUPPORTED) return special != NULL;
  if (style != Style.Str && !putStr(p, typeName(exceptionAt(x).type))) return false;
  const args = exceptionAt(x).args;
  if (style == Style.Repr) return putRepr(p, args);
  if (style == Style.Exception && !putText(p, ": ")) return false;
  const n = tupleLength(args);
  if (n == 0) return true;
  const name = errnoNameOf(x);
  if (name != NULL) return printErrno(p, args, name);
  return n == 1 ? putStr(p, tupleGet(args, 0)) : putRepr(p, args);
}

/** The name of an OSError's number, or NULL. */
function errnoNameOf(x: Ref): Ref {
  const args = exceptionAt(x).args;
  if (nativeBase(exceptionAt(x).type) != exceptionType(Exc.OSError)) return NULL;
  if (tupleLength(args) > 2 || !isSmall(tupleGet(args, 0))) return NULL;
  return errnoName(smallValue(tupleGet(args, 0)));
}

/** `[Errno 2] ENOENT`, and behind it the second argument. */
function printErrno(p: Ref, args: Ref, name: Ref): bool {
  putText(p, "[Errno ");
  putNumber(p, smallValue(tupleGet(args, 0)));
  putText(p, "] ");
  if (!putStr(p, name)) return false;
  return tupleLength(args) == 1 || (putText(p, ": ") && putStr(p, tupleGet(args, 1)));
}

/** Makes an exception of a built-in type. */
function exception_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  const mark = rootMark();
  const x = newException(type, NULL);
  if (x == NULL) return NULL;
  root(x);
  if (!setExceptionArgs(x, n, nkw, args)) return NULL;
  rootReset(mark);
  return x;
}

/** What `__init__` of the built-in exceptions does. false: an exception is pending. */
export function setExceptionArgs(x: Ref, n: i32, nkw: i32, args: usize): bool {
  if (nkw != 0) {
    raise(M.argsNoKeywords);
    return false;
  }
  if (isEmergency(x)) setEmergencyArgs(x, n, args);
  else {
    const tuple = tupleFrom(n, args);
    if (tuple == NULL) return false;
    exceptionAt(x).args = tuple;
  }
  setFlag(x, FLAG_EXCEPTION_READY);
  return true;
}

function exception_loadAttr(x: Ref, name: Ref): Ref {
  const args = exceptionAt(x).args;
  if (name == qstrRef(Q.args)) return args;
  // The aliases of the first argument, for StopIteration and OSError, are not told apart.
  if (name == qstrRef(Q.value) || name == qstrRef(Q.errno)) {
    return tupleLength(args) == 0 ? NONE : tupleGet(args, 0);
  }
  return UNSUPPORTED;
}

/** Only `__traceback__` can be set, to None: so that an exception made beforehand is raised afresh. */
function exception_storeAttr(x: Ref, name: Ref, value: Ref): bool {
  if (name != qstrRef(Q.__traceback__) || value != NONE) return false;
  clearTraceback(x);
  return true;
}
