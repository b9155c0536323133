import { createInterface, type Interface, type Key } from "node:readline";
import { complete, type NameSource } from "./completion.js";
import { indentAfter, needsMore } from "./continuation.js";

const PROMPT = ">>> ";
const MORE_PROMPT = "... ";
const PASTE_PROMPT = "=== ";
const HISTORY_SIZE = 500;

/** What a prompt works with. */
export interface ReplHost {
  readonly input: NodeJS.ReadStream | NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Earlier lines, newest first. */
  readonly history: readonly string[];
  /** Names for completion. */
  readonly names: NameSource;
  /** Runs one input, or a pasted program; `false` ends the prompt. */
  execute(source: string, mode: "single" | "exec"): Promise<boolean>;
}

/** An interactive prompt: lines in, statements out. */
export class Repl {
  private lines: Interface;
  private readonly waiting: string[] = [];
  private statement = "";
  private pasting = false;
  private busy = false;
  private closed = false;
  private done!: (history: string[]) => void;

  constructor(private readonly host: ReplHost) {
    this.lines = this.open(host.history);
  }

  /** Runs until the input ends or a program ends it; gives the history, newest first. */
  run(): Promise<string[]> {
    this.host.input.on("keypress", this.onKey);
    this.ask(PROMPT);
    return new Promise((done) => {
      this.done = done;
    });
  }

  private open(history: readonly string[]): Interface {
    const lines = createInterface({
      input: this.host.input,
      output: this.host.output,
      terminal: true,
      history: [...history],
      historySize: HISTORY_SIZE,
      removeHistoryDuplicates: true,
      completer: (line: string) => this.complete(line),
    });
    lines.on("line", (line) => this.take(line));
    lines.on("SIGINT", () => this.cancel());
    lines.on("close", () => this.end());
    return lines;
  }

  private readonly onKey = (_text: string | undefined, key: Key): void => {
    if (!key.ctrl || this.busy) return;
    if (key.name === "e" && this.lines.line === "" && this.statement === "") this.startPaste();
  };

  private complete(line: string): [string[], string] {
    // A tab in front of a line's text indents it.
    if (line.trim() === "") return [[`${line}    `], line];
    return complete(line, this.host.names);
  }

  private startPaste(): void {
    if (this.pasting) return;
    this.pasting = true;
    this.host.output.write("\npaste mode; Ctrl-C to cancel, Ctrl-D to finish\n");
    this.ask(PASTE_PROMPT);
  }

  private ask(prompt: string, indent = ""): void {
    this.lines.setPrompt(prompt);
    this.lines.prompt();
    if (indent !== "") this.lines.write(indent);
  }

  private take(line: string): void {
    if (this.busy) {
      this.waiting.push(line);
      return;
    }
    if (this.pasting) {
      this.statement += `${line}\n`;
      this.ask(PASTE_PROMPT);
      return;
    }
    this.statement += line.trim() === "" && this.statement !== "" ? "" : line;
    if (!needsMore(this.statement)) {
      this.execute(this.statement);
      return;
    }
    this.statement += "\n";
    this.ask(MORE_PROMPT, indentAfter(line));
  }

  /** Ctrl-C at the prompt. */
  private cancel(): void {
    this.statement = "";
    this.pasting = false;
    this.waiting.length = 0;
    this.host.output.write("\n");
    // Drops what stands in the line.
    this.lines.write(null, { ctrl: true, name: "e" });
    this.lines.write(null, { ctrl: true, name: "u" });
    this.ask(PROMPT);
  }

  private async execute(source: string, mode: "single" | "exec" = "single"): Promise<void> {
    this.statement = "";
    if (source.trim() !== "") {
      this.release();
      const goesOn = await this.host.execute(source, mode);
      this.hold();
      if (!goesOn) {
        this.lines.close();
        return;
      }
    }
    if (this.closed) return;
    this.ask(PROMPT);
    for (let line = this.waiting.shift(); line !== undefined; line = this.waiting.shift()) {
      this.take(line);
      if (this.busy) return;
    }
  }

  /** Leaves the terminal to the program, which may read from it. */
  private release(): void {
    this.busy = true;
    if (this.closed) return;
    this.lines.pause();
    this.setRaw(false);
  }

  private hold(): void {
    this.busy = false;
    if (this.closed) return;
    this.setRaw(true);
    this.lines.resume();
  }

  private setRaw(on: boolean): void {
    const { input } = this.host;
    if ("setRawMode" in input && input.isTTY) input.setRawMode(on);
  }

  /** Ctrl-D, or the input has ended. In paste mode Ctrl-D runs what was pasted. */
  private async end(): Promise<void> {
    this.host.output.write("\n");
    const { history } = this.lines as Interface & { history: string[] };
    this.closed = true;
    if (this.pasting) {
      this.pasting = false;
      await this.runPasted(history);
      if (!this.closed) return;
    }
    this.host.input.off("keypress", this.onKey);
    this.done(history);
  }

  private async runPasted(history: readonly string[]): Promise<void> {
    const source = this.statement;
    this.statement = "";
    const goesOn = await this.host.execute(source, "exec");
    if (!goesOn || ("readableEnded" in this.host.input && this.host.input.readableEnded)) return;
    this.closed = false;
    this.lines = this.open(history);
    this.ask(PROMPT);
  }
}
