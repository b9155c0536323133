import { readFileSync, realpathSync } from "node:fs";
import { dirname } from "node:path";
import { compileSource } from "../vm/compile.js";
import type { RunRequest } from "./arguments.js";
import { type Outcome, Session } from "./session.js";
import { complain, readAllInput } from "./streams.js";

/** The status of a command line that cannot be followed. */
const USAGE_STATUS = 2;
const done: Outcome = { status: 0, exits: false };

/** Runs what the command line says; gives the process's exit status. */
export async function run(request: RunRequest): Promise<number> {
  const { program } = request;
  const script = program.kind === "file" ? locateScript(program.text) : undefined;
  if (script === null) return USAGE_STATUS;
  const session = new Session(request, searchPath(script));
  let outcome = await runProgram(session, request);
  if (wantsRepl(request, outcome)) {
    const { runRepl } = await import("./repl/index.js");
    outcome = await runRepl(session);
  }
  const last = await session.runAtExit();
  if (request.verbose > 0) await session.printMemory();
  return last.exits || last.status !== 0 ? last.status : outcome.status;
}

/** The script's folder; null, and a complaint, when there is no such file. */
function locateScript(file: string): string | null {
  try {
    return dirname(realpathSync(file));
  } catch (error) {
    const { errno = 0, code } = error as NodeJS.ErrnoException;
    const text = code === "ENOENT" ? "No such file or directory" : code;
    complain(`adder: can't open file '${file}': [Errno ${-errno}] ${text}\n`);
    return null;
  }
}

/** `sys.path`: the script's folder or the current one, then what MICROPYPATH says. */
function searchPath(script: string | undefined): string[] {
  const { MICROPYPATH, HOME } = process.env;
  const given = MICROPYPATH ?? ".frozen:~/.micropython/lib:/usr/lib/micropython";
  const entries = given === "" ? [] : given.replace(/^:/, "").split(":");
  const expand = (entry: string): string =>
    HOME !== undefined && entry.startsWith("~/") ? HOME + entry.slice(1) : entry;
  return [script ?? "", ...entries.map(expand)];
}

function wantsRepl({ program, inspect }: RunRequest, outcome: Outcome): boolean {
  if (outcome.exits) return false;
  const asked = inspect || (process.env.MICROPYINSPECT ?? "") !== "";
  return asked || (program.kind === "none" && process.stdin.isTTY === true);
}

async function runProgram(session: Session, request: RunRequest): Promise<Outcome> {
  const { program } = request;
  switch (program.kind) {
    case "command":
      return runSource(session, request, new TextEncoder().encode(program.text), "<stdin>");
    case "module":
      return session.runModule(program.text);
    case "file":
      return runFile(session, request, program.text);
    case "stdin":
      return runSource(session, request, readAllInput(), "<stdin>");
    case "none": {
      const asked = request.inspect || (process.env.MICROPYINSPECT ?? "") !== "";
      if (asked || process.stdin.isTTY) return done;
      return runSource(session, request, readAllInput(), "<stdin>");
    }
  }
}

async function runSource(
  session: Session,
  request: RunRequest,
  source: Uint8Array,
  filename: string,
): Promise<Outcome> {
  if (!request.compileOnly) {
    session.runtime.globals.set("__file__", filename);
    return session.run(source, { filename });
  }
  const compiled = compileSource(source, filename, "exec", session.compileOptions);
  if ("error" in compiled) return session.run(source, { filename });
  if (request.verbose > 1) session.list(compiled.mpy);
  return done;
}

async function runFile(session: Session, request: RunRequest, file: string): Promise<Outcome> {
  const bytes = readFileSync(file);
  if (file.endsWith(".mpy")) return request.compileOnly ? done : session.runMpy(bytes);
  return runSource(session, request, bytes, file);
}
