import { Shape } from "../tables/jit.js";
import { buildInPlace } from "./allocation.js";
import type { Emitter } from "./emitter.js";
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
