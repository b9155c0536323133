/**
 * The buffer protocol: raw access to the bytes of str, bytes, bytearray, array and memoryview. The answer
 * lies in `buffer*` until the next request; it is valid until its object grows.
 */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { isKind, isQstr, kindOf, NULL, Ref } from "../memory/ref";
import { raise } from "./raise";
import { STR_DATA, strObject } from "./str";
import { typeAt, typeOfKind } from "./type";

/** Where the bytes start. */
export let bufferAddress: usize = 0;
/** How many bytes there are. */
export let bufferLength: u32 = 0;
/** What they are: a type code of `array`, as its ASCII character. */
export let bufferCode: u32 = 0;

/** The type code of plain bytes. */
export const CODE_BYTES: u32 = 0x42;

/** Leaves an answer; for the `buffer` slots of types. */
export function setBuffer(address: usize, length: u32, code: u32): bool {
  bufferAddress = address;
  bufferLength = length;
  bufferCode = code;
  return true;
}

/** Asks a value for its bytes. false: it has none, or none to write to; no exception is pending. */
export function takeBuffer(x: Ref, writable: bool): bool {
  const object = bufferOwner(x);
  const slot = typeAt(typeOfKind(kindOf(object))).buffer;
  return slot != 0 && call_indirect<bool>(slot, object, writable);
}

/** As `takeBuffer`, but when it fails a TypeError is pending. */
export function needBuffer(x: Ref, writable: bool): bool {
  if (takeBuffer(x, writable)) return true;
  raise(M.bufferNeeded);
  return false;
}

/** The object that has the bytes: of an instance its native part. */
function bufferOwner(x: Ref): Ref {
  if (isQstr(x)) return strObject(x);
  if (!isKind(x, Kind.Instance)) return x;
  const native = load<u32>(x, 12);
  return native == NULL ? x : native;
}

/** The slot of str and bytes. */
export function str_buffer(x: Ref, writable: bool): bool {
  return !writable && setBuffer(<usize>x + STR_DATA, load<u32>(x, 8), CODE_BYTES);
}
