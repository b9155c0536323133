/**
 * Makes code objects of `.mpy` bytes. The bytes have been verified (or come from our own compiler) and stay
 * where they are: in a Buffer that the context keeps alive, or in permanent memory.
 */

import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { CodeKind, ConstantTag, WASM_ARCHITECTURE } from "../generated/mpy-format";
import { COUNTED, initialHeat } from "../jit/tier";
import { getCell, RootCell, setCell } from "../memory/cells";
import { firmwareFull, firmwareMark, firmwareObject, firmwareReset } from "../memory/firmware";
import { allocate } from "../memory/heap";
import { ELLIPSIS, FALSE, NONE, NULL, qstrRef, Ref, TRUE } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { functionTable } from "../native/function-table";
import { loadMachineLines } from "../native/machine-lines";
import { chargeSearch, findQstr, internBytes } from "../object/qstr";
import { raise } from "../object/raise";
import { hashBytes, newStr } from "../object/str";
import { newComplex } from "../types/complex";
import { newFloat } from "../types/float";
import { readFloat } from "../types/float-text";
import { parseInteger } from "../types/int-text";
import { newTuple, tupleItems } from "../types/tuple";
import {
  CODE_GENERATOR,
  CODE_KEYWORDS,
  CODE_VARARGS,
  Code,
  codeAt,
  contextAt,
  ModuleContext,
  REFS_DATA,
} from "./code";
import { loadMachineCode, prepareForMachine, relocate } from "./load-machine";
import { localWords } from "./local-words";
import { position, readByte, readNumber, seek, skipBytes } from "./mpy-cursor";
import { decodePrelude } from "./prelude";

/** The header's architecture flag bit: a number follows the header. */
const ARCH_FLAGS: u32 = 0x40;

/** The file has machine code; it is Wasm. */
let forMachine: bool = false;
let isWasm: bool = false;

/** The file is frozen into the board's firmware. */
let inFirmware: bool = false;

/** An object that stands for a part of the file. NULL: an exception is pending. */
function makePart(kind: Kind, bytes: u32): Ref {
  const x = BOARD && inFirmware ? firmwareObject(kind, bytes) : NULL;
  return x != NULL ? x : allocate(kind, bytes);
}

/**
 * The outermost code of a file, for the given globals; `owner` is the Buffer with its bytes, NULL for frozen ones. NULL:
 * an exception is pending.
 */
export function loadMpy(bytes: usize, owner: Ref, globals: Ref): Ref {
  if (!BOARD || owner != NULL) return loadFile(bytes, owner, globals);
  const mark = firmwareMark();
  const constants = getCell(RootCell.FrozenConstants);
  inFirmware = true;
  const code = loadFile(bytes, owner, globals);
  inFirmware = false;
  if (!firmwareFull) return code;
  // What lies partly here, partly in the heap would not be kept alive.
  setCell(RootCell.FrozenConstants, constants);
  firmwareReset(mark);
  return code == NULL ? NULL : loadFile(bytes, owner, globals);
}

function loadFile(bytes: usize, owner: Ref, globals: Ref): Ref {
  const mark = rootMark();
  root(owner);
  root(globals);
  if (load<u8>(bytes) != 0x4d || load<u8>(bytes, 1) != 6) return raise(M.incompatibleMpy);
  const features = <u32>load<u8>(bytes, 2);
  seek(bytes + 4);
  if (features & ARCH_FLAGS) readNumber();
  const names = readNumber();
  const constants = readNumber();
  const context = makePart(Kind.ModuleContext, offsetof<ModuleContext>());
  if (context == NULL) return NULL;
  root(context);
  const c = contextAt(context);
  c.bytes = owner;
  c.globals = globals;
  if (!loadNames(context, names)) return NULL;
  const architecture = (features & ~ARCH_FLAGS) >> 2;
  forMachine = architecture != 0;
  isWasm = architecture == WASM_ARCHITECTURE;
  if (!loadConstants(context, constants)) return NULL;
  if (forMachine && !prepareForMachine(context, names, isWasm)) return NULL;
  c.file = load<u32>(c.names + REFS_DATA);
  const code = loadCode(context);
  if (code == NULL) return NULL;
  root(code);
  if (forMachine && !isWasm && !loadMachineLines(code, owner)) return NULL;
  rootReset(mark);
  return code;
}

function newRefs(n: u32): Ref {
  return makePart(Kind.RefBuffer, <u32>REFS_DATA + (n << 2));
}

function loadNames(context: Ref, n: u32): bool {
  const names = newRefs(n);
  if (names == NULL) return false;
  contextAt(context).names = names;
  for (let i: u32 = 0; i < n; i++) {
    const head = readNumber();
    let name = qstrRef(head >> 1);
    if ((head & 1) == 0) {
      name = internBytes(position(), head >> 1);
      if (name == NULL) return false;
      skipBytes((head >> 1) + 1);
    }
    store<u32>(names + REFS_DATA + (i << 2), name);
  }
  return true;
}

function loadConstants(context: Ref, n: u32): bool {
  const constants = BOARD && inFirmware ? firmwareConstants(n) : newRefs(n);
  if (constants == NULL) return false;
  contextAt(context).constants = constants;
  contextAt(context).objects = constants + REFS_DATA;
  for (let i: u32 = 0; i < n; i++) {
    const value = loadConstant();
    if (value == NULL) return false;
    store<u32>(constants + REFS_DATA + (i << 2), value);
  }
  return true;
}

/** Constants are in the heap: a last word links them to those of frozen modules before, so that they stay. */
function firmwareConstants(n: u32): Ref {
  if (n == 0) return newRefs(n);
  const constants = allocate(Kind.RefBuffer, <u32>REFS_DATA + ((n + 1) << 2));
  if (constants == NULL) return NULL;
  store<u32>(constants + REFS_DATA + (n << 2), getCell(RootCell.FrozenConstants));
  setCell(RootCell.FrozenConstants, constants);
  return constants;
}

function loadConstant(): Ref {
  const type = <i32>readByte();
  switch (type) {
    case ConstantTag.None:
      return NONE;
    case ConstantTag.False:
      return FALSE;
    case ConstantTag.True:
      return TRUE;
    case ConstantTag.Ellipsis:
      return ELLIPSIS;
    case ConstantTag.FunctionTable:
      // It is no object; without a machine nothing reads it.
      return functionTable == 0 ? NONE : <Ref>functionTable;
    case ConstantTag.Tuple:
      return loadTuple(readNumber());
  }
  const length = readNumber();
  const text = skipBytes(length);
  switch (type) {
    case ConstantTag.Str:
      skipBytes(1);
      return stringConstant(text, length);
    case ConstantTag.Bytes:
      skipBytes(1);
      return newStr(Kind.Bytes, text, length);
    case ConstantTag.Int:
      return parseInteger(text, length, 10);
    case ConstantTag.Float:
      return newFloat(readFloat(text, length));
    case ConstantTag.Complex:
      return newComplex(0, readFloat(text, length - 1));
    default:
      return raise(M.incompatibleMpy);
  }
}

/**
 * A string is the interned one if there is one. The names of keyword arguments have to be interned; machine code has
 * them among its constants.
 */
function stringConstant(text: usize, length: u32): Ref {
  if (forMachine && isIdentifier(text, length)) return internBytes(text, length);
  const known = findQstr(text, length, hashBytes(text, length));
  if (known == 0) return newStr(Kind.Str, text, length);
  if (BOARD) chargeSearch(text, length);
  return qstrRef(known);
}

function isIdentifier(text: usize, length: u32): bool {
  if (length == 0) return false;
  for (let i: u32 = 0; i < length; i++) {
    const char = <u32>load<u8>(text + i);
    const letter = (char | 0x20) - 0x61 < 26 || char == 0x5f || char >= 0x80;
    if (!letter && (i == 0 || char - 0x30 >= 10)) return false;
  }
  return true;
}

function loadTuple(n: u32): Ref {
  const mark = rootMark();
  const tuple = newTuple(n);
  if (tuple == NULL) return NULL;
  root(tuple);
  for (let i: u32 = 0; i < n; i++) {
    const item = loadConstant();
    if (item == NULL) return NULL;
    store<u32>(tupleItems(tuple) + (i << 2), item);
  }
  rootReset(mark);
  return tuple;
}

function loadCode(context: Ref): Ref {
  const mark = rootMark();
  const x = makePart(Kind.Code, offsetof<Code>());
  if (x == NULL) return NULL;
  root(x);
  codeAt(x).context = context;
  codeAt(x).namesAt = contextAt(context).names + REFS_DATA;
  codeAt(x).constantsAt = contextAt(context).constants + REFS_DATA;
  const head = readNumber();
  codeAt(x).kind = head & 3;
  const start = skipBytes(head >> 3);
  if (codeAt(x).kind == CodeKind.Bytecode) loadBytecode(codeAt(x), start, position());
  else if (isWasm && codeAt(x).kind == CodeKind.NativePython) loadTranslated(codeAt(x), start);
  else if (!loadMachineCode(codeAt(x), start, head >> 3, isWasm)) return NULL;
  if (head & 4) {
    const n = readNumber();
    const children = newRefs(n);
    if (children == NULL) return NULL;
    codeAt(x).children = children;
    for (let i: u32 = 0; i < n; i++) {
      const child = loadCode(context);
      if (child == NULL) return NULL;
      store<u32>(children + REFS_DATA + (i << 2), child);
    }
  }
  if (codeAt(x).kind == CodeKind.NativeViper) relocate(codeAt(x));
  rootReset(mark);
  return x;
}

/** Bytecode behind its translation, which is installed at the first call. */
function loadTranslated(code: Code, start: usize): void {
  const end = position();
  code.kind = CodeKind.Bytecode;
  code.ahead = start;
  code.aheadLength = readNumber();
  code.compiled = COUNTED;
  loadBytecode(code, start + code.aheadLength, end);
}

function loadBytecode(code: Code, start: usize, end: usize): void {
  decodePrelude(code, start);
  code.end = end;
  code.localWords = localWords(code);
  const plain = (code.flags & (CODE_GENERATOR | CODE_KEYWORDS | CODE_VARARGS)) == 0;
  code.simple = plain && code.keywordOnly == 0 ? code.positional + 1 : 0;
  code.heat = initialHeat();
}
