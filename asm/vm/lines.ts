/**
 * The line table of a function: how many bytes of code and lines each step goes on.
 *
 *     0b0LLBBBBB              up to 31 bytes, up to 3 lines
 *     0b1LLLBBBB 0bLLLLLLLL   up to 15 bytes, up to 2047 lines
 */
import { Code } from "./code";

/** The source line of the instruction that ends at or before `ip` (which is behind it). */
export function lineAt(code: Code, ip: usize): i32 {
  let line = 1;
  // A generator that has not started stands in front of its first instruction.
  let offset = max<i32>(0, <i32>(ip - code.start) - 1);
  let at = code.lines;
  while (at < code.linesEnd) {
    const byte = <i32>load<u8>(at);
    let bytes = 0;
    let lines = 0;
    if ((byte & 0x80) == 0) {
      bytes = byte & 0x1f;
      lines = byte >> 5;
      at++;
    } else {
      bytes = byte & 0xf;
      lines = ((byte << 4) & 0x700) | <i32>load<u8>(at, 1);
      at += 2;
    }
    if (offset < bytes) break;
    offset -= bytes;
    line += lines;
  }
  return line;
}
