import { type Context, createContext, Script } from "node:vm";

/** Milliseconds without a turn of the event loop after which Ctrl-C ends the process instead. */
const DEAF_AFTER = 250;

const waitWord = new Int32Array(new SharedArrayBuffer(4));

/**
 * Ctrl-C while a program runs: it asks the program for a KeyboardInterrupt.
 *
 * Node tells of signals only when the event loop turns. While it cannot for long (a built-in function calls
 * Python code that does not end) the handler is taken away, so that Ctrl-C ends the process.
 */
export class Interrupts {
  private lastTurn = performance.now();
  private listening = false;
  private readonly handler = (): void => this.interrupt();

  /** @param interrupt asks the program for a KeyboardInterrupt */
  constructor(private readonly interrupt: () => void) {}

  /** A program starts, or the event loop has turned. */
  listen(): void {
    this.lastTurn = performance.now();
    if (this.listening) return;
    this.listening = true;
    process.on("SIGINT", this.handler);
  }

  /** Called at every safepoint. */
  watch(): void {
    if (this.listening && performance.now() - this.lastTurn > DEAF_AFTER) this.ignore();
  }

  /** No program runs. */
  ignore(): void {
    if (!this.listening) return;
    this.listening = false;
    process.off("SIGINT", this.handler);
  }

  /** Lets the event loop turn. */
  async turn(): Promise<void> {
    await new Promise<void>((done) => setImmediate(done));
    this.listen();
  }
}

/** Shorter waits are not worth being interruptible. */
const SHORT_WAIT = 20;

let waiting: { context: Context; script: Script } | undefined;

/**
 * Blocks the thread; true when Ctrl-C ended the wait. The wait is a script of its own because that is what
 * Node lets a signal break.
 */
export function sleepInterruptibly(milliseconds: number): boolean {
  if (milliseconds < SHORT_WAIT) {
    if (milliseconds > 0) Atomics.wait(waitWord, 0, 0, milliseconds);
    return false;
  }
  waiting ??= {
    context: createContext({ wait: Atomics.wait, word: waitWord }),
    script: new Script("wait(word, 0, 0, time)"),
  };
  waiting.context.time = milliseconds;
  try {
    waiting.script.runInContext(waiting.context, { breakOnSigint: true });
    return false;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_INTERRUPTED") throw error;
    return true;
  }
}
