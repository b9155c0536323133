/** array.array. */
import { Kind } from "../generated/kinds";
import { Q } from "../generated/qstrs";
import { NULL, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { checkPositional } from "../object/arguments";
import { putByte, putText } from "../object/builder";
import { CODE_OBJECTS, codeShift, readItem } from "../object/item-code";
import { method2 } from "../object/native-function";
import {
  isBytearray,
  newPacked,
  packed_buffer,
  packedAt,
  packedCode,
  packedData,
  packedShift,
} from "../object/packed";
import { putRepr, Style } from "../object/print";
import { isStr, strData, strLength } from "../object/str";
import { isBytes, raiseImplicit } from "../object/text";
import { reserveNames, typeAt, typeOfKind } from "../object/type";
import {
  extendFromIterable,
  extendPacked,
  packed_append,
  packed_binary,
  packed_extend,
} from "./packed-operators";
import { packed_getItem, packed_iter, packed_setItem, packed_unary } from "./packed-type";

export function initArray(): void {
  const type = typeOfKind(Kind.Array);
  const slots = typeAt(type);
  slots.make = array_make.index;
  slots.print = array_print.index;
  slots.unary = packed_unary.index;
  slots.binary = packed_binary.index;
  slots.getItem = packed_getItem.index;
  slots.setItem = packed_setItem.index;
  slots.iter = packed_iter.index;
  slots.buffer = array_buffer.index;
  reserveNames(type, 2);
  method2(type, Q.append, packed_append);
  method2(type, Q.extend, packed_extend);
}

/** References may not be seen as bytes. */
function array_buffer(x: Ref, writable: bool): bool {
  return packedCode(x) != CODE_OBJECTS && packed_buffer(x, writable);
}

function array_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 1, 2)) return NULL;
  const name = load<u32>(args);
  if (!isStr(name)) return raiseImplicit(name);
  const code: u32 = strLength(name) == 0 ? 0 : load<u8>(strData(name));
  const shift = codeShift(code);
  if (shift < 0) return NULL;
  const mark = rootMark();
  const x = newPacked(Kind.Array, code, <u32>shift, 0);
  if (x == NULL) return NULL;
  root(x);
  if (n == 2 && !fillArray(x, load<u32>(args, 4))) return NULL;
  rootReset(mark);
  return x;
}

/** Bytes are taken as they are; the items of other arrays are converted. */
function fillArray(x: Ref, items: Ref): bool {
  return isBytes(items) || isBytearray(items)
    ? extendPacked(x, items)
    : extendFromIterable(x, items);
}

function array_print(p: Ref, x: Ref, style: Style): bool {
  if (!putText(p, "array('") || !putByte(p, <u8>packedCode(x)) || !putByte(p, 0x27)) return false;
  if (packedAt(x).length == 0) return putByte(p, 0x29);
  if (!putText(p, ", [")) return false;
  for (let i: u32 = 0; i < packedAt(x).length; i++) {
    if (i != 0 && !putText(p, ", ")) return false;
    const mark = rootMark();
    const item = readItem(packedCode(x), packedData(x) + (i << packedShift(x)));
    if (item == NULL) return false;
    root(item);
    if (!putRepr(p, item)) return false;
    rootReset(mark);
  }
  return putText(p, "])");
}
