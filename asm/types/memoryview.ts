/**
 * memoryview: items of another object, seen in place.
 *
 *     0        4       8         12       16
 *     +--------+-------+---------+--------+------+
 *     | header | owner | address | length | code |   owner: the object whose bytes lie at `address`
 *     +--------+-------+---------+--------+------+
 *
 * A bytearray or array that grows gets another Buffer; the view keeps the one that it was made for.
 */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { allocate } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { isPointer, NULL, Ref } from "../memory/ref";
import { checkPositional } from "../object/arguments";
import {
  bufferAddress,
  bufferCode,
  bufferLength,
  needBuffer,
  setBuffer,
  takeBuffer,
} from "../object/buffer";
import { putText } from "../object/builder";
import { codeShift } from "../object/item-code";
import { packedAt } from "../object/packed";
import { Style } from "../object/print";
import { raise, raise1 } from "../object/raise";
import { reserveNames, typeAt, typeOfKind } from "../object/type";
import { view_binary } from "./packed-operators";
import { itemAt, packed_iter, packed_unary, setItemAt, takeItems } from "./packed-type";
import { isSlice, sliceStart, sliceStop, takePlainSlice } from "./slice";
import { defineHex } from "./str/encode";

@unmanaged
export class View {
  header: u32;
  owner: Ref;
  address: u32;
  /** In items. */
  length: u32;
  /** The type code's character; an item's size as a power of two << 8; VIEW_WRITABLE. */
  code: u32;
}

const VIEW_WRITABLE: u32 = 0x10000;

export function initMemoryview(): void {
  describe(Kind.Memoryview, refAt(offsetof<View>("owner")), 0);
  const type = typeOfKind(Kind.Memoryview);
  const slots = typeAt(type);
  slots.make = memoryview_make.index;
  slots.print = memoryview_print.index;
  slots.unary = packed_unary.index;
  slots.binary = view_binary.index;
  slots.getItem = memoryview_getItem.index;
  slots.setItem = memoryview_setItem.index;
  slots.iter = packed_iter.index;
  slots.buffer = memoryview_buffer.index;
  reserveNames(type, 1);
  defineHex(type);
}

export function isMemoryview(x: Ref): bool {
  return isPointer(x) && load<u8>(x) == Kind.Memoryview;
}

export function viewAt(x: Ref): View {
  return changetype<View>(<usize>x);
}

export function viewCode(x: Ref): u32 {
  return viewAt(x).code & 0xff;
}

export function viewShift(x: Ref): u32 {
  return (viewAt(x).code >> 8) & 0xff;
}

function newView(owner: Ref, address: usize, length: u32, code: u32): Ref {
  const x = allocate(Kind.Memoryview, offsetof<View>());
  if (x == NULL) return NULL;
  const v = viewAt(x);
  v.owner = owner;
  v.address = <u32>address;
  v.length = length;
  v.code = code;
  return x;
}

/** What must stay alive for the bytes of an object to stay where they are. */
function ownerOf(x: Ref): Ref {
  if (!isPointer(x)) return NULL;
  switch (<i32>load<u8>(x)) {
    case Kind.Bytearray:
    case Kind.Array:
      return packedAt(x).data;
    case Kind.Memoryview:
      return viewAt(x).owner;
    case Kind.Instance:
      return ownerOf(load<u32>(x, 12));
    default:
      return x;
  }
}

function memoryview_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 1, 1)) return NULL;
  const x = load<u32>(args);
  const writable = takeBuffer(x, true);
  if (!writable && !needBuffer(x, false)) return NULL;
  const shift = codeShift(bufferCode);
  const code = bufferCode | (shift << 8) | (writable ? VIEW_WRITABLE : 0);
  return newView(ownerOf(x), bufferAddress, bufferLength >> shift, code);
}

function memoryview_print(p: Ref, x: Ref, style: Style): bool {
  return putText(p, "<memoryview>");
}

function memoryview_buffer(x: Ref, writable: bool): bool {
  const v = viewAt(x);
  if (writable && (v.code & VIEW_WRITABLE) == 0) return false;
  return setBuffer(v.address, v.length << viewShift(x), viewCode(x));
}

function memoryview_getItem(x: Ref, index: Ref): Ref {
  if (!isSlice(index)) return itemAt(x, index);
  const v = viewAt(x);
  if (!takePlainSlice(index, <i32>v.length)) return NULL;
  const from = v.address + ((<u32>sliceStart) << viewShift(x));
  return newView(v.owner, from, <u32>(sliceStop - sliceStart), v.code);
}

function memoryview_setItem(x: Ref, index: Ref, value: Ref): bool {
  const v = viewAt(x);
  if (value == NULL || (v.code & VIEW_WRITABLE) == 0) {
    raise1(value == NULL ? M.noItemDeletion : M.noItemAssignment, x);
    return false;
  }
  if (!isSlice(index)) return setItemAt(x, index, value);
  if (!takePlainSlice(index, <i32>v.length) || !takeItems(x, value)) return false;
  const bytes = (<u32>(sliceStop - sliceStart)) << viewShift(x);
  if (bytes != bufferLength) {
    raise(M.incompatibleSides);
    return false;
  }
  memory.copy(v.address + ((<u32>sliceStart) << viewShift(x)), bufferAddress, bytes);
  return true;
}
