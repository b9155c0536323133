/** Saturation, and the flag Q that tells of it. */
import { Operation } from "../generated/thumb";
import { handle } from "./handlers";
import { MicroOp } from "./micro";
import { Operand } from "./operand";
import { cpu, FLAG_Q } from "./registers";

/** The nearest number with `bits` bits and sign. */
export function nearestSigned(value: i64, bits: u32): i64 {
  const most = ((<i64>1) << (bits - 1)) - 1;
  return value > most ? most : value < ~most ? ~most : value;
}

/** The nearest number with `bits` bits. */
export function nearestUnsigned(value: i64, bits: u32): i64 {
  const most = ((<i64>1) << bits) - 1;
  return value > most ? most : value < 0 ? 0 : value;
}

/** Sets Q when a number had to be changed. */
export function noteSaturated(value: i64, nearest: i64): i32 {
  if (value != nearest) cpu.apsr |= FLAG_Q;
  return <i32>nearest;
}

/** The nearest word with sign; sets Q. */
export function saturateWord(value: i64): i32 {
  return noteSaturated(value, nearestSigned(value, 32));
}

/** In the number of a micro-operation: what to saturate to. */
function ssat(at: usize): void {
  const value = <i64>Operand.n(at);
  Operand.setD(at, noteSaturated(value, nearestSigned(value, MicroOp.number(at))));
}

function usat(at: usize): void {
  const value = <i64>Operand.n(at);
  Operand.setD(at, noteSaturated(value, nearestUnsigned(value, MicroOp.number(at))));
}

function ssat16(at: usize): void {
  const value = Operand.n(at);
  const bits = <u32>MicroOp.number(at);
  const low = <i64>(<i16>value);
  const high = <i64>(value >> 16);
  const first = noteSaturated(low, nearestSigned(low, bits));
  const second = noteSaturated(high, nearestSigned(high, bits));
  Operand.setD(at, (first & 0xffff) | (second << 16));
}

function usat16(at: usize): void {
  const value = Operand.n(at);
  const bits = <u32>MicroOp.number(at);
  const low = <i64>(<i16>value);
  const high = <i64>(value >> 16);
  const first = noteSaturated(low, nearestUnsigned(low, bits));
  const second = noteSaturated(high, nearestUnsigned(high, bits));
  Operand.setD(at, first | (second << 16));
}

function qadd(at: usize): void {
  Operand.setD(at, saturateWord(<i64>Operand.m(at) + <i64>Operand.n(at)));
}

function qsub(at: usize): void {
  Operand.setD(at, saturateWord(<i64>Operand.m(at) - <i64>Operand.n(at)));
}

function qdadd(at: usize): void {
  const doubled = saturateWord((<i64>Operand.n(at)) << 1);
  Operand.setD(at, saturateWord(<i64>Operand.m(at) + <i64>doubled));
}

function qdsub(at: usize): void {
  const doubled = saturateWord((<i64>Operand.n(at)) << 1);
  Operand.setD(at, saturateWord(<i64>Operand.m(at) - <i64>doubled));
}

export function initSaturate(): void {
  handle(Operation.Ssat, ssat.index, 0);
  handle(Operation.Usat, usat.index, 0);
  handle(Operation.Ssat16, ssat16.index, 0);
  handle(Operation.Usat16, usat16.index, 0);
  handle(Operation.Qadd, qadd.index, 0);
  handle(Operation.Qsub, qsub.index, 0);
  handle(Operation.Qdadd, qdadd.index, 0);
  handle(Operation.Qdsub, qdsub.index, 0);
}
