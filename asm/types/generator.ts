/**
 * Generators and coroutines: an object with its frame inside.
 *
 *     0        4          8         12       16
 *     +--------+----------+---------+--------+----------------+
 *     | header | finished | state   | pending | Frame …       |
 *     +--------+----------+---------+--------+----------------+
 */
import { Kind } from "../generated/kinds";
import { countEntry } from "../jit/tier";
import { allocate } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { NULL, Ref } from "../memory/ref";
import { Code } from "../vm/code";
import { FRAME_BYTES, FRAME_GENERATOR, fillFrame, frameAt, frameBytes } from "../vm/frame";
import { functionAt } from "./function";

@unmanaged
export class Generator {
  header: u32;
  finished: u32;
  /** GENERATOR_WAITING, GENERATOR_RUNNING, or where its compiled code goes on: place in the table << 8, entry. */
  state: u32;
  /** What `pend_throw` wants raised when it goes on, or 0. */
  pending: Ref;
}

export const GENERATOR_WAITING: u32 = 0;
export const GENERATOR_RUNNING: u32 = 1;

export function describeGenerator(): void {
  describe(Kind.Generator, refAt(offsetof<Generator>("pending")), 0);
}

export function generatorAt(x: Ref): Generator {
  return changetype<Generator>(<usize>x);
}

export const GENERATOR_BYTES: usize = offsetof<Generator>();

/** Where a generator's frame starts. */
export function generatorFrame(x: Ref): usize {
  return <usize>x + GENERATOR_BYTES;
}

/** A generator for a call of a generator function; its locals are still to be filled. */
export function newGenerator(callee: Ref, code: Code): Ref {
  const x = allocate(Kind.Generator, <u32>(GENERATOR_BYTES + frameBytes(code)));
  if (x == NULL) return NULL;
  const frame = generatorFrame(x);
  const f = functionAt(callee);
  countEntry(code);
  fillFrame(frame, f.code, f.globals, FRAME_GENERATOR, frame + FRAME_BYTES);
  frameAt(frame).subject = x;
  return x;
}
