import type { EmitName, MachineName, ViperMode } from "../vm/compile.js";

/** What the shell asked for. */
export interface RunRequest {
  readonly kind: "run";
  /** What is run: `-c`, `-m`, a file, standard input (`-`), or nothing, which means a REPL on a terminal. */
  readonly program:
    | { readonly kind: "command" | "module" | "file"; readonly text: string }
    | { readonly kind: "stdin" | "none" };
  /** `sys.argv`. */
  readonly argv: readonly string[];
  readonly inspect: boolean;
  readonly verbose: number;
  readonly optLevel: number;
  readonly emitter: EmitName;
  readonly compileOnly: boolean;
  readonly jit: "off" | "on" | "eager";
  /** Bytes of heap, undefined for one that grows. */
  readonly heapSize: number | undefined;
  /** What runs machine code. */
  readonly machine: MachineName;
  /** How viper code treats bad pointers. */
  readonly viper: ViperMode;
}

export type Request =
  | RunRequest
  | { readonly kind: "help" | "version" }
  | { readonly kind: "invalid"; readonly reason: string };

/** The smallest heap that may be asked for. */
const MIN_HEAP = 700;
const MAX_HEAP = 2 ** 32;

interface Draft {
  inspect: boolean;
  verbose: number;
  optLevel: number;
  emitter: EmitName;
  compileOnly: boolean;
  jit: "off" | "on" | "eager";
  heapSize: number | undefined;
  machine: MachineName;
  viper: ViperMode;
}

class InvalidArguments extends Error {}

/** Reads the arguments as the Unix port of MicroPython does. */
export function parseArguments(args: readonly string[]): Request {
  try {
    return parse(args);
  } catch (error) {
    if (error instanceof InvalidArguments) return { kind: "invalid", reason: error.message };
    throw error;
  }
}

function parse(args: readonly string[]): Request {
  const draft: Draft = {
    inspect: false,
    verbose: 0,
    optLevel: 0,
    emitter: "bytecode",
    compileOnly: false,
    jit: "on",
    heapSize: undefined,
    machine: "wasm",
    viper: "fast",
  };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === "-h" || arg === "--help") return { kind: "help" };
    if (arg === "-V" || arg === "--version") return { kind: "version" };
    if (arg === "-c" || arg === "-m") {
      const text = neededValue(args, i, arg);
      const rest = args.slice(i + 2);
      if (arg === "-m") return request(draft, { kind: "module", text }, args.slice(i + 1));
      return request(draft, { kind: "command", text }, ["-c", ...rest]);
    }
    if (arg === "-") return request(draft, { kind: "stdin" }, args.slice(i));
    if (!arg.startsWith("-")) return request(draft, { kind: "file", text: arg }, args.slice(i));
    if (arg === "-X") parseImplementationOption(draft, neededValue(args, i++, arg));
    else parseFlag(draft, arg);
  }
  return request(draft, { kind: "none" }, []);
}

function request(
  draft: Draft,
  program: RunRequest["program"],
  argv: readonly string[],
): RunRequest {
  return { kind: "run", program, argv, ...draft };
}

function neededValue(args: readonly string[], i: number, flag: string): string {
  const value = args[i + 1];
  if (value === undefined) throw new InvalidArguments(`${flag} needs a value`);
  return value;
}

function parseFlag(draft: Draft, arg: string): void {
  const level = /^-O(\d?)$/.exec(arg);
  if (arg === "-i") draft.inspect = true;
  else if (/^-v+$/.test(arg)) draft.verbose += arg.length - 1;
  else if (level) draft.optLevel = level[1] === "" ? 1 : Number(level[1]);
  else if (/^-O+$/.test(arg)) draft.optLevel = arg.length - 1;
  else throw new InvalidArguments(`there is no option ${arg}`);
}

function parseImplementationOption(draft: Draft, option: string): void {
  if (option === "compile-only") draft.compileOnly = true;
  else if (option === "emit=bytecode") draft.emitter = "bytecode";
  else if (option === "emit=native") draft.emitter = "native";
  else if (option === "emit=viper") draft.emitter = "viper";
  else if (option === "machine=none") draft.machine = "none";
  else if (option === "machine=wasm") draft.machine = "wasm";
  else if (option === "machine=thumb") draft.machine = "thumb";
  else if (option === "jit=off" || option === "jit=on" || option === "jit=eager")
    draft.jit = option.slice(4) as Draft["jit"];
  else if (option === "viper=fast") draft.viper = "fast";
  else if (option === "viper=checked") draft.viper = "checked";
  else if (option.startsWith("heapsize=")) draft.heapSize = parseSize(option.slice(9));
  else throw new InvalidArguments(`there is no option -X ${option}`);
}

/** `N[w][K|M]`; `w` adjusts for the size of a word, which is the usual four bytes here. */
function parseSize(text: string): number {
  const match = /^(\d+)w?([km]?)$/i.exec(text);
  const unit = { "": 1, k: 1024, m: 1024 * 1024 }[match?.[2]?.toLowerCase() ?? ""]!;
  const size = Number(match?.[1]) * unit;
  if (size >= MIN_HEAP && size < MAX_HEAP) return size;
  throw new InvalidArguments(`${text} is no size of a heap`);
}
