import { Layout } from "../tables/jit.js";
import { callOut } from "./errors.js";
import type { VmExports } from "./exports.js";
import type { LinearMemory } from "./linear-memory.js";
import type { RuntimeOptions } from "./options.js";

const decoder = new TextDecoder();

/** The pyboard's. */
const BOARD_MEGAHERTZ = 168;

/** Gives the VM's reports of allocations and collections to the embedder, with texts for its interned strings. */
export class AllocationWatch {
  private readonly texts = new Map<number, string>();
  /** When the collection that runs started: microseconds here, cycles there. */
  private started = { micros: 0, cycles: 0 };

  constructor(
    private readonly vm: VmExports,
    private readonly memory: LinearMemory,
    private readonly options: Pick<RuntimeOptions, "onAllocation" | "onCollection">,
  ) {}

  /** What asm/host.ts says of `collecting`. */
  collecting(starts: boolean): void {
    const now = { micros: performance.now() * 1000, cycles: this.vm.cpuCycles() };
    if (starts) {
      this.started = now;
      return;
    }
    const host = now.micros - this.started.micros;
    const board = (now.cycles - this.started.cycles) / BOARD_MEGAHERTZ;
    callOut(() => this.options.onCollection?.({ host, board }));
  }

  /** What asm/host.ts says of `allocated`. */
  allocated(bytes: number, file: number, line: number, name: number): void {
    const place =
      file === 0
        ? { file: undefined, line: 0, name: "" }
        : { file: this.text(file), line, name: this.text(name) };
    callOut(() => this.options.onAllocation?.({ bytes, ...place }));
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
    const length = this.memory.view(address + Layout.StrLength, 4).getUint32(0, true);
    return decoder.decode(this.memory.bytes(address + Layout.StrData, length));
  }
}
