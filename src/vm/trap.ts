import type { SourcePlace } from "./source-lines.js";
import { MODULE_PREFIX } from "./wasm-functions.js";

/** What finds the place in a source that an offset of a numbered module came from. */
export type PlaceFinder = (module: number, offset: number) => SourcePlace | undefined;

/**
 * A frame of Wasm in V8's stacks: its name behind the module's, the number of the module if it is a viper function's, and
 * the offset in it.
 */
const WASM_FRAME = new RegExp(
  `^\\s+at (?:${MODULE_PREFIX}\\d+\\.)?(\\S+) \\(wasm://wasm/(?:${MODULE_PREFIX}(\\d+)-)?[^:]*:wasm-function\\[\\d+\\]:0x([0-9a-f]+)\\)`,
  "gm",
);

/** The VM's own functions have paths for names, Python's have none. */
const isPython = (name: string): boolean => !name.includes("/");

/**
 * What an error that ended a runtime says; of a trap also the compiled Python functions that it was in, the innermost
 * first, with file and line where they are known. V8 keeps ten frames of a stack.
 */
export function describeFailure(error: unknown, find: PlaceFinder): string {
  if (!(error instanceof WebAssembly.RuntimeError)) return `${error}`;
  const frames = [...(error.stack ?? "").matchAll(WASM_FRAME)];
  const places = frames.flatMap(([, name = "", module, offset = ""], depth) => {
    if (!isPython(name)) return [];
    const place = module === undefined ? undefined : find(Number(module), parseInt(offset, 16));
    const at = place === undefined ? "" : ` at ${place.file}:${place.line}`;
    return `${depth === 0 ? " in" : ", called from"} ${name}()${at}`;
  });
  return `${error}${places.join("")}`;
}
