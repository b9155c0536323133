import { Shape } from "../tables/jit.js";
import type { Emitter } from "./emitter.js";
import { exit } from "./exits.js";
import { guardShape } from "./shape-guards.js";
import { Status } from "./shared-words.js";
import { FALSE } from "./tagged-words.js";
import { BOOL, INT, Rep, shaped, shapeOf } from "./value.js";
import { W } from "./wasm-code.js";

/** Whether expectations at this instruction make sense. */
export function mayExpect(e: Emitter): boolean {
  return !e.facts.failed(e.source.code[e.at]!.start);
}

/** The shape of the value `below` the top: known, or expected from what was observed and then checked. 0: unknown. */
export function expect(e: Emitter, below: 0 | 1): number {
  const depth = e.top(below);
  const known = shapeOf(e.state.value(depth));
  if (known !== 0 || !mayExpect(e)) return known;
  const { start } = e.source.code[e.at]!;
  const { shapes, identity } = e.facts.observed(start, below);
  return check(e, depth, shapes, identity) ? shapes : 0;
}

/** Checks that a word is of one shape, else exits. false: no such check is possible. */
function check(e: Emitter, depth: number, shape: number, identity: number): boolean {
  const value = e.state.value(depth);
  if (value.rep !== Rep.Word || value.maybeUnset) return shapeOf(value) === shape;
  if (value.shape === shape && shape !== 0) return true;
  const local = e.intOf(depth);
  if (!guardShape(e, local, shape, identity, () => exit(e, Status.Exit))) return false;
  refine(e, depth, local, shape, identity);
  return true;
}

function refine(e: Emitter, depth: number, local: number, shape: number, identity: number): void {
  const { out, state } = e;
  let value = shaped(shape, shape === Shape.Array ? identity : 0);
  if (shape === Shape.Int) {
    out.get(local);
    out.i32(1);
    out.op(W.i32_shr_s);
    out.set(local);
    value = INT;
  } else if (shape === Shape.Bool) {
    out.get(local);
    out.i32(FALSE);
    out.op(W.i32_sub);
    out.i32(3);
    out.op(W.i32_shr_u);
    out.set(local);
    value = BOOL;
  }
  const { source } = state.stack[depth]!;
  if (source >= 0) state.locals[source] = value;
  else state.stack[depth] = value;
}
