/**
 * What machine code passes where an object is expected. 0 is a local that has no value. Damaged code may pass
 * anything: an address that is none of an object is refused as far as that can be told at once.
 */
import { KIND_COUNT, Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { isBacked } from "../memory/ram";
import { NULL, Ref } from "../memory/ref";
import { raise } from "../object/raise";
import { isForeignWord, ownForeign } from "./foreign";
import { isForeign, wrapForeign } from "./foreign-function";
import { raiseFault } from "./machine-lines";
import { callSite } from "./site";

/** Objects start on borders of this many bytes. */
const ALIGNMENT: u32 = 16;

/** Whether a word can be a value. */
export function isWord(x: Ref): bool {
  if (x & 3) return true;
  if ((x & (ALIGNMENT - 1)) != 0 || x < <u32>__heap_base || !isBacked(x, ALIGNMENT)) return false;
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

/** The value for a word: itself, or what stands for something of C's. NULL: an exception is pending. */
export function ownObject(x: Ref): Ref {
  if (x != NULL && isForeignWord(x)) return ownForeign(x);
  if (x != NULL && isWord(x)) return x;
  return isForeign(x) ? wrapForeign(x) : refuse(x);
}

/** Whether all of `n` words are values; what is C's is replaced. false: an exception is pending. */
export function areBound(words: usize, n: u32): bool {
  for (let i: u32 = 0; i < n; i++) {
    const at = words + (i << 2);
    const x = load<u32>(at);
    if (x != NULL && isWord(x) && !isForeignWord(x)) continue;
    const own = ownObject(x);
    if (own == NULL) return false;
    store<u32>(at, own);
  }
  return true;
}
