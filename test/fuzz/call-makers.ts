import type { Context, FunctionShape, Type } from "./context.js";

const keyValue = (c: Context, one: { name: string; type: Type }): string =>
  `${one.name}=${c.expression(one.type)}`;

/** The arguments of a call that fits, or now and then of one that does not. */
export function argumentsFor(c: Context, shape: FunctionShape): string {
  const args = shape.required.map((type) => c.expression(type));
  let byName = false;
  for (const one of shape.optional) {
    if (c.random.chance(0.4)) {
      byName = true;
    } else if (byName) {
      args.push(keyValue(c, one));
    } else {
      args.push(c.expression(one.type));
    }
  }
  if (shape.rest && !byName) {
    args.push(c.random.chance(0.5) ? c.expressions("int", 1, 2) : `*${c.expression("ints")}`);
  }
  if (shape.keyword && c.random.chance(0.5)) args.push(keyValue(c, shape.keyword));
  if (c.random.chance(0.06)) {
    if (c.random.chance(0.5)) args.pop();
    else args.push(c.random.pick(["zz=1", "*(1, 2)", "**{'q': 1}", "a1=3"]));
  }
  return args.join(", ");
}

function methodCall(c: Context, type: Type): string | undefined {
  const objects = c.variablesOf("object");
  const methods = c.classes.flatMap((one) => one.methods).filter((one) => one.result === type);
  if (!objects.length || !methods.length) return undefined;
  const method = c.random.pick(methods);
  return `${c.random.pick(objects)}.${method.name}(${argumentsFor(c, method)})`;
}

function attribute(c: Context, type: Type): string | undefined {
  const objects = c.variablesOf("object");
  if (!objects.length) return undefined;
  const object = c.random.pick(objects);
  if (type === "int") return c.random.pick([`${object}.a`, `${object}.double`, `len(${object})`]);
  if (type === "str") return `repr(${object})`;
  if (type === "bool") return `(${object} ${c.random.pick(["==", "<", "is", "!="])} ${object})`;
  return c.careless ? `${object}.b` : undefined;
}

/** A call of something that the program defines and that gives `type`, if there is such a thing. */
export function ownCall(c: Context, type: Type): string | undefined {
  const kind = c.random.below(3);
  if (kind === 0) return methodCall(c, type);
  if (kind === 1) return attribute(c, type);
  const fitting = c.functions.filter((one) => one.result === type);
  if (!fitting.length) return undefined;
  const shape = c.random.pick(fitting);
  return `${shape.name}(${argumentsFor(c, shape)})`;
}
