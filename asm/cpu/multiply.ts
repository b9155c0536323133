/** Multiplication of halfwords, of pairs of halfwords, and for the upper half of a product. */
import { Operation } from "../generated/thumb";
import { handle } from "./handlers";
import { Operand } from "./operand";
import { cpu, FLAG_Q } from "./registers";

/** Bits of the kind: which halves, and what else is done. */
const enum Kind {
  /** The upper half of n, of m. */
  TopN = 1,
  TopM = 2,
  /** The register a is added. */
  Accumulate = 4,
  /** The halves of m change places. */
  Exchange = 8,
  /** The second product is subtracted. */
  Subtract = 16,
  /** Half of the last place is added before the upper half is taken. */
  Round = 32,
}

function kindOf(at: usize): u32 {
  return load<u16>(at, 2);
}

function half(word: i32, top: u32): i64 {
  return top != 0 ? <i64>(word >> 16) : <i64>(<i16>word);
}

/** Adds the register a, when the kind says so, and puts the sum into d; Q tells that it wrapped. */
function finish(at: usize, value: i64): void {
  if ((kindOf(at) & Kind.Accumulate) != 0) value += <i64>Operand.a(at);
  if (value != <i64>(<i32>value)) cpu.apsr |= FLAG_Q;
  Operand.setD(at, <i32>value);
}

function halfProduct(at: usize): i64 {
  const kind = kindOf(at);
  return half(Operand.n(at), kind & Kind.TopN) * half(Operand.m(at), kind & Kind.TopM);
}

/** SMULxy and SMLAxy. */
function halves(at: usize): void {
  finish(at, halfProduct(at));
}

/** SMULWy and SMLAWy: the upper 32 of 48 bits. */
function wordByHalf(at: usize): void {
  finish(at, (<i64>Operand.n(at) * half(Operand.m(at), kindOf(at) & Kind.TopM)) >> 16);
}

function pairProduct(at: usize): i64 {
  const kind = kindOf(at);
  const n = Operand.n(at);
  const m = (kind & Kind.Exchange) != 0 ? <i32>rotr<u32>(Operand.m(at), 16) : Operand.m(at);
  const low = half(n, 0) * half(m, 0);
  const high = half(n, 1) * half(m, 1);
  return (kind & Kind.Subtract) != 0 ? low - high : low + high;
}

/** SMUAD, SMUSD, SMLAD, SMLSD. */
function pairs(at: usize): void {
  finish(at, pairProduct(at));
}

/** SMMUL, SMMLA, SMMLS: the upper word; the accumulator is added to it before. */
function upper(at: usize): void {
  const kind = kindOf(at);
  const product = <i64>Operand.n(at) * <i64>Operand.m(at);
  const base = (kind & Kind.Accumulate) != 0 ? (<i64>Operand.a(at)) << 32 : 0;
  const sum = (kind & Kind.Subtract) != 0 ? base - product : base + product;
  Operand.setD(at, <i32>((sum + ((kind & Kind.Round) != 0 ? 0x80000000 : 0)) >> 32));
}

/** Adds to the 64 bits in d and a. */
function addLong(at: usize, value: i64): void {
  const sum = value + (((<i64>Operand.a(at)) << 32) | <i64>Operand.wideD(at));
  Operand.setD(at, <i32>sum);
  Operand.setA(at, <i32>(sum >> 32));
}

function longHalves(at: usize): void {
  addLong(at, halfProduct(at));
}

function longPairs(at: usize): void {
  addLong(at, pairProduct(at));
}

/** UMAAL: both words of d and a are added, each by itself. */
function umaal(at: usize): void {
  const product = Operand.wideN(at) * Operand.wideM(at);
  const sum = product + Operand.wideD(at) + Operand.wideA(at);
  Operand.setD(at, <i32>sum);
  Operand.setA(at, <i32>(sum >>> 32));
}

function initHalves(): void {
  handle(Operation.Smulbb, halves.index, 0);
  handle(Operation.Smulbt, halves.index, Kind.TopM);
  handle(Operation.Smultb, halves.index, Kind.TopN);
  handle(Operation.Smultt, halves.index, Kind.TopN | Kind.TopM);
  handle(Operation.Smlabb, halves.index, Kind.Accumulate);
  handle(Operation.Smlabt, halves.index, Kind.Accumulate | Kind.TopM);
  handle(Operation.Smlatb, halves.index, Kind.Accumulate | Kind.TopN);
  handle(Operation.Smlatt, halves.index, Kind.Accumulate | Kind.TopN | Kind.TopM);
  handle(Operation.Smulwb, wordByHalf.index, 0);
  handle(Operation.Smulwt, wordByHalf.index, Kind.TopM);
  handle(Operation.Smlawb, wordByHalf.index, Kind.Accumulate);
  handle(Operation.Smlawt, wordByHalf.index, Kind.Accumulate | Kind.TopM);
  handle(Operation.Smlalbb, longHalves.index, 0);
  handle(Operation.Smlalbt, longHalves.index, Kind.TopM);
  handle(Operation.Smlaltb, longHalves.index, Kind.TopN);
  handle(Operation.Smlaltt, longHalves.index, Kind.TopN | Kind.TopM);
}

function initPairs(): void {
  handle(Operation.Smuad, pairs.index, 0);
  handle(Operation.Smuadx, pairs.index, Kind.Exchange);
  handle(Operation.Smusd, pairs.index, Kind.Subtract);
  handle(Operation.Smusdx, pairs.index, Kind.Subtract | Kind.Exchange);
  handle(Operation.Smlad, pairs.index, Kind.Accumulate);
  handle(Operation.Smladx, pairs.index, Kind.Accumulate | Kind.Exchange);
  handle(Operation.Smlsd, pairs.index, Kind.Accumulate | Kind.Subtract);
  handle(Operation.Smlsdx, pairs.index, Kind.Accumulate | Kind.Subtract | Kind.Exchange);
  handle(Operation.Smlald, longPairs.index, 0);
  handle(Operation.Smlaldx, longPairs.index, Kind.Exchange);
  handle(Operation.Smlsld, longPairs.index, Kind.Subtract);
  handle(Operation.Smlsldx, longPairs.index, Kind.Subtract | Kind.Exchange);
}

export function initMultiply(): void {
  initHalves();
  initPairs();
  handle(Operation.Smmul, upper.index, 0);
  handle(Operation.Smmulr, upper.index, Kind.Round);
  handle(Operation.Smmla, upper.index, Kind.Accumulate);
  handle(Operation.Smmlar, upper.index, Kind.Accumulate | Kind.Round);
  handle(Operation.Smmls, upper.index, Kind.Accumulate | Kind.Subtract);
  handle(Operation.Smmlsr, upper.index, Kind.Accumulate | Kind.Subtract | Kind.Round);
  handle(Operation.Umaal, umaal.index, 0);
}
