import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface, type Interface } from "node:readline";
import type { Program } from "../programs.js";
import { type Session, WrongResult } from "./engine.js";

/**
 * A session in a child process that speaks the drivers' protocol: it prints
 * `ready VERSION` or `wrong RESULT`, then one line of microseconds for each line it reads.
 */
export class ChildSession implements Session {
  version = "";
  private readonly lines: AsyncIterator<string>;
  private stderr = "";

  private constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly reader: Interface,
  ) {
    this.lines = reader[Symbol.asyncIterator]();
    child.stderr.on("data", (chunk: Buffer) => {
      this.stderr += chunk.toString();
    });
    // A child that has died is reported by its missing answer, with its stderr.
    child.stdin.on("error", () => {});
    child.on("error", (error) => {
      this.stderr += error.message;
    });
  }

  /** Starts a driver; throws WrongResult, or Error with the child's stderr when it fails. */
  static async start(engine: string, program: Program, command: string[]): Promise<ChildSession> {
    const [file = "", ...args] = command;
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1", PYTHONUNBUFFERED: "1" };
    const child = spawn(file, args, { env });
    const session = new ChildSession(child, createInterface({ input: child.stdout }));
    const greeting = await session.nextLine();
    if (greeting.startsWith("wrong ")) {
      await session.close();
      throw new WrongResult(engine, program.name, greeting.slice("wrong ".length));
    }
    session.version = greeting.slice("ready ".length);
    return session;
  }

  async sample(): Promise<number> {
    this.child.stdin.write("go\n");
    return Number(await this.nextLine()) / 1000;
  }

  async close(): Promise<void> {
    this.child.stdin.end();
    this.reader.close();
    if (this.child.exitCode !== null || this.child.pid === undefined) return;
    await new Promise((resolve) => this.child.once("close", resolve));
  }

  private async nextLine(): Promise<string> {
    const line = await this.lines.next();
    if (line.done) throw new Error(`${this.child.spawnfile} ended: ${this.stderr.trim()}`);
    return line.value;
  }
}
