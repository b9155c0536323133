/** Runtime functions of modules that are linked from C: objects, buffers, floats. */
import { prepareFloat } from "../cpu/float-context";
import { WindowRight } from "../cpu/memory-map";
import { Cpu, cpu } from "../cpu/registers";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { isKind, isQstr, NULL, Ref } from "../memory/ref";
import { bufferAddress, bufferCode, bufferLength, CODE_BYTES, takeBuffer } from "../object/buffer";
import { codeShift, convertItem, readItem, storeItem } from "../object/item-code";
import { newBytearray, newPacked, packedAt } from "../object/packed";
import { hasPending, raise } from "../object/raise";
import { newStr, strObject } from "../object/str";
import { newFloat } from "../types/float";
import { toFloat } from "../types/number";
import { foreignBuffer } from "./foreign-memory";
import { terminatedText } from "./foreign-text";
import { isMemory } from "./memory";

/** `mp_get_buffer`: what is wanted. */
const WRITE: u32 = 2;
const RAISES: u32 = 4;

export function rt_obj_new_str(at: usize, length: u32): Ref {
  return isMemory(at, length) ? newStr(Kind.Str, at, length) : NULL;
}

export function rt_obj_new_bytes(at: usize, length: u32): Ref {
  return isMemory(at, length) ? newStr(Kind.Bytes, at, length) : NULL;
}

/** A bytearray of memory that was allocated; of other memory it has a copy. */
export function rt_obj_new_bytearray_by_ref(length: u32, at: usize): Ref {
  const buffer = foreignBuffer(at, length);
  if (buffer == NULL) return isMemory(at, length) ? newBytearray(at, length) : NULL;
  const x = newPacked(Kind.Bytearray, CODE_BYTES, 0, 0);
  if (x == NULL) return NULL;
  packedAt(x).data = buffer;
  packedAt(x).length = length;
  return x;
}

/** Floats come and go in the registers of the FPU, as in the board's firmware: what it holds of others is put away first. */
export function rt_obj_new_float_from_f(): Ref {
  return newFloat(reinterpret<f32>(cpu.s0));
}

export function rt_obj_new_float_from_d(): Ref {
  return newFloat(load<f64>(changetype<usize>(cpu) + offsetof<Cpu>("s0")));
}

export function rt_obj_get_float_to_f(x: Ref): u32 {
  const value = toFloat(x);
  if (!hasPending() && prepareFloat()) cpu.s0 = reinterpret<u32>(<f32>value);
  return cpu.s0;
}

export function rt_obj_get_float_to_d(x: Ref): u32 {
  const value = toFloat(x);
  if (!hasPending() && prepareFloat()) {
    store<f64>(changetype<usize>(cpu) + offsetof<Cpu>("s0"), value);
  }
  return cpu.s0;
}

/** Writes address, length and type code to `to`. false: the object has none. */
export function rt_get_buffer(x: Ref, to: usize, flags: u32): bool {
  if (!takeBuffer(x, (flags & WRITE) != 0)) {
    if ((flags & RAISES) != 0) raise(M.bufferNeeded);
    return false;
  }
  if (!isMemory(to, 12, WindowRight.Write)) return false;
  const length = bufferLength;
  const code = bufferCode;
  const object = isQstr(x) ? strObject(x) : x;
  const isText = isKind(object, Kind.Str) || isKind(object, Kind.Bytes);
  const address = isText ? terminatedText(object, length) : bufferAddress;
  store<u32>(to, <u32>address);
  store<u32>(to, length, 4);
  store<u32>(to, code, 8);
  return address != 0 || !isText;
}

/** The size of an item; at `to`, unless that is 0, its alignment. */
export function rt_binary_get_size(order: u32, code: u32, to: usize): u32 {
  const shift = codeShift(code);
  if (shift < 0) return raise(M.badTypecode);
  const size: u32 = 1 << shift;
  if (to != 0 && isMemory(to, 4, WindowRight.Write)) store<u32>(to, order == 0x40 ? size : 1);
  return size;
}

function itemAddress(code: u32, at: usize, index: u32): usize {
  const shift = codeShift(code);
  if (shift < 0) return <usize>raise(M.badTypecode);
  const place = at + ((<usize>index) << shift);
  return isMemory(place, 1 << shift) ? place : 0;
}

export function rt_binary_get_val_array(code: u32, at: usize, index: u32): Ref {
  const place = itemAddress(code, at, index);
  return place == 0 ? NULL : readItem(code, place);
}

export function rt_binary_set_val_array(code: u32, at: usize, index: u32, value: Ref): bool {
  const place = itemAddress(code, at, index);
  if (place == 0 || !convertItem(code, value)) return false;
  storeItem(code, place);
  return true;
}
