import { createBoard, type Pyboard } from "../../src/board/pyboard.js";
import { PythonError } from "../../src/vm/errors.js";

/**
 * Runs a program on a board that `prepare` has seen; gives what it prints and the board. In hard mode, each allocation
 * takes the board's time for a collection: not for what measures time.
 */
export function runBoard(
  source: string,
  prepare: (pyboard: Pyboard) => void = () => {},
  hardMode = true,
): { readonly output: string; readonly pyboard: Pyboard } {
  const decoder = new TextDecoder();
  let output = "";
  const pyboard = createBoard({
    hardMode,
    stdout: (bytes) => {
      output += decoder.decode(bytes, { stream: true });
    },
  });
  prepare(pyboard);
  try {
    pyboard.run(source, { timeout: 20 });
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    output += error.traceback;
  }
  return { output, pyboard };
}

/** Calls back so many seconds from now, by the board's clock. */
export function after({ board }: Pyboard, seconds: number, action: () => void): void {
  const { clock } = board.chip;
  clock.at(clock.now + clock.cyclesOf(seconds), action);
}
