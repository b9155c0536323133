import type { Expr } from "./ast.js";

/** The truth of an expression that is a constant; undefined for any other. */
export function constantTruth(expr: Expr): boolean | undefined {
  switch (expr.kind) {
    case "Singleton":
      return expr.value === "True" || expr.value === "Ellipsis";
    case "Int":
      return expr.value !== 0n;
    case "Float":
    case "Imaginary":
      return expr.value !== 0;
    case "Str":
    case "Bytes":
      return expr.value.length > 0;
    case "ConstTuple":
      return expr.items.length > 0;
    case "Tuple":
      return expr.items.length === 0 ? false : undefined;
    default:
      return undefined;
  }
}
