import { Op } from "../compile/opcode.js";
import type { Activation } from "./activation.js";
import type { Emitter } from "./emitter.js";
import type { Body, Facts, PythonCallee } from "./facts.js";
import type { Instruction } from "./instructions.js";
import type { Source } from "./source.js";
import type { State } from "./state.js";
import type { Value } from "./value.js";

/** The longest function whose body takes the place of a call, in instructions. */
const MAX_INSTRUCTIONS = 60;
/** How deep bodies stand in bodies. */
const MAX_DEPTH = 4;
/** The most instructions of all bodies in one module. */
const MAX_TOTAL = 600;

/** What has a frame for longer than a call, or is left in more ways than one. */
const needsOwnCode = new Set<number>([
  Op.SETUP_WITH,
  Op.SETUP_EXCEPT,
  Op.SETUP_FINALLY,
  Op.YIELD_VALUE,
  Op.YIELD_FROM,
  Op.IMPORT_NAME,
  Op.IMPORT_STAR,
]);

/** A function whose bytecode is translated. */
export interface FunctionBody {
  readonly emitter: Emitter;
  /** Finds out what is known at each place, from what is known at the start. false: its loops have no structure. */
  analyse(start: State): boolean;
  /** Writes its code, which ends in none of its ways. */
  emit(): void;
}

export type TranslateBody = (source: Source, facts: Facts, activation: Activation) => FunctionBody;

/** Decides which functions' bodies take the place of calls in a module: the same each time it is asked. */
export class Inlining {
  readonly #decisions = new Map<string, Body | undefined>();
  readonly #known = new Map<Emitter, Map<string, unknown>>();
  #total = 0;

  constructor(readonly translate: TranslateBody) {}

  /** The body that takes the place of the call that `e` is at. */
  bodyOf(e: Emitter, callee: PythonCallee): Body | undefined {
    const { chain } = e.activation;
    if (chain.length > MAX_DEPTH || chain.includes(callee.code)) return undefined;
    const key = `${sitePath(e)} ${callee.code}`;
    if (!this.#decisions.has(key)) this.#decisions.set(key, this.#decide(e.facts.body(callee)));
    return this.#decisions.get(key);
  }

  /** What is found of a callee's body, once for the same call in the same code with the same values. */
  known<T>(e: Emitter, { code }: PythonCallee, locals: readonly Value[], find: () => T): T {
    const values = locals.map((value) => Object.values(value).join());
    const key = `${e.at} ${code} ${values.join(";")}`;
    const known = this.#known.get(e) ?? new Map<string, unknown>();
    this.#known.set(e, known);
    if (!known.has(key)) known.set(key, find());
    return known.get(key) as T;
  }

  #decide(body: Body | undefined): Body | undefined {
    if (body === undefined || !mayStandInPlace(body.source.code)) return undefined;
    if (!body.facts.seen(0)) return undefined;
    const { length } = body.source.code;
    if (this.#total + length > MAX_TOTAL) return undefined;
    this.#total += length;
    return body;
  }
}

/** Names the call that `e` is at. */
export function sitePath(e: Emitter): string {
  return `${e.activation.path}/${e.at}`;
}

function mayStandInPlace(code: readonly Instruction[]): boolean {
  if (code.length > MAX_INSTRUCTIONS) return false;
  return code.every(
    ({ op, target, start }) => !needsOwnCode.has(op) && (target < 0 || target > start),
  );
}
