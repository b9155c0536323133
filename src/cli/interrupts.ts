import { SignalWatcher } from "./signal-watcher.js";
import { sleepInterruptibly } from "./sleep.js";

/** Milliseconds without a turn of the event loop after which signals are heard in a thread. */
const DEAF_AFTER = 60;
/** The character of Ctrl-C. */
const CTRL_C = 3;

/**
 * Ctrl-C while a program runs: it asks the program for a KeyboardInterrupt.
 *
 * Node tells of signals only when the event loop turns, which it does between the slices of a program. When it
 * cannot for long (a builtin function calls Python code that does not end), a thread takes over.
 * See docs/decisions/interrupts.md.
 */
export class Interrupts {
  private lastTurn = performance.now();
  private listening = false;
  private watcher: SignalWatcher | undefined;
  private watching = false;
  private readonly handler = (): void => this.interrupt();

  /** @param interrupt asks the program for a KeyboardInterrupt */
  constructor(private readonly interrupt: () => void) {}

  /** A program starts. */
  listen(): void {
    this.lastTurn = performance.now();
    if (this.listening || this.watching) return;
    this.listening = true;
    process.on("SIGINT", this.handler);
  }

  /** Called at every safepoint. */
  poll(): void {
    if (this.watching) {
      if (this.watcher!.take()) this.interrupt();
    } else if (this.listening && performance.now() - this.lastTurn > DEAF_AFTER) this.watch();
  }

  /** No program runs, or it does without: SIGINT ends the process. */
  ignore(): void {
    if (this.watching) {
      this.watching = false;
      this.watcher!.rest();
    }
    if (!this.listening) return;
    this.listening = false;
    process.off("SIGINT", this.handler);
  }

  /** The program chooses the character of the terminal that interrupts it; as on Unix only Ctrl-C can. */
  chooseKey(character: number): void {
    if (character === CTRL_C) this.listen();
    else this.ignore();
  }

  /** Lets the event loop turn. */
  async turn(): Promise<void> {
    await new Promise<void>((done) => setImmediate(done));
    this.lastTurn = performance.now();
  }

  /** Blocks the thread; true when Ctrl-C ended the wait. */
  sleep(milliseconds: number): boolean {
    // What the thread has taken over must not be touched here: either would take it from the other.
    if (this.watching) return this.watcher!.sleep(milliseconds);
    return sleepInterruptibly(milliseconds, this.listening);
  }

  private watch(): void {
    // What the thread has taken over the listener here must not take back.
    this.ignore();
    this.watching = true;
    this.watcher ??= new SignalWatcher();
    if (this.watcher.listen()) this.interrupt();
  }
}
