import type { Pyboard } from "../../board/pyboard.js";
import { BoardReset, PythonExit } from "../../vm/errors.js";
import { LANGUAGE } from "../help.js";
import type { Interrupts } from "../interrupts.js";
import { readHistory, writeHistory } from "../repl/history.js";
import { Repl } from "../repl/repl.js";
import { ProcessTerminal, type Terminal } from "../repl/terminal.js";
import { complain } from "../streams.js";
import { endOf, isRestart } from "./program.js";

/** The key that leaves the prompt, as it leaves mpremote. */
const CTRL_X = "\x18";

/** A terminal that ends with Ctrl-X, and tells that end from Ctrl-D. */
class BoardTerminal implements Terminal {
  private readonly inner = new ProcessTerminal();
  /** Whether nothing more is to come. */
  atEnd = false;

  read(): string | undefined {
    const char = this.inner.read();
    this.atEnd = char === undefined || char === CTRL_X;
    return this.atEnd ? undefined : char;
  }

  write(text: string): void {
    this.inner.write(text);
  }

  setRaw(on: boolean): void {
    this.inner.setRaw(on);
  }
}

/**
 * Talks with the person at the board's prompt until they leave, which gives the exit status, or the board is reset,
 * by Ctrl-D or the program.
 */
export async function runPrompt(
  pyboard: Pyboard,
  interrupts: Interrupts,
): Promise<number | "restart"> {
  let ended: number | "restart" | undefined;
  const terminal = new BoardTerminal();
  const { runtime } = pyboard;
  const history = readHistory();
  const repl = new Repl({
    terminal,
    banner: `${LANGUAGE} on Adder; PYBv1.0 with STM32F405RG\nType "help()" for more information; Ctrl-D restarts the board, Ctrl-X leaves.`,
    history,
    prompt: (name) => runtime.sysText(name),
    names: (path) => runtime.names(path),
    recover: () => runtime.unlockHeap(),
    execute: async (source, mode) => {
      ended = execute(pyboard, interrupts, source, mode);
      return ended === undefined;
    },
  });
  await repl.run();
  writeHistory(history);
  if (ended !== undefined) return ended;
  if (terminal.atEnd) return 0;
  pyboard.softReset();
  return "restart";
}

/** Runs an input; says how it ends the prompt, if it does. */
function execute(
  pyboard: Pyboard,
  interrupts: Interrupts,
  source: string,
  mode: "single" | "exec",
): number | "restart" | undefined {
  interrupts.listen();
  try {
    pyboard.runInput(source, { mode });
    return undefined;
  } catch (error) {
    const { status, message } = endOf(error);
    complain(message);
    if (isRestart(pyboard, error)) return "restart";
    return error instanceof PythonExit || error instanceof BoardReset ? status : undefined;
  } finally {
    interrupts.ignore();
  }
}
