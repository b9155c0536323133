import type { ByteWriter } from "./byte-writer.js";

/** What a function's code says before its instructions. */
export interface Signature {
  /** Slots for locals and the value stack, at least 1. */
  readonly stateSize: number;
  readonly exceptDepth: number;
  readonly flags: number;
  /** Positional parameters, free variables included. */
  readonly positional: number;
  readonly keywordOnly: number;
  readonly positionalDefaults: number;
}

/** Writes a signature: `xSSSSEAA`, then `xFSSKAED` as often as there are bits left. */
export function writeSignature(out: ByteWriter, signature: Signature): void {
  let state = signature.stateSize - 1;
  let { exceptDepth, flags, positional, keywordOnly, positionalDefaults } = signature;
  let byte = ((state & 0xf) << 3) | ((exceptDepth & 1) << 2) | (positional & 3);
  state >>= 4;
  exceptDepth >>= 1;
  positional >>= 2;
  while ((state | exceptDepth | flags | positional | keywordOnly | positionalDefaults) !== 0) {
    out.byte(0x80 | byte);
    byte =
      ((flags & 1) << 6) |
      ((state & 3) << 4) |
      ((keywordOnly & 1) << 3) |
      ((positional & 1) << 2) |
      ((exceptDepth & 1) << 1) |
      (positionalDefaults & 1);
    state >>= 2;
    exceptDepth >>= 1;
    flags >>= 1;
    positional >>= 1;
    keywordOnly >>= 1;
    positionalDefaults >>= 1;
  }
  out.byte(byte);
}

/** Writes the sizes of the source info and of the list of cells: `xIIIIIIC` repeated. */
export function writeSizes(out: ByteWriter, info: number, cells: number): void {
  for (;;) {
    const byte = ((info & 0x3f) << 1) | (cells & 1);
    info >>= 6;
    cells >>= 1;
    if ((info | cells) === 0) {
      out.byte(byte);
      return;
    }
    out.byte(0x80 | byte);
  }
}
