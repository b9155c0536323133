import type { ByteWriter } from "./byte-writer.js";
import { encodeUtf8 } from "./utf8.js";

/** Writes a length shifted by `shift`, the UTF-8 bytes of `text`, and a zero byte. */
export function writeText(out: ByteWriter, text: string, shift: 0 | 1): void {
  if (isShortAscii(text)) {
    out.uint(text.length << shift);
    for (let i = 0; i < text.length; i++) out.byte(text.charCodeAt(i));
  } else {
    const bytes = encodeUtf8(text);
    out.uint(bytes.length << shift);
    out.append(bytes);
  }
  out.byte(0);
}

/** Beyond this length, the encoder is faster. */
const SHORT_LENGTH = 64;

function isShortAscii(text: string): boolean {
  if (text.length > SHORT_LENGTH) return false;
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) >= 0x80) return false;
  }
  return true;
}
