import { exceptions } from "../tables/exceptions.js";
import type { VmExports } from "./exports.js";
import type { LinearMemory } from "./linear-memory.js";

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
  /** The name of the code that it stands in. */
  readonly block?: string;
}

/** Leaves an exception pending. */
export function raiseFromHost(
  exports: VmExports,
  memory: LinearMemory,
  { type, text, filename = "", line = 0, block = "" }: HostException,
): void {
  const message = encoder.encode(text);
  const file = encoder.encode(filename);
  const name = encoder.encode(block);
  const length = message.length + file.length + name.length;
  const address = exports.hostBuffer(length);
  if (address === 0) return;
  const bytes = memory.bytes(address, length);
  bytes.set(message);
  bytes.set(file, message.length);
  bytes.set(name, message.length + file.length);
  const number = exceptionNumber(type);
  exports.raiseFromHost(number, message.length, file.length, name.length, line);
}
