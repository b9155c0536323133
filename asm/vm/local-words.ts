/** How many locals a function has: the file format does not say, its instructions do. */
import { OPCODE_FORMATS, Op } from "../generated/opcodes";
import { CODE_KEYWORDS, CODE_VARARGS, Code } from "./code";
import { readUint, uintEnd } from "./varint";

/** One more than the highest local that the arguments or any instruction use. */
export function localWords(code: Code): u32 {
  let count = code.positional + code.keywordOnly;
  if (code.flags & CODE_VARARGS) count++;
  if (code.flags & CODE_KEYWORDS) count++;
  for (let i: u32 = 0; i < code.cellCount; i++)
    count = max(count, <u32>load<u8>(code.cells + i) + 1);
  let ip = code.start;
  while (ip < code.end) {
    const op = <i32>load<u8>(ip);
    count = max(count, localAt(op, ip));
    ip = instructionEnd(ip);
  }
  return count;
}

function localAt(op: i32, ip: usize): u32 {
  if (op >= Op.LOAD_FAST_MULTI && op < Op.STORE_FAST_MULTI + 16) return (op & 15) + 1;
  switch (op) {
    case Op.LOAD_FAST_N:
    case Op.STORE_FAST_N:
    case Op.DELETE_FAST:
    case Op.LOAD_DEREF:
    case Op.STORE_DEREF:
    case Op.DELETE_DEREF:
      return readUint(ip + 1) + 1;
    default:
      return 0;
  }
}

/** The address behind the instruction at `ip`. */
export function instructionEnd(ip: usize): usize {
  const info = <i32>load<u8>(OPCODE_FORMATS + <usize>load<u8>(ip));
  let end = ip + 1;
  const format = info & 15;
  if (format >= 4) end += 1 + (load<u8>(end) >> 7);
  else if (format != 0) end = uintEnd(end);
  return end + (info >> 4);
}
