import { describe, expect, it } from "vitest";
import { chartOf } from "../../../src/cli/tiers/chart.js";
import { compareTiers } from "../../../src/cli/tiers/command.js";
import { difference } from "../../../src/cli/tiers/compare.js";
import { jsonOf, tableOf } from "../../../src/cli/tiers/report.js";
import {
  findSubjects,
  SubjectError,
  snippetOf,
  sourceOf,
  withoutAssembler,
} from "../../../src/cli/tiers/subject.js";
import { tierName, tiers } from "../../../src/cli/tiers/tier.js";

const source = `def double(n: int) -> int:
    return n + n
double_args = (21,)

@micropython.asm_thumb
def double_asm(r0):
    add(r0, r0, r0)

def words():
    return "a b".split()

def needs(x):
    return x
`;

const subject = (name: string) => findSubjects(source, "f.py", name)[0]!;

describe("findSubjects", () => {
  it("finds functions that can be called", () => {
    expect(findSubjects(source, "f.py").map(({ name }) => name)).toEqual(["double", "words"]);
  });

  it("knows their arguments and their form in assembler", () => {
    expect(subject("double")).toMatchObject({
      arity: 1,
      argumentsName: "double_args",
      assembler: { name: "double_asm", first: 5, definition: 6, end: 9 },
    });
  });

  it.each(["missing", "double_args"])("refuses %s", (name) => {
    expect(() => findSubjects(source, "f.py", name)).toThrow(SubjectError);
  });
});

describe("sources of tiers", () => {
  it("replaces the decorators of the function", () => {
    const decorated = "@micropython.native\ndef f(): pass\n";
    const [found] = findSubjects(decorated, "f.py");
    expect(sourceOf(decorated, found!, "viper")).toBe(
      "import micropython\n@micropython.viper\ndef f(): pass\n",
    );
  });

  it("takes the function alone", () => {
    expect(snippetOf(source, subject("words"), "native")).toBe(
      '@micropython.native\ndef words():\n    return "a b".split()\n\n',
    );
  });

  it("leaves assembler out, and all other lines where they were", () => {
    const lines = withoutAssembler(source, "f.py").split("\n");
    expect(lines.slice(4, 9)).toEqual(["", "", "", "", "def words():"]);
  });
});

describe("compareTiers", () => {
  const comparison = compareTiers(source, subject("double"));

  it("measures every tier", () => {
    expect(comparison.refusals).toEqual([]);
    expect(comparison.measurements.map(({ tier }) => tier)).toEqual(tiers);
  });

  it("gets the same result everywhere", () => {
    expect(comparison.difference).toBeUndefined();
    for (const { result } of comparison.measurements) expect(result).toEqual([42, [21]]);
  });

  it("counts cycles of machine code, fewest in assembler", () => {
    const cycles = (kind: string) =>
      comparison.measurements.find(({ tier }) => tier.place === "board" && tier.kind === kind)!
        .time;
    expect(cycles("asm")).toBeGreaterThan(0);
    expect(cycles("asm")).toBeLessThanOrEqual(cycles("viper"));
  });

  it("says why a function cannot be in a tier", () => {
    const { refusals } = compareTiers(source, subject("words"));
    expect(refusals.map(({ tier, reason }) => [tier.kind, reason])).toEqual([
      ["asm", "there is no words_asm"],
    ]);
  });

  it("prints a line for each tier, and JSON", () => {
    expect(tableOf(comparison)).toHaveLength(tiers.length + 1);
    expect(jsonOf(comparison)).toMatchObject({ name: "double", refused: [] });
  });
});

describe("compareTiers", () => {
  it.each(["f", "a", "n", "before"])("measures a function of the name %s", (name) => {
    const text = `def ${name}(x):\n    return x\n${name}_args = (7,)\n`;
    const { measurements } = compareTiers(text, findSubjects(text, "f.py")[0]!);
    expect(measurements[0]).toMatchObject({ result: [7, [7]] });
  });
});

describe("chartOf", () => {
  it("names each function and tier, with a bar for each measurement", () => {
    const comparison = compareTiers(source, subject("words"));
    const svg = chartOf([comparison]);
    expect(svg).toMatch(/^<svg/);
    for (const name of ["words", ...tiers.map(tierName)]) expect(svg).toContain(name);
  });
});

describe("difference", () => {
  const [host, , , board] = tiers;
  const measured = (tier: typeof host, result: unknown) => ({
    tier: tier!,
    time: 1,
    allocated: 0,
    codeBytes: 1,
    result,
  });

  it("tells of results that differ", () => {
    const text = difference([measured(host, [1, []]), measured(host, [2, []])]);
    expect(text).toBe("bytecode (host) gave [1,[]], bytecode (host) gave [2,[]]");
  });

  it("lets floats of 32 bits differ a little", () => {
    expect(difference([measured(host, 0.1), measured(board, Math.fround(0.1))])).toBeUndefined();
    expect(difference([measured(host, 0.1), measured(board, 0.11)])).toBeDefined();
  });
});
