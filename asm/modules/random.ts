/** The module `random`: numbers by Ilya Levin's Yasmarang, which is in the public domain. */
import { randomWord } from "../board/random";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import * as host from "../host";
import { NONE, NULL, Ref, smallOf, smallValue } from "../memory/ref";
import { machineInt, needMachineInt } from "../object/machine-int";
import { function0, function1, function2, functionArgs } from "../object/native-function";
import { getItem, lengthOf } from "../object/operators";
import { raise } from "../object/raise";
import { needFloat, wideFloat } from "../object/wide-int";
import { intFromI64 } from "../types/bigint";
import { newFloat } from "../types/float";
import { defineInModule, newNativeModule } from "../types/module";

/** The generator's state; `seeded`: it has one. */
let pad: u32 = 0;
let n: u32 = 0;
let d: u32 = 0;
let dat: u8 = 0;
let seeded: bool = false;

/** The generator's own constants. */
const START_N: u32 = 69;
const START_D: u32 = 233;
const MAX_BITS: i32 = 32;

export function initRandom(): Ref {
  const module = newNativeModule(Q.random, 9);
  defineInModule(module, Q.getrandbits, function1(Q.getrandbits, random_getrandbits));
  defineInModule(module, Q.seed, functionArgs(Q.seed, 0, 1, random_seed));
  defineInModule(module, Q.randrange, functionArgs(Q.randrange, 1, 3, random_randrange));
  defineInModule(module, Q.randint, function2(Q.randint, random_randint));
  defineInModule(module, Q.choice, function1(Q.choice, random_choice));
  defineInModule(module, Q.random, function0(Q.random, random_random));
  defineInModule(module, Q.uniform, function2(Q.uniform, random_uniform));
  return module;
}

function seed(value: u32): void {
  pad = value;
  n = START_N;
  d = START_D;
  dat = 0;
  seeded = true;
}

/** What cannot be foreseen: the chip's generator, or the host's. */
function seedFromOutside(): void {
  seed(BOARD ? randomWord() : host.randomBits());
}

function nextWord(): u32 {
  if (!seeded) seedFromOutside();
  pad += <u32>dat + d * n;
  pad = (pad << 3) + (pad >> 29);
  n = pad | 2;
  d ^= (pad << 31) + (pad >> 1);
  dat ^= <u8>pad ^ <u8>(d >> 8) ^ 1;
  return pad ^ (d << 5) ^ (pad >> 18) ^ ((<u32>dat) << 1);
}

/** A number below `limit`, which is not 0. */
function below(limit: u32): u32 {
  let mask: u32 = 1;
  while ((limit & mask) < limit) mask = (mask << 1) | 1;
  let value = nextWord() & mask;
  while (value >= limit) value = nextWord() & mask;
  return value;
}

/** From 0 up to 1: the bits behind the point of a number from 1 up to 2. */
function fraction(): f64 {
  if (BOARD) return <f64>(reinterpret<f32>((nextWord() & 0x7fffff) | 0x3f800000) - <f32>1);
  const high = <u64>nextWord();
  const bits = ((high << 32) | <u64>nextWord()) & 0xfffffffffffff;
  return reinterpret<f64>(bits | 0x3ff0000000000000) - 1;
}

function random_getrandbits(x: Ref): Ref {
  if (!needMachineInt(x)) return NULL;
  if (<u32>machineInt > <u32>MAX_BITS) return raise(M.randomBits);
  if (machineInt == 0) return smallOf(0);
  return intFromI64(<i64>(nextWord() & (<u32>-1 >> (MAX_BITS - machineInt))));
}

function random_seed(count: i32, args: usize): Ref {
  if (count == 0 || load<u32>(args) == NONE) seedFromOutside();
  else if (needMachineInt(load<u32>(args))) seed(machineInt);
  else return NULL;
  return NONE;
}

function random_randrange(count: i32, args: usize): Ref {
  if (!needMachineInt(load<u32>(args))) return NULL;
  const start = machineInt;
  if (count == 1) return start > 0 ? intFromI64(below(start)) : raise(M.valueError);
  if (!needMachineInt(load<u32>(args, 4))) return NULL;
  const stop = machineInt;
  if (count == 2) return span(start, <i64>stop - <i64>start, 1);
  if (!needMachineInt(load<u32>(args, 8))) return NULL;
  const step = machineInt;
  if (step == 0) return raise(M.valueError);
  const round = step > 0 ? step - 1 : step + 1;
  return span(start, (<i64>stop - <i64>start + <i64>round) / <i64>step, step);
}

/** One of `count` numbers from `start` on. */
function span(start: i32, count: i64, step: i32): Ref {
  if (count <= 0) return raise(M.valueError);
  return intFromI64(<i64>start + <i64>step * <i64>below(<u32>count));
}

function random_randint(a: Ref, b: Ref): Ref {
  if (!needMachineInt(a)) return NULL;
  const from = machineInt;
  if (!needMachineInt(b)) return NULL;
  return span(from, <i64>machineInt - <i64>from + 1, 1);
}

function random_choice(sequence: Ref): Ref {
  const length = lengthOf(sequence);
  if (length == NULL) return NULL;
  if (smallValue(length) <= 0) return raise(M.emptyChoice);
  return getItem(sequence, smallOf(below(smallValue(length))));
}

function random_random(): Ref {
  return newFloat(fraction());
}

function random_uniform(a: Ref, b: Ref): Ref {
  if (!needFloat(a)) return NULL;
  const from = wideFloat;
  if (!needFloat(b)) return NULL;
  return newFloat(from + (wideFloat - from) * fraction());
}
