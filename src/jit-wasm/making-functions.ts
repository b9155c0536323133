import { Op } from "../compile/opcode.js";
import type { Emitter } from "./emitter.js";
import { produce } from "./helper-calls.js";
import { saveExact } from "./operands.js";

export function makeFunction(e: Emitter, op: number, child: number, count: number): boolean {
  const hasDefaults = op === Op.MAKE_FUNCTION_DEFARGS || op === Op.MAKE_CLOSURE_DEFARGS;
  const hasCells = op === Op.MAKE_CLOSURE || op === Op.MAKE_CLOSURE_DEFARGS;
  const cells = e.depth - (hasCells ? count : 0);
  saveExact(e, cells);
  e.fp();
  e.out.i32(child);
  if (hasDefaults) {
    e.pushWord(cells - 2);
    e.pushWord(cells - 1);
  } else {
    e.out.i32(0);
    e.out.i32(0);
  }
  e.out.i32(hasCells ? count : 0);
  if (hasCells) e.slotAddress(cells);
  else e.out.i32(0);
  return produce(e, "jitFunction", e.depth - cells + (hasDefaults ? 2 : 0));
}
