import { BINARY_IN_BYTECODE, binaryOperators, unaryOperators } from "../../tables/operators.js";
import { type AluOperator, type Condition, Register } from "./assembler.js";
import type { Lowering } from "./lowering.js";
import { slotOf } from "./runtime-slots.js";
import { isInteger, typeName, ValueType } from "./value-type.js";

const UNARY_OP = slotOf("unary_op");
const BINARY_OP = slotOf("binary_op");
const FLOOR_DIVIDE = slotOf("small_int_floor_divide");
const MODULO = slotOf("small_int_modulo");

const { Result, Argument1, Argument2, Argument3 } = Register;

/** @param negates 1 where the operator is the second half of `not in` or `is not` */
export function unaryOp(l: Lowering, operator: number, negates: number): void {
  const type = l.stack.type(0);
  // The first half's error tells of both.
  if (negates === 1 && l.error !== undefined && l.errorItem === l.item - 1) return;
  if (isInteger(type)) {
    integerUnary(l, unaryOperators[operator]!.name);
  } else if (type === ValueType.Object) {
    l.stack.pop(Argument2);
    l.callWith(UNARY_OP, Argument1, operator);
    l.stack.push(ValueType.Object, Result);
  } else {
    l.typeError("unary", typeName(type));
  }
}

function integerUnary(l: Lowering, name: string): void {
  if (name === "Positive") return;
  if (name === "Not") {
    l.typeError("not");
    return;
  }
  const { type, register } = l.stack.popScratch(Result);
  if (name === "Negative") l.asm.negate(register);
  else l.asm.complement(register);
  l.stack.push(type, register);
}

/** In-place operators on integers are the plain ones. */
const integerOperators: readonly string[] = binaryOperators
  .slice(0, BINARY_IN_BYTECODE)
  .map(({ name }) => name.replace(/^Inplace/, ""));

const aluOperators = new Map<string, AluOperator>([
  ["Or", "or"],
  ["Xor", "xor"],
  ["And", "and"],
  ["Add", "add"],
  ["Subtract", "subtract"],
  ["Multiply", "multiply"],
  ["Lshift", "shiftLeft"],
  ["Rshift", "shiftRightSigned"],
]);

interface Comparison {
  readonly signed: Condition;
  readonly unsigned: Condition;
}

const comparisons = new Map<string, Comparison>([
  ["Less", { signed: "less", unsigned: "lessUnsigned" }],
  ["More", { signed: "greater", unsigned: "greaterUnsigned" }],
  ["Equal", { signed: "equal", unsigned: "equal" }],
  ["LessEqual", { signed: "lessOrEqual", unsigned: "lessOrEqualUnsigned" }],
  ["MoreEqual", { signed: "greaterOrEqual", unsigned: "greaterOrEqualUnsigned" }],
  ["NotEqual", { signed: "notEqual", unsigned: "notEqual" }],
]);

export function binaryOp(l: Lowering, operator: number): void {
  const left = l.stack.type(1);
  const right = l.stack.type(0);
  if (isInteger(left) && isInteger(right)) {
    integerBinary(l, integerOperators[operator]!, left, right);
  } else if (left === ValueType.Object && right === ValueType.Object) {
    l.stack.pop(Argument3);
    l.stack.pop(Argument2);
    l.callWith(BINARY_OP, Argument1, operator);
    l.stack.push(ValueType.Object, Result);
  } else {
    l.stack.drop();
    l.typeError("binary", typeName(left), typeName(right));
  }
}

function integerBinary(l: Lowering, name: string, left: ValueType, right: ValueType): void {
  if (name === "FloorDivide" || name === "Modulo") {
    divide(l, name, left);
    return;
  }
  const { register } = l.stack.popAnywhere(Argument3, Result, Argument2);
  l.stack.pop(Argument2);
  const comparison = comparisons.get(name);
  const alu = aluOperators.get(name);
  if (comparison !== undefined) {
    compare(l, comparison, left, right, register);
  } else if (alu !== undefined) {
    const logical = alu === "shiftRightSigned" && left === ValueType.Uint;
    l.asm.operate(logical ? "shiftRightUnsigned" : alu, Argument2, register);
    l.stack.push(left, Argument2);
  } else {
    l.stack.move(1);
    l.typeError("binaryOperator", methodOf(name));
  }
}

/** As in the reference, `in` has no method here: `__contains__` takes the operands the other way round. */
const methodOf = (name: string): string =>
  name === "In" ? "" : (binaryOperators.find((row) => row.name === name)?.method ?? "");

/** The runtime divides with Python's signs. */
function divide(l: Lowering, name: string, left: ValueType): void {
  l.stack.pop(Argument2);
  l.stack.pop(Argument1);
  if (left !== ValueType.Int) l.typeError("division");
  l.call(name === "FloorDivide" ? FLOOR_DIVIDE : MODULO);
  l.stack.push(ValueType.Int, Result);
}

function compare(
  l: Lowering,
  comparison: Comparison,
  left: ValueType,
  right: ValueType,
  register: Register,
): void {
  if (left !== right) l.typeError("comparison");
  l.stack.free(Result);
  const condition = left === ValueType.Uint ? comparison.unsigned : comparison.signed;
  l.asm.compare(condition, Result, Argument2, register);
  l.stack.push(ValueType.Bool, Result);
}
