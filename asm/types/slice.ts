/** slice objects: | header | start | stop | step |. */
import { Kind } from "../generated/kinds";
import { allocateBlock } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { NULL, Ref } from "../memory/ref";

@unmanaged
export class Slice {
  header: u32;
  start: Ref;
  stop: Ref;
  step: Ref;
}

export function describeSlice(): void {
  describe(
    Kind.Slice,
    refAt(offsetof<Slice>("start")) |
      refAt(offsetof<Slice>("stop")) |
      refAt(offsetof<Slice>("step")),
    0,
  );
}

export function newSlice(start: Ref, stop: Ref, step: Ref): Ref {
  const x = allocateBlock(Kind.Slice);
  if (x == NULL) return NULL;
  const slice = changetype<Slice>(<usize>x);
  slice.start = start;
  slice.stop = stop;
  slice.step = step;
  return x;
}
