/**
 * What machine code passes where an object is expected. 0 is a local that has no value. Damaged code may pass
 * anything: an address that is none of an object is refused as far as that can be told at once.
 */
import { KIND_COUNT, Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { heapEnd } from "../memory/heap";
import { NULL, Ref } from "../memory/ref";
import { raise } from "../object/raise";
import { raiseFault } from "./machine-lines";
import { callSite } from "./site";

/** Objects start on borders of this many bytes. */
const ALIGNMENT: u32 = 16;

/** Whether a word can be a value. */
export function isWord(x: Ref): bool {
  if (x & 3) return true;
  if ((x & (ALIGNMENT - 1)) != 0 || x < <u32>__heap_base || x >= heapEnd) return false;
  const kind = <i32>load<u8>(x);
  return kind >= Kind.Cell && kind < KIND_COUNT;
}

/** Raises what a word is refused with. Always NULL. */
function refuse(x: Ref): Ref {
  return x == NULL ? raise(M.localUnbound) : raiseFault(x, <u32>callSite, callSite);
}

/** Whether a word is a value. false: an exception is pending. */
export function isBound(x: Ref): bool {
  return (x != NULL && isWord(x)) || refuse(x) != NULL;
}

/** Whether all of `n` words are values. false: an exception is pending. */
export function areBound(words: usize, n: u32): bool {
  for (let i: u32 = 0; i < n; i++) {
    if (!isBound(load<u32>(words + (i << 2)))) return false;
  }
  return true;
}
