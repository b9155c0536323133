/** int: its operators, for small ones and those of any size alike. */

import { BoardCost, LoopCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { BinaryOp, UnaryOp } from "../generated/operators";
import {
  boolRef,
  FALSE,
  isPointer,
  isQstr,
  isSmall,
  Ref,
  smallOf,
  smallValue,
  TRUE,
  UNSUPPORTED,
} from "../memory/ref";
import { putNumber } from "../object/builder";
import { binaryOp, plainOperator } from "../object/operators";
import { Style } from "../object/print";
import { raise } from "../object/raise";
import { typeAt, typeOfKind } from "../object/type";
import { Cost } from "../vm/cost";
import { bitLength, intFromI64, isInt, isNegative, withSign } from "./bigint";
import { addInts, compareInts } from "./bigint-arithmetic";
import { bitwiseInts, invertInt, shiftInt } from "./bigint-bits";
import { divideInts, Want } from "./bigint-divide";
import { intToFloat, trueDivideInts } from "./bigint-float";
import { multiplyInts } from "./bigint-multiply";
import { powerInts } from "./bigint-power";
import { imaginaryPart, realPart } from "./complex";
import { complexOperator } from "./complex-arithmetic";
import { floatValue, orderedAs } from "./float";
import { floatOperator } from "./float-arithmetic";
import { initIntMethods } from "./int-methods";
import { putInteger } from "./int-text";
import { hashInt } from "./number-hash";

export function initInt(): void {
  const type = typeAt(typeOfKind(Kind.Int));
  type.print = int_print.index;
  type.unary = int_unary.index;
  type.binary = int_binary.index;
  initIntMethods();
}

function int_print(p: Ref, x: Ref, style: Style): bool {
  return isSmall(x) ? putNumber(p, smallValue(x)) : putInteger(p, x, 10, 0x61, 0);
}

function int_unary(op: UnaryOp, x: Ref): Ref {
  switch (<i32>op) {
    case UnaryOp.Bool:
      return boolRef(x != smallOf(0));
    case UnaryOp.Hash:
      return smallOf(hashInt(x));
    case UnaryOp.Positive:
    case UnaryOp.Int:
      return x;
    case UnaryOp.Negative:
      if (BOARD && !isSmall(x)) chargeNegative(x);
      return isSmall(x) ? intFromI64(-(<i64>smallValue(x))) : withSign(x, !isNegative(x));
    case UnaryOp.Invert:
      return invertInt(x);
    case UnaryOp.Abs:
      return isNegative(x) ? withSign(x, false) : x;
    default:
      return UNSUPPORTED;
  }
}

function chargeNegative(x: Ref): void {
  Cost.charge(BoardCost.bigBinary);
  Cost.cycles(boardDigits(x) * LoopCost.bigDigit);
  Cost.allocation(1);
}

function int_binary(op: BinaryOp, a: Ref, b: Ref): Ref {
  if (isInt(b)) return intOperator(op, a, b);
  if (b == TRUE || b == FALSE) {
    return op == BinaryOp.In ? UNSUPPORTED : binaryOp(op, a, smallOf(i32(b == TRUE)));
  }
  if (!isPointer(b)) return isQstr(b) ? repeat(op, a, b) : UNSUPPORTED;
  switch (<i32>load<u8>(b)) {
    case Kind.Float:
      Cost.charge(BoardCost.floatMixed);
      return floatOperator(op, intToFloat(a), floatValue(b));
    case Kind.Complex:
      return complexOperator(plainOperator(op), intToFloat(a), 0, realPart(b), imaginaryPart(b));
    case Kind.Str:
    case Kind.Bytes:
    case Kind.Tuple:
    case Kind.List:
      return repeat(op, a, b);
    default:
      return UNSUPPORTED;
  }
}

/** `n * sequence` is `sequence * n`. */
function repeat(op: BinaryOp, a: Ref, b: Ref): Ref {
  const multiply = op == BinaryOp.Multiply || op == BinaryOp.InplaceMultiply;
  if (!multiply) return UNSUPPORTED;
  return isSmall(a) ? binaryOp(BinaryOp.Multiply, b, a) : raise(M.smallIntOverflow);
}

/** Digits of 16 bits, as the board has them. */
function boardDigits(x: Ref): i32 {
  return <i32>((bitLength(x) + 15) >> 4);
}

/** Whether the board makes no long ints to work it out. */
function staysSmall(op: BinaryOp): bool {
  return (
    op <= BinaryOp.NotEqual ||
    op == BinaryOp.TrueDivide ||
    op == BinaryOp.Power ||
    op == BinaryOp.Divmod
  );
}

function isBitwise(op: BinaryOp): bool {
  return op == BinaryOp.And || op == BinaryOp.Or || op == BinaryOp.Xor;
}

/** What the board takes for long ints: once, and for each digit of 16 bits or each pair of them. */
function chargeInts(whole: BinaryOp, op: BinaryOp, a: Ref, b: Ref): void {
  if (isSmall(a) && isSmall(b) && staysSmall(op)) return;
  if (whole <= BinaryOp.NotEqual) {
    Cost.charge(BoardCost.bigCompare);
    return;
  }
  const m = boardDigits(a);
  const n = boardDigits(b);
  if (!isBitwise(op)) Cost.charge(BoardCost.bigBinary);
  if (op == BinaryOp.Multiply && isSmall(a) && isSmall(b)) Cost.charge(BoardCost.smallOverflow);
  // The board's int and its digits are two blocks that are asked for one by one; here they are one.
  Cost.allocation(1);
  let cycles = (m + n) * LoopCost.bigDigit;
  if (op == BinaryOp.Multiply) cycles += m * n * LoopCost.bigMultiply;
  else if (op == BinaryOp.FloorDivide || op == BinaryOp.Modulo || op == BinaryOp.Divmod) {
    Cost.charge(BoardCost.bigDivision);
    cycles += max(m - n, 1) * n * LoopCost.bigDivide;
  }
  Cost.cycles(cycles);
}

/** `a op b` of two ints, or UNSUPPORTED. */
export function intOperator(op: BinaryOp, a: Ref, b: Ref): Ref {
  if (BOARD) chargeInts(op, plainOperator(op), a, b);
  switch (<i32>plainOperator(op)) {
    case BinaryOp.Add:
      return addInts(a, b, false);
    case BinaryOp.Subtract:
      return addInts(a, b, true);
    case BinaryOp.Multiply:
      return multiplyInts(a, b);
    case BinaryOp.FloorDivide:
      return divideInts(a, b, Want.Quotient);
    case BinaryOp.Modulo:
      return divideInts(a, b, Want.Remainder);
    case BinaryOp.Divmod:
      return divideInts(a, b, Want.Both);
    case BinaryOp.TrueDivide:
      return trueDivideInts(a, b);
    case BinaryOp.Power:
      if (isNegative(b)) return floatOperator(op, intToFloat(a), intToFloat(b));
      return powerInts(a, b);
    case BinaryOp.Lshift:
      return shiftInt(a, b, true);
    case BinaryOp.Rshift:
      return shiftInt(a, b, false);
    case BinaryOp.And:
    case BinaryOp.Or:
    case BinaryOp.Xor:
      return bitwiseInts(plainOperator(op), a, b);
    default:
      return op <= BinaryOp.NotEqual ? orderedAs(op, compareInts(a, b)) : UNSUPPORTED;
  }
}
