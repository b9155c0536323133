/** What bytearray, array and memoryview have in common: numbers of one type code in a row. */
import { BoardCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { UnaryOp } from "../generated/operators";
import { boolRef, isSmall, NULL, Ref, smallOf, smallValue, UNSUPPORTED } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { bufferAddress, bufferCode, bufferLength, CODE_BYTES, takeBuffer } from "../object/buffer";
import { CODE_OBJECTS, codeShift, convertItem, readItem, storeItem } from "../object/item-code";
import { sequenceIndex } from "../object/machine-int";
import {
  newPacked,
  packedAt,
  packedCode,
  packedData,
  packedShift,
  reservePacked,
  takeReferences,
} from "../object/packed";
import { raise, raise1 } from "../object/raise";
import { isStr, strData, strLength } from "../object/str";
import { isBytes } from "../object/text";
import { Cost } from "../vm/cost";
import { Iterator, newIterator, Walk } from "./iterator";
import { isMemoryview, viewAt, viewCode, viewShift } from "./memoryview";
import { isSlice, sliceStart, sliceStop, takePlainSlice } from "./slice";

export function packed_unary(op: UnaryOp, x: Ref): Ref {
  switch (<i32>op) {
    case UnaryOp.Bool:
      return boolRef(itemCount(x) != 0);
    case UnaryOp.Len:
      return smallOf(<i32>itemCount(x));
  }
  return UNSUPPORTED;
}

/** How many items a bytes, bytearray, array or memoryview has. */
export function itemCount(x: Ref): u32 {
  if (isMemoryview(x)) return viewAt(x).length;
  return isBytes(x) ? strLength(x) : packedAt(x).length;
}

export function itemsOf(x: Ref): usize {
  if (isMemoryview(x)) return viewAt(x).address;
  return isBytes(x) ? strData(x) : packedData(x);
}

export function codeOf(x: Ref): u32 {
  if (isMemoryview(x)) return viewCode(x);
  return isBytes(x) ? CODE_BYTES : packedCode(x);
}

export function shiftOf(x: Ref): u32 {
  if (isMemoryview(x)) return viewShift(x);
  return isBytes(x) ? 0 : packedShift(x);
}

export function packed_iter(x: Ref): Ref {
  return newIterator(Walk.Packed, x);
}

/** The next number of a bytes, bytearray, array or memoryview. */
export function packedNext(it: Iterator): Ref {
  const value = packedItem(it.container, it.position);
  if (value != NULL) it.position++;
  return value;
}

/** The number at a position that is not negative; NULL behind the last. */
export function packedItem(x: Ref, i: u32): Ref {
  return i >= itemCount(x) ? NULL : readItem(codeOf(x), itemsOf(x) + (i << shiftOf(x)));
}

/** `x[index]` for an index that is no slice. */
export function itemAt(x: Ref, index: Ref): Ref {
  Cost.charge(BoardCost.loadPacked);
  const i = sequenceIndex(x, index, <i32>itemCount(x));
  return i < 0 ? NULL : readItem(codeOf(x), itemsOf(x) + ((<usize>i) << shiftOf(x)));
}

/** `x[index] = value` for an index that is no slice. false: an exception is pending. */
export function setItemAt(x: Ref, index: Ref, value: Ref): bool {
  Cost.charge(BoardCost.storePacked);
  const i = sequenceIndex(x, index, <i32>itemCount(x));
  if (i < 0) return false;
  const code = codeOf(x);
  if (!convertItem(code, value)) return false;
  // The conversion may have run Python code that changed the length.
  if (<u32>i >= itemCount(x)) {
    raise1(M.indexRange, x);
    return false;
  }
  storeItem(code, itemsOf(x) + ((<usize>i) << shiftOf(x)));
  return true;
}

/** bytearray and array. */
export function packed_getItem(x: Ref, index: Ref): Ref {
  if (isSmall(index) && load<u8>(x) == Kind.Bytearray) {
    const at = <u32>smallValue(index);
    Cost.charge(BoardCost.loadPacked);
    if (at < packedAt(x).length) return smallOf(load<u8>(packedData(x) + at));
  }
  if (!isSlice(index)) return itemAt(x, index);
  const p = packedAt(x);
  if (!takePlainSlice(index, <i32>p.length)) return NULL;
  const count = <u32>(sliceStop - sliceStart);
  const shift = packedShift(x);
  const from = packedData(x) + ((<usize>sliceStart) << shift);
  const result = newPacked(load<u8>(x), packedCode(x), shift, count);
  if (result != NULL) memory.copy(packedData(result), from, count << shift);
  return result;
}

export function packed_setItem(x: Ref, index: Ref, value: Ref): bool {
  if (isSmall(index) && isSmall(value) && load<u8>(x) == Kind.Bytearray) {
    const at = <u32>smallValue(index);
    Cost.charge(BoardCost.storePacked);
    if (at < packedAt(x).length) {
      store<u8>(packedData(x) + at, <u8>smallValue(value));
      return true;
    }
  }
  if (value == NULL) {
    raise1(M.noItemDeletion, x);
    return false;
  }
  return isSlice(index) ? setSlice(x, index, value) : setItemAt(x, index, value);
}

/** Asks for the items to be put among those of `x`. false: they do not fit there; an exception is pending. */
export function takeItems(x: Ref, value: Ref): bool {
  if (codeOf(x) == CODE_OBJECTS && takeReferences(value)) return true;
  if (isStr(value) || !takeBuffer(value, false)) {
    raise(M.bytesNeeded);
    return false;
  }
  if (codeOf(x) != CODE_OBJECTS && <u32>codeShift(bufferCode) == shiftOf(x)) return true;
  raise(M.incompatibleSides);
  return false;
}

function setSlice(x: Ref, index: Ref, value: Ref): bool {
  const p = packedAt(x);
  const shift = packedShift(x);
  if (!takePlainSlice(index, <i32>p.length)) return false;
  const start = <u32>sliceStart;
  const stop = <u32>sliceStop;
  if (!takeItems(x, value)) return false;
  let from = bufferAddress;
  const bytes = bufferLength;
  const mark = rootMark();
  const overlaps = from - packedData(x) < p.length << shift;
  if (overlaps) {
    // The items come from `x` itself: take a copy before they move.
    const copy = newPacked(Kind.Bytearray, CODE_BYTES, 0, bytes);
    if (copy == NULL) return false;
    root(copy);
    memory.copy(packedData(copy), from, bytes);
    from = packedData(copy);
  }
  const count = bytes >> shift;
  const length = p.length - (stop - start) + count;
  if (!reservePacked(x, length)) return false;
  const data = packedData(x);
  memory.copy(
    data + ((start + count) << shift),
    data + (stop << shift),
    (p.length - stop) << shift,
  );
  memory.copy(data + (start << shift), from, count << shift);
  p.length = length;
  rootReset(mark);
  return true;
}
