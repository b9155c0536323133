/**
 * Exceptions, built in or of a class made in Python.
 *
 *     0        4      8            12     16          20       24
 *     +--------+------+------------+------+-----------+--------+--------+
 *     | header | type | attributes | args | traceback | cause  | value  |
 *     +--------+------+------------+------+-----------+--------+--------+
 *
 * The first three words are those of an instance. `traceback` is a RefBuffer of triples (file, line,
 * function) with a count, or 0. `value` is free for the type (StopIteration keeps its value in args).
 */
import { EXCEPTION_BASES, EXCEPTION_COUNT, EXCEPTION_NAMES, Exc } from "../generated/exceptions";
import { Kind } from "../generated/kinds";
import { headerWord } from "../memory/header";
import { allocate } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { permanent } from "../memory/permanent";
import { isPointer, NULL, qstrRef, Ref, smallOf } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { EMPTY_TUPLE, newTuple, tupleItems } from "../types/tuple";
import { REFS_DATA } from "../vm/code";
import { Cost } from "../vm/cost";
import { emergencyException } from "./emergency";
import { TYPE_BYTES, TYPE_SUBCLASSABLE, typeAt } from "./type";

@unmanaged
export class Exception {
  header: u32;
  type: Ref;
  attributes: Ref;
  args: Ref;
  traceback: Ref;
  cause: Ref;
  value: Ref;
}

/** Exception: its args were given by `__init__` of the built-in type. */
export const FLAG_EXCEPTION_READY: u8 = 0x01;

let exceptionTypes: u32 = 0;

export function initExceptions(): void {
  exceptionTypes = <u32>permanent(<usize>EXCEPTION_COUNT * TYPE_BYTES);
  for (let i = 0; i < EXCEPTION_COUNT; i++) {
    const type = typeAt(exceptionType(i));
    const base = <i32>load<u8>(EXCEPTION_BASES + <usize>i);
    type.header = headerWord(Kind.Type, TYPE_BYTES >> 4);
    type.name = qstrRef(load<u16>(EXCEPTION_NAMES + ((<usize>i) << 1)));
    type.nativeKind = Kind.Exception;
    type.flags = TYPE_SUBCLASSABLE;
    type.base = base == 0xff ? NULL : exceptionType(base);
  }
  describe(
    Kind.Exception,
    refAt(offsetof<Exception>("type")) |
      refAt(offsetof<Exception>("attributes")) |
      refAt(offsetof<Exception>("args")) |
      refAt(offsetof<Exception>("traceback")) |
      refAt(offsetof<Exception>("cause")) |
      refAt(offsetof<Exception>("value")),
    0,
  );
}

export function exceptionType(e: Exc): Ref {
  return exceptionTypes + <u32>e * TYPE_BYTES;
}

export function exceptionAt(x: Ref): Exception {
  return changetype<Exception>(<usize>x);
}

export function isException(x: Ref): bool {
  return isPointer(x) && load<u8>(x) == Kind.Exception;
}

/** Forgets where an exception passed; the room for these places stays for the next ones. */
export function clearTraceback(x: Ref): void {
  const trace = exceptionAt(x).traceback;
  if (trace != NULL) store<u32>(trace + REFS_DATA, smallOf(0));
}

/**
 * A new exception whose args are one value, or none when it is NULL. Never fails: without memory it is the
 * emergency exception.
 */
export function newException(type: Ref, arg: Ref): Ref {
  const mark = rootMark();
  root(type);
  root(arg);
  const x = allocate(Kind.Exception, offsetof<Exception>());
  if (x == NULL) {
    rootReset(mark);
    return emergencyException(type, arg);
  }
  Cost.refund(2, 1);
  exceptionAt(x).type = type;
  exceptionAt(x).args = EMPTY_TUPLE;
  if (arg != NULL) {
    root(x);
    const args = newTuple(1);
    if (args == NULL) {
      rootReset(mark);
      return emergencyException(type, arg);
    }
    store<u32>(tupleItems(args), arg);
    exceptionAt(x).args = args;
  }
  rootReset(mark);
  return x;
}
