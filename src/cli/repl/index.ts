import { version } from "../help.js";
import type { Outcome, Session } from "../session.js";
import { readHistory, writeHistory } from "./history.js";
import { Repl } from "./repl.js";

/** Talks with the person at the terminal until they leave. */
export async function runRepl(session: Session): Promise<Outcome> {
  let outcome: Outcome = { status: 0, exits: false };
  process.stdout.write(`${version()}\nUse Ctrl-D to exit, Ctrl-E for paste mode\n`);
  const repl = new Repl({
    input: process.stdin,
    output: process.stdout,
    history: readHistory(),
    names: (path) => session.runtime.names(path),
    execute: async (source, mode) => {
      const { status, exits } = await session.run(source, { mode });
      if (exits) outcome = { status, exits };
      return !exits;
    },
  });
  writeHistory(await repl.run());
  return outcome;
}
