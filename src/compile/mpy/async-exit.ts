import { binaryOperators } from "../../tables/operators.js";
import { Op } from "../opcode.js";
import { refuse } from "./byte-reader.js";
import type { InstructionReader } from "./instruction.js";

const exceptionMatch =
  Op.BINARY_OP_MULTI + binaryOperators.findIndex(({ name }) => name === "ExceptionMatch");

/** The instructions with which the reference leaves an `async with`; END_FINALLY ends them. */
const exit = [
  [Op.DUP_TOP, Op.LOAD_GLOBAL, exceptionMatch, Op.POP_JUMP_IF_FALSE],
  [Op.DUP_TOP, Op.ROT_THREE, Op.ROT_TWO, Op.LOAD_METHOD, Op.ROT_THREE, Op.ROT_THREE],
  [Op.DUP_TOP, Op.LOAD_ATTR, Op.ROT_TWO, Op.LOAD_CONST_NONE, Op.CALL_METHOD],
  [Op.GET_ITER, Op.LOAD_CONST_NONE, Op.YIELD_FROM, Op.POP_JUMP_IF_FALSE],
  [Op.POP_TOP, Op.LOAD_CONST_NONE, Op.JUMP],
  [Op.ROT_THREE, Op.ROT_THREE, Op.LOAD_METHOD, Op.LOAD_CONST_NONE, Op.DUP_TOP, Op.DUP_TOP],
  [Op.CALL_METHOD, Op.GET_ITER, Op.LOAD_CONST_NONE, Op.YIELD_FROM, Op.POP_TOP, Op.END_FINALLY],
].flat();

/** Where the second way through starts, for what is no exception, counted in instructions. */
const WITHOUT_EXCEPTION = 22;
/** Where a body that has come to its end goes in, with None below the manager. */
const NORMAL_END = 24;
const ARGUMENTS = 3;

/** Values on the stack, above what lies below the manager, at the most. */
export const ASYNC_EXIT_SLOTS = 7;

/** Places in the handler of an `async with`. */
export interface AsyncExit {
  /** Where a body that has come to its end goes in. */
  readonly normalEnd: number;
  /** The address behind its END_FINALLY. */
  readonly end: number;
}

/**
 * Checks the handler of an `async with`, which moves the reason why it runs about on the stack: only the
 * reference's own instructions are known to put it back.
 *
 */
export function checkAsyncExit(instructions: InstructionReader, handler: number): AsyncExit {
  const starts: number[] = [];
  const targets: number[] = [];
  instructions.code.at = handler;
  for (const opcode of exit) {
    instructions.next();
    if (instructions.opcode !== opcode) refuse("an async with ends in its own way");
    if (opcode === Op.CALL_METHOD && instructions.operand !== ARGUMENTS) {
      refuse("an async with ends in its own way");
    }
    starts.push(instructions.start);
    if (instructions.isJump) targets.push(instructions.target);
  }
  const last = starts.at(-1)!;
  const wanted = [starts[WITHOUT_EXCEPTION]!, last, last];
  if (targets.some((target, i) => target !== wanted[i]))
    refuse("an async with ends in its own way");
  return { end: instructions.end, normalEnd: starts[NORMAL_END]! };
}
