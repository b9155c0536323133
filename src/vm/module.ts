import { readFileSync } from "node:fs";

let compiled: WebAssembly.Module | undefined;

/** The VM's module, compiled once per process: all runtimes are instances of it. */
export function vmModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(readFileSync(new URL("../adder.wasm", import.meta.url)));
  return compiled;
}
