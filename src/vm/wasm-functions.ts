import type { VmExports } from "./exports.js";
import { withModuleName } from "./module-name.js";
import { type SourcePlace, sourcePlace } from "./source-lines.js";

/** What the names of modules in stacks start with, in front of their number. */
export const MODULE_PREFIX = "viper-";

/** The functions of Wasm modules in the VM's table. They depend on nothing but their bytes, so equal ones are one. */
export class WasmFunctions {
  readonly #indices = new Map<string, number>();
  readonly #modules: WebAssembly.Module[] = [];

  constructor(
    private readonly exports: VmExports,
    private readonly memory: WebAssembly.Memory,
  ) {}

  /** The index of the function `run` of a module; 0 if that is none. */
  add(bytes: Uint8Array): number {
    const key = Buffer.from(bytes).toString("latin1");
    const known = this.#indices.get(key);
    if (known !== undefined) return known;
    const index = this.#instantiate(bytes.slice());
    this.#indices.set(key, index);
    return index;
  }

  /** The place in a Python source that an offset in a module came from; modules are numbered as their names are. */
  placeOf(module: number, offset: number): SourcePlace | undefined {
    const known = this.#modules[module];
    return known === undefined ? undefined : sourcePlace(known, offset);
  }

  #instantiate(bytes: Uint8Array<ArrayBuffer>): number {
    const { exports, memory } = this;
    const named = withModuleName(bytes, `${MODULE_PREFIX}${this.#modules.length}`);
    const made = makeInstance(named, () => ({ ...exports, memory }));
    if (made === undefined) return 0;
    this.#modules.push(made.module);
    const index = exports.table.grow(1);
    exports.table.set(index, made.run);
    return index;
  }
}

/** A module's function `run`, and the module. */
export interface MadeFunction {
  readonly module: WebAssembly.Module;
  readonly run: unknown;
}

/**
 * Makes an instance of a module's bytes; undefined when they are none that fits the VM.
 *
 * @param importsOf what the module can import from `vm`
 */
export function makeInstance(
  bytes: Uint8Array<ArrayBuffer>,
  importsOf: (module: WebAssembly.Module) => object,
): MadeFunction | undefined {
  try {
    const module = new WebAssembly.Module(bytes);
    const instance = new WebAssembly.Instance(module, { vm: importsOf(module) } as never);
    const { run } = instance.exports;
    return typeof run === "function" ? { module, run } : undefined;
  } catch (error) {
    if (error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError)
      return undefined;
    throw error;
  }
}
