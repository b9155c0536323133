/**
 * Raising exceptions from the runtime. A failed function returns NULL (or false) and leaves the exception in
 * the root cell PendingException; whoever goes on after a failure takes it from there.
 */
import { BoardCost } from "../generated/board-costs";
import { Exc } from "../generated/exceptions";
import { Kind } from "../generated/kinds";
import { M, MESSAGE_BLOB, MESSAGE_OFFSETS, MESSAGE_TYPES } from "../generated/messages";
import { getCell, RootCell, setCell } from "../memory/cells";
import { lockDepth } from "../memory/heap";
import { NULL, Ref, smallOf } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { Cost } from "../vm/cost";
import {
  builderStr,
  newBuilder,
  putByte,
  putHex,
  putNumber,
  putText,
  putUnsigned,
} from "./builder";
import { emergencyBuilder, emergencyException, emergencyText } from "./emergency";
import { exceptionAt, exceptionType, newException } from "./exception";
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
  return raiseObject(newException(exceptionType(e), arg));
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

/** Raises MemoryError for so many bytes, more than there can be; the message counts 32 bits of them. Always NULL. */
export function raiseTooLarge(bytes: u64): Ref {
  return raise1(M.memoryBytes, <u32>min<u64>(bytes, u32.MAX_VALUE));
}

/** Whether a MemoryError is being made because the heap is full, which must not come to need another one. */
export let shortOfMemory: bool = false;

/** Raises a message of the table with the arguments of its directives. Always NULL. */
export function raise3(message: M, a: u32, b: u32, c: u32): Ref {
  const type = exceptionType(load<u8>(MESSAGE_TYPES + <usize>message));
  const forMemory = type == exceptionType(Exc.MemoryError);
  if (forMemory) {
    if (lockDepth > 0 || shortOfMemory) return raiseEmergency(type, message, a, b, c);
    shortOfMemory = true;
  }
  const x = newMessage(type, message, a, b, c);
  if (forMemory) shortOfMemory = false;
  return x == NULL ? raiseEmergency(type, message, a, b, c) : raiseObject(x);
}

/** An exception with a message of the table. NULL: there is no memory for the message. */
function newMessage(type: Ref, message: M, a: u32, b: u32, c: u32): Ref {
  const mark = rootMark();
  let text: Ref = NULL;
  const length = messageEnd(message) - messageStart(message);
  if (length != 0) {
    const before = Cost.now();
    const p = newBuilder(<u32>length + 16);
    if (p == NULL) return NULL;
    root(p);
    formatMessage(p, message, a, b, c);
    text = builderStr(p, Kind.Str);
    if (text == NULL) return NULL;
    root(text);
    // The board has the text in flash; what has parts to fill in is printed into memory of its own.
    Cost.goBack(before);
    Cost.charge(isFormatted(message) ? BoardCost.raiseText : BoardCost.raiseMessage);
  }
  const x = newException(type, text);
  rootReset(mark);
  return x;
}

/** Whether a message has directives. */
function isFormatted(message: M): bool {
  for (let at = messageStart(message); at < messageEnd(message); at++) {
    if (load<u8>(at) == 0x25) return true;
  }
  return false;
}

/** Raises the exception that needs no memory, with as much of its message as fits. Always NULL. */
function raiseEmergency(type: Ref, message: M, a: u32, b: u32, c: u32): Ref {
  if (messageEnd(message) == messageStart(message)) {
    return raiseObject(emergencyException(type, NULL));
  }
  formatMessage(emergencyBuilder(), message, a, b, c);
  return raiseObject(emergencyException(type, emergencyText()));
}

function messageStart(message: M): usize {
  return MESSAGE_BLOB + load<u32>(MESSAGE_OFFSETS + ((<usize>message) << 2));
}

function messageEnd(message: M): usize {
  return MESSAGE_BLOB + load<u32>(MESSAGE_OFFSETS + ((<usize>message) << 2), 4);
}

/** Builds the text of a message, as far as there is room for it. */
function formatMessage(p: Ref, message: M, a: u32, b: u32, c: u32): void {
  let arg = a;
  let next = b;
  const to = messageEnd(message);
  for (let at = messageStart(message); at < to; at++) {
    const char = load<u8>(at);
    if (char != 0x25) {
      if (!putByte(p, char)) return;
      continue;
    }
    at++;
    putDirective(p, load<u8>(at), arg);
    arg = next;
    next = c;
  }
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
    case 0x75: // u
      putUnsigned(p, arg);
      break;
    case 0x63: // c
      putByte(p, <u8>arg);
      break;
    case 0x68: // h
      for (let n = arg; n != 0 && n < 0x10000000; n <<= 4) putByte(p, 0x30);
      if (arg == 0) putText(p, "0000000");
      putHex(p, arg);
      break;
    case 0x78: // x
      putHex(p, arg);
      break;
    default:
      putByte(p, directive);
  }
}
