/** A frame of compiled code in V8's stacks. The VM's own functions have paths for names, Python's have none. */
const COMPILED_FRAME = /^\s+at (\S+) \(wasm:\/\//m;

/**
 * What an error that ended a runtime says; of a trap in a compiled Python function also which function it was.
 */
export function describeFailure(error: unknown): string {
  if (!(error instanceof WebAssembly.RuntimeError)) return `${error}`;
  const [, name = ""] = COMPILED_FRAME.exec(error.stack ?? "") ?? [];
  return name === "" || name.includes("/") ? `${error}` : `${error} in ${name}()`;
}
