import type { Random } from "./random.js";

/**
 * What an expression gives. `ints` and `strings` are lists, `mixed` is a list and `tuple` a tuple of
 * anything but dicts and sets, `counts` maps strings and `names` ints, `set` holds ints, `object` is an
 * instance of a generated class.
 */
export type Type =
  | "int"
  | "float"
  | "bool"
  | "str"
  | "bytes"
  | "ints"
  | "strings"
  | "mixed"
  | "tuple"
  | "counts"
  | "names"
  | "set"
  | "object";

/** Types whose text does not depend on the order of a hash table, nor on an address. */
export const plainTypes: readonly Type[] = [
  "int",
  "float",
  "bool",
  "str",
  "bytes",
  "ints",
  "strings",
  "mixed",
  "tuple",
];

/** What a function that a program defines takes and gives. */
export interface FunctionShape {
  readonly name: string;
  /** Types of the parameters without a default, then of those with one. */
  readonly required: readonly Type[];
  readonly optional: readonly { readonly name: string; readonly type: Type }[];
  /** Whether there is a `*rest` (of ints). */
  readonly rest: boolean;
  /** A keyword-only parameter's name and type. */
  readonly keyword?: { readonly name: string; readonly type: Type };
  readonly result: Type;
}

/** A class that a program defines; its instances have `a` (an int) and `b` (of type `field`). */
export interface ClassShape {
  readonly name: string;
  readonly field: Type;
  readonly methods: readonly FunctionShape[];
}

/** Gives the text of an expression, which can stand between any operators. */
export type Maker = (c: Context) => string;

/** Makers for some types. */
export type Makers = Partial<Record<Type, readonly Maker[]>>;

/** What can be named at a place of a program, and how deep expressions may still get there. */
export class Context {
  readonly variables: { name: string; type: Type }[] = [];
  readonly functions: FunctionShape[] = [];
  /** Generator functions; each takes an int and yields ints. */
  readonly generators: string[] = [];
  readonly classes: ClassShape[] = [];
  /** While true, an operand may have another type than its operator wants. */
  careless = false;
  /** While true, loops repeat what is generated, so values must not grow. */
  repeated = false;
  /** Where statements stand decides which of them are allowed. */
  insideFunction = false;
  insideLoop = false;
  insideGenerator = false;
  depth = 3;
  #names = 0;
  readonly #write: (c: Context, type: Type) => string;

  /** `write` makes an expression of a type. */
  constructor(
    readonly random: Random,
    write: (c: Context, type: Type) => string,
  ) {
    this.#write = write;
  }

  /** An expression of the given type, or while the context is careless sometimes of another. */
  expression(type: Type): string {
    return this.#write(this, type);
  }

  /** From `first` to `last` expressions of a type, with commas between them. */
  expressions(type: Type, first: number, last: number): string {
    return this.random.several(first, last, () => this.expression(type)).join(", ");
  }

  /** A name that the program does not use yet. */
  newName(prefix: string): string {
    this.#names += 1;
    return `${prefix}${this.#names}`;
  }

  /** The names of the variables of a type. */
  variablesOf(type: Type): string[] {
    return this.variables.filter((one) => one.type === type).map((one) => one.name);
  }

  /** Runs `make` with a variable that exists only there, such as a comprehension's. */
  withVariable<T>(name: string, type: Type, make: () => T): T {
    const mark = this.variables.length;
    this.variables.push({ name, type });
    const made = make();
    this.variables.length = mark;
    return made;
  }

  /** Runs `make` with some of the flags changed, and forgets the variables that it added. */
  within<T>(
    flags: Partial<
      Pick<
        Context,
        "careless" | "repeated" | "insideFunction" | "insideLoop" | "insideGenerator" | "depth"
      >
    >,
    make: () => T,
  ): T {
    const { careless, repeated, insideFunction, insideLoop, insideGenerator, depth } = this;
    const mark = this.variables.length;
    Object.assign(this, flags);
    const made = make();
    this.variables.length = mark;
    Object.assign(this, {
      careless,
      repeated,
      insideFunction,
      insideLoop,
      insideGenerator,
      depth,
    });
    return made;
  }
}
