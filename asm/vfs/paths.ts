/** Two texts for one request. */
import { Kind } from "../generated/kinds";
import { NULL, Ref } from "../memory/ref";
import { copyBytes } from "../memory/words";
import { newRawStr, STR_DATA } from "../object/str";

/** A bytes object of two texts with a zero byte between them. */
export function joinPaths(a: usize, aLength: u32, b: usize, bLength: u32): Ref {
  const pair = newRawStr(Kind.Bytes, aLength + 1 + bLength);
  if (pair == NULL) return NULL;
  const to = <usize>pair + STR_DATA;
  copyBytes(to, a, aLength);
  store<u8>(to + aLength, 0);
  copyBytes(to + aLength + 1, b, bLength);
  return pair;
}
