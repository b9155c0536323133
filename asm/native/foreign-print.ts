/** What modules linked from C print and raise: formats as C's `printf` and MicroPython's `mp_printf` have them. */
import { cpu } from "../cpu/registers";
import { Kind } from "../generated/kinds";
import { permanent } from "../memory/permanent";
import { NULL, qstrRef, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import {
  builderData,
  builderLength,
  newBuilder,
  putByte,
  putBytes,
  putNumber,
  putUnsigned,
  STDOUT,
} from "../object/builder";
import { call1 } from "../object/call";
import { putStr } from "../object/print";
import { raiseObject } from "../object/raise";
import { newStr } from "../object/str";
import { putFloat } from "../types/float-text";
import { codeAt, contextAt } from "../vm/code";
import { currentFrame, frameAt } from "../vm/frame";
import { runWords } from "./activation";
import { isMemory } from "./memory";

/** What stands for standard output: | data | function |, as C code has printers of its own. */
let platform: usize = 0;

export function platformPrinter(): usize {
  if (platform == 0) platform = permanent(8);
  return platform;
}

/** Where the arguments come from: words in registers first, then those at an address. */
let inRegisters: u32 = 0;
let first: u32 = 0;
let second: u32 = 0;
let rest: usize = 0;

function nextWord(): u32 {
  if (inRegisters == 2) {
    inRegisters = 1;
    return first;
  }
  if (inRegisters == 1) {
    inRegisters = 0;
    return second;
  }
  const word = isMemory(rest, 4) ? load<u32>(rest) : 0;
  rest += 4;
  return word;
}

/** Takes two words on a border of 8 bytes. */
function nextDouble(): f64 {
  if (inRegisters == 1) inRegisters = 0;
  if (inRegisters == 0) rest = (rest + 7) & ~7;
  const low = nextWord();
  return reinterpret<f64>(((<u64>nextWord()) << 32) | <u64>low);
}

function textLength(at: usize): u32 {
  let n: u32 = 0;
  while (isMemory(at + n, 1) && load<u8>(at + n) != 0) n++;
  return n;
}

/** A directive: flags, width, precision (-1: none). */
let left: bool = false;
let zero: bool = false;
let sign: u8 = 0;
let width: i32 = 0;
let precision: i32 = -1;

function readCount(at: usize): usize {
  width = 0;
  while (load<u8>(at) - 0x30 < 10) width = width * 10 + <i32>load<u8>(at++) - 0x30;
  return at;
}

function readDirective(from: usize): usize {
  let at = from;
  left = false;
  zero = false;
  sign = 0;
  precision = -1;
  for (; ; at++) {
    const char = load<u8>(at);
    if (char == 0x2d) left = true;
    else if (char == 0x30) zero = true;
    else if (char == 0x2b || (char == 0x20 && sign == 0)) sign = char;
    else if (char != 0x23) break;
  }
  if (load<u8>(at) == 0x2a) {
    width = <i32>nextWord();
    at++;
  } else at = readCount(at);
  if (load<u8>(at) == 0x2e) {
    const outer = width;
    if (load<u8>(at + 1) == 0x2a) {
      precision = <i32>nextWord();
      at += 2;
    } else {
      at = readCount(at + 1);
      precision = width;
    }
    width = outer;
  }
  while (load<u8>(at) == 0x6c || load<u8>(at) == 0x7a) at++;
  return at;
}

function putHexText(p: Ref, n: u32, letters: u8): bool {
  let shift: i32 = 28;
  while (shift > 0 && n >>> shift == 0) shift -= 4;
  for (; shift >= 0; shift -= 4) {
    const digit = <u8>((n >>> shift) & 15);
    if (!putByte(p, digit < 10 ? 0x30 + digit : letters + digit - 10)) return false;
  }
  return true;
}

function putText0(p: Ref, at: usize): bool {
  const all = textLength(at);
  return putBytes(p, at, precision >= 0 && <u32>precision < all ? <u32>precision : all);
}

function putSigned(p: Ref, n: i32): bool {
  return (n < 0 || sign == 0 || putByte(p, sign)) && putNumber(p, n);
}

/** Puts the value of a directive. */
function putValue(p: Ref, letter: u8): bool {
  switch (<i32>letter) {
    case 0x63: // c
      return putByte(p, <u8>nextWord());
    case 0x73: // s
      return putText0(p, nextWord());
    case 0x71: // q
      return putStr(p, qstrRef(nextWord()));
    case 0x64: // d
    case 0x69: // i
      return putSigned(p, <i32>nextWord());
    case 0x75: // u
      return putUnsigned(p, nextWord());
    case 0x78: // x
    case 0x70: // p
      return putHexText(p, nextWord(), 0x61);
    case 0x58: // X
      return putHexText(p, nextWord(), 0x41);
    case 0x65: // e
    case 0x66: // f
    case 0x67: // g
    case 0x45:
    case 0x46:
    case 0x47:
      return putFloat(p, nextDouble(), letter, precision < 0 ? 6 : precision);
    default:
      return putByte(p, letter);
  }
}

/** Puts a value with what fills it up to its width. */
function putPadded(p: Ref, letter: u8): bool {
  const mark = rootMark();
  const part = newBuilder(32);
  if (part == NULL) return false;
  root(part);
  if (!putValue(part, letter)) return false;
  const length = <i32>builderLength(part);
  const fill: u8 = zero && !left ? 0x30 : 0x20;
  for (let i = length; i < width && !left; i++) putByte(p, fill);
  if (!putBytes(p, builderData(part), length)) return false;
  for (let i = length; i < width && left; i++) putByte(p, 0x20);
  rootReset(mark);
  return true;
}

function putFormat(p: Ref, format: usize): bool {
  const end = format + textLength(format);
  for (let at = format; at < end; at++) {
    const char = load<u8>(at);
    if (char != 0x25) {
      if (!putByte(p, char)) return false;
      continue;
    }
    at = readDirective(at + 1);
    if (!putPadded(p, load<u8>(at))) return false;
  }
  return true;
}

/** Prints to standard output or to a printer of C's: | data | function |. Gives the length. */
function printTo(printer: usize, format: usize): u32 {
  const mark = rootMark();
  const p = newBuilder(64);
  if (p == NULL) return 0;
  root(p);
  if (!putFormat(p, format)) return 0;
  const length = builderLength(p);
  if (printer == platformPrinter()) putBytes(STDOUT, builderData(p), length);
  else if (isMemory(printer, 8)) {
    const outer = frameAt(currentFrame).code;
    const entry = load<u32>(printer, 4) & ~1;
    const data = load<u32>(printer);
    const globals = contextAt(codeAt(outer).context).globals;
    runWords(NULL, outer, globals, NULL, entry, data, <u32>builderData(p), length, 0);
  }
  rootReset(mark);
  return length;
}

/** `mp_printf`: two arguments are in registers, the rest lies on the stack. */
export function rt_printf(printer: usize, format: usize): u32 {
  inRegisters = 2;
  first = cpu.r2;
  second = cpu.r3;
  rest = cpu.sp;
  return printTo(printer, format);
}

/** `mp_vprintf`: the arguments lie at an address. */
export function rt_vprintf(printer: usize, format: usize, args: usize): u32 {
  inRegisters = 0;
  rest = args;
  return printTo(printer, format);
}

/** Raises an exception of a class with a text. Always NULL. */
export function rt_raise_msg(type: Ref, text: usize): Ref {
  const mark = rootMark();
  const message = newStr(Kind.Str, text, textLength(text));
  if (message == NULL) return NULL;
  const exception = call1(type, message);
  if (exception == NULL) return NULL;
  rootReset(mark);
  return raiseObject(exception);
}
