/** Integers as text. */

import { M } from "../generated/messages";
import { fitsSmall, Ref, smallOf } from "../memory/ref";
import { raise } from "../object/raise";

/** Reads digits of a base, with an optional sign; the text is known to be well-formed. */
export function parseInteger(text: usize, length: u32, base: u32): Ref {
  let value: i64 = 0;
  let negative = false;
  for (let i: u32 = 0; i < length; i++) {
    const char = <u32>load<u8>(text + i);
    if (char == 0x2d) {
      negative = true;
      continue;
    }
    const digit = char <= 0x39 ? char - 0x30 : (char | 0x20) - 0x57;
    value = value * base + digit;
    if (value > 0x7fffffff) return raise(M.smallIntOverflow);
  }
  const n = <i32>(negative ? -value : value);
  return fitsSmall(n) ? smallOf(n) : raise(M.smallIntOverflow);
}
