import { createRequire } from "node:module";
import type * as WorkerThreads from "node:worker_threads";
import { Wanted, Word } from "./signal-words.js";

/** Milliseconds that a thread may take to stop listening; it takes far less. */
const STOP_WITHIN = 200;

const load = createRequire(import.meta.url);

/**
 * Hears SIGINT in a thread of its own, so that this one need not let the event loop turn. Starting it takes a few
 * milliseconds here and about 30 until it hears.
 */
export class SignalWatcher {
  private readonly words = new Int32Array(
    new SharedArrayBuffer(Word.Count * Int32Array.BYTES_PER_ELEMENT),
  );

  constructor() {
    const { Worker } = load("node:worker_threads") as typeof WorkerThreads;
    const file = new URL("./signal-thread.js", import.meta.url);
    new Worker(file, { workerData: this.words, execArgv: [] }).unref();
  }

  /** Takes SIGINT over from whoever had it. */
  listen(): void {
    Atomics.store(this.words, Word.Signals, 0);
    Atomics.store(this.words, Word.Wanted, Wanted.Listening);
    Atomics.notify(this.words, Word.Wanted);
  }

  /** Gives SIGINT up: it ends the process until somebody else takes it. */
  rest(): void {
    Atomics.store(this.words, Word.Wanted, Wanted.Resting);
    Atomics.notify(this.words, Word.Wanted);
    Atomics.wait(this.words, Word.Ready, 1, STOP_WITHIN);
  }

  /** Whether a signal has come since the last time. */
  take(): boolean {
    return Atomics.exchange(this.words, Word.Signals, 0) !== 0;
  }

  /** Whether signals are heard by now. */
  get ready(): boolean {
    return Atomics.load(this.words, Word.Ready) !== 0;
  }

  /** Blocks the thread; true when a signal ended the wait. */
  sleep(milliseconds: number): boolean {
    Atomics.wait(this.words, Word.Signals, 0, milliseconds);
    return this.take();
  }
}
