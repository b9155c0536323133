import type { Source } from "./source.js";

/** What was observed about one value at an instruction. */
export interface Observation {
  /** A set of Shape. */
  readonly shapes: number;
  /** The class, type code or function that all of them had; 0 when unknown or several. */
  readonly identity: number;
}

/** A constant of a function. */
export type ConstantFact =
  | { readonly kind: "float"; readonly value: number; readonly word: number }
  | { readonly kind: "other"; readonly word: number; readonly shape: number };

/** What a global name stands for now. */
export interface GlobalFact {
  /** The dict of the globals, its table and the entry's offset in it; 0 for a builtin. */
  readonly dict: number;
  readonly table: number;
  readonly offset: number;
  /** The value; for a builtin, its name is known. */
  readonly value: number;
  readonly builtin: string;
}

/** A function of Python that takes positional arguments only and shares no variables with functions inside. */
export interface PythonCallee {
  readonly kind: "python";
  /** The function; 0 when all functions of the code are meant. */
  readonly word: number;
  /** Function.simple. */
  readonly simple: number;
  readonly code: number;
  readonly globals: number;
  readonly frameBytes: number;
  readonly localWords: number;
  /** The address of its first instruction. */
  readonly start: number;
  /** Cells that become its first locals; of no meaning, but for their number, when it is one of several. */
  readonly closure: readonly number[];
  readonly parameters: number;
  /** The values of the last parameters; likewise. */
  readonly defaults: readonly number[];
}

/** A function of the VM, with its arity as in asm/object/native-function.ts. */
export interface NativeCallee {
  readonly kind: "native";
  readonly word: number;
  /** An interned string. */
  readonly name: number;
  /** Its place in the VM's table of functions. */
  readonly entry: number;
  readonly style: number;
  readonly min: number;
  readonly max: number;
  /** The kind that its first argument has to be of, 0 for any. */
  readonly self: number;
}

/** A class whose instances are made by nothing but `__init__`, as long as no class is changed. */
export interface ClassCallee {
  readonly kind: "class";
  readonly word: number;
  readonly init: PythonCallee | undefined;
}

/** A function that was taken from an object as its method, and is called with that object in front. */
export interface BoundCallee {
  readonly kind: "bound";
  /** The word of what it binds. */
  readonly word: number;
  readonly callee: PythonCallee | NativeCallee;
}

export type Callee = PythonCallee | NativeCallee | ClassCallee | BoundCallee;

/** Where the VM notes how a name is used. */
export interface AttributeFlag {
  readonly address: number;
  /** Some instance has or had an attribute of the name. */
  readonly bit: number;
  /** Some class has or had a property, or another descriptor with a setter, of the name. */
  readonly accessor: number;
}

/** A function's bytecode, with what is known where it is translated. */
export interface Body {
  readonly source: Source;
  readonly facts: Facts;
}

/** What a translator may know of the program around a function; ahead of time, nothing. */
export interface Facts {
  /** The word of the function's code. */
  readonly code: number;
  /** Whether the function was watched: what was not seen then is held to be rare. */
  readonly watched: boolean;
  /** Whether the instruction at a position was reached. */
  seen(position: number): boolean;
  /** Whether an expectation at a position has failed before. */
  failed(position: number): boolean;
  /** What was on top of the stack (depth 0) or below it (1) when a position was reached. */
  observed(position: number, depth: 0 | 1): Observation;
  constant(index: number): ConstantFact;
  /** The interned string with this number in the module. */
  name(index: number): number;
  nameText(index: number): string;
  global(index: number, position: number): GlobalFact | undefined;
  /** What a function or class is like, if it can be called directly. */
  callee(word: number): Callee | undefined;
  /** What a function consists of; undefined where nothing is known of it. */
  body(callee: PythonCallee): Body | undefined;
  /** The names of a function's parameters, interned strings. */
  parameterNames(callee: PythonCallee): readonly number[];
  /** The function of Python that `x op y` calls first for an `x` of a class. */
  operatorOf(type: number, op: number): PythonCallee | undefined;
  /** The function of Python behind a property of a class. */
  getterOf(type: number, name: number): PythonCallee | undefined;
  /** The state of all classes: a word's address, and what it is now. */
  readonly classEpoch: { readonly address: number; readonly value: number };
  /** The address of the ids, two bytes each, of the interned strings of one ASCII character; 0 where there is none. */
  readonly characters: number;
  /** The address of the cache of class attributes. */
  readonly classCache: number;
  /** What is known of a name: the byte that says it, and its bits. */
  attributeFlag(name: number): AttributeFlag;
  /** The number of the entry where a module has a name; -1 when the word is no module, or has no such name. */
  moduleEntry(word: number, name: number): number;
  /** Where an attribute was found last by the instruction that ends at a position, or -1. */
  attributeHint(position: number): number;
  /** The address of a position. */
  address(position: number): number;
}

export const UNSEEN: Observation = { shapes: 0, identity: 0 };
