/**
 * Which words of an object are references, per kind. The collector knows nothing else of layouts.
 *
 * A kind is described once, next to its class:
 * `describe(Kind.List, refAt(offsetof<List>("items")), 0)`.
 */
import { Kind } from "../generated/kinds";

/** Per kind a mask: bit n says that word n is a reference. */
const MASKS: usize = memory.data(256 * 4, 8);
/** Per kind the word from which on all words are references, 0 for none. */
const TAILS: usize = memory.data(256, 8);

/** The mask bit of the field at a byte offset. */
export function refAt(offset: usize): u32 {
  return 1 << (<u32>offset >> 2);
}

/** Says which fields of a kind are references, and from which byte offset on everything is (0: none). */
export function describe(kind: Kind, mask: u32, tail: usize): void {
  store<u32>(MASKS + ((<usize>kind) << 2), mask);
  store<u8>(TAILS + <usize>kind, <u8>(tail >> 2));
}

export function refMask(kind: u32): u32 {
  return load<u32>(MASKS + ((<usize>kind) << 2));
}

export function refTail(kind: u32): u32 {
  return load<u8>(TAILS + <usize>kind);
}
