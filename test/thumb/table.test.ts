import { describe, expect, test } from "vitest";
import { thumbCosts } from "../../src/tables/thumb-costs.js";
import { matches, sizeOf } from "../../src/thumb/decode.js";
import { operandKinds } from "../../src/thumb/operands.js";
import { type Row, rows } from "../../src/thumb/row.js";
import { templatesOf } from "../../src/thumb/template.js";
import { randomNumbers } from "./samples.js";

const decodable = rows.filter((row) => row.traits.alias !== true);

/** Whether the fixed bits of one row include all of another's. */
const narrows = (one: Row, other: Row): boolean => (one.mask & other.mask) >>> 0 === other.mask;

/** Whether one of the rows of a code fixes more than each of the others, and what they fix. */
function hasWinner(code: number, candidates: readonly Row[]): boolean {
  const size = code < 0x10000 ? 2 : 4;
  const found = candidates.filter((row) => row.size === size && matches(row, code));
  return found.some((row) =>
    found.every((other) => other === row || (other.mask !== row.mask && narrows(row, other))),
  );
}

describe("Thumb table", () => {
  test("gives every row an id of its own", () => {
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
  });

  test("uses only operand kinds that exist", () => {
    const kinds = rows.flatMap((row) => templatesOf(row).flat());
    const names = kinds.flatMap((piece) => (typeof piece === "string" ? [] : [piece.kind]));
    expect(new Set(names)).toEqual(new Set(Object.keys(operandKinds)));
  });

  test("names in its operands only fields that the bits have", () => {
    const missing = rows.filter((row) =>
      templatesOf(row)
        .flat()
        .some((piece) => typeof piece !== "string" && piece.widths.includes(0)),
    );
    expect(missing.map((row) => row.id)).toEqual([]);
  });

  test("shows or implies every field in its operands", () => {
    const hidden = rows.filter((row) => {
      const shown = new Set(
        templatesOf(row)[0]!.flatMap((piece) => (typeof piece === "string" ? [] : piece.fields)),
      );
      for (const implied of [row.traits.condition, row.traits.blockMask])
        if (implied) shown.add(implied);
      if (row.traits.flags === "S") shown.add("S");
      return [...row.fields.keys()].some((field) => !shown.has(field));
    });
    expect(hidden.map((row) => row.id)).toEqual([]);
  });

  test("starts 32-bit codes with the prefixes of 32-bit instructions, and only those", () => {
    const wrong = rows.filter(
      (row) => sizeOf(row.size === 2 ? row.value : row.value >>> 16) !== row.size,
    );
    expect(wrong.map((row) => row.id)).toEqual([]);
  });

  test("uses every cost class", () => {
    expect(new Set(rows.map((row) => row.cost))).toEqual(new Set(Object.keys(thumbCosts)));
  });

  test("decodes each of the 65,536 halfwords to at most one row", () => {
    const narrow = decodable.filter((row) => row.size === 2);
    const doubtful: number[] = [];
    for (let code = 0; code < 0x10000; code += 1) {
      if (narrow.some((row) => matches(row, code)) && !hasWinner(code, narrow)) doubtful.push(code);
    }
    expect(doubtful).toEqual([]);
  });

  test("lets rows overlap only where one of them fixes all bits of the others and more", () => {
    const random = randomNumbers(0x0ce1a9);
    const wrong: string[] = [];
    for (const [index, one] of decodable.entries()) {
      for (const other of decodable.slice(index + 1)) {
        const both = (one.mask & other.mask) >>> 0;
        if (one.size !== other.size || (one.value & both) !== (other.value & both)) continue;
        if (one.mask !== other.mask && (narrows(one, other) || narrows(other, one))) continue;
        const free = ~(one.mask | other.mask) >>> 0;
        for (let count = 0; count < 200; count += 1) {
          const code = (one.value | other.value | (random() & free)) >>> 0;
          if (matches(one, code) && matches(other, code) && !hasWinner(code, decodable)) {
            wrong.push(`${one.id} and ${other.id}: ${code.toString(16)}`);
            break;
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});
