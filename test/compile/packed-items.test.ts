import { describe, expect, it } from "vitest";
import type { DictEntry, Expr } from "../../src/compile/ast.js";
import { Packed, packEntries, packItems } from "../../src/compile/packed-items.js";

const at = (line: number, column: number) => ({ line, column });
const int = (value: bigint, line = 1): Expr => ({ kind: "Int", ...at(line, 5), value });
const text = (value: string, interned = true): Expr => ({
  kind: "Str",
  ...at(3, 70_000),
  value,
  interned,
});

/** What `node` is behind the items that make a list large enough to be packed. */
function packed(node: Expr): Expr {
  const items = packItems(new Array<Expr>(64).fill(int(0n)));
  items.push(node);
  expect(items).toBeInstanceOf(Packed);
  return [...items].at(-1)!;
}

describe("a packed item", () => {
  const nodes: Expr[] = [
    int(-1n),
    int(63n),
    int(64n),
    int(-65n),
    int((1n << 31n) - 1n, 0),
    int(-(1n << 31n)),
    int(1n << 31n),
    int(1n << 200n, 100_000),
    text(""),
    text("interned"),
    text("not interned", false),
    text("\u00e4\u20ac\ud83d\ude00 and half a pair: \ud800"),
    text("long ".repeat(1000), false),
    { kind: "Name", ...at(2, 3), id: "name" },
    { kind: "Singleton", ...at(2, 3), value: "None", asObject: false },
    { kind: "Singleton", ...at(2, 3), value: "Ellipsis", asObject: false },
    { kind: "Singleton", ...at(2, 3), value: "True", asObject: true },
    { kind: "Float", ...at(9, 1), value: 1.5 },
    { kind: "Bytes", ...at(9, 1), value: Uint8Array.of(1, 2) },
    { kind: "List", ...at(9, 1), items: [int(1n, 10), text("two"), int(3n, 11)] },
    {
      kind: "ConstTuple",
      ...at(7, 1),
      items: [{ kind: "Int", ...at(0, 1), value: 5n }],
    },
    {
      kind: "Dict",
      ...at(5, 1),
      entries: [{ ...at(6, 2), key: text("key"), value: int(5n, 7) }],
    },
  ];

  for (const [i, node] of nodes.entries()) {
    it(`is given back as it was: ${i}, ${node.kind}`, () => {
      expect(packed(node)).toEqual(node);
    });
  }
});

describe("a list of items", () => {
  it("stays as it is while it is short", () => {
    const items = new Array<Expr>(63).fill(int(0n));
    expect(packItems(items)).toBe(items);
  });

  it("can be gone through twice", () => {
    const items = packItems(Array.from({ length: 64 }, (_, i) => int(BigInt(i), i)));
    expect([...items]).toEqual([...items]);
    expect(items.length).toBe(64);
  });
});

describe("a list of entries", () => {
  it("is given back as it was", () => {
    const entries: DictEntry[] = Array.from({ length: 70 }, (_, i) => ({
      ...at(i, 2),
      key: text(`key ${i}`),
      value: int(BigInt(i), i + 1),
    }));
    expect([...packEntries([...entries])]).toEqual(entries);
  });
});
