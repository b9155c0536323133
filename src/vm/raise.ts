import { exceptions } from "../tables/exceptions.js";
import type { VmExports } from "./exports.js";

const encoder = new TextEncoder();

/** The number of an exception type in the table. */
function exceptionNumber(type: string): number {
  const index = exceptions.findIndex(([name]) => name === type);
  if (index < 0) throw new Error(`no exception type ${type} in the table`);
  return index;
}

/** An exception that the host raises. */
export interface HostException {
  readonly type: string;
  readonly text: string;
  /** The source that it is about, and where. */
  readonly filename?: string;
  readonly line?: number;
}

/** Leaves an exception pending. */
export function raiseFromHost(
  exports: VmExports,
  memory: WebAssembly.Memory,
  { type, text, filename = "", line = 0 }: HostException,
): void {
  const message = encoder.encode(text);
  const file = encoder.encode(filename);
  const address = exports.hostBuffer(message.length + file.length);
  if (address === 0) return;
  const bytes = new Uint8Array(memory.buffer, address, message.length + file.length);
  bytes.set(message);
  bytes.set(file, message.length);
  exports.raiseFromHost(exceptionNumber(type), message.length, file.length, line);
}
