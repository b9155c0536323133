/** The module `struct`. */

import { BoardCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { NONE, NULL, Ref, smallOf } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { bufferAddress, bufferLength, needBuffer } from "../object/buffer";
import { floatToHalf, halfToFloat } from "../object/half-float";
import {
  CODE_OBJECTS,
  CODE_POINTER,
  codeShift,
  convertItem,
  readItem,
  storeItem,
} from "../object/item-code";
import { machineInt, needMachineInt } from "../object/machine-int";
import { function1, functionArgs, MANY } from "../object/native-function";
import { keepPacked, unpackReference } from "../object/packed-reference";
import { raise, raiseTooLarge } from "../object/raise";
import { isStr, newRawStr, STR_DATA, strData, strLength } from "../object/str";
import { isBytes, newText, raiseImplicit } from "../object/text";
import { needFloat, wideFloat } from "../object/wide-int";
import { intFromI64 } from "../types/bigint";
import { newFloat } from "../types/float";
import { defineInModule, newNativeModule } from "../types/module";
import { isDigitByte } from "../types/str/case";
import { newTuple, tupleItems } from "../types/tuple";
import { Cost } from "../vm/cost";

export function initStruct(): Ref {
  const module = newNativeModule(Q.struct, 5);
  defineInModule(module, Q.calcsize, function1(Q.calcsize, struct_calcsize));
  defineInModule(module, Q.pack, functionArgs(Q.pack, 1, MANY, struct_pack));
  defineInModule(module, Q.pack_into, functionArgs(Q.pack_into, 3, MANY, struct_pack_into));
  defineInModule(module, Q.unpack, functionArgs(Q.unpack, 2, 3, struct_unpack));
  defineInModule(module, Q.unpack_from, functionArgs(Q.unpack_from, 2, 3, struct_unpack));
  return module;
}

const CODE_PAD: u32 = 0x78;
const CODE_TEXT: u32 = 0x73;
const CODE_HALF: u32 = 0x65;

// The format being read. Nothing that runs Python code is called between two steps of it
// without `saveFormat`.
let at: usize = 0;
let end: usize = 0;
let aligned: bool = false;
let swapped: bool = false;
/** The step: a type code, how often, and the size of one as a power of two. */
let code: u32 = 0;
let repeat: u32 = 0;
let shift: u32 = 0;

/** Starts to read a format. false: an exception is pending. */
function startFormat(format: Ref): bool {
  if (!isStr(format) && !isBytes(format)) {
    raiseImplicit(format);
    return false;
  }
  at = strData(format);
  end = at + strLength(format);
  aligned = true;
  swapped = false;
  if (at == end) return true;
  switch (<i32>load<u8>(at)) {
    case 0x40: // @
      at++;
      break;
    case 0x3d: // =
    case 0x3c: // <
      aligned = false;
      at++;
      break;
    case 0x3e: // >
    case 0x21: // !
      aligned = false;
      swapped = true;
      at++;
  }
  return true;
}

/** No struct is larger. */
const MAX_REPEAT: u32 = 0x3fffffff;

/** Reads a code with its count; at the end the code is 0. false: an exception is pending. */
function nextCode(): bool {
  code = 0;
  repeat = 1;
  if (at == end) return true;
  if (isDigitByte(load<u8>(at))) {
    repeat = 0;
    for (; at < end && isDigitByte(load<u8>(at)); at++) {
      repeat = min(repeat * 10 + (load<u8>(at) - 0x30), MAX_REPEAT / 10);
    }
  }
  if (at == end) return codeShift(0) >= 0;
  code = load<u8>(at++);
  shift = 0;
  if (code == CODE_PAD || code == CODE_TEXT) return true;
  const size = code == CODE_HALF ? 1 : codeShift(code);
  shift = <u32>size;
  return size >= 0;
}

function isBlock(): bool {
  return code == CODE_PAD || code == CODE_TEXT;
}

/** Where the next item goes when `offset` bytes come before it. */
function alignItem(offset: u32): u32 {
  const mask = ((<u32>1) << shift) - 1;
  return aligned ? (offset + mask) & ~mask : offset;
}

/** Bytes and items of the format that was measured last. */
let totalBytes: u32 = 0;
let totalItems: u32 = 0;

function measure(format: Ref): bool {
  if (!startFormat(format)) return false;
  let bytes: u64 = 0;
  let items: u64 = 0;
  while (true) {
    if (!nextCode()) return false;
    if (code == 0) break;
    Cost.charge(BoardCost.structSize);
    if (repeat != 0) bytes = <u64>alignItem(<u32>bytes) + ((<u64>repeat) << shift);
    items += code == CODE_PAD ? 0 : code == CODE_TEXT ? 1 : repeat;
    if (bytes > MAX_REPEAT || items > MAX_REPEAT) {
      raiseTooLarge(bytes);
      return false;
    }
  }
  totalBytes = <u32>bytes;
  totalItems = <u32>items;
  return true;
}

function struct_calcsize(format: Ref): Ref {
  return measure(format) ? smallOf(<i32>totalBytes) : NULL;
}

/** Reverses an item's bytes. */
function swapItem(address: usize): void {
  const size = (<usize>1) << shift;
  for (let i: usize = 0; i < size >> 1; i++) {
    const byte = load<u8>(address + i);
    store<u8>(address + i, load<u8>(address + size - 1 - i));
    store<u8>(address + size - 1 - i, byte);
  }
}

/** Writes a value as an item. false: an exception is pending. */
function putItem(address: usize, value: Ref): bool {
  Cost.charge(BoardCost.structField);
  const wanted = code;
  if (wanted == CODE_HALF) {
    if (!needFloat(value)) return false;
    store<u16>(address, <u16>floatToHalf(wideFloat));
  } else {
    if (!convertItem(wanted, value)) return false;
    if (wanted == CODE_OBJECTS && !keepPacked(value)) return false;
    storeItem(wanted, address);
  }
  if (swapped) swapItem(address);
  return true;
}

const ITEM: usize = memory.data(8, 8);

function takeItem(address: usize): Ref {
  Cost.charge(BoardCost.structField);
  let from = address;
  if (swapped) {
    memory.copy(ITEM, address, (<usize>1) << shift);
    swapItem(ITEM);
    from = ITEM;
  }
  if (code == CODE_POINTER) return intFromI64(load<u32>(from));
  if (code == CODE_OBJECTS) return unpackReference(load<u32>(from));
  return code == CODE_HALF ? newFloat(halfToFloat(load<u16>(from))) : readItem(code, from);
}

/** Writes values to memory that has room for the format and does not move. Missing ones leave what is there. */
function packTo(format: Ref, to: usize, count: u32, values: usize): bool {
  Cost.charge(BoardCost.structCall);
  if (!startFormat(format)) return false;
  let offset: u32 = 0;
  let used: u32 = 0;
  while (used < count) {
    if (!nextCode()) return false;
    if (code == 0) break;
    if (code == CODE_PAD) {
      memory.fill(to + offset, 0, repeat);
      offset += repeat;
    } else if (code == CODE_TEXT) {
      if (!needBuffer(load<u32>(values + (used++ << 2)), false)) return false;
      const length = min(bufferLength, repeat);
      memory.copy(to + offset, bufferAddress, length);
      memory.fill(to + offset + length, 0, repeat - length);
      offset += repeat;
    } else {
      for (let left = repeat; left > 0 && used < count; left--) {
        offset = alignItem(offset);
        if (!putItem(to + offset, load<u32>(values + (used++ << 2)))) return false;
        offset += (<u32>1) << shift;
      }
    }
  }
  return true;
}

function struct_pack(n: i32, args: usize): Ref {
  const format = load<u32>(args);
  if (!measure(format)) return NULL;
  const mark = rootMark();
  const x = newRawStr(Kind.Bytes, totalBytes);
  if (x == NULL) return NULL;
  root(x);
  if (!packTo(format, <usize>x + STR_DATA, <u32>n - 1, args + 4)) return NULL;
  rootReset(mark);
  return x;
}

/** The offset argument, from the end when it is negative. -1: an exception is pending. */
function takeOffset(x: Ref, length: u32): i64 {
  if (!needMachineInt(x)) return -1;
  const offset = machineInt < 0 ? <i64>machineInt + length : <i64>machineInt;
  if (offset >= 0 && offset + totalBytes <= <i64>length) return offset;
  raise(M.bufferSmall);
  return -1;
}

function struct_pack_into(n: i32, args: usize): Ref {
  const format = load<u32>(args);
  if (!measure(format)) return NULL;
  if (!needBuffer(load<u32>(args, 4), true)) return NULL;
  const length = bufferLength;
  const offset = takeOffset(load<u32>(args, 8), length);
  if (offset < 0 || !needBuffer(load<u32>(args, 4), true)) return NULL;
  const to = bufferAddress + <usize>offset;
  return packTo(format, to, <u32>n - 3, args + 12) ? NONE : NULL;
}

function struct_unpack(n: i32, args: usize): Ref {
  const format = load<u32>(args);
  if (!measure(format)) return NULL;
  const mark = rootMark();
  const tuple = newTuple(<i32>totalItems);
  if (tuple == NULL) return NULL;
  root(tuple);
  if (!needBuffer(load<u32>(args, 4), false)) return NULL;
  const offset = takeOffset(n > 2 ? load<u32>(args, 8) : smallOf(0), bufferLength);
  if (offset < 0) return NULL;
  if (!unpackFrom(format, bufferAddress + <usize>offset, tuple)) return NULL;
  rootReset(mark);
  return tuple;
}

function unpackFrom(format: Ref, from: usize, tuple: Ref): bool {
  Cost.charge(BoardCost.structCall);
  if (!startFormat(format)) return false;
  let offset: u32 = 0;
  let to = tupleItems(tuple);
  while (true) {
    if (!nextCode()) return false;
    if (code == 0) return true;
    if (isBlock()) {
      if (code == CODE_TEXT) {
        const text = newText(Kind.Bytes, from + offset, repeat);
        if (text == NULL) return false;
        store<u32>(to, text);
        to += 4;
      }
      offset += repeat;
      continue;
    }
    for (let left = repeat; left > 0; left--) {
      offset = alignItem(offset);
      const item = takeItem(from + offset);
      if (item == NULL) return false;
      store<u32>(to, item);
      to += 4;
      offset += (<u32>1) << shift;
    }
  }
}
