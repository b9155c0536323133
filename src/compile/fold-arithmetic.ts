import type { Binary, Unary } from "./ast.js";
import { exactPower } from "./exact-power.js";

/** A number in the middle of folding: an int or a float. */
export type Numeric = bigint | number;

type BinaryOp = Binary["op"];

/** Folding stops before an int has more bits than this; MicroPython's stops for want of memory. */
const BIT_LIMIT = 1 << 20;

/** About how many bits `value` has, never too few. */
export function bitLength(value: bigint): number {
  const magnitude = value < 0n ? -value : value;
  if (magnitude < 1n << 32n) return 32 - Math.clz32(Number(magnitude));
  return magnitude.toString(16).length * 4;
}

/** The value of `left op right`, or null where MicroPython would raise or give no int or float. */
export function computeBinary(op: BinaryOp, left: Numeric, right: Numeric): Numeric | null {
  if (typeof left === "bigint" && typeof right === "bigint") return computeInts(op, left, right);
  return computeFloats(op, Number(left), Number(right));
}

/** The value of `op operand`, or null where there is none. */
export function computeUnary(op: Unary["op"], operand: Numeric): Numeric | null {
  if (op === "+") return operand;
  if (op === "-") return -operand;
  return typeof operand === "bigint" ? ~operand : null;
}

function computeInts(op: BinaryOp, left: bigint, right: bigint): Numeric | null {
  switch (op) {
    case "|":
      return left | right;
    case "^":
      return left ^ right;
    case "&":
      return left & right;
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return bitLength(left) + bitLength(right) > BIT_LIMIT ? null : left * right;
    case "<<":
    case ">>":
      return shift(op, left, right);
    case "//":
      return right === 0n ? null : floorDivide(left, right);
    case "%":
      return right === 0n ? null : left - floorDivide(left, right) * right;
    case "/":
      return right === 0n ? null : Number(left) / Number(right);
    case "**":
      return intPower(left, right);
    case "@":
      return null;
  }
}

/** A shift count must fit the machine's word. */
const WORD_MAX = (1n << 62n) - 1n;

function shift(op: "<<" | ">>", left: bigint, count: bigint): bigint | null {
  if (count < 0n || count > WORD_MAX) return null;
  if (op === "<<") return bitLength(left) + Number(count) > BIT_LIMIT ? null : left << count;
  return Number(count) > BIT_LIMIT ? left >> BigInt(BIT_LIMIT) : left >> count;
}

function floorDivide(left: bigint, right: bigint): bigint {
  const quotient = left / right;
  return quotient * right !== left && left < 0n !== right < 0n ? quotient - 1n : quotient;
}

function intPower(base: bigint, exponent: bigint): Numeric | null {
  if (exponent < 0n) return floatPower(Number(base), Number(exponent));
  if (base >= -1n && base <= 1n) return base ** (exponent === 0n ? 0n : 2n - (exponent & 1n));
  return bitLength(base) * Number(exponent) > BIT_LIMIT ? null : base ** exponent;
}

function computeFloats(op: BinaryOp, left: number, right: number): number | null {
  switch (op) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return right === 0 ? null : left / right;
    case "//":
      return right === 0 ? null : floatFloorDivide(left, right);
    case "%":
      return right === 0 ? null : floatModulo(left, right);
    case "**":
      return floatPower(left, right);
    default:
      return null;
  }
}

function copySign(magnitude: number, sign: number): number {
  return sign < 0 || Object.is(sign, -0) ? -magnitude : magnitude;
}

function floatModulo(left: number, right: number): number {
  const rest = left % right;
  if (rest === 0) return copySign(0, right);
  return rest < 0 !== right < 0 ? rest + right : rest;
}

/** Rounds so that `left == (left // right) * right + left % right` holds as nearly as it can. */
function floatFloorDivide(left: number, right: number): number {
  const rest = left % right;
  let quotient = (left - rest) / right;
  if (rest !== 0 && rest < 0 !== right < 0) quotient -= 1;
  if (quotient === 0) return copySign(0, left / right);
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

function floatPower(base: number, exponent: number): number | null {
  if (base === 0 && exponent < 0 && exponent !== Number.NEGATIVE_INFINITY) return null;
  if (base < 0 && !Number.isNaN(exponent) && exponent !== Math.floor(exponent)) return null;
  if (base === 1 || exponent === 0) return 1;
  if (base === -1 && !Number.isFinite(exponent) && !Number.isNaN(exponent)) return 1;
  return exactPower(base, exponent);
}
