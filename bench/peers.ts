import { adderEngine } from "./engines/adder.js";
import type { Engine } from "./engines/engine.js";
import { findExecutable, nativeEngine } from "./engines/native.js";
import { npmEngine } from "./engines/npm.js";

const nativeNames = ["micropython", "python3", "pypy3"];

/**
 * Adder and its peers: the npm package always, native interpreters when they are installed.
 * @param wanted names of engines; all when empty.
 * @param micropython path of the `micropython` executable; looked for on the PATH when undefined.
 * @throws Error for a name that is no engine here.
 */
export function selectEngines(wanted: readonly string[], micropython?: string): Engine[] {
  const engines = [adderEngine, npmEngine];
  for (const name of nativeNames) {
    const given = name === "micropython" ? micropython : undefined;
    const path = given ?? findExecutable(name);
    if (path !== undefined) engines.push(nativeEngine(name, path));
  }
  const names = engines.map((engine) => engine.name);
  for (const name of wanted) {
    if (!names.includes(name)) throw new Error(`no engine ${name}; there are ${names.join(", ")}`);
  }
  return engines.filter((engine) => wanted.length === 0 || wanted.includes(engine.name));
}
