import { expect, test } from "vitest";
import { createRuntimeSync } from "../../../src/index.js";

/** Numbers of the same sequence in every run (a linear congruential generator of 31 bits). */
class Numbers {
  constructor(private state: number) {}

  below(limit: number): number {
    this.state = (Math.imul(this.state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((this.state / 0x80000000) * limit);
  }

  /** An integer of up to `limbs` limbs, often with limbs of all zeros or all ones. */
  integer(limbs: number): bigint {
    let value = 0n;
    for (let n = this.below(limbs) + 1; n > 0; n--) {
      const kind = this.below(4);
      const limb = kind === 0 ? 0 : kind === 1 ? 0xffffffff : this.below(0x80000000) * 2;
      value = (value << 32n) | BigInt(limb);
    }
    return this.below(2) === 0 ? value : -value;
  }
}

/** What a program prints, line by line. */
function lines(source: string, hardMode: boolean): string[] {
  const chunks: Uint8Array[] = [];
  const runtime = createRuntimeSync({
    hardMode,
    stdout: (bytes) => chunks.push(bytes.slice()),
  });
  runtime.run(source);
  runtime.dispose();
  return Buffer.concat(chunks).toString().trim().split("\n");
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

interface Operation {
  readonly python: string;
  readonly expected: (a: bigint, b: bigint) => bigint | string;
}

const operations: Record<string, Operation> = {
  sum: { python: "a + b", expected: (a, b) => a + b },
  difference: { python: "a - b", expected: (a, b) => a - b },
  product: { python: "a * b", expected: (a, b) => a * b },
  quotient: { python: "a // b", expected: floorDivide },
  remainder: { python: "a % b", expected: (a, b) => a - b * floorDivide(a, b) },
  and: { python: "a & b", expected: (a, b) => a & b },
  or: { python: "a | b", expected: (a, b) => a | b },
  xor: { python: "a ^ b", expected: (a, b) => a ^ b },
  "left shift": { python: "a << (b & 255)", expected: (a, b) => a << (b & 255n) },
  "right shift": { python: "a >> (b & 255)", expected: (a, b) => a >> (b & 255n) },
  power: { python: "a ** (b & 7)", expected: (a, b) => a ** (b & 7n) },
  hexadecimal: { python: "int(hex(a), 16) - b", expected: (a, b) => a - b },
  text: { python: "int(str(a)) + int(str(b))", expected: (a, b) => a + b },
};

/** Runs an operation on pairs of numbers in one program, and the same on JavaScript's integers. */
function compare(operation: Operation, pairs: (readonly [bigint, bigint])[], hard: boolean): void {
  const list = pairs.map(([a, b]) => `(${a},${b})`).join(",");
  const printed = lines(`for a, b in [${list}]:\n print(${operation.python})\n`, hard);
  expect(printed).toEqual(pairs.map(([a, b]) => String(operation.expected(a, b))));
}

function pairsOf(seed: number, count: number, limbs: number): (readonly [bigint, bigint])[] {
  const numbers = new Numbers(seed);
  return Array.from({ length: count }, () => {
    const divisor = numbers.integer(limbs);
    return [numbers.integer(limbs), divisor === 0n ? 1n : divisor] as const;
  });
}

test.each(Object.entries(operations))("%s is exact for random ints", (_name, operation) => {
  compare(operation, pairsOf(1, 200, 24), false);
});

test.each(Object.entries(operations))("%s is exact in hard mode", (_name, operation) => {
  compare(operation, pairsOf(2, 20, 12), true);
});

test("long factors are multiplied exactly", () => {
  compare(operations.product!, pairsOf(3, 30, 600), false);
});

test("long dividends are divided exactly", () => {
  compare(operations.quotient!, pairsOf(4, 30, 1500), false);
});

test("a power modulo a long int is exact", () => {
  const [result] = lines("print(pow(3, 10 ** 40, 2 ** 127 - 1))\n", false);
  let expected = 1n;
  const modulus = 2n ** 127n - 1n;
  for (let base = 3n, n = 10n ** 40n; n > 0n; n >>= 1n, base = (base * base) % modulus) {
    if (n & 1n) expected = (expected * base) % modulus;
  }
  expect(result).toBe(String(expected));
});

test("a long int is rounded to a float before it is compared with one", () => {
  expect(
    lines("print(2 ** 53 + 1 == float(2 ** 53), 2 ** 70 + 1 > float(2 ** 70))", false),
  ).toEqual(["True False"]);
});

test("a quotient of long ints is rounded once", () => {
  // Through a function: the compiler folds a quotient of constants, and rounds as mpy-cross does.
  const source = `def divide(a, b):
  return a / b
print(divide(10 ** 400, 10 ** 399), divide(2 ** 600 + 1, 2 ** 599), divide(1, 2 ** 1074))
`;
  expect(lines(source, false)).toEqual(["10.0 2.0 5e-324"]);
});

test("equal numbers of different types have equal hashes", () => {
  const source =
    "print(all([hash(n) == hash(float(n)) == hash(complex(n)) for n in (0, 1, -5, 2 ** 30, -2 ** 31, 2 ** 62, 10 ** 22, -2 ** 900)]))";
  expect(lines(source, false)).toEqual(["True"]);
});
