/** range: | header | start | stop | step |, machine integers. */
import { Kind } from "../generated/kinds";
import { allocateBlock } from "../memory/heap";
import { fitsSmall, NULL, Ref } from "../memory/ref";

@unmanaged
export class Range {
  header: u32;
  start: i32;
  stop: i32;
  step: i32;
}

export function rangeAt(x: Ref): Range {
  return changetype<Range>(<usize>x);
}

export function newRange(start: i32, stop: i32, step: i32): Ref {
  const x = allocateBlock(Kind.Range);
  if (x == NULL) return NULL;
  rangeAt(x).start = start;
  rangeAt(x).stop = stop;
  rangeAt(x).step = step;
  return x;
}

/** Whether all positions of a range are small ints. */
export function rangeFitsSmall(x: Ref): bool {
  const r = rangeAt(x);
  return fitsSmall(r.start) && fitsSmall(r.stop) && fitsSmall(r.step);
}
