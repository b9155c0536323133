/** Exceptions on their way between the host and Python. */
import { Exc } from "../generated/exceptions";
import { Kind } from "../generated/kinds";
import { isSmall, NONE, NULL, Ref, smallValue } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { BUFFER_DATA, newBuilder } from "../object/builder";
import { exceptionAt, exceptionType, newException } from "../object/exception";
import { print, Style } from "../object/print";
import { internBytes } from "../object/qstr";
import { pendingException, pendingIs, raiseObject, takePending } from "../object/raise";
import { newStr } from "../object/str";
import { addPlace } from "../object/traceback";
import { printTraceback } from "../object/traceback-print";
import { isSubtype, typeName } from "../object/type";
import { tupleGet, tupleLength } from "../types/tuple";
import { filledBuffer, leaveForHost } from "./exchange";

/**
 * Raises an exception for the host, which has filled the buffer with its text and, behind it, the names of
 * the source file that it is about and of the code in it; `line` 0 when it is about none.
 */
export function raiseFromHost(
  e: Exc,
  textLength: i32,
  fileLength: i32,
  blockLength: i32,
  line: i32,
): void {
  const buffer = filledBuffer();
  const mark = rootMark();
  root(buffer);
  const data = <usize>buffer + BUFFER_DATA;
  const text = newStr(Kind.Str, data, textLength);
  if (text == NULL) return;
  root(text);
  const x = newException(exceptionType(e), text);
  if (x == NULL) return;
  root(x);
  if (line != 0) {
    const file = internBytes(data + textLength, fileLength);
    const block = file == NULL ? NULL : internBytes(data + textLength + fileLength, blockLength);
    if (block == NULL) return;
    addPlace(x, file, line, block);
  }
  rootReset(mark);
  raiseObject(x);
}

/** What the host may ask about the pending exception. */
const enum Part {
  Type,
  Message,
  Traceback,
}

/** Leaves a text about the pending exception for the host. false: it cannot be had. */
export function describePending(part: i32): bool {
  const x = takePending();
  const mark = rootMark();
  root(x);
  const p = newBuilder(64);
  root(p);
  // A message that the program's own code fails to give ends where it fails.
  const done = p != NULL && (putPart(p, x, part) || !pendingIs(Exc.MemoryError));
  if (done) leaveForHost(p);
  raiseObject(x);
  rootReset(mark);
  return done;
}

function putPart(p: Ref, x: Ref, part: i32): bool {
  if (part == Part.Type) return print(p, typeName(exceptionAt(x).type), Style.Str);
  if (part == Part.Message) return print(p, x, Style.Str);
  return printTraceback(p, x);
}

/** Forgets the pending exception. */
export function clearPending(): void {
  takePending();
}

/** Added to the exit status of a SystemExit whose argument is something to be printed. */
const EXIT_TEXT: i32 = 0x100;

/** The exit status that the pending exception asks for when it is SystemExit, else -1. */
export function exitStatus(): i32 {
  const x = pendingException();
  if (x == NULL || !isSubtype(exceptionAt(x).type, exceptionType(Exc.SystemExit))) return -1;
  const args = exceptionAt(x).args;
  const value = tupleLength(args) == 0 ? NONE : tupleGet(args, 0);
  if (value == NONE) return 0;
  return isSmall(value) ? smallValue(value) & 0xff : 1 | EXIT_TEXT;
}
