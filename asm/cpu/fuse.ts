/** A comparison and the conditional branch behind it as one micro-operation. */
import { noteSide, sideOf, tail, takeBack } from "./code-cache";
import { count, inBlock, putBranch } from "./emitter";
import { MICRO_BYTES, Micro } from "./micro";

/** The order of the fused branches by condition: eq ne cs cc hi ls ge lt gt le; -1: none. */
const PLACES: usize = memory.data<i8>([0, 1, 2, 3, -1, -1, -1, -1, 4, 5, 6, 7, 8, 9]);
const EQUAL: i32 = 0;
const NOT_EQUAL: i32 = 1;

/** Puts a branch in the place of the comparison before it, if that is possible. */
export function fuse(condition: i32, target: u32, refill: i32): bool {
  if (inBlock() || count == 0) return false;
  const before = tail - MICRO_BYTES;
  const side = sideOf(before);
  if (side.count != count - 1 || side.itState != 0) return false;
  const place = <i32>load<i8>(PLACES + condition);
  const op = load<u16>(before);
  const n = <u32>load<u8>(before, 5) >> 2;
  const d = <u32>load<u8>(before, 4) >> 2;
  const m = <u32>load<u8>(before, 6) >> 2;
  const number = load<u32>(before, 8);
  if (place < 0) return false;
  if (op == Micro.CmpR) {
    replace(Micro.CmpRBeq + place, n, m, 0, target, refill);
    return true;
  }
  if (number > 255) return false;
  if (op == Micro.CmpI) {
    replace(Micro.CmpIBeq + place, n, 0, number, target, refill);
    return true;
  }
  if (op != Micro.SubsI || condition != NOT_EQUAL) return false;
  const at = replace(Micro.SubsIBne, n, 0, number, target, refill);
  store<u8>(at, d << 2, 4);
  return true;
}

/** The branch stands where the comparison stood: the loop that is left in front of it comes back to that. */
function replace(op: Micro, n: u32, m: u32, a: u32, target: u32, refill: i32): usize {
  takeBack();
  const side = sideOf(tail);
  const start = side.address;
  const cycles = side.cycles;
  const count = side.count;
  const at = putBranch(op, n, m, a, target, refill);
  noteSide(at, start, cycles, 0, count);
  return at;
}
