import { runtimeFunctions } from "../../tables/runtime-functions.js";
import { I32 } from "../wasm-code.js";
import type { ImportedFunction } from "../wasm-module.js";

/** What viper functions call besides the runtime function table. */
export const viperHelpers = {
  /** Reserves words that the collector sees; gives their address. */
  enter: { name: "viper_enter", params: 1, results: 1 },
  /** Gives them back. */
  leave: { name: "viper_leave", params: 1, results: 0 },
  /** Does what is due at a safepoint. 0: an exception is pending. */
  poll: { name: "viper_poll", params: 0, results: 1 },
  /** Takes the pending exception away. */
  take: { name: "viper_take", params: 0, results: 1 },
  /** Whether an exception is pending. */
  pending: { name: "viper_pending", params: 0, results: 1 },
  /** Loads a global; an address that no other name's use has goes with it. */
  loadGlobal: { name: "viper_load_global", params: 2, results: 1 },
  /** Raises an exception for an address that is none. */
  badPointer: { name: "viper_bad_pointer", params: 1, results: 0 },
} as const;
export type ViperHelper = keyof typeof viperHelpers;

const words = (count: number) => new Array<typeof I32>(count).fill(I32);

/** The functions that a module imports, numbered as they are first used. */
export class Imports {
  readonly list: ImportedFunction[] = [];
  readonly #indices = new Map<string, number>();

  /** The index of a runtime function. */
  slot(slot: number): number {
    const { name, args = "", result, raises } = runtimeFunctions[slot]!;
    return this.#index(`rt_${name}`, args.length, result !== undefined || raises === true ? 1 : 0);
  }

  helper(helper: ViperHelper): number {
    const { name, params, results } = viperHelpers[helper];
    return this.#index(name, params, results);
  }

  #index(name: string, params: number, results: number): number {
    const known = this.#indices.get(name);
    if (known !== undefined) return known;
    const index = this.list.length;
    this.list.push({ name, params: words(params), results: words(results) });
    this.#indices.set(name, index);
    return index;
  }
}
