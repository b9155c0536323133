import { createRuntimeSync, type Runtime } from "../../build/index.js";

/** What runs viper code. */
export const machines = ["wasm", "thumb"] as const;
export type MachineName = (typeof machines)[number];

/** Runs programs one after the other in one runtime, each with the globals of those before it. */
export class Printer {
  #output = "";
  readonly #decoder = new TextDecoder();
  readonly #runtime: Runtime;

  constructor(machine: MachineName, viper: "fast" | "checked" = "fast") {
    const stdout = (bytes: Uint8Array): void => {
      this.#output += this.#decoder.decode(bytes, { stream: true });
    };
    this.#runtime = createRuntimeSync({ machine, viper, stdout });
  }

  /** What a program prints. */
  outputOf(source: string): string {
    this.#output = "";
    this.#runtime.run(source);
    return this.#output;
  }
}

/** What a program prints in a runtime of its own. */
export const outputOf = (machine: MachineName, source: string): string =>
  new Printer(machine).outputOf(source);
