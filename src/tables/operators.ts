/**
 * Operators as the bytecode numbers them. The rows up to the named boundary appear in bytecode
 * (UNARY_OP_MULTI, BINARY_OP_MULTI), so their order is fixed by the `.mpy` format.
 */

/** A unary operator: its enum name and the special method that implements it. */
export interface UnaryRow {
  readonly name: string;
  readonly method: string;
  readonly symbol?: string;
}

/** How many unary operators appear in bytecode: the first rows. */
export const UNARY_IN_BYTECODE = 4;

export const unaryOperators: readonly UnaryRow[] = [
  { name: "Positive", method: "__pos__", symbol: "+" },
  { name: "Negative", method: "__neg__", symbol: "-" },
  { name: "Invert", method: "__invert__", symbol: "~" },
  { name: "Not", method: "", symbol: "not" },
  { name: "Bool", method: "__bool__" },
  { name: "Len", method: "__len__" },
  { name: "Hash", method: "__hash__" },
  { name: "Abs", method: "__abs__" },
  { name: "Int", method: "__int__" },
  { name: "Float", method: "__float__" },
  { name: "Complex", method: "__complex__" },
];

/** A binary operator: its enum name, its symbol in source, and its special methods. */
export interface BinaryRow {
  readonly name: string;
  readonly symbol: string;
  readonly method: string;
  /** The method tried on the right operand when the left one does not implement the operator. */
  readonly reflected?: string;
}

/** How many binary operators appear in bytecode: the first rows. */
export const BINARY_IN_BYTECODE = 35;

export const binaryOperators: readonly BinaryRow[] = [
  { name: "Less", symbol: "<", method: "__lt__" },
  { name: "More", symbol: ">", method: "__gt__" },
  { name: "Equal", symbol: "==", method: "__eq__", reflected: "__eq__" },
  { name: "LessEqual", symbol: "<=", method: "__le__" },
  { name: "MoreEqual", symbol: ">=", method: "__ge__" },
  { name: "NotEqual", symbol: "!=", method: "__ne__", reflected: "__ne__" },
  { name: "In", symbol: "in", method: "__contains__" },
  { name: "Is", symbol: "is", method: "" },
  { name: "ExceptionMatch", symbol: "except", method: "" },
  { name: "InplaceOr", symbol: "|=", method: "__ior__" },
  { name: "InplaceXor", symbol: "^=", method: "__ixor__" },
  { name: "InplaceAnd", symbol: "&=", method: "__iand__" },
  { name: "InplaceLshift", symbol: "<<=", method: "__ilshift__" },
  { name: "InplaceRshift", symbol: ">>=", method: "__irshift__" },
  { name: "InplaceAdd", symbol: "+=", method: "__iadd__" },
  { name: "InplaceSubtract", symbol: "-=", method: "__isub__" },
  { name: "InplaceMultiply", symbol: "*=", method: "__imul__" },
  { name: "InplaceMatMultiply", symbol: "@=", method: "__imatmul__" },
  { name: "InplaceFloorDivide", symbol: "//=", method: "__ifloordiv__" },
  { name: "InplaceTrueDivide", symbol: "/=", method: "__itruediv__" },
  { name: "InplaceModulo", symbol: "%=", method: "__imod__" },
  { name: "InplacePower", symbol: "**=", method: "__ipow__" },
  { name: "Or", symbol: "|", method: "__or__", reflected: "__ror__" },
  { name: "Xor", symbol: "^", method: "__xor__", reflected: "__rxor__" },
  { name: "And", symbol: "&", method: "__and__", reflected: "__rand__" },
  { name: "Lshift", symbol: "<<", method: "__lshift__", reflected: "__rlshift__" },
  { name: "Rshift", symbol: ">>", method: "__rshift__", reflected: "__rrshift__" },
  { name: "Add", symbol: "+", method: "__add__", reflected: "__radd__" },
  { name: "Subtract", symbol: "-", method: "__sub__", reflected: "__rsub__" },
  { name: "Multiply", symbol: "*", method: "__mul__", reflected: "__rmul__" },
  { name: "MatMultiply", symbol: "@", method: "__matmul__", reflected: "__rmatmul__" },
  { name: "FloorDivide", symbol: "//", method: "__floordiv__", reflected: "__rfloordiv__" },
  { name: "TrueDivide", symbol: "/", method: "__truediv__", reflected: "__rtruediv__" },
  { name: "Modulo", symbol: "%", method: "__mod__", reflected: "__rmod__" },
  { name: "Power", symbol: "**", method: "__pow__", reflected: "__rpow__" },
  { name: "Divmod", symbol: "divmod", method: "__divmod__" },
];
