import { createRequire } from "node:module";
import type * as WorkerThreads from "node:worker_threads";
import { Wanted, Word } from "./signal-words.js";
import { waitInterruptibly } from "./sleep.js";

/** Milliseconds that a thread may take to stop listening; it takes far less. */
const STOP_WITHIN = 200;
/** Milliseconds that a thread may take to listen; mostly it takes 20. */
const START_WITHIN = 2000;

const load = createRequire(import.meta.url);

/**
 * Hears SIGINT in a thread of its own, so that this one need not let the event loop turn. Starting it takes
 * about 20 milliseconds.
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

  /**
   * Takes SIGINT, for which nobody may listen, and waits until it is heard here; true when one has come
   * meanwhile.
   */
  listen(): boolean {
    Atomics.store(this.words, Word.Signals, 0);
    Atomics.store(this.words, Word.Wanted, Wanted.Listening);
    Atomics.notify(this.words, Word.Wanted);
    return waitInterruptibly(this.words, Word.Ready, START_WITHIN);
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

  /** Blocks the thread; true when a signal ended the wait. */
  sleep(milliseconds: number): boolean {
    Atomics.wait(this.words, Word.Signals, 0, milliseconds);
    return this.take();
  }
}
