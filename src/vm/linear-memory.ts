import { RAM_START } from "../tables/board-memory.js";
import type { BuildName } from "./module.js";

/**
 * The memory of a VM by the addresses that it uses itself. Those of the board's build have a bit that says RAM, which its
 * loads and stores leave out; so must whoever looks from outside.
 */
export class LinearMemory {
  readonly #mask: number;

  constructor(
    readonly memory: WebAssembly.Memory,
    build: BuildName = "host",
  ) {
    this.#mask = build === "board" ? ~RAM_START : -1;
  }

  /** The bytes at an address; valid until the memory grows. */
  bytes(address: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, (address & this.#mask) >>> 0, length);
  }

  /** The same, to read numbers from. */
  view(address: number, length: number): DataView {
    return new DataView(this.memory.buffer, (address & this.#mask) >>> 0, length);
  }
}
