import { readMpy } from "../../compile/mpy/reader.js";
import { compileSource } from "../../vm/compile.js";
import { PythonError } from "../../vm/errors.js";
import { Runtime } from "../../vm/runtime.js";
import { type Subject, snippetOf, sourceOf } from "./subject.js";
import type { Tier } from "./tier.js";

/** What became of a function in a tier. */
export interface Measurement {
  readonly tier: Tier;
  /** Nanoseconds or cycles of a call. */
  readonly time: number;
  /** Bytes that a call takes from the heap. */
  readonly allocated: number;
  readonly codeBytes: number;
  /** What a call returns, and what its arguments are then. */
  readonly result: unknown;
}

/** A tier in which a function cannot be, and why. */
export interface Refusal {
  readonly tier: Tier;
  readonly reason: string;
}

/** How long a measurement on this machine takes, in milliseconds, and how many there are. */
const ROUND = 60;
const ROUNDS = 5;
const NANOSECONDS = 1e6;

/** Measures a function in a tier; what Python refuses becomes the reason. */
export function measure(source: string, subject: Subject, tier: Tier): Measurement | Refusal {
  if (tier.kind === "asm" && subject.assembler === undefined) {
    return { tier, reason: `there is no ${subject.name}_asm` };
  }
  const runtime = new Runtime(tier.options);
  try {
    runtime.run(sourceOf(source, subject, tier.kind));
    runtime.run(harness(subject, tier));
    const result = runtime.call("_tier_result");
    const allocated = Number(runtime.call("_tier_allocated"));
    const time = tier.place === "host" ? timeOf(runtime) : cyclesOf(runtime);
    return { tier, time, allocated, codeBytes: codeBytes(source, subject, tier), result };
  } catch (error) {
    if (error instanceof PythonError) return { tier, reason: `${error.type}: ${error.text}` };
    throw error;
  } finally {
    runtime.dispose();
  }
}

/**
 * The Python code that calls the function: with its result, often, and with an eye on the heap. Its names,
 * local ones included, must not hide the function's.
 */
function harness({ name, arity, argumentsName, assembler }: Subject, { kind }: Tier): string {
  const callee = kind === "asm" ? assembler!.name : name;
  const args = Array.from({ length: arity }, (_, index) => `_tier_given[${index}]`).join(", ");
  const given = argumentsName ?? "()";
  return `
import gc as _tier_gc
def _tier_arguments():
    return ${given}() if callable(${given}) else ${given}
def _tier_result():
    _tier_given = _tier_arguments()
    return (${callee}(${args}), list(_tier_given))
def _tier_repeat(_tier_count):
    _tier_function = ${callee}
    _tier_given = _tier_arguments()
    for _tier_round in range(_tier_count):
        _tier_function(${args})
def _tier_allocated():
    _tier_given = _tier_arguments()
    _tier_gc.collect()
    _tier_before = _tier_gc.mem_alloc()
    ${callee}(${args})
    return _tier_gc.mem_alloc() - _tier_before
`;
}

/** The least time of a call, from rounds that are long enough for the clock. */
function timeOf(runtime: Runtime): number {
  let count = 1;
  let best = repeat(runtime, count);
  while (best < ROUND && count < 2 ** 26) {
    count = Math.max(count * 2, Math.ceil((count * ROUND) / Math.max(best, 0.01) / 2));
    best = repeat(runtime, count);
  }
  for (let round = 1; round < ROUNDS; round++) best = Math.min(best, repeat(runtime, count));
  return (best / count) * NANOSECONDS;
}

function repeat(runtime: Runtime, count: number): number {
  const start = performance.now();
  runtime.call("_tier_repeat", count);
  return performance.now() - start;
}

/** The cycles of a second call: caches of names have been filled by the first. */
function cyclesOf(runtime: Runtime): number {
  const spent = (count: number): number => {
    const start = runtime.cycles;
    runtime.call("_tier_repeat", count);
    return runtime.cycles - start;
  };
  spent(1);
  const one = spent(1);
  return spent(2) - one;
}

/** The bytes of the function's code, with its prelude if it has one. */
function codeBytes(source: string, subject: Subject, { kind, options }: Tier): number {
  const lines = kind === "asm" ? subject.assembler! : subject;
  const snippet = snippetOf(source, lines, kind);
  const compiled = compileSource(snippet, "<tiers>", "exec", { machine: options.machine });
  if ("error" in compiled) throw compiled.error;
  return readMpy(compiled.mpy).code.children[0]!.bytes.length;
}
