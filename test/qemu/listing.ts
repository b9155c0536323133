import { sizeOf } from "../../src/thumb/decode.js";
import { disassemble } from "../../src/thumb/disassemble.js";

/** Lines of the instructions from an address on. */
export function disassembleAt(code: Uint8Array, start: number, count: number): string[] {
  const view = new DataView(code.buffer, code.byteOffset);
  const lines: string[] = [];
  for (let at = start; lines.length < count; ) {
    const first = view.getUint16(at, true);
    const second = view.getUint16(at + 2, true);
    lines.push(`    ${at.toString(16)}: ${disassemble(first, second, { address: at }) ?? "?"}`);
    at += sizeOf(first);
  }
  return lines;
}
