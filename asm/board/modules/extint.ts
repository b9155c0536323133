/** `pyb.ExtInt`, and what becomes of interrupts of EXTI's lines: | header | line |. */
import { FIRST_INTERRUPT, setEnabled, setPriorityByte } from "../../cpu/nvic";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { LINE_INTERRUPTS } from "../../generated/pyboard";
import { Q } from "../../generated/qstrs";
import { boardRoot } from "../../memory/cells";
import { allocateBlock } from "../../memory/heap";
import { isKind, isSmall, NONE, NULL, qstrRef, Ref, smallOf } from "../../memory/ref";
import { keywordArg } from "../../object/arguments";
import { putByte, putHex, putText, putUnsigned, STDOUT } from "../../object/builder";
import { raiseArity } from "../../object/call";
import { function0, method1 } from "../../object/native-function";
import { Style } from "../../object/print";
import { hasPending, raise1, raise2 } from "../../object/raise";
import { defineName, reserveNames, typeAt, typeOfKind } from "../../object/type";
import { toI32 } from "../../types/number";
import { newPermanentStaticMethod } from "../../types/static-method";
import { schedule } from "../../vm/schedule";
import { modifyRegister, readRegister, writeRegister } from "../access";
import { callHard } from "../interrupts";
import {
  enablePort,
  initPin,
  MODE_EVENT,
  MODE_FALLING,
  MODE_INTERRUPT,
  MODE_RISING,
  routeLine,
  setEdges,
} from "../port";
import { BoardRoot } from "../roots";
import { pinAt } from "./pin";
import { findPin } from "./pin-search";

@unmanaged
class ExtInt {
  header: u32;
  line: u32;
}

const EXTI: u32 = 0x40013c00;
const IMR: u32 = EXTI;
const EMR: u32 = EXTI + 0x04;
const RTSR: u32 = EXTI + 0x08;
const FTSR: u32 = EXTI + 0x0c;
const SWIER: u32 = EXTI + 0x10;
const PR: u32 = EXTI + 0x14;
export const LINES: u32 = 23;
const PIN_LINES: u32 = 16;
/** The lowest but one of the firmware's priorities. */
const PRIORITY: u32 = 14 << 4;

/** Per line: what the callback gets, a pin or a number; whether the callback is called at once; EMR or IMR. */
const ARGUMENTS: usize = memory.data(23 * 4, 4);
const HARD: usize = memory.data(23, 1);
const MASKS: usize = memory.data(23 * 4, 4);

function callbackAt(line: u32): Ref {
  const f = load<u32>(boardRoot(BoardRoot.Lines + line));
  return f == NULL ? NONE : f;
}

export function initExtInt(): void {
  const type = typeOfKind(Kind.ExtInt);
  typeAt(type).make = extint_make.index;
  typeAt(type).print = extint_print.index;
  reserveNames(type, 12);
  method1(type, Q.line, extint_line);
  method1(type, Q.enable, extint_enable);
  method1(type, Q.disable, extint_disable);
  method1(type, Q.swint, extint_swint);
  defineName(type, Q.regs, newPermanentStaticMethod(function0(Q.regs, extint_regs)));
  defineName(type, Q.IRQ_RISING, smallOf(MODE_INTERRUPT | MODE_RISING));
  defineName(type, Q.IRQ_FALLING, smallOf(MODE_INTERRUPT | MODE_FALLING));
  defineName(type, Q.IRQ_RISING_FALLING, smallOf(MODE_INTERRUPT | MODE_RISING | MODE_FALLING));
  defineName(type, Q.EVT_RISING, smallOf(MODE_EVENT | MODE_RISING));
  defineName(type, Q.EVT_FALLING, smallOf(MODE_EVENT | MODE_FALLING));
  defineName(type, Q.EVT_RISING_FALLING, smallOf(MODE_EVENT | MODE_RISING | MODE_FALLING));
}

function argument(i: i32, name: i32, n: i32, nkw: i32, args: usize): Ref {
  return i < n ? load<u32>(args + ((<usize>i) << 2)) : keywordArg(qstrRef(name), n, nkw, args);
}

function extint_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  const pin = argument(0, Q.pin, n, nkw, args);
  const mode = argument(1, Q.mode, n, nkw, args);
  const pull = argument(2, Q.pull, n, nkw, args);
  const callback = argument(3, Q.callback, n, nkw, args);
  if (n + nkw != 4 || pin == NULL || mode == NULL || pull == NULL || callback == NULL) {
    raiseArity(4, 4, n + nkw);
    return NULL;
  }
  const wantedMode = toI32(mode);
  const wantedPull = toI32(pull);
  if (hasPending()) return NULL;
  const line = registerLine(pin, wantedMode, wantedPull, callback, false);
  if (line < 0) return NULL;
  const x = allocateBlock(Kind.ExtInt);
  if (x != NULL) changetype<ExtInt>(<usize>x).line = line;
  return x;
}

function isMode(mode: u32): bool {
  const kind = mode & (MODE_INTERRUPT | MODE_EVENT);
  const edges = mode & (MODE_RISING | MODE_FALLING);
  return mode == (kind | edges) && edges != 0 && (kind == MODE_INTERRUPT || kind == MODE_EVENT);
}

/** The line of a number or of a pin. -1: an exception is pending. */
function lineOf(pin: Ref): i32 {
  if (!isSmall(pin)) {
    const found = findPin(pin);
    return found == NULL ? -1 : <i32>pinAt(found).bit;
  }
  const line = toI32(pin);
  if (line < <i32>PIN_LINES) raise1(M.extintNeedsPin, line);
  else if (line >= <i32>LINES) raise2(M.extintMany, line, LINES);
  else return line;
  return -1;
}

/** Has a callback called, in a handler, at edges of a line; gives the line. -1: an exception is pending. */
export function registerLine(pin: Ref, mode: u32, pull: u32, callback: Ref, replace: bool): i32 {
  const line = lineOf(pin);
  if (line < 0) return -1;
  if (!isMode(mode)) raise1(M.extintMode, mode);
  else if (pull > 2) raise1(M.extintPull, pull);
  else if (!replace && callbackAt(line) != NONE && callback != NONE) raise1(M.extintUsed, line);
  if (hasPending()) return -1;
  useLine(line, mode, callback);
  if (callback == NONE) return line;
  store<u8>(HARD + line, 1);
  store<u32>(ARGUMENTS + (line << 2), smallOf(line));
  if (isSmall(pin)) {
    setEdges(line, mode);
    enableLine(line);
  } else {
    const x = pinAt(findPin(pin));
    enablePort(x.port);
    initPin(x.port, x.bit, mode, pull, 0);
  }
  enableInterrupt(line);
  return line;
}

/** `Pin.irq`. false: an exception is pending. */
export function registerPin(pin: Ref, mode: u32, hard: bool, callback: Ref): bool {
  const x = pinAt(pin);
  const line = x.bit;
  const owner = load<u32>(ARGUMENTS + (line << 2));
  if (callbackAt(line) != NONE && owner != pin) {
    if (isKind(owner, Kind.Pin)) raise1(M.irqTakenByPin, pinAt(owner).name);
    else raise1(M.irqTaken, line);
    return false;
  }
  useLine(line, mode, callback);
  if (callback == NONE) return true;
  store<u8>(HARD + line, hard ? 1 : 0);
  store<u32>(ARGUMENTS + (line << 2), pin);
  routeLine(x.port, line);
  setEdges(line, mode);
  enableInterrupt(line);
  enableLine(line);
  return true;
}

function useLine(line: u32, mode: u32, callback: Ref): void {
  disableLine(line);
  store<u32>(boardRoot(BoardRoot.Lines + line), callback);
  store<u32>(MASKS + (line << 2), (mode & MODE_INTERRUPT) != 0 ? IMR : EMR);
}

/** Has a function called for a line that is no pin's, with its number. */
export function setLineCallback(line: u32, f: Ref): void {
  store<u32>(boardRoot(BoardRoot.Lines + line), f);
  store<u32>(ARGUMENTS + (line << 2), smallOf(line));
}

function enableInterrupt(line: u32): void {
  const number = <u32>load<u8>(LINE_INTERRUPTS + line) + FIRST_INTERRUPT;
  setPriorityByte(number, PRIORITY);
  setEnabled(number, true);
}

function enableLine(line: u32): void {
  modifyRegister(load<u32>(MASKS + (line << 2)), 0, 1 << line);
}

function disableLine(line: u32): void {
  modifyRegister(IMR, 1 << line, 0);
  modifyRegister(EMR, 1 << line, 0);
}

function extint_line(x: Ref): Ref {
  return smallOf(changetype<ExtInt>(<usize>x).line);
}

function extint_enable(x: Ref): Ref {
  enableLine(changetype<ExtInt>(<usize>x).line);
  return NONE;
}

function extint_disable(x: Ref): Ref {
  disableLine(changetype<ExtInt>(<usize>x).line);
  return NONE;
}

/** A line is triggered by a change from 0 to 1. */
function extint_swint(x: Ref): Ref {
  const bit: u32 = 1 << changetype<ExtInt>(<usize>x).line;
  modifyRegister(SWIER, bit, 0);
  modifyRegister(SWIER, 0, bit);
  return NONE;
}

/** Prints EXTI's registers. */
function extint_regs(): Ref {
  putRegister("EXTI_IMR   ", IMR);
  putRegister("EXTI_EMR   ", EMR);
  putRegister("EXTI_RTSR  ", RTSR);
  putRegister("EXTI_FTSR  ", FTSR);
  putRegister("EXTI_SWIER ", SWIER);
  putRegister("EXTI_PR    ", PR);
  return NONE;
}

function putRegister(name: string, at: u32): void {
  const value = readRegister(at, 4);
  putText(STDOUT, name);
  for (let bit: u32 = 1 << 28; bit > 1 && value < bit; bit >>>= 4) putByte(STDOUT, 0x30);
  putHex(STDOUT, value);
  putByte(STDOUT, 0x0a);
}

function extint_print(p: Ref, x: Ref, style: Style): bool {
  const line = changetype<ExtInt>(<usize>x).line;
  return putText(p, "<ExtInt line=") && putUnsigned(p, line) && putByte(p, 0x3e);
}

/** Serves the lines that share an interrupt; false when it is none of theirs. */
export function serveLines(interrupt: u32): bool {
  let known = false;
  for (let line: u32 = 0; line < LINES; line++) {
    if (<u32>load<u8>(LINE_INTERRUPTS + line) != interrupt) continue;
    known = true;
    if (((readRegister(PR, 4) >>> line) & 1) == 0) continue;
    writeRegister(PR, 4, 1 << line);
    callLine(line);
  }
  return known;
}

function callLine(line: u32): void {
  const f = callbackAt(line);
  if (f == NONE) return;
  const argument = load<u32>(ARGUMENTS + (line << 2));
  if (load<u8>(HARD + line) == 0) {
    schedule(f, argument);
    return;
  }
  if (callHard(f, argument, "uncaught exception in ExtInt interrupt handler line ", line)) return;
  store<u32>(boardRoot(BoardRoot.Lines + line), NONE);
  disableLine(line);
}
