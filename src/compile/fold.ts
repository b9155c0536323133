import type {
  Binary,
  BoolOp,
  Constant,
  Expr,
  FloatLiteral,
  IntLiteral,
  Place,
  Singleton,
  Unary,
} from "./ast.js";
import { computeBinary, computeUnary, type Numeric } from "./fold-arithmetic.js";

type NumberLiteral = IntLiteral | FloatLiteral;

/** Whether `expr` is an int or a float: what arithmetic is folded over. */
export function isNumber(expr: Expr): expr is NumberLiteral {
  return expr.kind === "Int" || expr.kind === "Float";
}

/** Whether `expr` has a value that is known while parsing. The empty tuple has. */
export function isConstant(expr: Expr): boolean {
  switch (expr.kind) {
    case "Int":
    case "Str":
    case "Singleton":
    case "Float":
    case "Imaginary":
    case "Bytes":
    case "ConstTuple":
      return true;
    case "Tuple":
      return expr.items.length === 0;
    default:
      return false;
  }
}

/** The truth of a constant, or null of anything else. */
export function constantTruth(expr: Expr): boolean | null {
  switch (expr.kind) {
    case "Int":
      return expr.value !== 0n;
    case "Float":
    case "Imaginary":
      return expr.value !== 0;
    case "Str":
    case "Bytes":
      return expr.value.length > 0;
    case "Singleton":
      return expr.value === "True" || expr.value === "Ellipsis";
    case "ConstTuple":
      return expr.items.length > 0;
    case "Tuple":
      return expr.items.length === 0 ? false : null;
    default:
      return null;
  }
}

/** A constant that came out of folding: its line is 0, for the line table does not record it. */
function folded(value: Numeric, place: Place): NumberLiteral {
  const column = place.column;
  if (typeof value === "bigint") return { kind: "Int", line: 0, column, value };
  return { kind: "Float", line: 0, column, value };
}

/** `left op right` of two numbers as a number, or null where MicroPython leaves it to the program. */
export function foldBinary(
  op: Binary["op"],
  left: NumberLiteral,
  right: Expr,
): NumberLiteral | null {
  if (!isNumber(right)) return null;
  const value = computeBinary(op, left.value, right.value);
  return value === null ? null : folded(value, left);
}

/** `op operand` of a number as a number, `not` of a constant as a bool; null where neither. */
export function foldUnary(op: Unary["op"], operand: Expr, place: Place): Constant | null {
  if (op === "not") return foldNot(operand, place);
  if (!isNumber(operand)) return null;
  const value = computeUnary(op, operand.value);
  return value === null ? null : folded(value, place);
}

function foldNot(operand: Expr, { line, column }: Place): Singleton | null {
  const truth = constantTruth(operand);
  if (truth === null) return null;
  return { kind: "Singleton", line, column, value: truth ? "False" : "True", asObject: false };
}

/**
 * The operands that are left of a chain of `and` or `or` once the constants are decided: at least
 * one. What stands behind a deciding constant is gone.
 */
export function foldChain(op: BoolOp["op"], operands: readonly Expr[]): readonly Expr[] {
  const deciding = op === "or";
  const kept: Expr[] = [];
  for (const [i, operand] of operands.entries()) {
    const truth = constantTruth(operand);
    if (truth === deciding) return [...kept, operand];
    if (truth === null || i === operands.length - 1) kept.push(operand);
  }
  return kept;
}

/** The constant that `expr` is; only for what `isConstant` accepts. */
export function toConstant(expr: Expr): Constant {
  if (expr.kind !== "Tuple") return expr as Constant;
  return { kind: "ConstTuple", line: expr.line, column: expr.column, items: [] };
}

/** A tuple's node at `place`: a constant where all its items are. */
export function makeTuple(items: readonly Expr[], place: Place, parenthesised: boolean): Expr {
  const { line, column } = place;
  if (items.length > 0 && items.every(isConstant)) {
    return { kind: "ConstTuple", line, column, items: items.map(toConstant) };
  }
  return { kind: "Tuple", line, column, items, parenthesised };
}

/** What a use of a `const` name at `place` stands for: an object, except an int that may be small. */
export function useConstant(constant: Constant, { line, column }: Place): Constant {
  if (constant.kind === "Str") return { ...constant, line, column, interned: false };
  if (constant.kind === "Singleton") return { ...constant, line, column, asObject: true };
  return { ...constant, line, column };
}

/** What `math.NAME` folds to. */
const mathConstants: ReadonlyMap<string, number> = new Map([
  ["e", Math.E],
  ["pi", Math.PI],
  ["tau", 2 * Math.PI],
  ["inf", Number.POSITIVE_INFINITY],
  ["nan", Number.NaN],
]);

/** Integers that are attributes of modules, by the modules' names. */
export type ModuleConstants = Readonly<Record<string, ReadonlyMap<string, number>>>;

/** `object.name` as a number where it is a constant of `math` or of one of `modules`, else null. */
export function foldAttribute(
  object: Expr,
  name: string,
  modules: ModuleConstants,
): NumberLiteral | null {
  if (object.kind !== "Name") return null;
  if (object.id !== "math") {
    const constant = Object.hasOwn(modules, object.id) && modules[object.id]!.get(name);
    return typeof constant === "number" ? folded(BigInt(constant), object) : null;
  }
  const value = mathConstants.get(name);
  if (value === undefined) return null;
  const constant = folded(value, object);
  return Number.isNaN(value) ? { ...constant, kind: "Float", value, isMathNan: true } : constant;
}
