import { type Context, createContext, Script } from "node:vm";
import { pause } from "./streams.js";

/** Shorter waits are not worth being interruptible. */
const SHORT_WAIT = 20;

/** A word that stays 0. */
const nothing = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

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
  return waitInterruptibly(nothing, 0, milliseconds);
}

/** The same until a word in shared memory is no longer 0. */
export function waitInterruptibly(words: Int32Array, word: number, milliseconds: number): boolean {
  waiting ??= {
    context: createContext({ wait: Atomics.wait }),
    script: new Script("wait(words, word, 0, time)"),
  };
  Object.assign(waiting.context, { words, word, time: milliseconds });
  try {
    waiting.script.runInContext(waiting.context, { breakOnSigint: true });
    return false;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_INTERRUPTED") throw error;
    return true;
  }
}
