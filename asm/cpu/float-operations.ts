/** The instructions of the FPU that compute. Operands are registers like the core's, further up. */
import { Operation } from "../generated/thumb";
import {
  addSingles,
  divideSingles,
  fuseSingles,
  multiplySingles,
  rootSingle,
} from "./float-arithmetic";
import { fixedToSingle, halfToSingle, singleToFixed, singleToHalf } from "./float-convert";
import { isNan, isSignaling, operandOf, SIGN } from "./float-round";
import { FPSCR_INVALID, Rounding, raiseFloat, rounding } from "./float-status";
import { handle } from "./handlers";
import { MicroOp } from "./micro";
import { Operand } from "./operand";
import { cpu, FLAG_C, FLAG_N, FLAG_V, FLAG_Z } from "./registers";

function vadd(at: usize): void {
  Operand.setD(at, addSingles(Operand.n(at), Operand.m(at)));
}

function vsub(at: usize): void {
  Operand.setD(at, subtract(Operand.n(at), Operand.m(at)));
}

/** A NaN keeps its sign in a subtraction. */
function subtract(a: u32, b: u32): u32 {
  return isNan(b) ? addSingles(a, b) : addSingles(a, b ^ SIGN);
}

function vmul(at: usize): void {
  Operand.setD(at, multiplySingles(Operand.n(at), Operand.m(at)));
}

function vnmul(at: usize): void {
  Operand.setD(at, multiplySingles(Operand.n(at), Operand.m(at)) ^ SIGN);
}

function vdiv(at: usize): void {
  Operand.setD(at, divideSingles(Operand.n(at), Operand.m(at)));
}

/** Kind bit 0: the addend is negated, bit 1: the product. Two roundings. */
function accumulate(at: usize): void {
  const kind = <u32>load<u16>(at, 2);
  const product = multiplySingles(Operand.n(at), Operand.m(at)) ^ ((kind & 2) << 30);
  Operand.setD(at, addSingles(Operand.d(at) ^ ((kind & 1) << 31), product));
}

/** The same with one rounding: the first factor is negated. */
function fuse(at: usize): void {
  const kind = <u32>load<u16>(at, 2);
  const n = Operand.n(at) ^ ((kind & 2) << 30);
  Operand.setD(at, fuseSingles(Operand.d(at) ^ ((kind & 1) << 31), n, Operand.m(at)));
}

function vmov(at: usize): void {
  Operand.setD(at, Operand.m(at));
}

function vabs(at: usize): void {
  Operand.setD(at, Operand.m(at) & ~SIGN);
}

function vneg(at: usize): void {
  Operand.setD(at, Operand.m(at) ^ SIGN);
}

function vsqrt(at: usize): void {
  Operand.setD(at, rootSingle(Operand.m(at)));
}

/** Kind bit 0: every NaN is invalid, bit 1: with zero. */
function compare(at: usize): void {
  const kind = <u32>load<u16>(at, 2);
  const x = operandOf(Operand.d(at));
  const y = (kind & 2) != 0 ? 0 : operandOf(Operand.m(at));
  const flags = order(x, y, (kind & 1) != 0);
  cpu.fpscr = (cpu.fpscr & 0x0fffffff) | flags;
}

function order(x: u32, y: u32, strict: bool): u32 {
  if (isNan(x) || isNan(y)) {
    if (strict || isSignaling(x) || isSignaling(y)) raiseFloat(FPSCR_INVALID);
    return FLAG_C | FLAG_V;
  }
  const a = reinterpret<f32>(x);
  const b = reinterpret<f32>(y);
  return a == b ? FLAG_Z | FLAG_C : a < b ? FLAG_N : FLAG_C;
}

/** Integers: kind bit 0: without sign, bit 1: rounds by FPSCR, else towards zero. */
function toInteger(at: usize): void {
  const kind = <u32>load<u16>(at, 2);
  const mode = (kind & 2) != 0 ? rounding() : Rounding.Zero;
  Operand.setD(at, toFixed(Operand.m(at), 0, 32, (kind & 1) != 0, mode));
}

function fromInteger(at: usize): void {
  const value = Operand.m(at);
  const unsigned = load<u16>(at, 2) != 0;
  Operand.setD(at, fixedToSingle(unsigned ? <i64>Operand.wideM(at) : <i64>value, 0, rounding()));
}

function toFixed(bits: u32, fraction: i32, size: u32, unsigned: bool, mode: Rounding): i32 {
  const top = (<i64>1) << (unsigned ? size : size - 1);
  return <i32>singleToFixed(bits, fraction, unsigned ? 0 : -top, top - 1, mode);
}

/** Fixed point: kind bit 0: without sign, bit 1: 16 bits; the number is the count of fraction bits. */
function toFixedPoint(at: usize): void {
  const kind = <u32>load<u16>(at, 2);
  const size: u32 = (kind & 2) != 0 ? 16 : 32;
  Operand.setD(
    at,
    toFixed(Operand.d(at), MicroOp.number(at), size, (kind & 1) != 0, Rounding.Zero),
  );
}

function fromFixedPoint(at: usize): void {
  const kind = <u32>load<u16>(at, 2);
  Operand.setD(at, fixedToSingle(widen(Operand.d(at), kind), MicroOp.number(at), Rounding.Nearest));
}

function widen(value: i32, kind: u32): i64 {
  switch (kind) {
    case 0:
      return <i64>value;
    case 1:
      return <i64>value & 0xffffffff;
    case 2:
      return <i64>(<i16>value);
    default:
      return <i64>(value & 0xffff);
  }
}

/** Halves: the kind is 16 for the upper one. */
function fromHalf(at: usize): void {
  Operand.setD(at, halfToSingle((Operand.m(at) >>> load<u16>(at, 2)) & 0xffff));
}

function toHalf(at: usize): void {
  const by = <u32>load<u16>(at, 2);
  const half = singleToHalf(Operand.m(at));
  Operand.setD(at, (Operand.d(at) & ~(0xffff << by)) | (half << by));
}

function initFixedPoint(): void {
  handle(Operation.VcvtS32F32Fixed, toFixedPoint.index, 0);
  handle(Operation.VcvtU32F32Fixed, toFixedPoint.index, 1);
  handle(Operation.VcvtS16F32Fixed, toFixedPoint.index, 2);
  handle(Operation.VcvtU16F32Fixed, toFixedPoint.index, 3);
  handle(Operation.VcvtF32S32Fixed, fromFixedPoint.index, 0);
  handle(Operation.VcvtF32U32Fixed, fromFixedPoint.index, 1);
  handle(Operation.VcvtF32S16Fixed, fromFixedPoint.index, 2);
  handle(Operation.VcvtF32U16Fixed, fromFixedPoint.index, 3);
  handle(Operation.VcvtbF32F16, fromHalf.index, 0);
  handle(Operation.VcvttF32F16, fromHalf.index, 16);
  handle(Operation.VcvtbF16F32, toHalf.index, 0);
  handle(Operation.VcvttF16F32, toHalf.index, 16);
}

function initProducts(): void {
  handle(Operation.VmlaF32, accumulate.index, 0);
  handle(Operation.VmlsF32, accumulate.index, 2);
  handle(Operation.VnmlsF32, accumulate.index, 1);
  handle(Operation.VnmlaF32, accumulate.index, 3);
  handle(Operation.VfmaF32, fuse.index, 0);
  handle(Operation.VfmsF32, fuse.index, 2);
  handle(Operation.VfnmsF32, fuse.index, 1);
  handle(Operation.VfnmaF32, fuse.index, 3);
  handle(Operation.VmulF32, vmul.index, 0);
  handle(Operation.VnmulF32, vnmul.index, 0);
}

export function initFloatOperations(): void {
  initFixedPoint();
  initProducts();
  handle(Operation.VaddF32, vadd.index, 0);
  handle(Operation.VsubF32, vsub.index, 0);
  handle(Operation.VdivF32, vdiv.index, 0);
  handle(Operation.VmovF32, vmov.index, 0);
  handle(Operation.VabsF32, vabs.index, 0);
  handle(Operation.VnegF32, vneg.index, 0);
  handle(Operation.VsqrtF32, vsqrt.index, 0);
  handle(Operation.VcmpF32, compare.index, 0);
  handle(Operation.VcmpeF32, compare.index, 1);
  handle(Operation.VcmpF32Zero, compare.index, 2);
  handle(Operation.VcmpeF32Zero, compare.index, 3);
  handle(Operation.VcvtS32F32, toInteger.index, 0);
  handle(Operation.VcvtU32F32, toInteger.index, 1);
  handle(Operation.VcvtrS32F32, toInteger.index, 2);
  handle(Operation.VcvtrU32F32, toInteger.index, 3);
  handle(Operation.VcvtF32S32, fromInteger.index, 0);
  handle(Operation.VcvtF32U32, fromInteger.index, 1);
}
