/** UTF-8: how many bytes a character has, where characters start, what is well-formed. */

/** Whether a byte goes on with a character that started before it. */
export function isContinuation(byte: u8): bool {
  return (byte & 0xc0) == 0x80;
}

/** Bytes of the character that starts with this byte. */
export function charBytes(lead: u8): u32 {
  if (lead < 0x80) return 1;
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/** The code point at an address. */
export function codePointAt(at: usize): u32 {
  const lead = <u32>load<u8>(at);
  if (lead < 0x80) return lead;
  const length = charBytes(<u8>lead);
  let code = lead & (0x7f >> length);
  for (let i: u32 = 1; i < length; i++) code = (code << 6) | (load<u8>(at + i) & 0x3f);
  return code;
}

/** Bytes that a code point takes. */
export function encodedBytes(code: u32): u32 {
  if (code < 0x80) return 1;
  return code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/** Writes a code point; returns how many bytes it took. */
export function encodeAt(at: usize, code: u32): u32 {
  const length = encodedBytes(code);
  if (length == 1) {
    store<u8>(at, <u8>code);
    return 1;
  }
  let rest = code;
  for (let i = length - 1; i > 0; i--) {
    store<u8>(at + i, <u8>(0x80 | (rest & 0x3f)));
    rest >>= 6;
  }
  store<u8>(at, <u8>((0xf00 >> length) | rest));
  return length;
}

/** How many characters start in a range. */
export function countChars(data: usize, length: u32): u32 {
  let n: u32 = 0;
  for (let i: u32 = 0; i < length; i++) n += <u32>!isContinuation(load<u8>(data + i));
  return n;
}

/** The address `n` characters behind `from`, but at most `end`. */
export function skipChars(from: usize, end: usize, n: u32): usize {
  let at = from;
  for (let left = n; left > 0 && at < end; left--) {
    at++;
    while (at < end && isContinuation(load<u8>(at))) at++;
  }
  return at;
}

/** The address `n` characters before `end`, or 0 when there are fewer behind `start`. */
export function skipCharsBack(start: usize, end: usize, n: u32): usize {
  let at = end;
  for (let left = n; left > 0; left--) {
    if (at <= start) return 0;
    at--;
    while (at > start && isContinuation(load<u8>(at))) at--;
  }
  return at;
}

/** Whether every lead byte is followed by as many continuation bytes as it says. */
export function isUtf8(data: usize, length: u32): bool {
  let left: u32 = 0;
  for (let i: u32 = 0; i < length; i++) {
    const byte = load<u8>(data + i);
    if (left != 0) {
      if (!isContinuation(byte)) return false;
      left--;
    } else if (byte >= 0x80) {
      if (byte < 0xc0 || byte >= 0xf8) return false;
      left = charBytes(byte) - 1;
    }
  }
  return left == 0;
}
