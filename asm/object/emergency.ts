/**
 * The exception for when there is no memory to make one: when the heap is locked or full. It is made when the
 * runtime starts and used again and again, with another type each time. It has room for a few arguments, for
 * one text, which is cut to fit, and for the innermost places of its traceback.
 */
import { Kind } from "../generated/kinds";
import { getCell, RootCell, setCell } from "../memory/cells";
import { clearFlag, FLAG_ASCII } from "../memory/header";
import { allocate } from "../memory/heap";
import { permanentObject } from "../memory/permanent";
import { NULL, Ref } from "../memory/ref";
import { copyBytes, copyWords } from "../memory/words";
import { EMPTY_TUPLE, newTuple, Tuple, tupleItems } from "../types/tuple";
import { builderData, builderLength, fixedBuilder, setBuilderLength } from "./builder";
import { clearTraceback, Exception, exceptionAt, FLAG_EXCEPTION_READY } from "./exception";
import { STR_DATA, Str, sealStr } from "./str";

const ARGS_CAPACITY: i32 = 4;
const TEXT_CAPACITY: u32 = 160;
const TRACE_BYTES: u32 = 128;

let textBuilder: Ref = 0;
let theText: Ref = 0;

/** Whether its traceback is kept: on the board only when a program has asked for a buffer. */
export let keepsTraceback: bool = !BOARD;

export function setEmergencyBuffer(bytes: i32): void {
  keepsTraceback = !BOARD || bytes > 0;
}

/** Makes its text and the builder for that, outside the heap. */
export function initEmergencyText(): void {
  textBuilder = fixedBuilder(TEXT_CAPACITY);
  theText = permanentObject(Kind.Str, <u32>STR_DATA + TEXT_CAPACITY);
}

/** Makes the exception and what goes with it. false: the heap is too small even for that. */
export function startEmergency(): bool {
  const x = allocate(Kind.Exception, offsetof<Exception>());
  if (x == NULL) return false;
  setCell(RootCell.EmergencyException, x);
  exceptionAt(x).args = EMPTY_TUPLE;
  const args = newTuple(ARGS_CAPACITY);
  if (args == NULL) return false;
  setCell(RootCell.EmergencyArgs, args);
  const trace = allocate(Kind.RefBuffer, TRACE_BYTES);
  if (trace == NULL) return false;
  exceptionAt(x).traceback = trace;
  clearTraceback(x);
  return true;
}

export function isEmergency(x: Ref): bool {
  return x == getCell(RootCell.EmergencyException);
}

/** The exception with this type and one argument, or none when it is NULL. Nothing is pending any more. */
export function emergencyException(type: Ref, arg: Ref): Ref {
  const x = getCell(RootCell.EmergencyException);
  setCell(RootCell.PendingException, NULL);
  const e = exceptionAt(x);
  e.type = type;
  e.attributes = NULL;
  e.args = EMPTY_TUPLE;
  e.cause = NULL;
  e.value = NULL;
  clearFlag(x, FLAG_EXCEPTION_READY);
  clearTraceback(x);
  if (arg != NULL) {
    const args = getCell(RootCell.EmergencyArgs);
    changetype<Tuple>(<usize>args).length = 1;
    store<u32>(tupleItems(args), arg);
    e.args = args;
  }
  return x;
}

/** Gives it arguments: all of them, or none when they are too many. */
export function setEmergencyArgs(x: Ref, n: i32, items: usize): void {
  if (n == 0 || n > ARGS_CAPACITY) {
    exceptionAt(x).args = EMPTY_TUPLE;
    return;
  }
  const args = getCell(RootCell.EmergencyArgs);
  changetype<Tuple>(<usize>args).length = n;
  copyWords(tupleItems(args), items, n);
  exceptionAt(x).args = args;
}

/** An empty builder for the text of its argument; what is too long for it fails. */
export function emergencyBuilder(): Ref {
  setBuilderLength(textBuilder, 0);
  return textBuilder;
}

/** What stands in the builder, as a str. */
export function emergencyText(): Ref {
  const x = theText;
  const text = changetype<Str>(<usize>x);
  text.hash = 0;
  text.length = builderLength(textBuilder);
  copyBytes(<usize>x + STR_DATA, builderData(textBuilder), text.length);
  clearFlag(x, FLAG_ASCII);
  return sealStr(x);
}
