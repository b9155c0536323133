/** A program and what it prints. */
export interface ViperProgram {
  readonly source: string;
  readonly expected: string;
}

/** The state of a program while it is being run in TypeScript: signed words, and the memory of its pointers. */
interface State {
  readonly words: Map<string, number>;
  readonly memory: DataView;
}

/** An expression or a statement: its Python text, and what it does. */
interface Expression {
  readonly text: string;
  readonly value: (v: State) => number;
}
interface Statement {
  readonly lines: readonly string[];
  readonly run: (v: State) => void;
}

const VARIABLES = ["a", "b", "c", "d", "e"];
const PARAMETERS = ["a", "b"];
const MAX_DEPTH = 3;

/** Bytes of the memory of a program, a power of two. */
const MEMORY = 32;

/** The pointers to it, which programs index by anything modulo their number of elements. */
const pointers = [
  { name: "p", type: "ptr8", width: 1 },
  { name: "q", type: "ptr16", width: 2 },
  { name: "r", type: "ptr32", width: 4 },
] as const;
type Pointer = (typeof pointers)[number];

function loadFrom(memory: DataView, { width }: Pointer, index: number): number {
  const at = index * width;
  if (width === 1) return memory.getUint8(at);
  return width === 2 ? memory.getUint16(at, true) : memory.getInt32(at, true);
}

function storeTo(memory: DataView, { width }: Pointer, index: number, value: number): void {
  const at = index * width;
  if (width === 1) memory.setUint8(at, value);
  else if (width === 2) memory.setUint16(at, value, true);
  else memory.setInt32(at, value, true);
}

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
    const words = new Map(VARIABLES.map((name) => [name, 0]));
    PARAMETERS.forEach((name, i) => {
      words.set(name, given[i]!);
    });
    const memory = new Uint8Array(MEMORY).map((_, i) => i);
    body.run({ words, memory: new DataView(memory.buffer) });
    const source = [
      "@micropython.viper",
      "def clamp(x: int, limit: int) -> int:",
      "    return x if -limit < x < limit else limit",
      "@micropython.viper",
      `def ${name}(a: int, b: int, p: ptr8) -> int:`,
      "    c = d = e = 0",
      "    q = ptr16(p)",
      "    r = ptr32(p)",
      ...body.lines.map((line) => `    ${line}`),
      "    return a ^ b * 3 ^ c * 5 ^ d * 7 ^ e * 11",
      `m = bytearray(range(${MEMORY}))`,
      `print(${name}(${given.join(", ")}, m), list(m))`,
    ];
    const [a, b, c, d, e] = VARIABLES.map((name) => words.get(name)!);
    const mixed = a! ^ Math.imul(b!, 3) ^ Math.imul(c!, 5) ^ Math.imul(d!, 7) ^ Math.imul(e!, 11);
    return { source: source.join("\n"), expected: `${mixed} [${memory.join(", ")}]` };
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
    const kind = depth >= MAX_DEPTH ? 0 : this.#below(10);
    if (kind <= 1) return this.#variable();
    if (kind === 7) return this.#load(depth);
    if (kind === 8) return this.#unsigned(depth);
    if (kind === 9) return this.#call(depth);
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
    return { text: name, value: (v) => v.words.get(name)! };
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
    const quotient = (v: State) => Math.floor(value(v) / by) | 0;
    return this.#below(2) === 0
      ? { text: `(${text} // (${by}))`, value: quotient }
      : { text: `(${text} % (${by}))`, value: (v) => (value(v) - Math.imul(quotient(v), by)) | 0 };
  }

  /** An index of an element: a constant, or anything with its upper bits taken away. */
  #index({ width }: Pointer, depth: number): Expression {
    const count = MEMORY / width;
    if (this.#below(3) === 0) {
      const index = this.#below(count);
      return { text: String(index), value: () => index };
    }
    const { text, value } = this.#expression(depth + 1);
    return { text: `${text} & ${count - 1}`, value: (v) => value(v) & (count - 1) };
  }

  #load(depth: number): Expression {
    const pointer = this.#pick(pointers);
    const index = this.#index(pointer, depth);
    return {
      text: `${pointer.name}[${index.text}]`,
      value: (v) => loadFrom(v.memory, pointer, index.value(v)),
    };
  }

  #unsigned(depth: number): Expression {
    const { text, value } = this.#expression(depth + 1);
    const count = this.#below(32);
    return this.#below(2) === 0
      ? { text: `int(uint(${text}) >> ${count})`, value: (v) => (value(v) >>> count) | 0 }
      : {
          text: `int(uint(${text}) < uint(a))`,
          value: (v) => Number(value(v) >>> 0 < v.words.get("a")! >>> 0),
        };
  }

  /** A call of a viper function. */
  #call(depth: number): Expression {
    const { text, value } = this.#expression(depth + 1);
    const limit = 1 + this.#below(100000);
    const clamp = (x: number): number => (-limit < x && x < limit ? x : limit);
    return { text: `int(clamp(${text}, ${limit}))`, value: (v) => clamp(value(v)) };
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
    const kind = depth === 0 ? this.#below(3) : this.#below(6);
    if (kind === 0) return this.#swap();
    if (kind === (depth === 0 ? 2 : 5)) return this.#store();
    if (kind <= 2) return this.#assignment();
    if (kind === 3) return this.#condition(depth);
    return this.#loop(depth);
  }

  #store(): Statement {
    const pointer = this.#pick(pointers);
    const index = this.#index(pointer, 1);
    const { text, value } = this.#below(4) === 0 ? this.#literal() : this.#expression(1);
    return {
      lines: [`${pointer.name}[${index.text}] = ${text}`],
      run: (v) => {
        const stored = value(v);
        storeTo(v.memory, pointer, index.value(v), stored);
      },
    };
  }

  #assignment(): Statement {
    const name = this.#pick(VARIABLES);
    const { text, value } = this.#below(6) === 0 ? this.#literal() : this.#expression();
    if (this.#below(2) === 0) {
      return { lines: [`${name} = ${text}`], run: (v) => v.words.set(name, value(v)) };
    }
    const [symbol, apply] = this.#pick(operators);
    return {
      lines: [`${name} ${symbol}= ${text}`],
      run: (v) => v.words.set(name, apply(v.words.get(name)!, value(v))),
    };
  }

  #swap(): Statement {
    const [one, other] = [this.#pick(VARIABLES), this.#pick(VARIABLES)];
    return {
      lines: [`${one}, ${other} = ${other}, ${one}`],
      run: (v) => {
        const [first, second] = [v.words.get(other)!, v.words.get(one)!];
        v.words.set(one, first);
        v.words.set(other, second);
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
