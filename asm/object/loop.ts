/**
 * Loops of native functions over any iterable, with the iterator's state on the root stack as the interpreter
 * keeps a `for` loop's on the value stack: the common containers need no iterator object.
 */

import { BoardCost } from "../generated/board-costs";
import { Ref } from "../memory/ref";
import { rootSlots } from "../memory/roots";
import { Cost } from "../vm/cost";
import { ITER_BYTES, iterNext, iterStart } from "../vm/iter-slots";

/** Starts a loop; its state stays on the root stack until the caller resets that. 0: an exception is pending. */
export function loopStart(x: Ref): usize {
  const slots = rootSlots(<i32>(ITER_BYTES >> 2));
  return iterStart(x, slots) ? slots : 0;
}

/** The next item, not rooted. NULL: the end, or an exception is pending. */
export function loopNext(loop: usize): Ref {
  Cost.charge(BoardCost.next);
  return iterNext(loop);
}
