/** bytearray. */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { NULL, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { checkPositional } from "../object/arguments";
import { bufferAddress, bufferLength, CODE_BYTES, takeBuffer } from "../object/buffer";
import { putByte, putText } from "../object/builder";
import { method2 } from "../object/native-function";
import { newBytearray, newPacked, packed_buffer, packedAt, packedData } from "../object/packed";
import { Style } from "../object/print";
import { hasPending, raise, raiseTooLarge } from "../object/raise";
import { isStr } from "../object/str";
import { reserveNames, typeAt, typeOfKind } from "../object/type";
import { isInt } from "./bigint";
import { toI32 } from "./number";
import { extendPacked, packed_append, packed_binary, packed_extend } from "./packed-operators";
import { packed_getItem, packed_iter, packed_setItem, packed_unary } from "./packed-type";
import { defineDecode, defineFromHex, defineHex } from "./str/encode";
import { defineTextMethods } from "./str/methods";
import { putQuoted } from "./str/quote";

export function initBytearray(): void {
  const type = typeOfKind(Kind.Bytearray);
  const slots = typeAt(type);
  slots.make = bytearray_make.index;
  slots.print = bytearray_print.index;
  slots.unary = packed_unary.index;
  slots.binary = packed_binary.index;
  slots.getItem = packed_getItem.index;
  slots.setItem = packed_setItem.index;
  slots.iter = packed_iter.index;
  slots.buffer = packed_buffer.index;
  reserveNames(type, 40);
  defineTextMethods(type);
  defineDecode(type);
  defineHex(type);
  defineFromHex(type, Kind.Bytearray);
  method2(type, Q.append, packed_append);
  method2(type, Q.extend, packed_extend);
}

function bytearray_print(p: Ref, x: Ref, style: Style): bool {
  return (
    putText(p, "bytearray(b") &&
    putQuoted(p, packedData(x), packedAt(x).length, false) &&
    putByte(p, 0x29)
  );
}

function bytearray_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 0, 3)) return NULL;
  if (n == 0) return newBytearray(0, 0);
  const x = load<u32>(args);
  if (isInt(x)) {
    const length = toI32(x);
    if (hasPending()) return NULL;
    return length < 0
      ? raiseTooLarge(<u32>length)
      : newPacked(Kind.Bytearray, CODE_BYTES, 0, <u32>length);
  }
  if (isStr(x) && n < 2) return raise(M.noEncoding);
  if (takeBuffer(x, false)) return newBytearray(bufferAddress, bufferLength);
  const mark = rootMark();
  const result = newBytearray(0, 0);
  if (result == NULL) return NULL;
  root(result);
  if (!extendPacked(result, x)) return NULL;
  rootReset(mark);
  return result;
}
