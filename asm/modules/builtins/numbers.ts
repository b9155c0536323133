/** The numeric types and functions of `builtins`. */

import { BoardCost } from "../../generated/board-costs";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { BinaryOp, UnaryOp } from "../../generated/operators";
import { Q } from "../../generated/qstrs";
import {
  isKind,
  NULL,
  qstrRef,
  Ref,
  smallOf,
  smallValue,
  TRUE,
  UNSUPPORTED,
} from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import { builderStr, newBuilder, putByte } from "../../object/builder";
import { function1, function2, functionArgs } from "../../object/native-function";
import { binaryOp, unaryOp } from "../../object/operators";
import { hasPending, raise, raise1, raise2 } from "../../object/raise";
import { typeOfKind } from "../../object/type";
import { isInt, isNegative } from "../../types/bigint";
import { intFromFloat } from "../../types/bigint-float";
import { powerModulo } from "../../types/bigint-power";
import { newFloat } from "../../types/float";
import { powerOf } from "../../types/float-arithmetic";
import { intOperator } from "../../types/int";
import { putDigits } from "../../types/int-text";
import { defineInModule } from "../../types/module";
import { asInt, toFloat, toI32 } from "../../types/number";
import { Precision } from "../../types/precision";
import { tupleGet, tupleLength } from "../../types/tuple";
import { Cost } from "../../vm/cost";

export function defineNumbers(module: Ref): void {
  defineInModule(module, Q.int, typeOfKind(Kind.Int));
  defineInModule(module, Q.float, typeOfKind(Kind.Float));
  defineInModule(module, Q.complex, typeOfKind(Kind.Complex));
  defineInModule(module, Q.bool, typeOfKind(Kind.Bool));
  defineInModule(module, Q.abs, function1(Q.abs, builtin_abs));
  defineInModule(module, Q.divmod, function2(Q.divmod, builtin_divmod));
  defineInModule(module, Q.pow, functionArgs(Q.pow, 2, 3, builtin_pow));
  defineInModule(module, Q.round, functionArgs(Q.round, 1, 2, builtin_round));
  defineInModule(module, Q.bin, function1(Q.bin, builtin_bin));
  defineInModule(module, Q.oct, function1(Q.oct, builtin_oct));
  defineInModule(module, Q.hex, function1(Q.hex, builtin_hex));
}

function builtin_abs(x: Ref): Ref {
  return unaryOp(UnaryOp.Abs, x);
}

function builtin_divmod(a: Ref, b: Ref): Ref {
  return binaryOp(BinaryOp.Divmod, a, b);
}

function builtin_pow(n: i32, args: usize): Ref {
  const a = load<u32>(args);
  const b = load<u32>(args, 4);
  if (n == 2) return binaryOp(BinaryOp.Power, a, b);
  const modulus = load<u32>(args, 8);
  if (!isInt(a) || !isInt(b) || !isInt(modulus)) return raise(M.powerIntegers);
  return powerModulo(a, b, modulus);
}

function builtin_round(n: i32, args: usize): Ref {
  const x = load<u32>(args);
  if (isInt(x) && n == 1) return x;
  const value = isInt(x) ? 0 : toFloat(x);
  Cost.charge(BoardCost.roundNumber);
  if (hasPending()) return NULL;
  if (n == 1) return intFromFloat(nearest(value));
  const digits = toI32(load<u32>(args, 4));
  if (hasPending()) return NULL;
  if (isInt(x)) return digits >= 0 ? x : roundInt(x, -digits);
  const scale = Precision.round(powerOf(10, digits));
  return newFloat(nearest(Precision.round(value * scale)) / scale);
}

/** Rounds to a multiple of 10 ** digits, ties to the even one. */
function roundInt(x: Ref, digits: i32): Ref {
  const mark = rootMark();
  const unit = intOperator(BinaryOp.Power, smallOf(10), smallOf(digits));
  if (unit == NULL) return NULL;
  root(unit);
  const rest = intOperator(BinaryOp.Modulo, x, unit);
  if (rest == NULL) return NULL;
  root(rest);
  const below = intOperator(BinaryOp.Subtract, x, rest);
  if (below == NULL) return NULL;
  root(below);
  const twice = intOperator(BinaryOp.Lshift, rest, smallOf(1));
  if (twice == NULL) return NULL;
  root(twice);
  let up = intOperator(BinaryOp.More, twice, unit) == TRUE;
  if (!up && intOperator(BinaryOp.Equal, twice, unit) == TRUE) {
    const quotient = intOperator(BinaryOp.FloorDivide, x, unit);
    if (quotient == NULL) return NULL;
    root(quotient);
    up = smallValue(intOperator(BinaryOp.And, quotient, smallOf(1))) == 1;
  }
  const result = up ? intOperator(BinaryOp.Add, below, unit) : below;
  rootReset(mark);
  return result;
}

function builtin_bin(x: Ref): Ref {
  const n = asInt(x);
  if (n == UNSUPPORTED) return raise2(M.unknownFormatCode, qstrRef(Q.b), x);
  return n == NULL ? NULL : prefixed(n, 2, 0x62);
}

function builtin_oct(x: Ref): Ref {
  return prefixedInt(x, 8, 0x6f);
}

function builtin_hex(x: Ref): Ref {
  return prefixedInt(x, 16, 0x78);
}

/** The reference formats by `%`, so that a tuple stands for its item. */
function prefixedInt(value: Ref, base: u32, prefix: u8): Ref {
  const items = isKind(value, Kind.Tuple) ? tupleLength(value) : -1;
  if (items == 0) return raise(M.formatNeedsMore);
  const x = items > 0 ? tupleGet(value, 0) : value;
  const n = asInt(x);
  if (n == UNSUPPORTED) return raise1(M.cannotConvertToInt, x);
  if (n == NULL) return NULL;
  return items > 1 ? raise(M.formatUnused) : prefixed(n, base, prefix);
}

/** `-0x…`: sign, prefix, digits. */
function prefixed(n: Ref, base: u32, prefix: u8): Ref {
  const mark = rootMark();
  root(n);
  const p = newBuilder(16);
  if (p == NULL) return NULL;
  root(p);
  if (isNegative(n)) putByte(p, 0x2d);
  putByte(p, 0x30);
  putByte(p, prefix);
  if (!putDigits(p, n, base, 0x61, 0)) return NULL;
  const text = builderStr(p, Kind.Str);
  rootReset(mark);
  return text;
}
