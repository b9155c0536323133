import type { CompactCode } from "./compact-code.js";
import { ByteWriter } from "./mpy/byte-writer.js";
import { writeSignature } from "./mpy/prelude.js";
import { Binding, type Scope } from "./scope.js";

/** Cells are numbered by one byte. */
const MAX_CELL = 0xff;

/** Where the record of a function begins that has none. */
const NO_RECORD = -1;

/** The place of a module's own function. */
const MODULE_PLACE = { line: 1, column: 1 };

/**
 * All functions of a module in compact form, one behind the other. A record is:
 *
 * - its line and column, and how many labels it has;
 * - its signature as the file has it, with the length before it;
 * - 1 if its cells fit into the file, else 0; how many cells it has, and a byte for each;
 * - the names of itself and its parameters, as ids: how many, and each;
 * - the length of its code, and the code (see `CompactCode`);
 * - how many children it has, and the number of each.
 */
export class FunctionStore {
  readonly #out = new ByteWriter();
  readonly #signature = new ByteWriter();
  /** Where each record begins, by the function's number. */
  readonly #starts: number[] = [];
  /** The functions that the target is to translate. */
  readonly #ahead = new Set<number>();

  /** The number that the next function gets. */
  get count(): number {
    return this.#starts.length;
  }

  /** Whether any function is to be translated. */
  get hasAhead(): boolean {
    return this.#ahead.size > 0;
  }

  /** Whether the target is to translate a function. */
  isAhead(id: number): boolean {
    return this.#ahead.has(id);
  }

  /** All records; the next addition may change it. */
  get bytes(): Uint8Array {
    return this.#out.view();
  }

  startOf(id: number): number {
    return this.#starts[id]!;
  }

  /** Gives a number to a function that becomes machine code and has no record. */
  addNative(): number {
    this.#starts.push(NO_RECORD);
    return this.#starts.length - 1;
  }

  /** Adds the function of `scope`; its children's numbers may be those of later additions. */
  add(
    scope: Scope,
    code: CompactCode,
    names: readonly number[],
    children: readonly number[],
  ): void {
    const out = this.#out;
    // What a module and its classes consist of besides functions runs once.
    if (scope.emit === "ahead" && scope.isFunction) this.#ahead.add(this.count);
    this.#starts.push(out.length);
    const { line, column } = scope.node.kind === "Module" ? MODULE_PLACE : scope.node;
    out.uint(line);
    out.uint(column);
    out.uint(scope.code.labels);
    this.#addSignature(scope, code.maxDepth);
    this.#addCells(scope);
    this.#addList(names);
    out.uint(code.bytes.length);
    out.append(code.bytes.view());
    this.#addList(children);
  }

  #addSignature(scope: Scope, maxDepth: number): void {
    const signature = this.#signature;
    signature.clear();
    writeSignature(signature, {
      stateSize: Math.max(1, scope.slots + maxDepth),
      exceptDepth: scope.exceptDepth,
      flags: scope.flags,
      positional: scope.positional,
      keywordOnly: scope.keywordOnly,
      positionalDefaults: scope.positionalDefaults,
    });
    this.#out.uint(signature.length);
    this.#out.append(signature.view());
  }

  #addCells(scope: Scope): void {
    let count = 0;
    let last = 0;
    for (const { binding, slot } of scope.order) {
      if (binding !== Binding.Cell) continue;
      count++;
      last = Math.max(last, slot);
    }
    this.#out.uint(last <= MAX_CELL ? 1 : 0);
    this.#out.uint(count);
    if (count === 0) return;
    for (const { binding, slot } of scope.order) {
      if (binding === Binding.Cell) this.#out.byte(slot);
    }
  }

  #addList(ids: readonly number[]): void {
    this.#out.uint(ids.length);
    for (const id of ids) this.#out.uint(id);
  }
}
