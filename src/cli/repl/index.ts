import { version } from "../help.js";
import type { Outcome, Session } from "../session.js";
import { readHistory, writeHistory } from "./history.js";
import { Repl } from "./repl.js";
import { ProcessTerminal } from "./terminal.js";

/** Talks with the person at the terminal until they leave. */
export async function runRepl(session: Session): Promise<Outcome> {
  let outcome: Outcome = { status: 0, exits: false };
  const history = readHistory();
  const repl = new Repl({
    terminal: new ProcessTerminal(),
    banner: `${version()}\nType "help()" for more information.`,
    history,
    prompt: (name) => session.runtime.sysText(name),
    names: (path) => session.runtime.names(path),
    recover: () => session.runtime.unlockHeap(),
    execute: async (source, mode) => {
      const { status, exits } = await session.run(source, { mode });
      if (exits) outcome = { status, exits };
      return !exits;
    },
  });
  await repl.run();
  writeHistory(history);
  return outcome;
}
