/** Instructions of the FPU. */
import { Operation } from "../generated/thumb";
import { accessCycles, baseCycles, floatCycles, noteResult } from "./cycles";
import { cost, counter, cycles, put, setCost, source } from "./emitter";
import { Micro } from "./micro";
import { FLOATS } from "./registers";
import {
  Addressing,
  addressing,
  field,
  fieldOrZero,
  hasNumber,
  isDouble,
  Letter,
  numberOperand,
  operation,
  registerN,
} from "./rows";
import { putFunction } from "./translate-call";
import { Several } from "./translate-memory";

/** The number of s0 among the registers of micro-operations. */
const S0: u32 = <u32>FLOATS >> 2;

/** A single whose lowest bit stands first in its field. */
function single(letter: Letter): u32 {
  const value = <u32>fieldOrZero(letter);
  return S0 + ((value & 15) << 1) + (value >>> 4);
}

/** A single or the lower word of a double. */
function firstWord(letter: Letter): u32 {
  return isDouble() ? S0 + ((<u32>field(letter)) << 1) : single(letter);
}

/** Makes sure that the FPU may be used. */
function putCheck(): void {
  put(Micro.CheckFloat, 0, 0, 0, 0, 0);
}

function compute(d: u32, n: u32, m: u32): bool {
  setCost(cost + floatCycles(cycles, d, n, m, true));
  return putFunction(operation(), d, n, m, 0, hasNumber() ? numberOperand() : 0);
}

function move(d: u32, m: u32): bool {
  put(Micro.MovR, d, 0, m, 0, 0);
  floatCycles(cycles, -1, -1, -1, false);
  return true;
}

/** Two words that change nothing when they are the same. */
function movePair(low: u32, high: u32, fromLow: u32, fromHigh: u32): bool {
  put(Micro.MovR, low, 0, fromLow, 0, 0);
  put(Micro.MovR, high, 0, fromHigh, 0, 0);
  floatCycles(cycles, -1, -1, -1, false);
  return true;
}

/** Translates an instruction of the FPU; false when the run ends with it. */
export function translateFloat(): bool {
  putCheck();
  noteResult(-1);
  switch (operation()) {
    case Operation.VmovF32Immediate:
      put(Micro.MovI, single(Letter.d), 0, 0, 0, expandFloat(numberOperand()));
      return true;
    case Operation.VmovCoreToSingle:
      return move(S0 + fieldOrZero(Letter.n), field(Letter.t));
    case Operation.VmovSingleToCore:
      return move(field(Letter.t), S0 + fieldOrZero(Letter.n));
    case Operation.Vmov32CoreToScalar:
      return move(scalar(Letter.d), field(Letter.t));
    case Operation.Vmov32ScalarToCore:
      return move(field(Letter.t), scalar(Letter.n));
    case Operation.VmovCoresToPair:
    case Operation.VmovCoresToDouble:
      return movePair(
        firstWord(Letter.m),
        firstWord(Letter.m) + 1,
        field(Letter.t),
        field(Letter.u),
      );
    case Operation.VmovPairToCores:
    case Operation.VmovDoubleToCores:
      return movePair(
        field(Letter.t),
        field(Letter.u),
        firstWord(Letter.m),
        firstWord(Letter.m) + 1,
      );
    case Operation.Vmrs:
    case Operation.Vmsr:
      return putFunction(operation(), field(Letter.t), 0, 0, 0, 0);
    case Operation.Vldr:
    case Operation.Vstr:
      return translateOne();
    case Operation.Vldmia:
    case Operation.Vldmdb:
    case Operation.Vpop:
      return translateSeveral(true);
    case Operation.Vstmia:
    case Operation.Vstmdb:
    case Operation.Vpush:
      return translateSeveral(false);
    default:
      return compute(single(Letter.d), S0 + fieldOrZero(Letter.n), single(Letter.m));
  }
}

/** Half of a double: the register's highest bit is last in the field. */
function scalar(letter: Letter): u32 {
  return S0 + ((<u32>field(letter) >> 1) << 1) + <u32>field(Letter.x);
}

/** VFPExpandImm (A6.4.1) as bits. */
function expandFloat(code: u32): i32 {
  const sign = (code & 0x80) << 24;
  const exponent = (code & 0x40) != 0 ? 0x3e000000 : 0x40000000;
  return sign | (exponent + ((code & 0x3f) << 19));
}

/** VLDR and VSTR: one access for a single, two for a double. */
function translateOne(): bool {
  const n = <u32>registerN();
  const number = numberOperand();
  const distance = n == 15 ? (counter() & ~3) - counter() + number : number;
  const base = source(n);
  const op = operation() == Operation.Vldr ? Micro.LdrI : Micro.StrI;
  setCost(cost + accessCycles(n, -1, -1));
  const d = firstWord(Letter.d);
  put(op, d, base, 0, 0, distance);
  if (isDouble()) put(op, d + 1, base, 0, 0, distance + 4);
  return true;
}

/** VLDM, VSTM, VPUSH and VPOP: the count of words is in the field i, twice that of doubles. */
function translateSeveral(loads: bool): bool {
  const op = operation();
  const stack = op == Operation.Vpush || op == Operation.Vpop;
  const down = op == Operation.Vpush || op == Operation.Vldmdb || op == Operation.Vstmdb;
  const writeBack = stack || addressing() == Addressing.Pre;
  const mode = (writeBack ? Several.WriteBack : 0) | (down ? Several.Down : 0);
  const words = (<u32>field(Letter.i)) << (isDouble() ? 1 : 0);
  const n = stack ? 13 : <u32>registerN();
  setCost(baseCycles(words));
  return putFunction(
    loads ? Operation.Vldmia : Operation.Vstmia,
    firstWord(Letter.d),
    source(n),
    0,
    mode,
    words,
  );
}
