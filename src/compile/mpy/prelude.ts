import { type ByteReader, refuse } from "./byte-reader.js";
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

/** A function's prelude, and where the parts behind it are in its code. */
export interface Prelude extends Signature {
  /** Where the names and the line table start. */
  readonly info: number;
  /** Where the list of cells starts: behind the line table. */
  readonly cells: number;
  /** Where the instructions start. */
  readonly start: number;
}

/** More bytes than these, a signature or the sizes do not take. */
const MAX_PRELUDE_BYTES = 8;

/**
 * Reads the prelude at the start of a function's code.
 *
 * @throws MpyError where it does not fit into the code
 */
export function readPrelude(code: ByteReader): Prelude {
  const signature = readSignature(code);
  let info = 0;
  let cells = 0;
  for (let n = 0; ; n++) {
    if (n === MAX_PRELUDE_BYTES - 3) refuse("a prelude is too long");
    const byte = code.byte();
    cells |= (byte & 1) << n;
    info |= ((byte >> 1) & 0x3f) << (6 * n);
    if (byte < 0x80) break;
  }
  const infoStart = code.skip(info);
  const cellStart = code.skip(cells);
  return { ...signature, info: infoStart, cells: cellStart, start: code.at };
}

function readSignature(code: ByteReader): Signature {
  let byte = code.byte();
  let state = (byte >> 3) & 0xf;
  let exceptDepth = (byte >> 2) & 1;
  let positional = byte & 3;
  let flags = 0;
  let keywordOnly = 0;
  let positionalDefaults = 0;
  for (let n = 0; byte >= 0x80; n++) {
    if (n === MAX_PRELUDE_BYTES) refuse("a prelude is too long");
    byte = code.byte();
    state |= (byte & 0x30) << (2 * n);
    exceptDepth |= (byte & 2) << n;
    flags |= ((byte & 0x40) >> 6) << n;
    positional |= (byte & 4) << n;
    keywordOnly |= ((byte & 8) >> 3) << n;
    positionalDefaults |= (byte & 1) << n;
  }
  return {
    stateSize: state + 1,
    exceptDepth,
    flags,
    positional,
    keywordOnly,
    positionalDefaults,
  };
}
