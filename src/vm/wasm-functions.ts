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
    try {
      const imports = { vm: { ...this.exports, memory: this.memory } };
      const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports as never);
      const { run } = instance.exports;
      if (typeof run !== "function") return 0;
      const index = this.exports.table.grow(1);
      this.exports.table.set(index, run);
      return index;
    } catch (error) {
      if (error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError)
        return 0;
      throw error;
    }
  }
}
