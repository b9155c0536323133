/** Which rows a mnemonic may mean. */
import { thumbMnemonicAliases } from "../tables/thumb.js";
import { conditionNumbers } from "./operand-names.js";
import { type Row, rows } from "./row.js";

/** One way to read a mnemonic. */
export interface Reading {
  readonly row: Row;
  /** Whether an `s` asks for flags. */
  readonly setsFlags: boolean;
  /** The condition behind the name, or undefined. */
  readonly condition: number | undefined;
  /** The letters T and E behind IT. */
  readonly block: string;
  /** The width that `.n` or `.w` asks for, in bytes. */
  readonly size: 2 | 4 | undefined;
}

const byName = new Map<string, Row[]>();
for (const row of rows) {
  const name = row.root + row.types;
  const found = byName.get(name);
  if (found === undefined) byName.set(name, [row]);
  else found.push(row);
}

const widths = new Map<string | undefined, 2 | 4>([
  ["n", 2],
  ["w", 4],
]);

/** A mnemonic's name, its data types, and the width it asks for. */
function splitTypes(text: string): { name: string; types: string; size: 2 | 4 | undefined } {
  const [name = "", ...types] = text.split(".");
  const size = widths.get(types.at(-1)) ?? widths.get(types[0]);
  const rest = types.filter((type) => !widths.has(type));
  return { name, types: rest.map((type) => `.${type}`).join(""), size };
}

/** All splits of a name into a root, an `s` and a condition that are in the table. */
function* splits(name: string): Generator<[root: string, setsFlags: boolean, condition?: number]> {
  yield [name, false];
  if (name.endsWith("s")) yield [name.slice(0, -1), true];
  const condition = conditionNumbers[name.slice(-2)];
  if (condition === undefined) return;
  const rest = name.slice(0, -2);
  yield [rest, false, condition];
  if (rest.endsWith("s")) yield [rest.slice(0, -1), true, condition];
}

const BLOCK = /^(it)([te]{0,3})$/;

/** The rows that a mnemonic in small letters may mean, in the order of the table. */
export function readMnemonic(text: string): readonly Reading[] {
  const { name, types, size } = splitTypes(text);
  const [, it, block = ""] = BLOCK.exec(name) ?? [];
  if (it !== undefined) {
    return (byName.get(it) ?? []).map((row) => ({
      row,
      setsFlags: false,
      condition: undefined,
      block,
      size,
    }));
  }
  return [...splits(name)].flatMap(([root, setsFlags, condition]) =>
    (byName.get((thumbMnemonicAliases[root] ?? root) + types) ?? []).map((row) => ({
      row,
      setsFlags,
      condition: condition === conditionNumbers.al ? undefined : condition,
      block: "",
      size,
    })),
  );
}
