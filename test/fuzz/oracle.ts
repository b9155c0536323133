import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { Outcome } from "./outcome.js";

/**
 * Runs the program in the variable `source` in a namespace of its own and prints the traceback of what
 * it does not catch.
 */
const harness = `
import gc, sys
try:
    exec(source, {"__name__": "__main__"})
except BaseException as error:
    sys.print_exception(error, sys.stdout)
`;

/** The traceback's entry for the harness itself. */
const harnessEntry = /^ {2}File "<stdin>", line 4, in <module>\n/m;

const TIMEOUT_MS = 20_000;

/** The reference implementation in a process of its own, started when first needed. */
export class Oracle {
  #child: ChildProcess | undefined;

  /** `script` is the path of oracle-process.mjs. */
  constructor(readonly script: string) {}

  /** Runs a program; a crash of the interpreter is an outcome like any other. */
  async run(source: string): Promise<Outcome> {
    const child = await this.#start();
    const timer = setTimeout(() => child.kill("SIGKILL"), TIMEOUT_MS);
    child.send({ harness, source });
    const outcome = await new Promise<Outcome>((resolve) => {
      const ended = (_: unknown, signal: string): void =>
        resolve({ output: "", crash: `ended by ${signal}` });
      child.once("exit", ended);
      child.once("message", (message: Outcome) => {
        child.off("exit", ended);
        resolve(message);
      });
    });
    clearTimeout(timer);
    if (outcome.crash !== null) this.close();
    const output = outcome.output.replaceAll("\r\n", "\n").replace(harnessEntry, "");
    return { output, crash: outcome.crash };
  }

  /** Ends the process. */
  close(): void {
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
  }

  async #start(): Promise<ChildProcess> {
    if (this.#child === undefined) {
      this.#child = fork(this.script, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
      await once(this.#child, "message");
    }
    return this.#child;
  }
}
