import type { Runtime } from "../../build/index.js";
import { kinds } from "../../src/tables/kinds.js";

/** The flag of a header that asm/vm/usage.ts sets. */
const FLAG_USED = 0x10;

const kindNamed = (name: string): number => kinds.findIndex((kind) => kind.name === name);
const callables = [kindNamed("NativeFunction"), kindNamed("Type")];
const wrappers = [kindNamed("BoundMethod"), kindNamed("StaticMethod"), kindNamed("ClassMethod")];

interface Machine {
  readonly memory: WebAssembly.Memory;
  readonly exports: { readonly OPCODES_USED: WebAssembly.Global };
}

/** The Wasm side of a runtime, which nobody but this test looks at. */
const machineOf = (runtime: Runtime): Machine =>
  (runtime as unknown as { readonly machine: Machine }).machine;

/**
 * The native function or type at an address or behind the wrapper there, 0 when it is neither. All runtimes have
 * theirs at the same addresses.
 */
export function callableAt(runtime: Runtime, address: number): number {
  const memory = new DataView(machineOf(runtime).memory.buffer);
  if (address % 4 !== 0 || address + 8 > memory.byteLength) return 0;
  const kind = memory.getUint8(address);
  if (wrappers.includes(kind)) return callableAt(runtime, memory.getUint32(address + 4, true));
  return callables.includes(kind) ? address : 0;
}

/** What runtimes of the counting build have used. */
export class Usage {
  readonly opcodes = new Uint8Array(256);
  private readonly called = new Set<number>();

  /** @param addresses the native functions and types to watch */
  constructor(private readonly addresses: Iterable<number>) {}

  /** Adds what a runtime has used so far. */
  add(runtime: Runtime): void {
    const { memory, exports } = machineOf(runtime);
    const bytes = new Uint8Array(memory.buffer);
    const start = Number(exports.OPCODES_USED.value);
    for (let code = 0; code < 256; code++) this.opcodes[code]! |= bytes[start + code]!;
    for (const address of this.addresses) {
      if (bytes[address + 1]! & FLAG_USED) this.called.add(address);
    }
  }

  hasCalled(address: number): boolean {
    return this.called.has(address);
  }
}
