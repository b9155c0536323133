import type { Pyboard } from "../../board/pyboard.js";
import { LANGUAGE } from "../help.js";
import type { Interrupts } from "../interrupts.js";
import { readHistory, writeHistory } from "../repl/history.js";
import { Repl } from "../repl/repl.js";
import { ProcessTerminal } from "../repl/terminal.js";
import { complain } from "../streams.js";
import { endOf } from "./program.js";

/** Talks with the person at the board's prompt until they leave; gives the exit status. */
export async function runPrompt(pyboard: Pyboard, interrupts: Interrupts): Promise<number> {
  let status = 0;
  const { runtime } = pyboard;
  const history = readHistory();
  const repl = new Repl({
    terminal: new ProcessTerminal(),
    banner: `${LANGUAGE} on Adder; PYBv1.0 with STM32F405RG\nType "help()" for more information.`,
    history,
    prompt: (name) => runtime.sysText(name),
    names: (path) => runtime.names(path),
    recover: () => runtime.unlockHeap(),
    execute: async (source, mode) => {
      const ended = execute(pyboard, interrupts, source, mode);
      status = ended ?? 0;
      return ended === undefined;
    },
  });
  await repl.run();
  writeHistory(history);
  return status;
}

/** Runs an input; gives the exit status when it ends the prompt. */
function execute(
  pyboard: Pyboard,
  interrupts: Interrupts,
  source: string,
  mode: "single" | "exec",
): number | undefined {
  interrupts.listen();
  try {
    pyboard.run(source, { mode });
    return undefined;
  } catch (error) {
    const { status, message } = endOf(error);
    complain(message);
    return error instanceof Error && error.name === "PythonExit" ? status : undefined;
  } finally {
    interrupts.ignore();
  }
}
