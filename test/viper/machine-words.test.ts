import { describe, expect, it } from "vitest";
import { machines, outputOf, Printer } from "./machines.js";
import { ViperPrograms } from "./viper-programs.js";

type Type = "int" | "uint";

const of = (type: Type, value: number): number => (type === "int" ? value | 0 : value >>> 0);

/** Values at the ends of the types and around zero. */
const samples = [0, 1, 2, 7, 31, 100, -1, -2, -7, 0x7fffffff, -0x80000000, 0x12345678];

const floorDivide = (a: number, b: number): number => (b === 0 ? 0 : Math.floor(a / b));
const modulo = (a: number, b: number): number => (b === 0 ? a : a - Math.floor(a / b) * b);

/** How far the processor shifts: by the lower 8 bits, and from 32 on all bits are gone. */
const distance = (b: number): number => b & 0xff;
const shiftLeft = (a: number, b: number): number => (distance(b) < 32 ? a << distance(b) : 0);
const shiftRight = (a: number, b: number, type: Type): number => {
  if (type === "int") return a >> Math.min(distance(b), 31);
  return distance(b) < 32 ? a >>> distance(b) : 0;
};
const distances = [...Array.from({ length: 41 }, (_, i) => i), 255, 256, 257, -1];

/** What an operator gives for two words of a type. */
interface Operator {
  readonly symbol: string;
  readonly apply: (a: number, b: number, type: Type) => number;
  readonly isComparison?: true;
  /** The right operands that are tried, if not the samples. */
  readonly rights?: readonly number[];
  readonly types?: readonly Type[];
}

const ordered = (symbol: string, test: (a: number, b: number) => boolean): Operator => ({
  symbol,
  isComparison: true,
  apply: (a, b, type) => Number(test(of(type, a), of(type, b))),
});

const operators: readonly Operator[] = [
  { symbol: "+", apply: (a, b) => a + b },
  { symbol: "-", apply: (a, b) => a - b },
  { symbol: "*", apply: Math.imul },
  { symbol: "&", apply: (a, b) => a & b },
  { symbol: "|", apply: (a, b) => a | b },
  { symbol: "^", apply: (a, b) => a ^ b },
  { symbol: "<<", apply: shiftLeft, rights: distances },
  { symbol: ">>", apply: shiftRight, rights: distances },
  { symbol: "//", apply: floorDivide, types: ["int"] },
  { symbol: "%", apply: modulo, types: ["int"] },
  ordered("<", (a, b) => a < b),
  ordered("<=", (a, b) => a <= b),
  ordered(">", (a, b) => a > b),
  ordered(">=", (a, b) => a >= b),
  ordered("==", (a, b) => a === b),
  ordered("!=", (a, b) => a !== b),
];

/** Each operator, with the right operand's type where that may differ from the left one's. */
const cases = operators.flatMap((operator) =>
  (operator.types ?? (["int", "uint"] as const)).flatMap((left) =>
    (["int", "uint"] as const)
      .filter((right) => left === right || operator.isComparison !== true)
      .map((right) => ({ operator, symbol: operator.symbol, left, right })),
  ),
);

describe.each(machines)("viper's operators on %s", (machine) => {
  it.each(cases)("$left $symbol $right", ({ operator, left, right }) => {
    const { symbol, apply, rights = samples, isComparison } = operator;
    const pairs = samples.flatMap((a) => rights.map((b) => [a, b] as const));
    const result = isComparison ? "bool" : left;
    const source = [
      "@micropython.viper",
      `def f(a: ${left}, b: ${right}) -> ${result}:`,
      `    return a ${symbol} b`,
      "@micropython.viper",
      `def g(a: ${left}, b: ${right}) -> ${result}:`,
      ...(isComparison ? [] : [`    a ${symbol}= b`]),
      ...(isComparison ? [`    return a ${symbol} b`] : ["    return a"]),
      `for a, b in ${JSON.stringify(pairs)}:`,
      "    print(int(f(a, b)), int(g(a, b)))",
    ];
    const expected = pairs.map(([a, b]) => {
      const value = of(isComparison ? "int" : left, apply(a, b, left));
      return `${value} ${value}\n`;
    });
    expect(outputOf(machine, source.join("\n"))).toBe(expected.join(""));
  });
});

/** Constants of viper code are small ints. */
const isSmall = (value: number): boolean => value >= -(2 ** 30) && value < 2 ** 30;

/** A constant right operand has code of its own on each machine. */
describe.each(machines)("viper's operators with a constant on %s", (machine) => {
  it.each(operators)("$symbol", ({ symbol, apply, rights = samples, isComparison }) => {
    const result = isComparison ? "bool" : "int";
    const constants = rights.filter(isSmall);
    const source = constants.flatMap((b, i) => [
      "@micropython.viper",
      `def f${i}(a: int) -> ${result}:`,
      `    return a ${symbol} (${b})`,
      `for a in ${JSON.stringify(samples)}:`,
      `    print(int(f${i}(a)))`,
    ]);
    const expected = constants.flatMap((b) => samples.map((a) => `${apply(a, b, "int") | 0}\n`));
    expect(outputOf(machine, source.join("\n"))).toBe(expected.join(""));
  });
});

const pointers = machines.flatMap((machine) =>
  (
    [
      ["ptr8", 1, "B"],
      ["ptr16", 2, "H"],
      ["ptr32", 4, "i"],
    ] as const
  ).map(([pointer, width, code]) => ({ machine, pointer, width, code })),
);

describe.each(pointers)("$pointer on $machine", ({ machine, pointer, width, code }) => {
  /** Around the ends of the short and long forms of loads and stores. */
  const indices = [0, 1, 30, 31, 32, 33, 127, 128, 255, 256, 1023, 1024, 2047, 2048, 4095, 4096];
  const last = indices.at(-1)!;

  it("reaches elements by constant and by variable index", () => {
    const source = [
      "import array",
      "@micropython.viper",
      `def constant(p: ${pointer}) -> int:`,
      "    total = 0",
      ...indices.flatMap((index) => [
        `    p[${index}] = ${index % 100} + 1`,
        `    total += p[${index}]`,
      ]),
      "    return total",
      "@micropython.viper",
      `def variable(p: ${pointer}, n: int) -> int:`,
      "    total = 0",
      "    i = 0",
      "    while i < n:",
      "        total += p[i]",
      "        p[i] = i",
      "        i += 1",
      "    return total",
      "@micropython.viper",
      "def backwards(a) -> int:",
      `    p = ${pointer}(uint(ptr8(a)) + ${last * width})`,
      ...indices.map((index) => `    p[${-index}] = ${index % 50}`),
      `    return p[-1] + p[-${last}] * 100`,
      `a = array.array("${code}", [0] * ${last + 1})`,
      `print(constant(a), variable(a, len(a)), a[33], a[200], backwards(a), a[${last - 33}])`,
    ];
    const sum = indices.reduce((total, index) => total + (index % 100) + 1, 0);
    const back = 1 + (last % 50) * 100;
    expect(outputOf(machine, source.join("\n"))).toBe(`${sum} ${sum} 33 200 ${back} 33\n`);
  });

  it("takes as many bits as an element has", () => {
    const source = [
      "import array",
      "@micropython.viper",
      `def f(p: ${pointer}, value: int) -> int:`,
      "    p[1] = value",
      "    return p[1]",
      `print(f(array.array("${code}", [0, 0, 0]), 0x12345678))`,
    ];
    const mask = width === 4 ? 0xffffffff : 2 ** (8 * width) - 1;
    expect(outputOf(machine, source.join("\n"))).toBe(`${(0x12345678 & mask) >>> 0}\n`);
  });
});

describe("random viper programs", () => {
  const COUNT = 2000;
  const PER_RUN = 50;
  const printers = machines.map((machine) => new Printer(machine));
  const checked = new Printer("wasm", "checked");

  it.each(Array.from({ length: COUNT / PER_RUN }, (_, i) => i))("batch %i", (batch) => {
    const programs = new ViperPrograms(batch + 1);
    const parts = Array.from({ length: PER_RUN }, (_, i) => programs.next(`f${i}`));
    const source = parts.map(({ source }) => source).join("\n");
    const expected = parts.map(({ expected }) => expected);
    for (const printer of [...printers, checked]) {
      expect(printer.outputOf(source).trimEnd().split("\n")).toEqual(expected);
    }
  });
});
