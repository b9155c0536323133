import { type Context, createContext, Script } from "node:vm";
import { pause } from "./streams.js";

/** Shorter waits are not worth being interruptible. */
const SHORT_WAIT = 20;

let waiting: { context: Context; script: Script } | undefined;

/**
 * Blocks the thread; true when Ctrl-C ended the wait. The wait is a script of its own because that is what
 * Node lets a signal break.
 */
export function sleepInterruptibly(milliseconds: number, interruptible: boolean): boolean {
  if (milliseconds <= 0) return false;
  if (milliseconds < SHORT_WAIT || !interruptible) {
    pause(milliseconds);
    return false;
  }
  waiting ??= {
    context: createContext({
      wait: Atomics.wait,
      word: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
    }),
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
