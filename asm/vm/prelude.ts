/** The prelude in front of a function's code: what it says of parameters, state, names and cells. */
import { Code, contextAt, REFS_DATA } from "./code";
import { position, readByte, readNumber, seek } from "./mpy-cursor";

/**
 * The prelude's first number interleaves the bits of six fields: xSSSSEAA, then xFSSKAED per byte
 * (S state size less 1, E handlers, F flags, A positional, K keyword-only, D defaults).
 */
export function decodePrelude(code: Code, start: usize): void {
  const resume = position();
  seek(start);
  let z = readByte();
  let state = (z >> 3) & 0xf;
  let handlers = (z >> 2) & 1;
  let flags: u32 = 0;
  let positional = z & 3;
  let keywordOnly: u32 = 0;
  let defaults: u32 = 0;
  for (let n: u32 = 0; z & 0x80; n++) {
    z = readByte();
    state |= (z & 0x30) << (2 * n);
    handlers |= (z & 2) << n;
    flags |= ((z & 0x40) >> 6) << n;
    positional |= (z & 4) << n;
    keywordOnly |= ((z & 8) >> 3) << n;
    defaults |= (z & 1) << n;
  }
  code.stateWords = state + 1;
  code.handlers = <u16>handlers;
  code.flags = <u16>flags;
  code.positional = positional;
  code.keywordOnly = keywordOnly;
  code.defaults = defaults;
  decodeSizes(code);
  seek(resume);
}

/** The prelude's second number: xIIIIIIC per byte (I bytes of names and lines, C cells); then what it counts. */
function decodeSizes(code: Code): void {
  let info: u32 = 0;
  let cells: u32 = 0;
  for (let n: u32 = 0; ; n++) {
    const z = readByte();
    cells |= (z & 1) << n;
    info |= ((z & 0x7e) >> 1) << (6 * n);
    if ((z & 0x80) == 0) break;
  }
  const infoEnd = position() + info;
  const names = contextAt(code.context).names + REFS_DATA;
  code.name = load<u32>(names + ((<usize>readNumber()) << 2));
  code.argNames = position();
  for (let i: u32 = 0; i < code.positional + code.keywordOnly; i++) readNumber();
  code.lines = position();
  code.linesEnd = infoEnd;
  code.cells = infoEnd;
  code.cellCount = cells;
  code.start = infoEnd + cells;
}
