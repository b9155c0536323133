/**
 * Memory that lives as long as the runtime: built-in types, functions, names. It is handed out from the
 * end of the static data while the runtime starts, and sealed where the Python stack begins.
 */
import { Kind } from "../generated/kinds";
import { BLOCK, headerWord } from "./header";
import { Ref } from "./ref";

let next: usize = 0;
let sealed: bool = false;

function ensure(end: usize): void {
  const missing = <i32>((end + 0xffff) >> 16) - memory.size();
  if (missing > 0) memory.grow(missing);
}

/** Zeroed bytes on a 16-byte boundary. Traps when the heap is there: mostly it begins where this memory ends. */
export function permanent(bytes: usize): usize {
  if (sealed) unreachable();
  if (next == 0) next = (__heap_base + 15) & ~15;
  const p = next;
  next = (p + bytes + 15) & ~15;
  ensure(next);
  return p;
}

/** From here on nothing is handed out. */
export function sealPermanent(): void {
  sealed = true;
}

/** Where this memory ends. */
export function permanentEnd(): usize {
  return next;
}

/** An object that the collector never frees. */
export function permanentObject(kind: Kind, bytes: u32): Ref {
  const p = permanent(bytes);
  store<u32>(p, headerWord(kind, (bytes + BLOCK - 1) / BLOCK));
  return <Ref>p;
}
