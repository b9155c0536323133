/**
 * The thread that hears Ctrl-C while the main one cannot. Signals of the process reach no worker, but a script
 * that is run with `breakOnSigint` is broken off by them in whatever thread it runs.
 */
import { createContext, Script } from "node:vm";
import { workerData } from "node:worker_threads";
import { Wanted, Word } from "./signal-words.js";

const words = workerData as Int32Array;
const context = createContext({
  wait: Atomics.wait,
  words,
  word: Word.Wanted,
  now: Wanted.Listening,
});
const waiting = new Script("wait(words, word, now)");

function set(word: Word, value: number): void {
  Atomics.store(words, word, value);
  Atomics.notify(words, word);
}

/** Waits for signals until nobody wants them any more. */
function listen(): void {
  // The script around it keeps the signal from ending the process between two waits.
  try {
    new Script("during()").runInContext(createContext({ during: listenInside }), {
      breakOnSigint: true,
    });
  } catch {
    set(Word.Signals, 1);
  }
}

function listenInside(): void {
  set(Word.Ready, 1);
  while (Atomics.load(words, Word.Wanted) === Wanted.Listening) {
    try {
      waiting.runInContext(context, { breakOnSigint: true });
    } catch {
      set(Word.Signals, 1);
    }
  }
}

while (true) {
  Atomics.wait(words, Word.Wanted, Wanted.Resting);
  while (Atomics.load(words, Word.Wanted) === Wanted.Listening) listen();
  set(Word.Ready, 0);
}
