import type { VmExports } from "./exports.js";

/** The functions of Wasm modules in the VM's table. They depend on nothing but their bytes, so equal ones are one. */
export class WasmFunctions {
  readonly #indices = new Map<string, number>();

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

  #instantiate(bytes: Uint8Array<ArrayBuffer>): number {
    const { exports, memory } = this;
    const made = makeInstance(bytes, () => ({ ...exports, memory }));
    if (made === undefined) return 0;
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
