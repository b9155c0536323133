import { Shape } from "../tables/jit.js";
import { buildInPlace } from "./allocation.js";
import type { Emitter } from "./emitter.js";
import { produce } from "./helper-calls.js";
import { saveExact } from "./operands.js";
import { raiseIfZero } from "./raising.js";
import { shaped } from "./value.js";

export function build(
  e: Emitter,
  helper: "jitTuple" | "jitList" | "jitSet",
  count: number,
): boolean {
  const { out } = e;
  const from = e.depth - count;
  const result = e.temp(4);
  const done = out.block();
  if (helper !== "jitSet") {
    buildInPlace(e, helper === "jitTuple" ? "Tuple" : "List", count, result, done);
  }
  e.aside(() => {
    saveExact(e, from);
    out.i32(count);
    e.slotAddress(from);
    e.call(helper);
    out.tee(result);
    raiseIfZero(e);
  });
  out.end();
  out.get(result);
  const shape = helper === "jitList" ? Shape.List : helper === "jitTuple" ? Shape.Tuple : 0;
  e.result(count, shaped(shape));
  return true;
}

/** The slice may be used by the next instruction only; a memory that both share, so it has to be handled there. */
export function buildSlice(e: Emitter, count: number): boolean {
  const from = e.depth - count;
  saveExact(e, from === 0 ? 0 : from - 1);
  e.out.i32(e.facts.address(e.source.code[e.at]!.end));
  e.slotAddress(from);
  e.out.i32(count);
  return produce(e, "jitSlice", count);
}
