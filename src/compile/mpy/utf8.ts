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

/** Whether bytes are well-formed UTF-8, surrogates let through. */
export function isUtf8(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; ) {
    const size = sequenceSize(bytes[at]!);
    if (size === 0 || at + size > bytes.length) return false;
    for (let i = 1; i < size; i++) {
      if ((bytes[at + i]! & 0xc0) !== 0x80) return false;
    }
    at += size;
  }
  return true;
}

/** How many bytes a character takes that starts with `lead`; 0 if none does. */
function sequenceSize(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc2) return 0;
  if (lead < 0xe0) return 2;
  if (lead < 0xf0) return 3;
  return lead < 0xf5 ? 4 : 0;
}
