/**
 * Memory that lives as long as the runtime: built-in types, functions, names. It is handed out from the
 * end of the static data while the runtime starts, and sealed where the Python stack begins.
 */
import { Kind } from "../generated/kinds";
import { BLOCK, headerWord } from "./header";
import { Ref } from "./ref";

let next: usize = 0;

function ensure(end: usize): void {
  const missing = <i32>((end + 0xffff) >> 16) - memory.size();
  if (missing > 0) memory.grow(missing);
}

/** Zeroed bytes on a 16-byte boundary. */
export function permanent(bytes: usize): usize {
  if (next == 0) next = (__heap_base + 15) & ~15;
  const p = next;
  next = (p + bytes + 15) & ~15;
  ensure(next);
  return p;
}

/** An object that the collector never frees. */
export function permanentObject(kind: Kind, bytes: u32): Ref {
  const p = permanent(bytes);
  store<u32>(p, headerWord(kind, (bytes + BLOCK - 1) / BLOCK));
  return <Ref>p;
}
