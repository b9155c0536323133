import { existsSync, readFileSync } from "node:fs";

/** Where the VM lies: beside the built modules; seen from the sources, in the build. */
const places = ["../adder.wasm", "../../build/adder.wasm"];

let compiled: WebAssembly.Module | undefined;

/** The VM's module, compiled once per process: all runtimes are instances of it. */
export function vmModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(readFileSync(locate()));
  return compiled;
}

function locate(): URL {
  const urls = places.map((place) => new URL(place, import.meta.url));
  return urls.find((url) => existsSync(url)) ?? urls[0]!;
}
