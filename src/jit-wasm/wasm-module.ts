import { type Origin, sourceSection } from "./source-lines.js";
import { I32, putUnsigned, type WasmType } from "./wasm-code.js";

/** The type of a Wasm function. */
export interface Signature {
  readonly params: readonly WasmType[];
  readonly results: readonly WasmType[];
}

/** A function imported from the VM. */
export interface ImportedFunction extends Signature {
  readonly name: string;
}

/** A word that a module gets when it is loaded: what it is imported by, and what the printed text calls it. */
export interface ImportedWord {
  readonly name: string;
  readonly label: string;
}

/** A function without locals of its own, which others of its module call. */
export interface InnerFunction extends Signature {
  readonly name: string;
  readonly code: readonly number[];
}

/** A module whose function `run` is numbered behind the imports, and the inner ones behind that. */
export interface ModuleParts {
  readonly name: string;
  readonly imports: readonly ImportedFunction[];
  /** Globals behind the fuel; none by default. */
  readonly words?: readonly ImportedWord[];
  readonly inner?: readonly InnerFunction[];
  readonly signature: Signature;
  /** The types of the locals behind the parameters. */
  readonly locals: readonly WasmType[];
  readonly code: readonly number[];
  /** Names of the VM's globals behind the fuel, all words that change. */
  readonly globals?: readonly string[];
  /** What traps tell of the source, its lines by offsets in `code`; nothing by default. */
  readonly origin?: Origin;
  /** Types of functions called through the VM's table, which is imported when there are any. */
  readonly tableTypes?: readonly Signature[];
}

const encoder = new TextEncoder();

function text(value: string): number[] {
  const bytes = encoder.encode(value);
  return [...unsigned(bytes.length), ...bytes];
}

function unsigned(value: number): number[] {
  const bytes: number[] = [];
  putUnsigned(bytes, value);
  return bytes;
}

function vector(items: readonly (readonly number[])[]): number[] {
  const bytes = unsigned(items.length);
  for (const item of items) for (const byte of item) bytes.push(byte);
  return bytes;
}

/** Bytes in pieces, which are copied once, when all are there. */
class Pieces {
  readonly #pieces: ArrayLike<number>[];
  length: number;

  constructor(...pieces: ArrayLike<number>[]) {
    this.#pieces = pieces;
    this.length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  }

  add(...others: readonly Pieces[]): this {
    for (const other of others) {
      this.#pieces.push(...other.#pieces);
      this.length += other.length;
    }
    return this;
  }

  join(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(this.length);
    let at = 0;
    for (const piece of this.#pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

function signatureBytes({ params, results }: Signature): number[] {
  return [0x60, ...vector(params.map((t) => [t])), ...vector(results.map((t) => [t]))];
}

/** Runs of equal types, as Wasm declares locals. */
function localRuns(locals: readonly WasmType[]): number[][] {
  const runs: { type: WasmType; count: number }[] = [];
  for (const type of locals) {
    const last = runs.at(-1);
    if (last?.type === type) last.count++;
    else runs.push({ type, count: 1 });
  }
  return runs.map(({ type, count }) => [...unsigned(count), type]);
}

/** What the subsections of names are about. */
enum Named {
  Functions = 1,
  Globals = 7,
}

/** Names of functions and globals, for stack traces and the printed text. */
function nameSection(functions: readonly string[], globals: readonly string[]): number[] {
  const named = (names: readonly string[]) =>
    vector(names.map((name, i) => [...unsigned(i), ...text(name)]));
  return section(0, [
    ...text("name"),
    ...section(Named.Functions, named(functions)),
    ...section(Named.Globals, named(globals)),
  ]);
}

/** A custom section, which may follow a module's bytes. */
export function customSection(name: string, content: readonly number[]): Uint8Array {
  return Uint8Array.from(section(0, [...text(name), ...content]));
}

const FUEL = "fuelLeft";

const END = 0x0b;

/**
 * The bytes of a module. It imports the memory, the fuel, other globals of the VM, words, the functions, and the table
 * if it needs it, all from `vm`. The number of a table type is its place in the list.
 */
export function encodeModule(parts: ModuleParts): Uint8Array {
  const { name, imports, words = [], inner = [], signature, locals, code } = parts;
  const { globals = [], tableTypes = [], origin } = parts;
  const types = [...tableTypes, ...imports, signature, ...inner].map(signatureBytes);
  const firstType = tableTypes.length;
  const functions = imports.map((f, i) => [
    ...text("vm"),
    ...text(f.name),
    0x00,
    ...unsigned(firstType + i),
  ]);
  const memory = [...text("vm"), ...text("memory"), 0x02, 0x00, 0x00];
  const changing = [FUEL, ...globals];
  const global = (word: string, mutable: 0 | 1): number[] => [
    ...text("vm"),
    ...text(word),
    ...[0x03, I32, mutable],
  ];
  const globalImports = [
    ...changing.map((word) => global(word, 1)),
    ...words.map((word) => global(word.name, 0)),
  ];
  const table = [...text("vm"), ...text("table"), 0x01, 0x70, 0x00, 0x00];
  const tables = tableTypes.length > 0 ? [table] : [];
  const run = imports.length;
  const runLocals = vector(localRuns(locals));
  const bodies = [
    new Pieces(runLocals, code, [END]),
    ...inner.map((f) => new Pieces(vector([]), f.code, [END])),
  ];
  const names = [...imports.map((f) => f.name), name, ...inner.map((f) => f.name)];
  const sized = bodies.map((body) => new Pieces(unsigned(body.length)).add(body));
  const codeSection = new Pieces(unsigned(bodies.length)).add(...sized);
  const module = new Pieces(
    [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    section(1, vector(types)),
    section(2, vector([memory, ...globalImports, ...functions, ...tables])),
    section(3, vector(bodies.map((_, i) => unsigned(firstType + run + i)))),
    section(7, vector([[...text("run"), 0x00, ...unsigned(run)]])),
    [10],
    unsigned(codeSection.length),
  ).add(codeSection);
  const behindRun = sized.slice(1).reduce((sum, body) => sum + body.length, 0);
  const codeStart = module.length - behindRun - bodies[0]!.length + runLocals.length;
  const named = nameSection(names, [...changing, ...words.map((w) => w.label)]);
  module.add(new Pieces(named));
  if (origin !== undefined) module.add(new Pieces(sourceSection(origin, codeStart)));
  return module.join();
}
