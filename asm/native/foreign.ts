/**
 * Objects of classes that modules linked from C define. What C has is the address of a struct whose first word is
 * that of its class; Python has one of these in its place:
 *
 *     0        4      8
 *     +--------+------+---------+
 *     | header | type | address |
 *     +--------+------+---------+
 *
 * Between both stand `ownForeign` and `foreignWord`. Memory of C's stays until it frees it, and so do these.
 */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { BinaryOp, UnaryOp } from "../generated/operators";
import { allocate, allocateBlock } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { isBacked, ownRam } from "../memory/ram";
import { isKind, isPointer, kindOf, NULL, qstrId, Ref, UNSUPPORTED } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { newBoundMethod } from "../object/attribute";
import { setBuffer } from "../object/buffer";
import { BUFFER_DATA } from "../object/builder";
import { printDefault, Style } from "../object/print";
import { hasPending, raise, raise1 } from "../object/raise";
import { describeStream, STREAM_RAISED, StreamRequest } from "../object/stream";
import { reserveNames, typeAt, typeName, typeOfKind } from "../object/type";
import { nativeOf } from "../types/instance";
import {
  defineStreamReading,
  defineStreamWriting,
  STREAM_READ_NAMES,
  STREAM_WRITE_NAMES,
} from "../types/stream-methods";
import { codeAt, contextAt } from "../vm/code";
import { runWords } from "./activation";
import { ownObject } from "./bound";
import { keepForeign } from "./foreign-memory";
import { builderPrinter } from "./foreign-printer";
import {
  ClassSlot,
  classAddress,
  classFlags,
  classSlot,
  hasVariables,
  isForeignClass,
  isWrapperClass,
  knownForeign,
  rememberForeign,
  runnerOf,
  typeOfClass,
} from "./foreign-type";
import { wrappedStream } from "./foreign-wrapper";
import { machineFunctionAt } from "./function";
import { isMemory } from "./memory";

@unmanaged
class Foreign {
  header: u32;
  type: Ref;
  at: u32;
}

/** What C has for "load", where a value would be stored. */
const SENTINEL: u32 = 4;
/** How a class's `iter` slot is meant. */
const IS_NEXT: u32 = 0x80;
const IS_BOTH: u32 = 0x100;
/** Room that C may use for an iterator. */
const ITERATOR_BYTES: u32 = 32;
const READ: u32 = 1;
const WRITE: u32 = 2;

/** Where C leaves address, length and type code of a buffer. */
let bufferInfo: usize = 0;

export function initForeign(): void {
  describe(Kind.Foreign, refAt(offsetof<Foreign>("type")), 0);
  bufferInfo = ownRam(16);
  const kind = typeOfKind(Kind.Foreign);
  reserveNames(kind, STREAM_READ_NAMES + STREAM_WRITE_NAMES);
  defineStreamReading(kind);
  defineStreamWriting(kind);
  const type = typeAt(kind);
  type.make = foreign_make.index;
  type.call = foreign_call.index;
  type.print = foreign_print.index;
  type.unary = foreign_unary.index;
  type.binary = foreign_binary.index;
  type.getItem = foreign_getItem.index;
  type.setItem = foreign_setItem.index;
  type.iter = foreign_iter.index;
  type.next = foreign_next.index;
  type.loadAttr = foreign_loadAttr.index;
  type.storeAttr = foreign_storeAttr.index;
  type.buffer = foreign_buffer.index;
  describeStream(
    Kind.Foreign,
    foreign_read.index,
    foreign_write.index,
    foreign_control.index,
    false,
  );
}

function foreignAt(x: Ref): Foreign {
  return changetype<Foreign>(<usize>x);
}

/** Whether a word is the address of a class of C's, of an object of one, or of what C has for something of ours. */
export function isForeignWord(x: u32): bool {
  if (!hasVariables() || (x & 3) != 0) return false;
  if (isForeignClass(x)) return true;
  if (x == 0 || !isBacked(x, 4)) return false;
  const at = load<u32>(x);
  return isForeignClass(at) || (isWrapperClass(at) && knownForeign(x) != NULL);
}

/** What stands for such a word. NULL: an exception is pending. */
export function ownForeign(x: u32): Ref {
  if (isForeignClass(x)) return typeOfClass(x);
  const known = knownForeign(x);
  if (known != NULL) return known;
  const type = typeOfClass(load<u32>(x));
  if (type == NULL || classAddress(type) == 0) return NULL;
  const mark = rootMark();
  root(type);
  const made = allocateBlock(Kind.Foreign);
  if (made == NULL) return NULL;
  foreignAt(made).type = type;
  foreignAt(made).at = x;
  const kept = rememberForeign(x, made);
  rootReset(mark);
  return kept ? made : NULL;
}

/** The word that C has for a value: of what stands for something of its own, the address. */
export function foreignWord(x: Ref): u32 {
  if (!isPointer(x)) return x;
  const kind = kindOf(x);
  if (kind == Kind.Foreign) return foreignAt(x).at;
  if (kind == Kind.Type) {
    const at = classAddress(x);
    return at == 0 ? x : at;
  }
  const native = nativeOf(x);
  if (native != NULL && isKind(native, Kind.Foreign)) return foreignAt(native).at;
  return hasVariables() ? wrappedStream(x) : x;
}

/** The words for `n` values: their own place if they are the same, else that of a Buffer, which is rooted. 0: no memory. */
export function foreignWords(n: u32, args: usize): usize {
  let same = true;
  for (let i: u32 = 0; i < n && same; i++) {
    const x = load<u32>(args + (i << 2));
    same = foreignWord(x) == x;
  }
  if (same) return args;
  const words = scratch(n);
  for (let i: u32 = 0; i < n && words != 0; i++) {
    store<u32>(words + (i << 2), foreignWord(load<u32>(args + (i << 2))));
  }
  return words;
}

/** Zeroed words, rooted. 0: an exception is pending. */
function scratch(n: u32): usize {
  const buffer = allocate(Kind.Buffer, BUFFER_DATA + (n << 2));
  if (buffer == NULL) return 0;
  root(buffer);
  return <usize>buffer + BUFFER_DATA;
}

/** Runs a function of a class's slot. */
function runSlot(at: u32, entry: u32, a: u32, b: u32, c: u32, d: u32): u32 {
  const f = runnerOf(at);
  const code = machineFunctionAt(f).code;
  const globals = contextAt(codeAt(code).context).globals;
  return runWords(f, code, globals, NULL, entry & ~1, a, b, c, d);
}

/** Likewise, one that gives an object. NULL: an exception is pending. */
function runForObject(at: u32, entry: u32, a: u32, b: u32, c: u32, d: u32): Ref {
  const word = runSlot(at, entry, a, b, c, d);
  return hasPending() ? NULL : ownObject(word);
}

function classOf(x: Ref): u32 {
  return classAddress(foreignAt(x).type);
}

function foreign_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  const at = classAddress(type);
  const entry = at == 0 ? 0 : classSlot(at, ClassSlot.MakeNew);
  if (entry == 0) return raise1(M.cannotCreateInstance, typeName(type));
  const mark = rootMark();
  const words = foreignWords(n + 2 * nkw, args);
  const x = words == 0 ? NULL : runForObject(at, entry, at, n, nkw, <u32>words);
  rootReset(mark);
  return x;
}

function foreign_call(x: Ref, n: i32, nkw: i32, args: usize): Ref {
  const entry = classSlot(classOf(x), ClassSlot.Call);
  if (entry == 0) return raise1(M.notCallable, x);
  const mark = rootMark();
  const words = foreignWords(n + 2 * nkw, args);
  const result =
    words == 0 ? NULL : runForObject(classOf(x), entry, foreignAt(x).at, n, nkw, <u32>words);
  rootReset(mark);
  return result;
}

function foreign_print(p: Ref, x: Ref, style: Style): bool {
  const entry = classSlot(classOf(x), ClassSlot.Print);
  if (entry == 0) return printDefault(p, x);
  const mark = rootMark();
  const printer = scratch(2);
  if (printer == 0) return false;
  store<u32>(printer, p);
  store<u32>(printer, builderPrinter(), 4);
  runSlot(classOf(x), entry, <u32>printer, foreignAt(x).at, style == Style.Repr ? 1 : 0, 0);
  rootReset(mark);
  return !hasPending();
}

/** A result of 0 says that the class does not know the operator. */
function orUnsupported(word: u32): Ref {
  if (hasPending()) return NULL;
  return word == 0 ? UNSUPPORTED : ownObject(word);
}

function foreign_unary(op: UnaryOp, x: Ref): Ref {
  const entry = classSlot(classOf(x), ClassSlot.UnaryOp);
  if (entry == 0) return UNSUPPORTED;
  return orUnsupported(runSlot(classOf(x), entry, op, foreignAt(x).at, 0, 0));
}

function foreign_binary(op: BinaryOp, a: Ref, b: Ref): Ref {
  const entry = classSlot(classOf(a), ClassSlot.BinaryOp);
  if (entry == 0) return UNSUPPORTED;
  return orUnsupported(runSlot(classOf(a), entry, op, foreignAt(a).at, foreignWord(b), 0));
}

/** What a class does for an index; `value` tells what is wanted. 0: nothing. */
function subscript(x: Ref, index: Ref, value: u32): u32 {
  const entry = classSlot(classOf(x), ClassSlot.Subscr);
  if (entry == 0) return 0;
  return runSlot(classOf(x), entry, foreignAt(x).at, foreignWord(index), value, 0);
}

function foreign_getItem(x: Ref, index: Ref): Ref {
  const word = subscript(x, index, SENTINEL);
  if (hasPending()) return NULL;
  return word == 0 ? raise1(M.notSubscriptable, x) : ownObject(word);
}

function foreign_setItem(x: Ref, index: Ref, value: Ref): bool {
  const word = subscript(x, index, value == NULL ? 0 : foreignWord(value));
  if (!hasPending() && word == 0) {
    raise1(value == NULL ? M.noItemDeletion : M.noItemAssignment, x);
  }
  return !hasPending();
}

function foreign_iter(x: Ref): Ref {
  const at = classOf(x);
  const entry = classSlot(at, ClassSlot.Iter);
  const flags = classFlags(at) & (IS_NEXT | IS_BOTH);
  if (entry == 0) return raise1(M.notIterable, x);
  if (flags == IS_NEXT) return x;
  const getter = flags == IS_BOTH && isMemory(entry, 8) ? load<u32>(entry) : entry;
  const mark = rootMark();
  const place = scratch(ITERATOR_BYTES >> 2);
  // The iterator may be there.
  if (place == 0 || !keepForeign(<u32>place - BUFFER_DATA)) return NULL;
  const result = runForObject(at, getter, foreignAt(x).at, <u32>place, 0, 0);
  rootReset(mark);
  return result;
}

function foreign_next(x: Ref): Ref {
  const at = classOf(x);
  const entry = classSlot(at, ClassSlot.Iter);
  const flags = classFlags(at) & (IS_NEXT | IS_BOTH);
  if (entry == 0 || flags == 0 || !isMemory(entry & ~3, 8)) return raise1(M.notIterator, x);
  const next = flags == IS_NEXT ? entry : load<u32>(entry, 4);
  const word = runSlot(at, next, foreignAt(x).at, 0, 0, 0);
  return hasPending() || word == 0 ? NULL : ownObject(word);
}

/** Asks a class for an attribute, with two words that tell what is wanted, and what came of it. false: pending. */
function askAttribute(x: Ref, name: Ref, words: usize): bool {
  const entry = classSlot(classOf(x), ClassSlot.Attr);
  runSlot(classOf(x), entry, foreignAt(x).at, qstrId(name), <u32>words, 0);
  return !hasPending();
}

function foreign_loadAttr(x: Ref, name: Ref): Ref {
  if (classSlot(classOf(x), ClassSlot.Attr) == 0) return UNSUPPORTED;
  const mark = rootMark();
  const words = scratch(2);
  if (words == 0 || !askAttribute(x, name, words)) return NULL;
  const first = load<u32>(words);
  const self = load<u32>(words, 4);
  if (first == 0) {
    rootReset(mark);
    return UNSUPPORTED;
  }
  const value = ownObject(first);
  if (value == NULL) return NULL;
  root(value);
  const result = self == 0 ? value : newBoundMethod(value, ownObject(self));
  rootReset(mark);
  return result;
}

function foreign_storeAttr(x: Ref, name: Ref, value: Ref): bool {
  if (classSlot(classOf(x), ClassSlot.Attr) == 0) return false;
  const mark = rootMark();
  const words = scratch(2);
  if (words == 0) return false;
  store<u32>(words, SENTINEL);
  store<u32>(words, value == NULL ? 0 : foreignWord(value), 4);
  if (!askAttribute(x, name, words)) return false;
  const done = load<u32>(words) == 0;
  rootReset(mark);
  return done;
}

/** Calls one of the functions of a class's streams: 0 reads, 4 writes, 8 makes a request. */
function runStream(x: Ref, which: usize, a: u32, b: u32): i32 {
  const functions = classSlot(classOf(x), ClassSlot.Protocol);
  const entry = functions != 0 && isMemory(functions, 16) ? load<u32>(functions + which) : 0;
  if (entry == 0) {
    raise(M.streamUnsupported);
    return STREAM_RAISED;
  }
  const mark = rootMark();
  const errno = scratch(1);
  if (errno == 0) return STREAM_RAISED;
  const answer = <i32>runSlot(classOf(x), entry, foreignAt(x).at, a, b, <u32>errno);
  const failure = <i32>load<u32>(errno);
  rootReset(mark);
  if (hasPending()) return STREAM_RAISED;
  return answer == -1 ? -failure : answer;
}

function foreign_read(x: Ref, to: usize, n: u32): i32 {
  return runStream(x, 0, <u32>to, n);
}

function foreign_write(x: Ref, from: usize, n: u32): i32 {
  return runStream(x, 4, <u32>from, n);
}

function foreign_control(x: Ref, request: StreamRequest, a: i32, b: i32): i32 {
  return runStream(x, 8, request, a);
}

function foreign_buffer(x: Ref, writable: bool): bool {
  const entry = classSlot(classOf(x), ClassSlot.Buffer);
  if (entry == 0) return false;
  const flags = writable ? READ | WRITE : READ;
  const failed = runSlot(classOf(x), entry, foreignAt(x).at, <u32>bufferInfo, flags, 0);
  if (hasPending() || failed != 0) return false;
  return setBuffer(load<u32>(bufferInfo), load<u32>(bufferInfo, 4), load<u32>(bufferInfo, 8));
}
