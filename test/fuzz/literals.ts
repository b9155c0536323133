import { type Context, plainTypes, type Type } from "./context.js";

const edgeInts = [
  "0",
  "1",
  "-1",
  "2",
  "7",
  "10",
  "255",
  "256",
  "-128",
  "1073741823",
  "1073741824",
  "-1073741824",
  "-1073741825",
  "2147483647",
  "-2147483648",
  "4294967296",
  "9223372036854775807",
  "9223372036854775808",
  "-9223372036854775808",
  "18446744073709551616",
  "0x1234567890abcdef1234567890abcdef",
  "-100000000000000000000000000000000000001",
];

const floats = ["0.0", "0.5", "-1.5", "2.0", "3.25", "0.1", "-0.75", "1e10", "1e-3", "123456.789"];

const strings = [
  '""',
  '"a"',
  '"abc"',
  '"Hello"',
  '" x y "',
  '"12"',
  '"-7"',
  '"a,b,,c"',
  '"été"',
  '"日本語"',
  '"it\'s"',
  '"tab\\tnew\\n"',
  '"aXbXc"',
  '"ab" "cd"',
  '"😀z"',
  '"zzzabczzz"',
];

const byteStrings = ['b""', 'b"abc"', 'b"\\x00\\xff\\x80"', 'b"a,b"', 'b"Hello"', "bytes(3)"];

const words = ['"a"', '"b"', '"c"', '"abc"', '"k"', '"été"'];

function list(c: Context, type: Type, first = 0, last = 4): string {
  return c.random.several(first, last, () => literal(c, type)).join(", ");
}

function entries(c: Context, keys: readonly string[], type: Type): string {
  return c.random.several(0, 3, () => `${c.random.pick(keys)}: ${literal(c, type)}`).join(", ");
}

function integer(c: Context): string {
  const kind = c.random.below(10);
  if (kind < 6) return String(c.random.between(-3, 12));
  if (kind < 9) return c.random.pick(edgeInts);
  return String(c.random.between(-100000, 100000));
}

function tuple(c: Context): string {
  const items = c.random.several(0, 3, () => literal(c, c.random.pick(plainTypes.slice(0, 6))));
  return items.length === 1 ? `(${items[0]},)` : `(${items.join(", ")})`;
}

/** A constant expression of a type; for `object` there is none, and it gives `None`. */
export function literal(c: Context, type: Type): string {
  switch (type) {
    case "int":
      return integer(c);
    case "float":
      return c.random.pick(floats);
    case "bool":
      return c.random.pick(["True", "False"]);
    case "str":
      return c.random.pick(strings);
    case "bytes":
      return c.random.pick(byteStrings);
    case "ints":
      return `[${list(c, "int")}]`;
    case "strings":
      return `[${list(c, "str")}]`;
    case "mixed":
      return `[${c.random.several(0, 4, () => literal(c, c.random.pick(plainTypes.slice(0, 6)))).join(", ")}]`;
    case "tuple":
      return tuple(c);
    case "counts":
      return `{${entries(c, words, "int")}}`;
    case "names":
      return `{${entries(c, ["0", "1", "2", "5", "-1", "1 << 40"], "str")}}`;
    case "set":
      return c.random.chance(0.2) ? "set()" : `{${list(c, "int", 1, 4)}}`;
    case "object":
      return "None";
  }
}

/** An expression without operators: a variable where there is one, or a constant. */
export function leaf(c: Context, type: Type): string {
  const names = c.variablesOf(type);
  return names.length && c.random.chance(0.65) ? c.random.pick(names) : literal(c, type);
}
