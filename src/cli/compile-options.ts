import type { EmitKind } from "../compile/scope.js";
import {
  hostArchitectures,
  MPY_DEBUG_ARCHITECTURE,
  MPY_WASM_ARCHITECTURE,
  mpyArchitectures,
  riscvExtensions,
  WASM_ARCHITECTURE,
} from "../tables/mpy-format.js";

/** What `adder compile` is asked for. */
export interface CompileRequest {
  readonly input: string;
  readonly output: string | undefined;
  readonly sourceName: string | undefined;
  readonly optLevel: number;
  readonly smallIntBits: number;
  readonly emitter: EmitKind;
  /** The number of the architecture for native code; undefined without one. */
  readonly architecture: number | undefined;
  readonly architectureFlags: number;
  readonly verbose: boolean;
}

/** What the arguments come to: `complaint` is what mpy-cross writes to standard error. */
export type CompileArguments =
  | { readonly kind: "compile"; readonly request: CompileRequest }
  | { readonly kind: "usage" | "version" }
  | { readonly kind: "complaint"; readonly text: string };

class Refusal extends Error {
  constructor(readonly answer: CompileArguments) {
    super();
  }
}

function complaint(text: string): Refusal {
  return new Refusal({ kind: "complaint", text });
}

type Draft = { -readonly [K in keyof CompileRequest]: CompileRequest[K] };

const emitters: Readonly<Record<string, EmitKind>> = {
  "emit=bytecode": "bytecode",
  "emit=native": "native",
  "emit=viper": "viper",
};

const MIN_SMALL_INT_BITS = 2;
const MAX_SMALL_INT_BITS = 63;
const riscv = mpyArchitectures.indexOf("rv32imc");

/** Reads the arguments as mpy-cross does. */
export function parseCompileArguments(args: readonly string[]): CompileArguments {
  try {
    return { kind: "compile", request: parse(args) };
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

function parse(args: readonly string[]): CompileRequest {
  const draft: Omit<Draft, "input"> & { input: string | undefined } = {
    input: undefined,
    output: undefined,
    sourceName: undefined,
    optLevel: 0,
    smallIntBits: 31,
    emitter: "bytecode",
    architecture: undefined,
    architectureFlags: 0,
    verbose: false,
  };
  const rest = [...args];
  let flags: string | undefined;
  let options = true;
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (!options || arg === "-" || !arg.startsWith("-")) {
      if (draft.input !== undefined) throw complaint("multiple input files");
      draft.input = forwardSlashes(arg);
    } else if (arg === "--") options = false;
    else if (arg.startsWith("-march-flags=")) flags = textBehind(arg);
    else parseOption(draft, arg, rest);
  }
  if (flags !== undefined && draft.architecture !== undefined) {
    draft.architectureFlags = parseArchitectureFlags(flags, draft.architecture);
  }
  if (draft.emitter !== "bytecode" && draft.architecture === undefined) {
    throw complaint("arch not specified");
  }
  const { input } = draft;
  if (input === undefined) throw complaint("no input file");
  return { ...draft, input };
}

function parseOption(draft: Omit<Draft, "input">, arg: string, rest: string[]): void {
  const needed = (): string => {
    const value = rest.shift();
    if (value === undefined) throw new Refusal({ kind: "usage" });
    return value;
  };
  if (arg === "--version") throw new Refusal({ kind: "version" });
  else if (arg === "-v") draft.verbose = true;
  else if (arg.startsWith("-O")) draft.optLevel = parseLevel(arg);
  else if (arg === "-o") draft.output = needed();
  else if (arg === "-s") draft.sourceName = forwardSlashes(needed());
  else if (arg === "-X") parseImplementationOption(draft, needed());
  else if (arg.startsWith("-msmall-int-bits=")) draft.smallIntBits = parseBits(textBehind(arg));
  else if (arg.startsWith("-march=")) draft.architecture = parseArchitecture(textBehind(arg));
  else throw new Refusal({ kind: "usage" });
}

function textBehind(arg: string): string {
  return arg.slice(arg.indexOf("=") + 1);
}

function forwardSlashes(path: string): string {
  return path.replaceAll("\\", "/");
}

/** `-O2`, or as many O as the level; what follows does not count. */
function parseLevel(arg: string): number {
  const digit = /^-O(\d)/.exec(arg);
  return digit === null ? /^-(O+)/.exec(arg)![1]!.length : Number(digit[1]);
}

function parseImplementationOption(draft: Omit<Draft, "input">, option: string): void {
  const emitter = emitters[option];
  if (emitter !== undefined) draft.emitter = emitter;
  // The compiler's memory is the host's: any size is accepted.
  else if (!option.startsWith("heapsize=")) throw new Refusal({ kind: "usage" });
}

function parseBits(text: string): number {
  if (!/^(0x[\da-f]+|\d+)$/i.test(text)) throw new Refusal({ kind: "usage" });
  const bits = Number(text);
  if (bits >= MIN_SMALL_INT_BITS && bits <= MAX_SMALL_INT_BITS) return bits;
  throw complaint(`expected ${MIN_SMALL_INT_BITS} to ${MAX_SMALL_INT_BITS} small int bits`);
}

/** The number of the architecture with this name; `host` is this machine's. */
function parseArchitecture(name: string): number {
  const known = name === "host" ? hostArchitectures[process.arch] : name;
  if (known === undefined) {
    throw complaint("unable to determine host architecture for -march=host");
  }
  if (known === "debug") return MPY_DEBUG_ARCHITECTURE;
  if (known === WASM_ARCHITECTURE) return MPY_WASM_ARCHITECTURE;
  const number = mpyArchitectures.indexOf(known);
  if (number > 0) return number;
  throw new Refusal({ kind: "usage" });
}

/** A number, or the name of an extension: only rv32imc has any. */
function parseArchitectureFlags(text: string, architecture: number): number {
  const all = Object.values(riscvExtensions).reduce((sum, bit) => sum | bit, 0);
  if (architecture === riscv) {
    const named = Object.entries(riscvExtensions).find(([name]) => text.startsWith(name));
    if (named !== undefined) return named[1];
    const isNumber = /^(0x[\da-f]+|0b[01]+|\d+)$/i.test(text);
    if (isNumber && (Number(text) & ~all) === 0) return Number(text);
  }
  throw complaint("unrecognised arch flags");
}
