import type { Context, Makers } from "./context.js";

const int = (c: Context): string => c.expression("int");
const float = (c: Context): string => c.expression("float");
const str = (c: Context): string => c.expression("str");
const ints = (c: Context): string => c.expression("ints");
const number = (c: Context): string => c.expression(c.random.chance(0.7) ? "int" : "float");
const small = (c: Context): string => String(c.random.between(0, 6));
/** Not 0: in the reference a long 0 to that power is 0. */
const power = (c: Context): string => String(c.random.between(1, 6));

const comparison = ["<", "<=", "==", "!=", ">", ">="];

function compare(c: Context): string {
  const left = number(c);
  const first = `${left} ${c.random.pick(comparison)} ${number(c)}`;
  return c.random.chance(0.2) ? `(${first} ${c.random.pick(comparison)} ${int(c)})` : `(${first})`;
}

/** Expressions that give ints, floats and truth values. */
export const numberMakers: Makers = {
  int: [
    (c) => `(${int(c)} ${c.random.pick(["+", "-", "&", "|", "^"])} ${int(c)})`,
    (c) => `(${int(c)} ${c.random.pick(["+", "-"])} ${int(c)})`,
    (c) => `lim(${int(c)} * ${int(c)})`,
    (c) => `(${int(c)} ${c.random.pick(["//", "%"])} ${int(c)})`,
    (c) => `(${int(c)} // ${c.random.pick(["3", "-7", "10", "1 << 33"])})`,
    (c) => `(${int(c)} % ${c.random.pick(["3", "-7", "10", "1000003"])})`,
    (c) => `lim(${int(c)} << ${c.random.between(0, 70)})`,
    (c) => `(${int(c)} >> ${c.random.between(0, 70)})`,
    (c) => `(${int(c)} >> (${int(c)} & 31))`,
    (c) => `lim(lim(${int(c)}) ** ${power(c)})`,
    (c) => `(${c.random.pick(["-", "~", "+"])}${int(c)})`,
    (c) => `abs(${int(c)})`,
    (c) => `divmod(${int(c)}, ${int(c)})[${c.random.below(2)}]`,
    (c) => `pow(${int(c)}, ${small(c)}, ${c.random.pick(["7", "97", "1 << 40", "-5"])})`,
    (c) => `int(${float(c)})`,
    (c) => `int(${str(c)})`,
    (c) => `int(${str(c)}, ${c.random.pick(["0", "2", "10", "16", "36"])})`,
    (c) => `int(${c.expression("bool")})`,
    (c) => `round(${float(c)})`,
    (c) =>
      `len(${c.expression(c.random.pick(["str", "bytes", "ints", "mixed", "set", "counts"]))})`,
    (c) => `ord(${str(c)})`,
    (c) => `ord(${str(c)}[0])`,
    (c) => `${ints(c)}[${c.random.between(-4, 4)}]`,
    (c) => `${c.expression("bytes")}[${c.random.between(-2, 2)}]`,
    (c) => `${c.expression("counts")}[${c.random.pick(['"a"', '"b"', '"zz"'])}]`,
    (c) => `${c.expression("counts")}.get(${str(c)}, ${int(c)})`,
    (c) => `sum(${ints(c)})`,
    (c) => `sum(${ints(c)}, ${int(c)})`,
    (c) => `${c.random.pick(["min", "max"])}(${int(c)}, ${int(c)})`,
    (c) => `${c.random.pick(["min", "max"])}(${ints(c)})`,
    (c) => `${c.random.pick(["min", "max"])}(${ints(c)}, default=${int(c)})`,
    (c) => `${str(c)}.${c.random.pick(["find", "rfind", "count", "index", "rindex"])}(${str(c)})`,
    (c) => `${str(c)}.find(${str(c)}, ${c.random.between(-3, 3)})`,
    (c) => `${ints(c)}.${c.random.pick(["count", "index"])}(${int(c)})`,
    (c) => `int.from_bytes(${c.expression("bytes")}, "${c.random.pick(["little", "big"])}")`,
    (c) => `next(iter(${ints(c)}))`,
    (c) => `next(iter(${ints(c)}), ${int(c)})`,
    (c) => `(${c.newName("w")} := ${int(c)})`,
  ],
  float: [
    (c) => `lim(${float(c)} ${c.random.pick(["+", "-", "*"])} ${number(c)})`,
    (c) => `lim(${number(c)} ${c.random.pick(["+", "-", "*"])} ${float(c)})`,
    (c) => `lim(${number(c)} / ${number(c)})`,
    (c) => `(${float(c)} ${c.random.pick(["//", "%"])} ${number(c)})`,
    (c) => `lim(${float(c)} ** ${c.random.between(-4, 7)})`,
    (c) => `float(${int(c)})`,
    (c) => `float(${str(c)})`,
    (c) => `(-${float(c)})`,
    (c) => `abs(${float(c)})`,
    (c) => `round(${float(c)}, ${c.random.between(0, 4)})`,
    (c) => `divmod(${float(c)}, ${number(c)})[${c.random.below(2)}]`,
    (c) => `lim(${int(c)} ** -${power(c)})`,
  ],
  bool: [
    compare,
    compare,
    compare,
    (c) => `(not ${c.expression(c.random.pick(["bool", "int", "str", "ints", "counts"]))})`,
    (c) => `(${c.expression("bool")} ${c.random.pick(["and", "or"])} ${c.expression("bool")})`,
    (c) => `(${str(c)} ${c.random.pick(comparison)} ${str(c)})`,
    (c) => `(${c.expression("bytes")} ${c.random.pick(comparison)} ${c.expression("bytes")})`,
    (c) => `(${str(c)} ${c.random.pick(["in", "not in"])} ${str(c)})`,
    (c) => `(${int(c)} ${c.random.pick(["in", "not in"])} ${ints(c)})`,
    (c) => `(${int(c)} in ${c.expression(c.random.pick(["set", "names", "tuple", "bytes"]))})`,
    (c) => `(${str(c)} in ${c.expression("counts")})`,
    (c) => `(${ints(c)} ${c.random.pick(comparison)} ${ints(c)})`,
    (c) => `(${c.expression("tuple")} == ${c.expression("tuple")})`,
    (c) => `(${c.expression("set")} ${c.random.pick(comparison)} ${c.expression("set")})`,
    (c) => `(${c.expression("counts")} == ${c.expression("counts")})`,
    (c) => `bool(${c.expression(c.random.pick(["float", "str", "mixed", "set"]))})`,
    (c) => `isinstance(${c.expression(c.random.pick(["int", "str", "bool"]))}, (int, list))`,
    (c) => `${c.random.pick(["any", "all"])}(${c.expression("mixed")})`,
    (c) => `${str(c)}.${c.random.pick(["startswith", "endswith"])}(${str(c)})`,
    (c) => `${str(c)}.is${c.random.pick(["digit", "alpha", "space", "upper", "lower"])}()`,
    (c) => `(${int(c)} is None)`,
    (c) => `callable(${int(c)})`,
  ],
};
