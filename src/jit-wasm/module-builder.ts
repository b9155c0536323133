import { type Helper, helperSignature } from "./helpers.js";
import type { Inlining } from "./inlining.js";
import { I32, type SymbolTable, WasmCode, type WasmType } from "./wasm-code.js";
import type { ImportedFunction, Signature } from "./wasm-module.js";

/** What all code of one module has in common, whichever function's bytecode it was made of. */
export class ModuleBuilder {
  /** The code that is being written. */
  out: WasmCode;
  readonly imports: ImportedFunction[] = [];
  /** Types of the functions that are called through the table. */
  readonly tableTypes: Signature[] = [];
  /** Words of objects that the code relies on to be alive. */
  readonly held = new Set<number>();
  /** Types of the Wasm locals behind the parameters. */
  readonly localTypes: WasmType[] = [];
  readonly #importIndex = new Map<Helper, number>();
  readonly #unused = new Map<WasmType, number[]>();

  /** @param parameters how many parameters the module's function has */
  constructor(
    private readonly parameters: number,
    readonly inlining: Inlining,
    private readonly symbols?: SymbolTable,
  ) {
    this.out = new WasmCode(symbols);
  }

  /** Code that is written and thrown away, or that begins anew. */
  newCode(): WasmCode {
    return new WasmCode(this.symbols);
  }

  /** The index of a helper among the module's functions. */
  importOf(name: Helper): number {
    let index = this.#importIndex.get(name);
    if (index === undefined) {
      index = this.imports.length;
      this.#importIndex.set(name, index);
      this.imports.push({ name, ...helperSignature(name) });
    }
    return index;
  }

  /** The number of the type of functions that take `count` words and give one. */
  tableType(count: number): number {
    const known = this.tableTypes.findIndex(({ params }) => params.length === count);
    if (known >= 0) return known;
    this.tableTypes.push({ params: new Array<WasmType>(count).fill(I32), results: [I32] });
    return this.tableTypes.length - 1;
  }

  /** Takes Wasm locals, whose values are anything. */
  takeLocals(type: WasmType, count: number): number[] {
    const unused = this.#unused.get(type) ?? [];
    return Array.from({ length: count }, () => {
      const local = unused.pop();
      if (local !== undefined) return local;
      this.localTypes.push(type);
      return this.parameters + this.localTypes.length - 1;
    });
  }

  /** Gives Wasm locals back. */
  giveLocals(type: WasmType, locals: readonly number[]): void {
    const unused = this.#unused.get(type) ?? [];
    unused.push(...locals);
    this.#unused.set(type, unused);
  }
}
