const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** A lone surrogate in a string without the flag `u` is any; with it, only those without a partner. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** A string as UTF-8. Lone surrogates, which escapes can make, are encoded like other characters. */
export function encodeUtf8(text: string): Uint8Array {
  if (!LONE_SURROGATE.test(text)) return encoder.encode(text);
  return Uint8Array.from([...text].flatMap((char) => [...encodeCharacter(char)]));
}

function encodeCharacter(char: string): Uint8Array | number[] {
  const code = char.charCodeAt(0);
  if (!LONE_SURROGATE.test(char)) return encoder.encode(char);
  return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)];
}

/** UTF-8 as a string; what is not UTF-8 becomes U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
