/**
 * Raising exceptions from the runtime. A failed function returns NULL (or false) and leaves the exception in
 * the root cell PendingException; whoever goes on after a failure takes it from there.
 */
import { Exc } from "../generated/exceptions";
import { Kind } from "../generated/kinds";
import { M, MESSAGE_BLOB, MESSAGE_OFFSETS, MESSAGE_TYPES } from "../generated/messages";
import { getCell, RootCell, setCell } from "../memory/cells";
import { NULL, Ref, smallOf } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { builderStr, newBuilder, putByte, putHex, putNumber } from "./builder";
import { emergencyMemoryError, exceptionAt, exceptionType, newException } from "./exception";
import { putRepr, putStr } from "./print";
import { isSubtype, typeName, typeOf } from "./type";

export function hasPending(): bool {
  return getCell(RootCell.PendingException) != NULL;
}

export function pendingException(): Ref {
  return getCell(RootCell.PendingException);
}

/** Takes the pending exception away, to handle it. */
export function takePending(): Ref {
  const x = getCell(RootCell.PendingException);
  setCell(RootCell.PendingException, NULL);
  return x;
}

/** Whether the pending exception is of this type or derived from it. */
export function pendingIs(e: Exc): bool {
  const x = getCell(RootCell.PendingException);
  return x != NULL && isSubtype(exceptionAt(x).type, exceptionType(e));
}

/** Swallows the pending exception if it is of this type; says whether it did. */
export function catchPending(e: Exc): bool {
  if (!pendingIs(e)) return false;
  setCell(RootCell.PendingException, NULL);
  return true;
}

/** Raises an exception object. Always NULL. */
export function raiseObject(exception: Ref): Ref {
  setCell(RootCell.PendingException, exception);
  return NULL;
}

/** Raises an exception of a built-in type with one argument, or none when it is NULL. Always NULL. */
export function raiseValue(e: Exc, arg: Ref): Ref {
  const x = newException(exceptionType(e), arg);
  return x == NULL ? NULL : raiseObject(x);
}

/** Raises OSError with an errno. Always NULL. */
export function raiseErrno(errno: i32): Ref {
  return raiseValue(Exc.OSError, smallOf(errno));
}

export function raise(message: M): Ref {
  return raise3(message, 0, 0, 0);
}

export function raise1(message: M, a: u32): Ref {
  return raise3(message, a, 0, 0);
}

export function raise2(message: M, a: u32, b: u32): Ref {
  return raise3(message, a, b, 0);
}

/**
 * Raises a message of the table with the arguments of its directives. Always NULL.
 * There may be no memory for the text of a MemoryError: that one exists already, without a text.
 */
export function raise3(message: M, a: u32, b: u32, c: u32): Ref {
  if (message == M.memory || message == M.memoryBytes || message == M.heapLocked) {
    return raiseObject(emergencyMemoryError());
  }
  const mark = rootMark();
  const type = exceptionType(load<u8>(MESSAGE_TYPES + <usize>message));
  const from = load<u32>(MESSAGE_OFFSETS + ((<usize>message) << 2));
  const to = load<u32>(MESSAGE_OFFSETS + ((<usize>message) << 2), 4);
  let text: Ref = NULL;
  if (to > from) {
    text = formatMessage(MESSAGE_BLOB + from, MESSAGE_BLOB + to, a, b, c);
    if (text == NULL) return NULL;
  }
  root(text);
  const x = newException(type, text);
  if (x == NULL) return NULL;
  rootReset(mark);
  return raiseObject(x);
}

function formatMessage(from: usize, to: usize, a: u32, b: u32, c: u32): Ref {
  const mark = rootMark();
  const p = newBuilder(<u32>(to - from) + 16);
  if (p == NULL) return NULL;
  root(p);
  let arg = a;
  let next = b;
  for (let at = from; at < to; at++) {
    const char = load<u8>(at);
    if (char != 0x25) {
      putByte(p, char);
      continue;
    }
    at++;
    putDirective(p, load<u8>(at), arg);
    arg = next;
    next = c;
  }
  const text = builderStr(p, Kind.Str);
  rootReset(mark);
  return text;
}

function putDirective(p: Ref, directive: u8, arg: u32): void {
  switch (<i32>directive) {
    case 0x71: // q
      putStr(p, arg);
      break;
    case 0x74: // t
      putStr(p, typeName(typeOf(arg)));
      break;
    case 0x73: // s
      putStr(p, arg);
      break;
    case 0x72: // r
      putRepr(p, arg);
      break;
    case 0x64: // d
      putNumber(p, <i32>arg);
      break;
    case 0x63: // c
      putByte(p, <u8>arg);
      break;
    case 0x78: // x
      putHex(p, arg);
      break;
    default:
      putByte(p, directive);
  }
}
