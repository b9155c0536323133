import { W, type WasmCode } from "../wasm-code.js";
import type { CodeBlocks } from "./code-blocks.js";
import type { Counter } from "./counters.js";
import type { PolledLoop } from "./loop-polls.js";
import { Local } from "./registers.js";

/** Backward jumps between two looks at what is due: each takes a slice, `SLICE` of asm/vm/fuel.ts, of the budget. */
export const FUEL = 20_000;

/** What polls are written with. */
export interface Polling {
  readonly blocks: CodeBlocks;
  /** Where a block that asked for a poll goes if that fails. */
  readonly failures: ReadonlyMap<number, number>;
  /** The index of the function that polls: 0 where an exception is pending. */
  readonly poll: number;
}

/** Writes polls: a loop whose fuel is used up is left, polls, and is entered again. */
export function writePolls(loops: readonly PolledLoop[], polling: Polling): void {
  const moved = new Map<number, number>();
  for (const loop of loops) writePoll(loop, polling, moved);
  for (const loop of loops) writeExits(loop, polling, moved);
}

/** @param moved where the code of loop headers has gone */
function writePoll(loop: PolledLoop, polling: Polling, moved: Map<number, number>): void {
  const { header, asker, from, counted } = loop;
  const { blocks, failures, poll } = polling;
  const entering = from.map((node) => moved.get(node) ?? node);
  const entry = blocks.insert(entering, header);
  if (counted !== undefined) setLimit(blocks.code, counted.counter);
  blocks.jump(header);
  const body = blocks.startBefore(header);
  moved.set(header, body);
  const due = blocks.reserve();
  if (counted === undefined) burnFuel(blocks.code);
  else testLimit(blocks.code, counted.counter);
  blocks.branch(body, due);
  blocks.start(due);
  const { code } = blocks;
  code.i32(FUEL);
  code.set(Local.Fuel);
  code.call(poll);
  code.op(W.i32_eqz);
  blocks.branch(failures.get(asker)!, entry);
}

/** Leaves on the stack whether there is fuel for one more turn. */
function burnFuel(code: WasmCode): void {
  code.get(Local.Fuel);
  code.i32(1);
  code.op(W.i32_sub);
  code.tee(Local.Fuel);
  code.i32(0);
  code.op(W.i32_ge_s);
}

/** Works out what the counter will be when all fuel is used up. */
function setLimit(code: WasmCode, { local, shift, isDownward }: Counter): void {
  code.get(local);
  code.get(Local.Fuel);
  code.i32(shift);
  code.op(W.i32_shl);
  code.op(isDownward ? W.i32_sub : W.i32_add);
  code.set(Local.Limit);
}

/** As `burnFuel`. The counter meets its limit exactly, around the largest number too. */
function testLimit(code: WasmCode, { local }: Counter): void {
  code.get(local);
  code.get(Local.Limit);
  code.op(W.i32_ne);
}

/** Where a counted loop is left, what remains of its fuel is worked out. */
function writeExits(
  { header, counted }: PolledLoop,
  { blocks }: Polling,
  moved: ReadonlyMap<number, number>,
): void {
  if (counted === undefined) return;
  const { counter, nodes } = counted;
  const inside = [...nodes].map((node) => moved.get(node) ?? node);
  const targets = new Set(inside.flatMap((node) => blocks.successors[node]!));
  for (const to of targets) {
    if (to === header || inside.includes(to)) continue;
    blocks.insert(inside, to);
    saveFuel(blocks.code, counter);
    blocks.jump(to);
  }
}

function saveFuel(code: WasmCode, { local, shift, isDownward }: Counter): void {
  code.get(isDownward ? local : Local.Limit);
  code.get(isDownward ? Local.Limit : local);
  code.op(W.i32_sub);
  code.i32(shift);
  code.op(W.i32_shr_s);
  code.set(Local.Fuel);
}
