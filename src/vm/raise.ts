import type { CompileError } from "../compile/index.js";
import { exceptions } from "../tables/exceptions.js";
import type { VmExports } from "./exports.js";

const encoder = new TextEncoder();

/** The number of an exception type in the table. */
function exceptionNumber(type: string): number {
  const index = exceptions.findIndex(([name]) => name === type);
  if (index < 0) throw new Error(`no exception type ${type} in the table`);
  return index;
}

/** Leaves an exception pending that says what is wrong with a source. */
export function raiseCompileError(
  exports: VmExports,
  memory: WebAssembly.Memory,
  error: CompileError,
): void {
  const text = encoder.encode(error.text);
  const file = encoder.encode(error.filename);
  const address = exports.hostBuffer(text.length + file.length);
  if (address === 0) return;
  const bytes = new Uint8Array(memory.buffer, address, text.length + file.length);
  bytes.set(text);
  bytes.set(file, text.length);
  exports.raiseFromHost(exceptionNumber(error.type), text.length, file.length, error.line);
}
