/** Two halfwords or four bytes at a time (DDI 0403, A4.4.10), packing, selection and sums of differences. */
import { Operation } from "../generated/thumb";
import { handle } from "./handlers";
import { Operand } from "./operand";
import { cpu } from "./registers";

/** What is done with the results of the lanes. */
const enum Way {
  /** Wraps, GE tells which are not negative. */
  Signed,
  Saturated,
  Halved,
  /** Wraps, GE tells of carries and missing borrows. */
  Unsigned,
  UnsignedSaturated,
  UnsignedHalved,
}

/** What the lanes do. */
const enum Lanes {
  Add16,
  AddSubtractExchange,
  SubtractAddExchange,
  Subtract16,
  Add8,
  Subtract8,
}

const GE_SHIFT: u32 = 16;
const GE_MASK: u32 = 0xf << GE_SHIFT;

function lane(word: u32, index: u32, bits: u32, signed: bool): i32 {
  const value = word >>> (index * bits);
  if (bits == 16) return signed ? <i32>(<i16>value) : <i32>(value & 0xffff);
  return signed ? <i32>(<i8>value) : <i32>(value & 0xff);
}

/** Brings the result of a lane to its width. */
function finish(value: i32, way: Way, bits: u32): u32 {
  const top = 1 << bits;
  switch (way) {
    case Way.Saturated:
      return max<i32>(min<i32>(value, (top >> 1) - 1), -(top >> 1)) & (top - 1);
    case Way.UnsignedSaturated:
      return max<i32>(min<i32>(value, top - 1), 0);
    case Way.Halved:
    case Way.UnsignedHalved:
      return (value >> 1) & (top - 1);
    default:
      return value & (top - 1);
  }
}

/** Whether GE is set for a lane's exact result. */
function isGreater(value: i32, way: Way, adds: bool, bits: u32): bool {
  return way == Way.Unsigned && adds ? value >= 1 << bits : value >= 0;
}

function addsLane(lanes: Lanes, index: u32): bool {
  switch (lanes) {
    case Lanes.Add16:
    case Lanes.Add8:
      return true;
    case Lanes.AddSubtractExchange:
      return index == 1;
    case Lanes.SubtractAddExchange:
      return index == 0;
    default:
      return false;
  }
}

/** All the parallel additions and subtractions; the kind is the way times 8 plus what the lanes do. */
function parallel(at: usize): void {
  const kind = <u32>load<u16>(at, 2);
  const way = <Way>(kind >> 3);
  const lanes = <Lanes>(kind & 7);
  const bits: u32 = lanes >= Lanes.Add8 ? 8 : 16;
  const cross: u32 =
    lanes == Lanes.AddSubtractExchange || lanes == Lanes.SubtractAddExchange ? 1 : 0;
  const signed = way < Way.Unsigned;
  let result: u32 = 0;
  let greater: u32 = 0;
  for (let index: u32 = 0; index < 32 / bits; index++) {
    const x = lane(Operand.n(at), index, bits, signed);
    const y = lane(Operand.m(at), index ^ cross, bits, signed);
    const adds = addsLane(lanes, index);
    const value = adds ? x + y : x - y;
    result |= finish(value, way, bits) << (index * bits);
    if (isGreater(value, way, adds, bits))
      greater |= ((1 << (bits >> 3)) - 1) << (index * (bits >> 3));
  }
  Operand.setD(at, result);
  if (way == Way.Signed || way == Way.Unsigned) {
    cpu.apsr = (cpu.apsr & ~GE_MASK) | (greater << GE_SHIFT);
  }
}

/** SEL: bytes of n where GE is set, of m elsewhere. */
function select(at: usize): void {
  const ge = (cpu.apsr & GE_MASK) >>> GE_SHIFT;
  const mask =
    (ge & 1 ? 0xff : 0) |
    (ge & 2 ? 0xff00 : 0) |
    (ge & 4 ? 0xff0000 : 0) |
    (ge & 8 ? <i32>0xff000000 : 0);
  Operand.setD(at, (Operand.n(at) & mask) | (Operand.m(at) & ~mask));
}

function differences(at: usize): u32 {
  let sum: u32 = 0;
  for (let index: u32 = 0; index < 4; index++) {
    sum += abs<i32>(lane(Operand.n(at), index, 8, false) - lane(Operand.m(at), index, 8, false));
  }
  return sum;
}

function usad8(at: usize): void {
  Operand.setD(at, differences(at));
}

function usada8(at: usize): void {
  Operand.setD(at, Operand.a(at) + differences(at));
}

/** The second operand is shifted already. */
function pkhbt(at: usize): void {
  Operand.setD(at, (Operand.n(at) & 0xffff) | (Operand.m(at) & <i32>0xffff0000));
}

function pkhtb(at: usize): void {
  Operand.setD(at, (Operand.n(at) & <i32>0xffff0000) | (Operand.m(at) & 0xffff));
}

/** Extension of bytes 0 and 2; the operand is rotated already. Kind bit 0: unsigned, bit 1: added to n. */
function extendPair(at: usize): void {
  const kind = <u32>load<u16>(at, 2);
  const m = Operand.m(at);
  const signed = (kind & 1) == 0;
  let low = lane(m, 0, 8, signed);
  let high = lane(m, 2, 8, signed);
  if ((kind & 2) != 0) {
    low += Operand.n(at) & 0xffff;
    high += <u32>Operand.n(at) >>> 16;
  }
  Operand.setD(at, (low & 0xffff) | (high << 16));
}

function initWay(
  way: Way,
  a: Operation,
  b: Operation,
  c: Operation,
  d: Operation,
  e: Operation,
  f: Operation,
): void {
  handle(a, parallel.index, (way << 3) | Lanes.Add16);
  handle(b, parallel.index, (way << 3) | Lanes.AddSubtractExchange);
  handle(c, parallel.index, (way << 3) | Lanes.SubtractAddExchange);
  handle(d, parallel.index, (way << 3) | Lanes.Subtract16);
  handle(e, parallel.index, (way << 3) | Lanes.Add8);
  handle(f, parallel.index, (way << 3) | Lanes.Subtract8);
}

export function initSimd(): void {
  initWay(
    Way.Signed,
    Operation.Sadd16,
    Operation.Sasx,
    Operation.Ssax,
    Operation.Ssub16,
    Operation.Sadd8,
    Operation.Ssub8,
  );
  initWay(
    Way.Saturated,
    Operation.Qadd16,
    Operation.Qasx,
    Operation.Qsax,
    Operation.Qsub16,
    Operation.Qadd8,
    Operation.Qsub8,
  );
  initWay(
    Way.Halved,
    Operation.Shadd16,
    Operation.Shasx,
    Operation.Shsax,
    Operation.Shsub16,
    Operation.Shadd8,
    Operation.Shsub8,
  );
  initWay(
    Way.Unsigned,
    Operation.Uadd16,
    Operation.Uasx,
    Operation.Usax,
    Operation.Usub16,
    Operation.Uadd8,
    Operation.Usub8,
  );
  initWay(
    Way.UnsignedSaturated,
    Operation.Uqadd16,
    Operation.Uqasx,
    Operation.Uqsax,
    Operation.Uqsub16,
    Operation.Uqadd8,
    Operation.Uqsub8,
  );
  initWay(
    Way.UnsignedHalved,
    Operation.Uhadd16,
    Operation.Uhasx,
    Operation.Uhsax,
    Operation.Uhsub16,
    Operation.Uhadd8,
    Operation.Uhsub8,
  );
  handle(Operation.Sel, select.index, 0);
  handle(Operation.Usad8, usad8.index, 0);
  handle(Operation.Usada8, usada8.index, 0);
  handle(Operation.Pkhbt, pkhbt.index, 0);
  handle(Operation.Pkhtb, pkhtb.index, 0);
  handle(Operation.Sxtb16, extendPair.index, 0);
  handle(Operation.Uxtb16, extendPair.index, 1);
  handle(Operation.Sxtab16, extendPair.index, 2);
  handle(Operation.Uxtab16, extendPair.index, 3);
}
