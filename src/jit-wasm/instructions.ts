import { ByteReader } from "../compile/mpy/byte-reader.js";
import { InstructionReader } from "../compile/mpy/instruction.js";
import { Op } from "../compile/opcode.js";

/** One instruction of a function; positions count from the first instruction. */
export interface Instruction {
  readonly start: number;
  readonly end: number;
  /** The opcode; of a span the one of operand 0. */
  readonly op: number;
  readonly operand: number;
  readonly extra: number;
  /** Where a jump goes, else -1. */
  readonly target: number;
}

/** Decodes the bytecode of a function. */
export function decodeInstructions(bytecode: Uint8Array): Instruction[] {
  const reader = new InstructionReader(new ByteReader(bytecode));
  const list: Instruction[] = [];
  while (reader.end < bytecode.length) {
    reader.next();
    list.push({
      start: reader.start,
      end: reader.end,
      op: reader.row.code,
      operand: reader.operand,
      extra: reader.extra,
      target: reader.isJump ? reader.target : -1,
    });
  }
  return list;
}

/** The local that an instruction reads, writes or deletes, or -1. */
export function localOf({ op, operand }: Instruction): number {
  switch (op) {
    case Op.LOAD_FAST_N:
    case Op.LOAD_FAST_MULTI:
    case Op.STORE_FAST_N:
    case Op.STORE_FAST_MULTI:
    case Op.DELETE_FAST:
    case Op.LOAD_DEREF:
    case Op.STORE_DEREF:
    case Op.DELETE_DEREF:
      return operand;
    default:
      return -1;
  }
}

/** Whether an instruction overwrites its local. */
export function writesLocal({ op }: Instruction): boolean {
  return op === Op.STORE_FAST_N || op === Op.STORE_FAST_MULTI;
}
