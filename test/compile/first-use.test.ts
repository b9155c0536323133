import { describe, expect, it } from "vitest";
import { FirstUse, positions } from "../../src/compile/first-use.js";

describe("the order of first use", () => {
  it("puts lower ranks first, and reports of one rank in their order", () => {
    const uses = new FirstUse();
    uses.note(0, 2);
    uses.note(1, 1);
    uses.note(2, 1);
    expect([...uses.order()]).toEqual([1, 2, 0]);
  });

  it("moves what is used at a lower rank later on", () => {
    const uses = new FirstUse();
    uses.note(0, 2);
    uses.note(1, 1);
    uses.note(0, 1);
    expect([...uses.order()]).toEqual([1, 0]);
  });

  it("ignores later uses of the same and of higher ranks", () => {
    const uses = new FirstUse();
    for (const thing of [0, 1, 0]) uses.note(thing, 1);
    uses.note(0, 5);
    expect([...uses.order()]).toEqual([0, 1]);
  });

  it("is inverted by positions", () => {
    expect([...positions(Int32Array.of(2, 0, 1))]).toEqual([1, 2, 0]);
  });
});
