import { Op } from "../compile/opcode.js";
import { Shape } from "../tables/jit.js";
import type { Emitter } from "./emitter.js";
import { produce } from "./helper-calls.js";
import { saveExact } from "./operands.js";
import { leaveIfZero } from "./raising.js";
import { shaped } from "./value.js";

const usesSlice = new Set<number>([Op.LOAD_SUBSCR, Op.STORE_SUBSCR]);

/** A subscript that follows takes the bounds themselves: they stay on the stack until then. */
export function buildSlice(e: Emitter, count: number): boolean {
  const next = e.source.code[e.at + 1];
  if (next !== undefined && usesSlice.has(next.op) && !e.graph.startsBlock(e.at + 1)) return true;
  const from = e.depth - count;
  saveExact(e, from === 0 ? 0 : from - 1);
  e.out.i32(e.facts.address(e.source.code[e.at]!.end));
  e.slotAddress(from);
  e.out.i32(count);
  return produce(e, "jitSlice", count);
}

/** How many bounds of a slice lie on the stack in place of the index of this subscript; 0: it has an index. */
export function boundCount(e: Emitter): number {
  const before = e.source.code[e.at - 1];
  return before?.op === Op.BUILD_SLICE && !e.graph.startsBlock(e.at) ? before.operand : 0;
}

/** `x[start:stop:step]`, with `count` bounds on top. */
export function loadSlice(e: Emitter, count: number): boolean {
  const { out } = e;
  const from = e.depth - count - 1;
  const result = e.temp(0);
  saveExact(e, from);
  e.fp();
  e.pushWord(from);
  out.i32(count);
  e.call("jitSliceItem");
  out.tee(result);
  leaveIfZero(e);
  out.get(result);
  e.result(count + 1, shaped(e.state.value(from).shape === Shape.List ? Shape.List : 0));
  return true;
}

/** `x[start:stop:step] = value`: the value lies below the container. */
export function storeSlice(e: Emitter, count: number): boolean {
  const from = e.depth - count - 2;
  saveExact(e, from);
  e.fp();
  e.pushWord(from + 1);
  e.out.i32(count);
  e.pushWord(from);
  e.call("jitStoreSlice");
  leaveIfZero(e);
  e.state.pop(count + 2);
  return true;
}
