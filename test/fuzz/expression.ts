import { ownCall } from "./call-makers.js";
import { containerMakers } from "./container-makers.js";
import { type Context, type Maker, type Makers, plainTypes, type Type } from "./context.js";
import { leaf } from "./literals.js";
import { numberMakers } from "./number-makers.js";
import { textMakers } from "./text-makers.js";

const families: readonly Makers[] = [numberMakers, textMakers, containerMakers];

const makers = new Map<Type, readonly Maker[]>(
  families.flatMap((family) => Object.entries(family) as [Type, readonly Maker[]][]),
);

/** What any type has: conditions, `and` and `or`, a subscript, a lambda, calls of the program's own. */
function anyType(c: Context, type: Type): string {
  const e = (): string => c.expression(type);
  const kind = c.random.below(10);
  if (kind < 2) return `(${e()} if ${c.expression("bool")} else ${e()})`;
  if (kind < 3) return `(${e()} ${c.random.pick(["or", "and"])} ${e()})`;
  if (kind < 4) return `(${e()}, ${e()})[${c.random.pick(["0", "1", "-1"])}]`;
  if (kind < 5) return `(lambda: ${e()})()`;
  return ownCall(c, type) ?? leaf(c, type);
}

/** Makes an expression of a type, at most `c.depth` operators deep. */
export function writeExpression(c: Context, type: Type): string {
  if (c.careless && c.random.chance(0.07)) return `(${leaf(c, c.random.pick(plainTypes))})`;
  if (c.depth <= 0 || c.random.chance(0.15)) return leaf(c, type);
  c.depth -= 1;
  const own = makers.get(type);
  const text = own && c.random.chance(0.8) ? c.random.pick(own)(c) : anyType(c, type);
  c.depth += 1;
  return text;
}
