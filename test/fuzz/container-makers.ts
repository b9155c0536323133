import { type Context, type Makers, plainTypes } from "./context.js";
import { sliceOf } from "./text-makers.js";

const int = (c: Context): string => c.expression("int");
const str = (c: Context): string => c.expression("str");
const ints = (c: Context): string => c.expression("ints");
const strings = (c: Context): string => c.expression("strings");
const counts = (c: Context): string => c.expression("counts");
const names = (c: Context): string => c.expression("names");
const set = (c: Context): string => c.expression("set");
const plain = (c: Context): string => c.expression(c.random.pick(plainTypes));

/** The text of a comprehension without its brackets: items from a list of ints. */
function overInts(c: Context, item: () => string): string {
  const name = c.newName("c");
  const source = c.random.chance(0.5) ? ints(c) : `range(${c.random.between(0, 5)})`;
  return c.withVariable(name, "int", () => {
    const condition = c.random.chance(0.4) ? ` if ${c.expression("bool")}` : "";
    return `${item()} for ${name} in ${source}${condition}`;
  });
}

function range(c: Context): string {
  const part = (): number => c.random.between(-4, 8);
  return `range(${part()}, ${part()}, ${c.random.pick(["1", "2", "-1", "-3"])})`;
}

function mappedInts(c: Context): string {
  const name = c.newName("p");
  const body = c.withVariable(name, "int", () => int(c));
  return `list(map(lambda ${name}: ${body}, ${ints(c)}))`;
}

function filteredInts(c: Context): string {
  const name = c.newName("p");
  const body = c.withVariable(name, "int", () => c.expression("bool"));
  return `list(filter(lambda ${name}: ${body}, ${ints(c)}))`;
}

function generated(c: Context): string {
  const made = c.generators.length && !c.insideGenerator;
  return made ? `list(${c.random.pick(c.generators)}(${int(c)}))` : `list(iter(${ints(c)}))`;
}

/** Expressions that give lists, tuples, dicts and sets. */
export const containerMakers: Makers = {
  ints: [
    (c) => `[${c.expressions("int", 0, 4)}]`,
    (c) => `lim(${ints(c)} + ${ints(c)})`,
    (c) => `lim(${ints(c)} * ${c.random.between(-1, 3)})`,
    (c) => `${ints(c)}[${sliceOf(c, true)}]`,
    (c) => `[${overInts(c, () => int(c))}]`,
    (c) => `[${overInts(c, () => int(c))}]`,
    (c) => `list(${overInts(c, () => int(c))})`,
    (c) => `list(${range(c)})`,
    (c) => `list(${range(c)}[${sliceOf(c, true)}])`,
    (c) => `sorted(${ints(c)})`,
    (c) => `sorted(${ints(c)}, reverse=${c.expression("bool")})`,
    (c) => `sorted(${ints(c)}, key=lambda x: -x if isinstance(x, int) else 0)`,
    (c) => `sorted(${set(c)})`,
    (c) => `list(reversed(${ints(c)}))`,
    (c) => `sorted(${counts(c)}.values())`,
    (c) => `list(${c.expression("bytes")})`,
    (c) => `list((lambda *z: z)(*${ints(c)}, ${int(c)}, *${c.expression("bytes")}))`,
    (c) => `[x[0] for x in enumerate(${strings(c)})]`,
    (c) => `[x + y for x, y in zip(${ints(c)}, ${ints(c)})]`,
    (c) => `[x for y in [${ints(c)}, ${ints(c)}] for x in y]`,
    mappedInts,
    filteredInts,
    generated,
    generated,
  ],
  strings: [
    (c) => `[${c.expressions("str", 0, 3)}]`,
    (c) => `${str(c)}.split()`,
    (c) => `${str(c)}.split(${str(c)})`,
    (c) => `${str(c)}.${c.random.pick(["split", "rsplit"])}(${str(c)}, ${c.random.between(0, 2)})`,
    (c) => `${str(c)}.splitlines()`,
    (c) => `list(${str(c)})`,
    (c) => `${strings(c)}[${sliceOf(c, true)}]`,
    (c) => `sorted(${strings(c)})`,
    (c) => `sorted(${counts(c)})`,
    (c) => `[${overInts(c, () => str(c))}]`,
    (c) => `list(map(str, ${ints(c)}))`,
    (c) => `lim(${strings(c)} + ${strings(c)})`,
  ],
  mixed: [
    (c) => `[${c.random.several(0, 4, () => plain(c)).join(", ")}]`,
    (c) => `lim(${c.expression("mixed")} + ${ints(c)})`,
    (c) => `list(${c.expression("tuple")})`,
    (c) => `list(enumerate(${strings(c)}, ${c.random.between(-3, 9)}))`,
    (c) => `list(zip(${ints(c)}, ${strings(c)}))`,
    (c) => `${c.expression("mixed")}[${sliceOf(c, true)}]`,
    (c) => `[${overInts(c, () => plain(c))}]`,
    (c) => `sorted(${counts(c)}.items())`,
    (c) => `[[${overInts(c, () => int(c))}] for x in range(3)]`,
  ],
  tuple: [
    (c) => `(${plain(c)}, ${plain(c)})`,
    (c) => `(${c.expression("tuple")} + (${plain(c)},))`,
    (c) => `tuple(${c.expression(c.random.pick(["ints", "strings", "bytes", "str"]))})`,
    (c) => `${c.expression("tuple")}[${sliceOf(c, true)}]`,
    (c) => `lim(${c.expression("tuple")} * ${c.random.between(0, 2)})`,
    (c) => `divmod(${int(c)}, ${int(c)})`,
    (c) => `${str(c)}.partition(${str(c)})`,
  ],
  counts: [
    (c) => `{${str(c)}: ${int(c)}, ${str(c)}: ${int(c)}}`,
    (c) => `{${overInts(c, () => `${str(c)}: ${int(c)}`)}}`,
    (c) => `dict(a=${int(c)}, b=${int(c)})`,
    (c) => `dict(${counts(c)}, c=${int(c)})`,
    (c) => `dict(zip(${strings(c)}, ${ints(c)}))`,
    (c) => `${counts(c)}.copy()`,
    (c) => `dict.fromkeys(${strings(c)}, ${int(c)})`,
  ],
  names: [
    (c) => `{${int(c)}: ${str(c)}, ${int(c)}: ${str(c)}}`,
    (c) => `{${overInts(c, () => `${int(c)}: ${str(c)}`)}}`,
    (c) => `dict(enumerate(${strings(c)}))`,
    (c) => `${names(c)}.copy()`,
  ],
  set: [
    (c) => `{${c.expressions("int", 1, 4)}}`,
    (c) => `(${set(c)} ${c.random.pick(["|", "&", "-", "^"])} ${set(c)})`,
    (c) => `set(${ints(c)})`,
    (c) => `{${overInts(c, () => int(c))}}`,
    (c) => `${set(c)}.${c.random.pick(["union", "difference", "intersection"])}(${ints(c)})`,
    (c) => `set(${names(c)})`,
    (c) => `frozenset(${ints(c)})`,
  ],
};
