/** `repr` of str and bytes. */

import { LoopCost } from "../../generated/board-costs";
import { Ref } from "../../memory/ref";
import { advance, builderEnd, putByte, putBytes, putText, reserve } from "../../object/builder";
import { charBytes, codePointAt } from "../../object/utf8";
import { Cost } from "../../vm/cost";

const SINGLE: u8 = 0x27;
const DOUBLE: u8 = 0x22;

/** The quote that needs no escapes; the single one when both occur. */
function quoteFor(data: usize, length: u32): u8 {
  let single = false;
  for (let i: u32 = 0; i < length; i++) {
    const byte = load<u8>(data + i);
    if (byte == DOUBLE) return SINGLE;
    if (byte == SINGLE) single = true;
  }
  return single ? DOUBLE : SINGLE;
}

/** Prints text in quotes. Of a str, `unicode`, what is not ASCII is escaped as a code point, else as bytes. */
export function putQuoted(p: Ref, data: usize, length: u32, unicode: bool): bool {
  const quote = quoteFor(data, length);
  Cost.cycles(<i32>length * LoopCost.quoteByte);
  if (!putByte(p, quote)) return false;
  const end = data + length;
  let at = data;
  while (at < end) {
    let plain = at;
    while (plain < end && isPlain(load<u8>(plain), quote)) plain++;
    if (plain > at && !putBytes(p, at, <u32>(plain - at))) return false;
    if (plain == end) break;
    const lead = load<u8>(plain);
    const wide = unicode && lead >= 0x80;
    if (!putEscaped(p, wide ? codePointAt(plain) : <u32>lead, quote)) return false;
    at = plain + (wide ? charBytes(lead) : 1);
  }
  return putByte(p, quote);
}

function isPlain(byte: u8, quote: u8): bool {
  return byte >= 0x20 && byte < 0x7f && byte != quote && byte != 0x5c;
}

function putEscaped(p: Ref, code: u32, quote: u8): bool {
  if (code == quote || code == 0x5c) return putByte(p, 0x5c) && putByte(p, <u8>code);
  switch (<i32>code) {
    case 0x0a:
      return putText(p, "\\n");
    case 0x0d:
      return putText(p, "\\r");
    case 0x09:
      return putText(p, "\\t");
  }
  if (code < 0x100) return putText(p, "\\x") && putHexDigits(p, code, 2);
  if (code < 0x10000) return putText(p, "\\u") && putHexDigits(p, code, 4);
  return putText(p, "\\U") && putHexDigits(p, code, 8);
}

/** Appends a number as exactly this many hexadecimal digits. */
export function putHexDigits(p: Ref, n: u32, digits: u32): bool {
  if (!reserve(p, digits)) return false;
  const to = builderEnd(p);
  for (let i: u32 = 0; i < digits; i++) {
    const digit = (n >> ((digits - 1 - i) << 2)) & 15;
    store<u8>(to + i, <u8>(digit < 10 ? 0x30 + digit : 0x57 + digit));
  }
  advance(p, digits);
  return true;
}
