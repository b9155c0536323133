import type { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import type { isatty } from "node:tty";
import { listBytecode } from "../compile/listing.js";
import type { SourceOptions } from "../vm/compile.js";
import { BudgetError, PythonError, PythonExit, RuntimeFailure } from "../vm/errors.js";
import { HostFiles } from "../vm/host-files.js";
import { type RunOptions, Runtime } from "../vm/runtime.js";
import type { RunRequest } from "./arguments.js";
import { Interrupts } from "./interrupts.js";
import { complain, readSome, writeAll } from "./streams.js";
import { readTerminal } from "./terminal-input.js";
import { hostZone } from "./time-zone.js";

/** The heap of a program that asks for none grows to this. */
const MAX_HEAP = 2 ** 30;
/** From this many `-v` on the bytecode is printed. */
const LISTING_LEVEL = 2;
const STDIN = 0;
const STDOUT = 1;
const STDERR = 2;

type Source = Parameters<Runtime["run"]>[0];

/** A runtime that is connected to the process: its streams, files, environment and signals. */
export class Session {
  readonly runtime: Runtime;
  /** How the runtime compiles sources. */
  readonly compileOptions: SourceOptions;
  private readonly interrupts: Interrupts;
  private listing = true;

  constructor(request: RunRequest, path: readonly string[]) {
    const { heapSize, machine, viper, emitter: emit } = request;
    this.compileOptions = { optLevel: request.optLevel, machine, viper, emit };
    this.interrupts = new Interrupts(() => this.runtime.interrupt());
    this.runtime = new Runtime({
      ...(heapSize !== undefined && { heapSize, maxHeap: heapSize }),
      ...(heapSize === undefined && { maxHeap: MAX_HEAP }),
      machine,
      viper,
      emit,
      stdout: (bytes) => writeAll(STDOUT, bytes),
      stderr: (bytes) => writeAll(STDERR, bytes),
      stdin: (into) => this.read(into),
      files: new HostFiles("/", process.cwd()),
      env: process.env,
      system: runShell,
      argv: request.argv,
      jit: request.jit,
      path,
      timeZone: hostZone,
      sleep: (milliseconds) => this.interrupts.sleep(milliseconds),
      onSafepoint: () => this.interrupts.poll(),
      interruptKey: (character) => this.interrupts.chooseKey(character),
      isTerminal,
      ...(request.verbose >= LISTING_LEVEL && {
        onCompiled: (code: Uint8Array) => this.list(code),
      }),
      optLevel: Math.min(request.optLevel, 3) as 0 | 1 | 2 | 3,
    });
  }

  /** Runs a program; gives the status with which the process ends when nothing follows. */
  async run(source: Source, options: RunOptions): Promise<Outcome> {
    return this.watch(() =>
      this.runtime.runSliced(source, { ...options, turn: () => this.interrupts.turn() }),
    );
  }

  /** Runs a `.mpy` file. */
  async runMpy(bytes: Uint8Array): Promise<Outcome> {
    return this.watch(() =>
      this.runtime.runMpySliced(bytes, { turn: () => this.interrupts.turn() }),
    );
  }

  /** Imports a module as the program. */
  async runModule(name: string): Promise<Outcome> {
    return this.watch(async () => this.runtime.runModule(name));
  }

  /** Prints what memory is in use. */
  async printMemory(): Promise<void> {
    this.listing = false;
    await this.run("import micropython\nmicropython.mem_info()", {});
  }

  /** Prints code as `-v -v` asks for it. */
  list(code: Uint8Array): void {
    if (!this.listing) return;
    writeAll(STDOUT, new TextEncoder().encode(listBytecode(code)));
  }

  /** Runs what `sys.atexit` was given. */
  async runAtExit(): Promise<Outcome> {
    return this.watch(async () => this.runtime.runAtExit());
  }

  private read(into: Uint8Array): number {
    const typed = isTerminal(STDIN)
      ? readTerminal(into, (milliseconds) => this.interrupts.sleep(milliseconds))
      : undefined;
    return typed ?? readSome(STDIN, into);
  }

  private async watch(program: () => Promise<void>): Promise<Outcome> {
    this.interrupts.listen();
    try {
      await program();
      return { status: 0, exits: false };
    } catch (error) {
      return report(error);
    } finally {
      this.interrupts.ignore();
    }
  }
}

/** How a program ended. */
export interface Outcome {
  readonly status: number;
  /** It asked for the end of the process (`sys.exit`). */
  readonly exits: boolean;
}

function report(error: unknown): Outcome {
  if (error instanceof PythonExit) {
    if (error.text !== undefined) complain(`${error.text}\n`);
    return { status: error.status, exits: true };
  }
  if (error instanceof PythonError) {
    complain(error.traceback);
    return { status: 1, exits: false };
  }
  if (error instanceof BudgetError || error instanceof RuntimeFailure) {
    complain(`adder: ${error.message}\n`);
    return { status: 1, exits: false };
  }
  throw error;
}

/** Loads a module of Node's that most programs do without: some take milliseconds. */
const load = createRequire(import.meta.url);

function isTerminal(fd: number): boolean {
  return (load("node:tty") as { isatty: typeof isatty }).isatty(fd);
}

function runShell(command: string): number {
  const { spawnSync: spawn } = load("node:child_process") as { spawnSync: typeof spawnSync };
  const { status, signal } = spawn(command, { shell: true, stdio: "inherit" });
  // As wait(2) packs it: the exit status in the second byte, a signal in the first.
  return signal === null ? (status ?? 1) << 8 : 1;
}
