/** A program and what it prints. */
export interface ViperProgram {
  readonly source: string;
  readonly expected: string;
}

/** The state of a program while it is being run in TypeScript: signed words. */
type Variables = Map<string, number>;

/** An expression or a statement: its Python text, and what it does. */
interface Expression {
  readonly text: string;
  readonly value: (v: Variables) => number;
}
interface Statement {
  readonly lines: readonly string[];
  readonly run: (v: Variables) => void;
}

const VARIABLES = ["a", "b", "c", "d", "e"];
const PARAMETERS = ["a", "b"];
const MAX_DEPTH = 3;

const operators: readonly (readonly [string, (a: number, b: number) => number])[] = [
  ["+", (a, b) => (a + b) | 0],
  ["-", (a, b) => (a - b) | 0],
  ["*", Math.imul],
  ["&", (a, b) => a & b],
  ["|", (a, b) => a | b],
  ["^", (a, b) => a ^ b],
];

const comparisons: readonly (readonly [string, (a: number, b: number) => boolean])[] = [
  ["<", (a, b) => a < b],
  [">=", (a, b) => a >= b],
  ["==", (a, b) => a === b],
  ["!=", (a, b) => a !== b],
];

/** Random functions on ints, with their results computed apart from any compiler. */
export class ViperPrograms {
  #loops = 0;

  /** @param seed tells one sequence of programs from another */
  constructor(private seed: number) {}

  /** The next program: a function and a line that it prints. */
  next(name: string): ViperProgram {
    const body = this.#block(2);
    const given = [this.#constant(), this.#constant()];
    const variables: Variables = new Map(VARIABLES.map((name) => [name, 0]));
    PARAMETERS.forEach((name, i) => {
      variables.set(name, given[i]!);
    });
    body.run(variables);
    const source = [
      "@micropython.viper",
      `def ${name}(a: int, b: int) -> int:`,
      "    c = d = e = 0",
      ...body.lines.map((line) => `    ${line}`),
      "    return a ^ b * 3 ^ c * 5 ^ d * 7 ^ e * 11",
      `print(${name}(${given.join(", ")}))`,
    ];
    const [a, b, c, d, e] = VARIABLES.map((name) => variables.get(name)!);
    const mixed = a! ^ Math.imul(b!, 3) ^ Math.imul(c!, 5) ^ Math.imul(d!, 7) ^ Math.imul(e!, 11);
    return { source: source.join("\n"), expected: String(mixed) };
  }

  /** A number below `limit`: a linear congruential generator's upper bits. */
  #below(limit: number): number {
    this.seed = (Math.imul(this.seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.seed / 2 ** 32) * limit);
  }

  #pick<T>(items: readonly T[]): T {
    return items[this.#below(items.length)]!;
  }

  #constant(): number {
    const size = this.#pick([8, 300, 70000, 2 ** 30]);
    return this.#below(size * 2) - size;
  }

  /** One that is not constant: the compiler would compute that without a machine's words. */
  #expression(depth = 0): Expression {
    const kind = depth >= MAX_DEPTH ? 0 : this.#below(7);
    if (kind <= 1) return this.#variable();
    if (kind === 2) return this.#unary(depth);
    if (kind === 3) return this.#shift(depth);
    if (kind === 4) return this.#division(depth);
    return this.#binary(depth);
  }

  #literal(): Expression {
    const value = this.#constant();
    return { text: value < 0 ? `(${value})` : String(value), value: () => value };
  }

  #variable(): Expression {
    const name = this.#pick(VARIABLES);
    return { text: name, value: (v) => v.get(name)! };
  }

  #unary(depth: number): Expression {
    const { text, value } = this.#expression(depth + 1);
    return this.#below(2) === 0
      ? { text: `(-${text})`, value: (v) => -value(v) | 0 }
      : { text: `(~${text})`, value: (v) => ~value(v) };
  }

  #shift(depth: number): Expression {
    const { text, value } = this.#expression(depth + 1);
    const count = this.#below(32);
    return this.#below(2) === 0
      ? { text: `(${text} << ${count})`, value: (v) => value(v) << count }
      : { text: `(${text} >> ${count})`, value: (v) => value(v) >> count };
  }

  #division(depth: number): Expression {
    const { text, value } = this.#expression(depth + 1);
    const by = this.#pick([-1000, -7, -3, 2, 3, 10, 4096]);
    const quotient = (v: Variables) => Math.floor(value(v) / by) | 0;
    return this.#below(2) === 0
      ? { text: `(${text} // (${by}))`, value: quotient }
      : { text: `(${text} % (${by}))`, value: (v) => (value(v) - Math.imul(quotient(v), by)) | 0 };
  }

  #binary(depth: number): Expression {
    const left = this.#expression(depth + 1);
    const right = this.#below(3) === 0 ? this.#literal() : this.#expression(depth + 1);
    const [symbol, apply] = this.#pick(operators);
    const text = `(${left.text} ${symbol} ${right.text})`;
    return { text, value: (v) => apply(left.value(v), right.value(v)) };
  }

  #block(depth: number): Statement {
    const statements = Array.from({ length: 1 + this.#below(4) }, () => this.#statement(depth));
    return {
      lines: statements.flatMap(({ lines }) => lines),
      run: (v) => {
        for (const { run } of statements) run(v);
      },
    };
  }

  #statement(depth: number): Statement {
    const kind = depth === 0 ? this.#below(2) : this.#below(5);
    if (kind === 0) return this.#swap();
    if (kind <= 2) return this.#assignment();
    if (kind === 3) return this.#condition(depth);
    return this.#loop(depth);
  }

  #assignment(): Statement {
    const name = this.#pick(VARIABLES);
    const { text, value } = this.#below(6) === 0 ? this.#literal() : this.#expression();
    if (this.#below(2) === 0) {
      return { lines: [`${name} = ${text}`], run: (v) => v.set(name, value(v)) };
    }
    const [symbol, apply] = this.#pick(operators);
    return {
      lines: [`${name} ${symbol}= ${text}`],
      run: (v) => v.set(name, apply(v.get(name)!, value(v))),
    };
  }

  #swap(): Statement {
    const [one, other] = [this.#pick(VARIABLES), this.#pick(VARIABLES)];
    return {
      lines: [`${one}, ${other} = ${other}, ${one}`],
      run: (v) => {
        const [first, second] = [v.get(other)!, v.get(one)!];
        v.set(one, first);
        v.set(other, second);
      },
    };
  }

  #condition(depth: number): Statement {
    const left = this.#expression(1);
    const right = this.#expression(1);
    const [symbol, test] = this.#pick(comparisons);
    const then = this.#block(depth - 1);
    const otherwise = this.#block(depth - 1);
    return {
      lines: [
        `if ${left.text} ${symbol} ${right.text}:`,
        ...then.lines.map((line) => `    ${line}`),
        "else:",
        ...otherwise.lines.map((line) => `    ${line}`),
      ],
      run: (v) => (test(left.value(v), right.value(v)) ? then : otherwise).run(v),
    };
  }

  /** Loops count with variables of their own. */
  #loop(depth: number): Statement {
    const turns = 1 + this.#below(6);
    const counter = `i${this.#loops++}`;
    const body = this.#block(depth - 1);
    const lines =
      this.#below(2) === 0
        ? [`for ${counter} in range(${turns}):`, ...body.lines.map((line) => `    ${line}`)]
        : [
            `${counter} = 0`,
            `while ${counter} < ${turns}:`,
            ...body.lines.map((line) => `    ${line}`),
            `    ${counter} += 1`,
          ];
    return {
      lines,
      run: (v) => {
        for (let i = 0; i < turns; i++) body.run(v);
      },
    };
  }
}
