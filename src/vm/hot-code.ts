import type { SharedWords } from "../jit-wasm/shared-words.js";
import { type Translation, translate } from "../jit-wasm/translate.js";
import type { JitMode } from "../tables/jit.js";
import type { VmExports } from "./exports.js";
import type { HotCompiler } from "./host.js";
import { ObservedFacts } from "./observed-facts.js";
import type { TablePlaces } from "./table-places.js";

/** When Python code is compiled to Wasm: never, when it is hot, or at its first call. */
export type JitOption = keyof typeof JitMode;

/** Words at HELD; as in asm/jit/held.ts. */
const HELD_WORDS = 256;

/** Compiles what asm/jit/tier.ts lists as hot. */
export class HotCode implements HotCompiler {
  readonly #imports: Record<string, WebAssembly.ImportValue>;

  constructor(
    private readonly exports: VmExports,
    private readonly memory: WebAssembly.Memory,
    private readonly places: TablePlaces,
    private readonly mode: JitOption,
  ) {
    this.#imports = { ...(exports as unknown as Record<string, WebAssembly.ImportValue>), memory };
  }

  compileHot(): void {
    const { HOT, HOT_COUNT } = this.exports;
    const view = new DataView(this.memory.buffer);
    const count = view.getUint32(HOT_COUNT.value, true);
    // What is listed is alive until all of it is compiled.
    for (let i = 0; i < count; i++) {
      this.#compile(new DataView(this.memory.buffer).getUint32(HOT.value + 4 * i, true));
    }
    new DataView(this.memory.buffer).setUint32(HOT_COUNT.value, 0, true);
  }

  #compile(code: number): void {
    const facts = new ObservedFacts(this.exports, this.memory, code, this.mode !== "eager");
    const made = translate(facts.source, facts, this.#shared());
    if (made === undefined) return;
    if (!this.#hold(code, made.held)) return;
    this.#install(code, facts.address(0), made);
  }

  /** Has a function's code keep objects alive. false: there is no memory. */
  #hold(code: number, held: readonly number[]): boolean {
    const { HELD, holdForCode } = this.exports;
    if (held.length > HELD_WORDS) return false;
    new Uint32Array(this.memory.buffer).set(held, HELD.value >> 2);
    return holdForCode(code, held.length, HELD.value) !== 0;
  }

  #shared(): SharedWords {
    const { STATUS, GLOBALS_EPOCH } = this.exports;
    return { status: STATUS.value, epoch: GLOBALS_EPOCH.value, place: this.places.next };
  }

  #install(code: number, start: number, made: Translation): void {
    const module = new WebAssembly.Module(made.bytes);
    const instance = new WebAssembly.Instance(module, {
      vm: this.#imports as WebAssembly.ModuleImports,
    });
    const index = this.places.put(code, instance.exports.run);
    made.entries.forEach((position, i) => {
      this.exports.addEntry(start + position, index, i + 1);
    });
    this.exports.installCompiled(code, index, made.hasLoops ? 1 : 0);
  }
}
