import type { NameSource } from "./completion.js";
import { needsMore } from "./continuation.js";
import type { History } from "./history.js";
import { CTRL_C, CTRL_D, isEnter } from "./keys.js";
import { LineEditor } from "./line-editor.js";
import type { Terminal } from "./terminal.js";

const PASTE_PROMPT = "=== ";
const PASTE_BANNER = "paste mode; Ctrl-C to cancel, Ctrl-D to finish";

/** What a prompt works with. */
export interface ReplHost {
  readonly terminal: Terminal;
  /** What is printed first, without its line end. */
  readonly banner: string;
  readonly history: History;
  /** The prompts: `sys.ps1` for a statement, `sys.ps2` for the rest of it. */
  prompt(name: "ps1" | "ps2"): string;
  /** Names for completion. */
  readonly names: NameSource;
  /** Called before each prompt: makes the runtime usable whatever the program has done to it. */
  recover(): void;
  /** Runs one input, or a pasted program; `false` ends the prompt. */
  execute(source: string, mode: "single" | "exec"): Promise<boolean>;
}

/** What a person has entered: a program, nothing (the next prompt follows), or the end. */
type Input = { readonly source: string; readonly mode: "single" | "exec" } | "nothing" | "end";

/** An interactive prompt: lines in, statements out. */
export class Repl {
  private readonly editor: LineEditor;
  private readonly terminal: Terminal;

  constructor(private readonly host: ReplHost) {
    this.terminal = host.terminal;
    this.editor = new LineEditor(host.terminal, host.history, host.names);
  }

  /** Runs until the input ends or a program ends it. */
  async run(): Promise<void> {
    this.terminal.setRaw(true);
    this.terminal.write(`${this.host.banner}\n`);
    let goesOn = true;
    while (goesOn) {
      this.host.recover();
      const input = this.readInput();
      if (input === "end") break;
      if (input !== "nothing") goesOn = await this.execute(input.source, input.mode);
    }
    this.terminal.setRaw(false);
  }

  /** Leaves the terminal to the program, which may read from it. */
  private async execute(source: string, mode: "single" | "exec"): Promise<boolean> {
    this.terminal.setRaw(false);
    const goesOn = await this.host.execute(source, mode);
    if (goesOn) this.terminal.setRaw(true);
    return goesOn;
  }

  private readInput(): Input {
    const { line, ending } = this.editor.read(this.host.prompt("ps1"), "");
    if (ending === "enter") return line === "" ? "nothing" : this.readStatement(line);
    this.terminal.write("\n");
    switch (ending) {
      case "paste":
        return this.readPasted();
      case "reset":
        this.terminal.write(`${this.host.banner}\n`);
        return "nothing";
      case "interrupt":
        return "nothing";
      case "end":
        return "end";
    }
  }

  /** Reads the lines that follow the first one. */
  private readStatement(first: string): Input {
    let source = first;
    while (needsMore(source)) {
      source += "\n";
      const { line, ending } = this.editor.read(this.host.prompt("ps2"), source);
      if (ending === "interrupt") {
        this.terminal.write("\n");
        return "nothing";
      }
      source += line;
      if (ending === "end") break;
    }
    return { source, mode: "single" };
  }

  private readPasted(): Input {
    this.terminal.write(`${PASTE_BANNER}\n${PASTE_PROMPT}`);
    let source = "";
    while (true) {
      const char = this.terminal.read() ?? CTRL_D;
      if (char === CTRL_C || char === CTRL_D) this.terminal.write("\n");
      if (char === CTRL_C) return "nothing";
      if (char === CTRL_D) {
        // People and programs end a paste with Ctrl-D and Enter.
        this.editor.expectEnter();
        return { source, mode: "exec" };
      }
      const ends = isEnter(char);
      source += ends ? "\n" : char;
      this.terminal.write(ends ? `\n${PASTE_PROMPT}` : char);
    }
  }
}
