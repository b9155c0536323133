import type { Reader } from "../compile/index.js";
import { compileSource, type SourceMode } from "./compile.js";
import { BudgetError, PythonError, PythonExit, RuntimeFailure, UsageError } from "./errors.js";
import type { VmExports } from "./exports.js";
import { Host } from "./host.js";
import { vmModule } from "./module.js";
import type { RuntimeOptions } from "./options.js";
import { raiseCompileError } from "./raise.js";

/** How `step` says that there is more to do; `SUSPENDED` of asm/memory/ref.ts. */
const SUSPENDED = 0x36;
const WASM_INITIAL_PAGES = 32;
const WASM_MAXIMUM_PAGES = 65536;
const DEFAULT_HEAP = 1 << 20;
const DEFAULT_MAX_HEAP = 256 << 20;
const DEFAULT_STACK = 512 << 10;
const MIN_HEAP = 1024;

/** What `describePending` can tell; `Part` of asm/embed/errors.ts. */
enum Part {
  Type,
  Message,
  Traceback,
}

/** How a source is run. */
export interface RunOptions {
  /** The name in tracebacks; `<stdin>` by default. */
  readonly filename?: string;
  /** `exec` (the default) for a program, `single` for one input of a REPL, `eval` for an expression. */
  readonly mode?: SourceMode;
}

const decoder = new TextDecoder();

/** A Python of its own: its heap, its modules, its output. Runtimes share nothing. */
export class Runtime {
  private readonly host: Host;
  private readonly exports: VmExports;
  private readonly memory: WebAssembly.Memory;
  private state: "idle" | "running" | "disposed" | "failed" = "idle";
  private failure: unknown;

  /** @throws UsageError for options out of range, RuntimeFailure when there is no memory */
  constructor(private readonly options: RuntimeOptions = {}) {
    const sizes = checkSizes(options);
    this.memory = new WebAssembly.Memory({
      initial: WASM_INITIAL_PAGES,
      maximum: WASM_MAXIMUM_PAGES,
    });
    this.host = new Host(this.memory, options);
    this.exports = instantiate(this.memory, this.host);
    this.host.connect(this.exports);
    const hard = options.hardMode === true ? 1 : 0;
    if (this.exports.start(sizes.heapSize, sizes.maxHeap, sizes.stackSize, hard) === 0) {
      throw new RuntimeFailure(`no memory for a heap of ${sizes.heapSize} bytes`);
    }
  }

  /**
   * Runs a program in `__main__`, to its end.
   *
   * @throws PythonError, PythonExit, BudgetError, RuntimeFailure, UsageError
   */
  run(source: string | Uint8Array | Reader, options: RunOptions = {}): void {
    this.enter(() => this.enterSource(source, options));
    this.finish();
  }

  /**
   * Like `run`, but lets the event loop turn every `slice` milliseconds, so that `interrupt` can be called.
   */
  async runSliced(
    source: string | Uint8Array | Reader,
    options: RunOptions & { slice?: number } = {},
  ): Promise<void> {
    this.enter(() => this.enterSource(source, options));
    const slice = options.slice ?? 30;
    while (!this.advance(slice)) await new Promise<void>((done) => setImmediate(done));
  }

  /** Runs the bytes of a `.mpy` file in `__main__`, to its end. Throws as `run` does. */
  runMpy(bytes: Uint8Array): void {
    this.enter(() => this.enterBytes(bytes));
    this.finish();
  }

  /** Asks what runs for a KeyboardInterrupt; may be called while a sliced run waits. */
  interrupt(): void {
    this.checkUsable();
    new Int32Array(this.memory.buffer)[this.exports.INTERRUPT.value >> 2] = 1;
  }

  /** Closes the files of the program. The runtime cannot be used afterwards. */
  dispose(): void {
    if (this.state === "running") throw new UsageError("expected no running program in dispose()");
    this.host.files.closeAll();
    this.state = "disposed";
  }

  private checkUsable(): void {
    if (this.state === "disposed") throw new UsageError("expected a runtime that is not disposed");
    if (this.state === "failed") {
      throw new RuntimeFailure("this runtime has failed", { cause: this.failure });
    }
  }

  private enter(start: () => void): void {
    this.checkUsable();
    if (this.state === "running") {
      throw new UsageError("expected a runtime that is not running: make another one");
    }
    this.state = "running";
    this.host.startBudget();
    this.guard(start);
  }

  private enterSource(source: string | Uint8Array | Reader, options: RunOptions): void {
    const { filename = "<stdin>", mode = "exec" } = options;
    const compiled = compileSource(source, filename, mode, this.options.optLevel ?? 0);
    if ("bytes" in compiled) {
      this.enterBytes(compiled.bytes);
      return;
    }
    raiseCompileError(this.exports, this.memory, compiled.error);
    this.throwPending();
  }

  private enterBytes(bytes: Uint8Array): void {
    const address = this.exports.hostBuffer(bytes.length);
    if (address === 0) this.throwPending();
    new Uint8Array(this.memory.buffer, address, bytes.length).set(bytes);
    if (this.exports.enterMain() === 0) this.throwPending();
  }

  private finish(): void {
    while (!this.advance(Number.POSITIVE_INFINITY));
  }

  /** Runs for at most so many milliseconds; true when the program has ended. */
  private advance(milliseconds: number): boolean {
    return this.guard(() => {
      const end = performance.now() + milliseconds;
      let result = this.exports.step();
      while (result === SUSPENDED) {
        if (performance.now() >= end) return false;
        result = this.exports.step();
      }
      if (result === 0) this.throwPending();
      this.exports.flushOutput();
      this.state = "idle";
      return true;
    });
  }

  /** Runs code of the VM; whatever it throws ends the run, a trap ends the runtime. */
  private guard<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      throw this.ended(error);
    }
  }

  private ended(error: unknown): unknown {
    this.state = "idle";
    if (error instanceof PythonError || error instanceof PythonExit) return error;
    if (error instanceof BudgetError) {
      this.exports.abandon();
      this.exports.flushOutput();
      return error;
    }
    this.state = "failed";
    this.failure = error;
    return new RuntimeFailure("this runtime has failed", { cause: error });
  }

  private throwPending(): never {
    const status = this.exports.exitStatus();
    const error = status >= 0 ? new PythonExit(status) : this.pendingError();
    this.exports.clearPending();
    this.exports.flushOutput();
    throw error;
  }

  private pendingError(): PythonError {
    return new PythonError(
      this.describe(Part.Type),
      this.describe(Part.Message),
      this.describe(Part.Traceback),
    );
  }

  private describe(part: Part): string {
    if (this.exports.describePending(part) === 0) return "";
    const { buffer } = this.memory;
    const bytes = new Uint8Array(buffer, this.exports.leftData(), this.exports.leftLength());
    return decoder.decode(bytes);
  }
}

function instantiate(memory: WebAssembly.Memory, host: Host): VmExports {
  const functions = host.imports() as WebAssembly.ModuleImports;
  const imports = { env: { memory }, host: functions };
  return new WebAssembly.Instance(vmModule(), imports).exports as unknown as VmExports;
}

function checkSizes(options: RuntimeOptions): {
  heapSize: number;
  maxHeap: number;
  stackSize: number;
} {
  const heapSize = checkSize("heapSize", options.heapSize ?? DEFAULT_HEAP, MIN_HEAP);
  const maxHeap = options.maxHeap ?? Math.max(DEFAULT_MAX_HEAP, heapSize);
  const stackSize = checkSize("stackSize", options.stackSize ?? DEFAULT_STACK, MIN_HEAP);
  return { heapSize, maxHeap: checkSize("maxHeap", maxHeap, heapSize), stackSize };
}

function checkSize(name: string, value: number, least: number): number {
  if (Number.isInteger(value) && value >= least && value < 2 ** 32) return value;
  throw new UsageError(
    `${name}: expected a whole number of bytes, at least ${least}, not ${value}`,
  );
}
