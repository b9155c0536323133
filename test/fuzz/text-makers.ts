import { type Context, type Makers, plainTypes } from "./context.js";

const int = (c: Context): string => c.expression("int");
const str = (c: Context): string => c.expression("str");
const bytes = (c: Context): string => c.expression("bytes");
const plain = (c: Context): string => c.expression(c.random.pick(plainTypes));

/** The inside of a slice's brackets; `step` tells whether it may have a third part. */
export function sliceOf(c: Context, step: boolean): string {
  const end = (): string => (c.random.chance(0.3) ? "" : String(c.random.between(-5, 5)));
  const by = step && c.random.chance(0.4) ? `:${c.random.pick(["1", "2", "-1", "-2", "3"])}` : "";
  return `${end()}:${end()}${by}`;
}

function numberFormat(c: Context): string {
  const fill = c.random.pick(["", "", "*<", "_>", "^", ">", "="]);
  const sign = c.random.pick(["", "", "+", " "]);
  const width = c.random.pick(["", "", "3", "08", "12"]);
  const kind = c.random.pick(["", "d", "x", "X", "b", "o", "#x", ","]);
  const [, alternate, letter] = /^(#?)(.*)$/.exec(kind)!;
  return `${fill}${sign}${alternate}${width}${letter}`;
}

function floatFormat(c: Context): string {
  const sign = c.random.pick(["", "", "+", " "]);
  const width = c.random.pick(["", "", "8", "010"]);
  return `${sign}${width}.${c.random.between(0, 6)}${c.random.pick(["f", "e", "g", "F", "E"])}`;
}

const textFormat = (c: Context): string =>
  `${c.random.pick(["", "<", ">", "^", "*^"])}${c.random.pick(["", "5", "12"])}${c.random.pick(["", "", ".2", "s"])}`;

function fString(c: Context): string {
  // A quotation mark of the inner kind cannot stand inside the braces, so these hold only names and numbers.
  const part = (): string => {
    const kind = c.random.below(4);
    const name = (type: "int" | "str"): string => {
      const names = c.variablesOf(type);
      return names.length ? c.random.pick(names) : type === "int" ? "5" : "repr(5)";
    };
    if (kind === 0) return `{${name("int")}:${numberFormat(c)}}`;
    if (kind === 1) return `{${name("str")}!r}`;
    if (kind === 2) return `{${name("int")} + 1}`;
    return `x{plain(${name("str")}):${textFormat(c)}}{{}}`;
  };
  return `f"${c.random.several(1, 3, part).join(" ")}"`;
}

function percent(c: Context): string {
  const kind = c.random.below(5);
  const flags = c.random.pick(["", "", "5", "-6", "05", "+"]);
  if (kind === 0) return `("%${flags}d|" % ${int(c)})`;
  if (kind === 1) return `("%${flags}${c.random.pick(["x", "X", "o"])}|" % (${int(c)},))`;
  if (kind === 2)
    return `("%${flags}.${c.random.below(5)}${c.random.pick(["f", "e", "g"])}" % ${c.expression("float")})`;
  if (kind === 3) return `("%s-%r" % (${plain(c)}, ${plain(c)}))`;
  return `("%(a)s %(b)d" % {"a": ${plain(c)}, "b": ${int(c)}})`;
}

/** Expressions that give strings and byte strings. */
export const textMakers: Makers = {
  str: [
    (c) => `(${str(c)} + ${str(c)})`,
    (c) => `lim(${str(c)} + ${str(c)})`,
    (c) => `lim(${str(c)} * ${c.random.between(-1, 3)})`,
    (c) => `${str(c)}[${c.random.between(-3, 3)}]`,
    (c) => `${str(c)}[${sliceOf(c, c.random.chance(0.2))}]`,
    (c) => `${c.random.pick(["str", "repr"])}(${plain(c)})`,
    (c) => `${c.random.pick(["hex", "bin", "oct"])}(${int(c)})`,
    (c) => `chr(${int(c)} & 0xfff)`,
    (c) => `chr(${int(c)})`,
    (c) => `${str(c)}.${c.random.pick(["upper", "lower", "strip", "lstrip", "rstrip"])}()`,
    (c) => `${str(c)}.${c.random.pick(["strip", "lstrip", "rstrip"])}(${str(c)})`,
    (c) => `plain(${str(c)}).replace(${str(c)}, ${str(c)})`,
    (c) => `plain(${str(c)}).replace(${str(c)}, ${str(c)}, ${c.random.between(-1, 2)})`,
    (c) => `plain(${str(c)}).center(${c.random.between(0, 12)})`,
    (c) => `${str(c)}.join(${c.expression("strings")})`,
    (c) => `"".join([${c.expressions("str", 0, 3)}])`,
    (c) => `${c.expression("strings")}[${c.random.between(-3, 3)}]`,
    (c) => `${c.expression("names")}[${int(c)}]`,
    (c) => `${c.expression("names")}.get(${int(c)}, ${str(c)})`,
    (c) =>
      `${str(c)}.${c.random.pick(["partition", "rpartition"])}(${str(c)})[${c.random.below(3)}]`,
    (c) => `"{:${numberFormat(c)}}".format(${int(c)})`,
    (c) => `"{:${floatFormat(c)}}".format(${c.expression("float")})`,
    (c) => `"{:${textFormat(c)}}".format(plain(${str(c)}))`,
    (c) => `"{0}{1!r}{0}".format(${plain(c)}, ${plain(c)})`,
    (c) => `"{}{x}".format(${plain(c)}, x=${plain(c)})`,
    fString,
    percent,
    percent,
    (c) => `str(${bytes(c)}, "utf8")`,
    (c) => `${bytes(c)}.decode()`,
    (c) => `${c.random.pick(["min", "max"])}(${c.expression("strings")})`,
    (c) => `type(${plain(c)}).__name__`,
  ],
  bytes: [
    (c) => `lim(${bytes(c)} + ${bytes(c)})`,
    (c) => `lim(${bytes(c)} * ${c.random.between(-1, 3)})`,
    (c) => `${bytes(c)}[${sliceOf(c, c.random.chance(0.2))}]`,
    (c) => `${str(c)}.encode()`,
    (c) => `bytes([min(max(x, -1), 256) for x in ${c.expression("ints")}])`,
    (c) => `bytes([x & 255 for x in ${c.expression("ints")}])`,
    (c) => `bytes(bytearray(${bytes(c)}))`,
    (c) => `bytes(memoryview(${bytes(c)})[${sliceOf(c, false)}])`,
    (c) => `${bytes(c)}.${c.random.pick(["upper", "lower", "strip"])}()`,
    (c) => `${bytes(c)}.replace(${bytes(c)}, ${bytes(c)})`,
    (c) => `${bytes(c)}.join([${c.expressions("bytes", 0, 3)}])`,
    (c) =>
      `(${int(c)} & 0xffffff).to_bytes(${c.random.between(2, 5)}, "${c.random.pick(["little", "big"])}")`,
    (c) => `bytes(${str(c)}, "utf8")`,
  ],
};
