import type { Reader } from "../compile/index.js";
import { compileSource, mpyRefusal, type SourceMode } from "./compile.js";
import {
  BudgetError,
  CallbackError,
  PythonError,
  PythonExit,
  RuntimeFailure,
  UsageError,
} from "./errors.js";
import { Answer } from "./exports.js";
import { Machine } from "./machine.js";
import type { RuntimeOptions } from "./options.js";
import { describeFailure } from "./trap.js";
import { decodeValue, encodeValue, type PythonValue } from "./values.js";

/** How a source is run. */
export interface RunOptions {
  /** The name in tracebacks; `<stdin>` by default. */
  readonly filename?: string;
  /** `exec` (the default) for a program, `single` for one input of a REPL. */
  readonly mode?: SourceMode;
}

/** How a run is cut into slices. */
export interface SliceOptions {
  /** Milliseconds between two turns of the event loop; 30 by default. */
  readonly slice?: number;
  /** Lets the event loop turn; by default until `setImmediate` calls back. */
  readonly turn?: () => Promise<void>;
}

type Source = string | Uint8Array | Reader;

/** The globals of `__main__`. */
export interface Globals {
  /** The value of a global, copied; undefined when there is none. */
  get(name: string): PythonValue | undefined;
  /** Makes a global of a copy of a value. Throws UsageError for what Python has no counterpart of. */
  set(name: string, value: unknown): void;
  /** Whether there was such a global. */
  delete(name: string): boolean;
}

const DEFAULT_SLICE = 30;

/**
 * A Python of its own: its heap, its modules, its output. Runtimes share nothing.
 *
 * What a program does wrong is thrown as PythonError; `sys.exit` as PythonExit; a budget used up as
 * BudgetError; what a function of the embedder throws, as it is. After each of these the runtime goes on to
 * work. RuntimeFailure says that it cannot.
 */
export class Runtime {
  /** The globals of `__main__`. */
  readonly globals: Globals = {
    get: (name) => this.getGlobal(name),
    set: (name, value) => this.setGlobal(name, value),
    delete: (name) => this.deleteGlobal(name),
  };
  private readonly machine: Machine;
  private state: "idle" | "running" | "disposed" | "failed" = "idle";
  private failure: unknown;

  /** @throws UsageError for options out of range, RuntimeFailure when there is no memory */
  constructor(private readonly options: RuntimeOptions = {}) {
    this.machine = new Machine(options);
  }

  /** Runs a program in `__main__`, to its end. */
  run(source: Source, options: RunOptions = {}): void {
    this.enter(() => this.enterSource(source, options));
    this.finish();
  }

  /** Like `run`, but lets the event loop turn from time to time, so that `interrupt` can be called. */
  async runSliced(source: Source, options: RunOptions & SliceOptions = {}): Promise<void> {
    this.enter(() => this.enterSource(source, options));
    await this.finishSliced(options);
  }

  /** Runs the bytes of a `.mpy` file in `__main__`, to its end. */
  runMpy(bytes: Uint8Array): void {
    this.enter(() => this.enterMpy(bytes));
    this.finish();
  }

  /** Like `runMpy`, sliced as `runSliced`. */
  async runMpySliced(bytes: Uint8Array, options: SliceOptions = {}): Promise<void> {
    this.enter(() => this.enterMpy(bytes));
    await this.finishSliced(options);
  }

  /**
   * Runs a module as a program: imports it with the name `__main__`, of a package its module `__main__`. It
   * takes no turns of the event loop.
   */
  runModule(name: string): void {
    this.enter(() => {
      const length = this.machine.fill([new TextEncoder().encode(name)]);
      if (this.machine.exports.runModule(length) === 0) this.machine.throwPending();
    });
    this.rest();
  }

  /**
   * Calls a global of `__main__` with copies of values; gives a copy of its result.
   *
   * @throws UsageError also when there is no such global
   */
  call(name: string, ...args: readonly unknown[]): PythonValue {
    const encoded = args.map(encodeValue);
    const answer = this.ask(() => {
      const length = this.machine.fill([encodeName(name), ...encoded]);
      return this.machine.exports.callGlobal(length, args.length);
    });
    if (answer === Answer.Missing) {
      this.state = "idle";
      throw new UsageError(`expected a global named ${name}`);
    }
    if (answer === Answer.Entered) this.finish();
    else this.rest();
    return this.takeResult();
  }

  /** Cycles that the board's processor has taken so far; of the host's build only those of machine code. */
  get cycles(): number {
    return this.machine.exports.cpuCycles();
  }

  /** Objects that were allocated on the board so far, and their bytes in blocks of 16; 0 in the host's build. */
  get allocated(): { readonly objects: number; readonly bytes: number } {
    const { allocations, allocatedBlocks } = this.machine.exports;
    return { objects: allocations.value >>> 0, bytes: (allocatedBlocks.value >>> 0) * 16 };
  }

  /** Runs what the program has left to be done at its end (`sys.atexit`). */
  runAtExit(): void {
    const answer = this.ask(() => this.machine.exports.callAtExit());
    if (answer === Answer.Entered) this.finish();
    else this.rest();
  }

  /**
   * The names of the attributes of what a dotted path leads to, or for "" those of globals and builtins; none when
   * it leads nowhere.
   */
  names(path: string): string[] {
    const found = this.enter(() => {
      const length = this.machine.fill([new TextEncoder().encode(path)]);
      return this.machine.exports.findNames(length) !== 0;
    });
    this.rest();
    return found ? (this.takeResult() as string[]) : [];
  }

  /** Asks what runs for a KeyboardInterrupt; may be called while a sliced run waits. */
  interrupt(): void {
    this.checkUsable();
    this.machine.host.interrupt();
  }

  /** Collects garbage. */
  collect(): void {
    this.enter(() => this.machine.exports.collect());
    this.rest();
  }

  /** The text of an attribute of `sys`; "" when it is not there or no str. */
  sysText(name: string): string {
    const answer = this.ask(() =>
      this.machine.exports.getInSys(this.machine.fill([encodeName(name)])),
    );
    this.rest();
    const value = answer === Answer.Missing ? "" : this.takeResult();
    return typeof value === "string" ? value : "";
  }

  /** Takes back every `micropython.heap_lock` of the program. */
  unlockHeap(): void {
    this.enter(() => this.machine.exports.unlockAll());
    this.rest();
  }

  /** Closes the files of the program. The runtime cannot be used afterwards. */
  dispose(): void {
    if (this.state === "running") throw new UsageError("expected no running program in dispose()");
    this.machine.host.files.closeAll();
    this.state = "disposed";
  }

  private checkUsable(): void {
    if (this.state === "disposed") throw new UsageError("expected a runtime that is not disposed");
    if (this.state === "failed") {
      throw new RuntimeFailure("this runtime has failed", { cause: this.failure });
    }
  }

  private enter<T>(start: () => T): T {
    this.checkUsable();
    if (this.state === "running") {
      throw new UsageError("expected a runtime that is not running: make another one");
    }
    this.state = "running";
    this.machine.host.startBudget();
    return this.guard(start);
  }

  /** Enters a request about a name; a failed one throws. */
  private ask(request: () => Answer): Answer {
    return this.enter(() => {
      const answer = request();
      if (answer === Answer.Failed) this.machine.throwPending();
      return answer;
    });
  }

  private enterSource(source: Source, { filename = "<stdin>", mode = "exec" }: RunOptions): void {
    const compiled = compileSource(source, filename, mode, this.options);
    if ("error" in compiled) this.machine.refuse(compiled.error);
    this.machine.host.showCode(compiled.mpy);
    this.machine.enter(compiled.bytes);
  }

  private enterMpy(bytes: Uint8Array): void {
    const refusal = mpyRefusal(bytes, this.options.machine);
    if (refusal !== undefined) this.machine.refuse(refusal);
    this.machine.enter(bytes);
  }

  private rest(): void {
    // Idle only now: what the embedder does in the callback cannot enter the runtime.
    this.guard(() => this.machine.exports.flushOutput());
    this.state = "idle";
  }

  private finish(): void {
    this.guard(() => {
      while (!this.machine.advance(Number.POSITIVE_INFINITY));
    });
    this.rest();
  }

  private async finishSliced({
    slice = DEFAULT_SLICE,
    turn = turnEventLoop,
  }: SliceOptions): Promise<void> {
    while (!this.guard(() => this.machine.advance(slice))) await turn();
    this.rest();
  }

  /** Runs code of the VM; whatever it throws ends the run, what it should not throw the runtime. */
  private guard<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      this.state = "idle";
      if (error instanceof PythonError || error instanceof PythonExit) throw error;
      if (error instanceof BudgetError) {
        this.machine.abandon();
        this.guard(() => this.machine.exports.flushOutput());
        throw error;
      }
      if (error instanceof CallbackError) {
        this.machine.abandon();
        throw error.cause;
      }
      this.state = "failed";
      this.failure = error;
      const { host } = this.machine;
      const reason = describeFailure(error, (module, at) => host.placeOf(module, at));
      throw new RuntimeFailure(`this runtime has failed: ${reason}`, { cause: error });
    }
  }

  private getGlobal(name: string): PythonValue | undefined {
    const answer = this.ask(() =>
      this.machine.exports.getGlobal(this.machine.fill([encodeName(name)])),
    );
    this.rest();
    return answer === Answer.Missing ? undefined : this.takeResult();
  }

  private setGlobal(name: string, value: unknown): void {
    const encoded = encodeValue(value);
    this.ask(() => this.machine.exports.setGlobal(this.machine.fill([encodeName(name), encoded])));
    this.rest();
  }

  private deleteGlobal(name: string): boolean {
    const answer = this.ask(() =>
      this.machine.exports.deleteGlobal(this.machine.fill([encodeName(name)])),
    );
    this.rest();
    return answer !== Answer.Missing;
  }

  private takeResult(): PythonValue {
    const bytes = this.enter(() => {
      if (this.machine.exports.takeResult() === 0) this.machine.throwPending();
      return this.machine.left().slice();
    });
    this.rest();
    return decodeValue(bytes);
  }
}

function turnEventLoop(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}

function encodeName(name: string): Uint8Array {
  if (typeof name !== "string" || name === "") throw new UsageError("expected a name");
  return new TextEncoder().encode(name);
}
