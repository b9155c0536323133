import { existsSync, readFileSync } from "node:fs";

/** The builds of the VM: the same sources for this machine and for the pyboard. */
export type BuildName = "host" | "board";

const files: Readonly<Record<BuildName, string>> = {
  host: "adder.wasm",
  board: "adder-board.wasm",
};

/** Where the VM lies: beside the built modules; seen from the sources, in the build. */
const places = ["../", "../../build/"];

const compiled = new Map<BuildName, WebAssembly.Module>();

/** The VM's module, compiled once per process: all runtimes are instances of it. */
export function vmModule(build: BuildName = "host"): WebAssembly.Module {
  let module = compiled.get(build);
  if (module === undefined) {
    module = new WebAssembly.Module(readFileSync(locate(files[build])));
    compiled.set(build, module);
  }
  return module;
}

/** Where a file of the build is. */
export function locate(file: string): URL {
  const urls = places.map((place) => new URL(place + file, import.meta.url));
  return urls.find((url) => existsSync(url)) ?? urls[0]!;
}
