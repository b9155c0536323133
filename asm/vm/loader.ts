/**
 * Makes code objects of `.mpy` bytes. The bytes have been verified (or come from our own compiler) and stay
 * where they are: in a Buffer that the context keeps alive, or in permanent memory.
 */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { allocate } from "../memory/heap";
import { ELLIPSIS, FALSE, NONE, NULL, qstrRef, Ref, TRUE } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { internBytes } from "../object/qstr";
import { raise } from "../object/raise";
import { newStr } from "../object/str";
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
import { localWords } from "./local-words";

/** The reader's position; loading never runs Python code, so it cannot be entered twice. */
let at: usize = 0;

function readByte(): u32 {
  return load<u8>(at++);
}

function readNumber(): u32 {
  let value: u32 = 0;
  while (true) {
    const byte = readByte();
    value = (value << 7) | (byte & 0x7f);
    if ((byte & 0x80) == 0) return value;
  }
}

/** The outermost code of a file, for the given globals. NULL: an exception is pending. */
export function loadMpy(bytes: usize, owner: Ref, globals: Ref): Ref {
  const mark = rootMark();
  root(owner);
  root(globals);
  if (load<u8>(bytes) != 0x4d || load<u8>(bytes, 1) != 6) return raise(M.incompatibleMpy);
  at = bytes + 4;
  const names = readNumber();
  const constants = readNumber();
  const context = allocate(Kind.ModuleContext, offsetof<ModuleContext>());
  if (context == NULL) return NULL;
  root(context);
  const c = contextAt(context);
  c.bytes = owner;
  c.globals = globals;
  if (!loadNames(context, names)) return NULL;
  if (!loadConstants(context, constants)) return NULL;
  c.file = load<u32>(c.names + REFS_DATA);
  const code = loadCode(context);
  rootReset(mark);
  return code;
}

function newRefs(n: u32): Ref {
  return allocate(Kind.RefBuffer, <u32>REFS_DATA + (n << 2));
}

function loadNames(context: Ref, n: u32): bool {
  const names = newRefs(n);
  if (names == NULL) return false;
  contextAt(context).names = names;
  for (let i: u32 = 0; i < n; i++) {
    const head = readNumber();
    let name = qstrRef(head >> 1);
    if ((head & 1) == 0) {
      name = internBytes(at, head >> 1);
      if (name == NULL) return false;
      at += (head >> 1) + 1;
    }
    store<u32>(names + REFS_DATA + (i << 2), name);
  }
  return true;
}

function loadConstants(context: Ref, n: u32): bool {
  const constants = newRefs(n);
  if (constants == NULL) return false;
  contextAt(context).constants = constants;
  for (let i: u32 = 0; i < n; i++) {
    const value = loadConstant();
    if (value == NULL) return false;
    store<u32>(constants + REFS_DATA + (i << 2), value);
  }
  return true;
}

/** Types of constants, as the file format numbers them. */
const enum ConstantType {
  FunctionTable,
  None,
  False,
  True,
  Ellipsis,
  Str,
  Bytes,
  Int,
  Float,
  Complex,
  Tuple,
}

function loadConstant(): Ref {
  const type = <i32>readByte();
  switch (type) {
    case ConstantType.None:
      return NONE;
    case ConstantType.False:
      return FALSE;
    case ConstantType.True:
      return TRUE;
    case ConstantType.Ellipsis:
      return ELLIPSIS;
    case ConstantType.Tuple:
      return loadTuple(readNumber());
  }
  const length = readNumber();
  const text = at;
  at += length;
  switch (type) {
    case ConstantType.Str:
      at++;
      return newStr(Kind.Str, text, length);
    case ConstantType.Bytes:
      at++;
      return newStr(Kind.Bytes, text, length);
    case ConstantType.Int:
      return parseInteger(text, length, 10);
    case ConstantType.Float:
      return newFloat(readFloat(text, length));
    case ConstantType.Complex:
      return newComplex(0, readFloat(text, length - 1));
    default:
      return raise(M.incompatibleMpy);
  }
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
  const x = allocate(Kind.Code, offsetof<Code>());
  if (x == NULL) return NULL;
  root(x);
  codeAt(x).context = context;
  codeAt(x).namesAt = contextAt(context).names + REFS_DATA;
  codeAt(x).constantsAt = contextAt(context).constants + REFS_DATA;
  const head = readNumber();
  if (head & 3) return raise(M.incompatibleMpy);
  const start = at;
  at += head >> 3;
  decodePrelude(codeAt(x), start, at);
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
  rootReset(mark);
  return x;
}

/**
 * The prelude's first number interleaves the bits of six fields: xSSSSEAA, then xFSSKAED per byte
 * (S state size less 1, E handlers, F flags, A positional, K keyword-only, D defaults).
 */
function decodePrelude(code: Code, start: usize, end: usize): void {
  const resume = at;
  at = start;
  let z = readByte();
  let state = (z >> 3) & 0xf;
  let handlers = (z >> 2) & 1;
  let flags: u32 = 0;
  let positional = z & 3;
  let keywordOnly: u32 = 0;
  let defaults: u32 = 0;
  for (let n: u32 = 0; z & 0x80; n++) {
    z = readByte();
    state |= (z & 0x30) << (2 * n);
    handlers |= (z & 2) << n;
    flags |= ((z & 0x40) >> 6) << n;
    positional |= (z & 4) << n;
    keywordOnly |= ((z & 8) >> 3) << n;
    defaults |= (z & 1) << n;
  }
  code.stateWords = state + 1;
  code.handlers = handlers;
  code.flags = flags;
  code.positional = positional;
  code.keywordOnly = keywordOnly;
  code.defaults = defaults;
  decodeSizes(code);
  code.end = end;
  code.localWords = localWords(code);
  const plain = (flags & (CODE_GENERATOR | CODE_KEYWORDS | CODE_VARARGS)) == 0;
  code.simple = plain && keywordOnly == 0 ? positional + 1 : 0;
  at = resume;
}

/** The prelude's second number: xIIIIIIC per byte (I bytes of names and lines, C cells); then what it counts. */
function decodeSizes(code: Code): void {
  let info: u32 = 0;
  let cells: u32 = 0;
  for (let n: u32 = 0; ; n++) {
    const z = readByte();
    cells |= (z & 1) << n;
    info |= ((z & 0x7e) >> 1) << (6 * n);
    if ((z & 0x80) == 0) break;
  }
  const infoEnd = at + info;
  const names = contextAt(code.context).names + REFS_DATA;
  code.name = load<u32>(names + ((<usize>readNumber()) << 2));
  code.argNames = at;
  for (let i: u32 = 0; i < code.positional + code.keywordOnly; i++) readNumber();
  code.lines = at;
  code.linesEnd = infoEnd;
  code.cells = infoEnd;
  code.cellCount = cells;
  code.start = infoEnd + cells;
}
