import { Layout } from "../tables/jit.js";
import { callOut } from "./errors.js";
import type { VmExports } from "./exports.js";
import type { Allocation } from "./options.js";

const decoder = new TextDecoder();

/** Gives the VM's reports of allocations to a listener, with texts for its interned strings. */
export class AllocationWatch {
  private readonly texts = new Map<number, string>();

  constructor(
    private readonly vm: VmExports,
    private readonly memory: WebAssembly.Memory,
    private readonly listener: (allocation: Allocation) => void,
  ) {}

  /** What asm/host.ts says of `allocated`. */
  tell(bytes: number, file: number, line: number, name: number): void {
    const place =
      file === 0
        ? { file: undefined, line: 0, name: "" }
        : { file: this.text(file), line, name: this.text(name) };
    callOut(() => this.listener({ bytes, ...place }));
  }

  /** The text of an interned string, which stays for as long as the VM. */
  private text(name: number): string {
    let text = this.texts.get(name);
    if (text === undefined) {
      text = this.read(name);
      this.texts.set(name, text);
    }
    return text;
  }

  private read(name: number): string {
    const address = this.vm.textOfName(name);
    const view = new DataView(this.memory.buffer);
    const length = view.getUint32(address + Layout.StrLength, true);
    const at = address + Layout.StrData;
    return decoder.decode(new Uint8Array(this.memory.buffer, at, length));
  }
}
