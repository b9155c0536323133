import { complete, inColumns, type NameSource } from "./completion.js";
import { indentAfter } from "./continuation.js";
import type { History } from "./history.js";
import {
  type Action,
  actionOf,
  CTRL_B,
  CTRL_C,
  CTRL_D,
  CTRL_E,
  ESCAPE,
  isEnter,
  isIncomplete,
  TAB,
} from "./keys.js";
import type { Terminal } from "./terminal.js";

/** How a line ends: with Enter, or with a control character that means something else to the prompt. */
export type Ending = "enter" | "interrupt" | "end" | "paste" | "reset";

/** What such a character means on an empty line. */
const endings: Readonly<Record<string, Ending>> = {
  [CTRL_B]: "reset",
  [CTRL_C]: "interrupt",
  [CTRL_D]: "end",
  [CTRL_E]: "paste",
};

const INDENT = "    ";
/** Milliseconds within which a key comes that has been typed before. */
const AT_ONCE = 3;
/** Up to so many steps backspaces are shorter than an escape sequence. */
const FEW_STEPS = 4;

/**
 * Reads lines key by key. What it writes is what MicroPython's own editor writes, so that whatever drives that one
 * through a terminal can drive this one.
 */
export class LineEditor {
  private chars: string[] = [];
  private cursor = 0;
  private prompt = "";
  /** The statement's lines so far, each with its line end. */
  private before = "";
  private indenting = true;
  private justIndented = false;
  private ending: Ending | undefined;
  private enterWaits = false;

  constructor(
    private readonly terminal: Terminal,
    private readonly history: History,
    private readonly names: NameSource,
  ) {}

  /** Reads one line of a statement that starts with the lines `before`. */
  read(prompt: string, before: string): { line: string; ending: Ending } {
    this.prompt = prompt;
    this.before = before;
    this.chars = [];
    this.cursor = 0;
    this.ending = undefined;
    this.history.rewind();
    this.terminal.write(prompt);
    this.indent();
    if (this.enterWaits) this.skipEnter();
    while (this.ending === undefined) this.take(this.readKey());
    return { line: this.chars.join(""), ending: this.ending };
  }

  /** Tells that an Enter which has been typed by now is not meant for the next line. */
  expectEnter(): void {
    this.enterWaits = true;
  }

  private skipEnter(): void {
    this.enterWaits = false;
    const start = performance.now();
    const key = this.readKey();
    if (!isEnter(key) || performance.now() - start > AT_ONCE) this.take(key);
  }

  private readKey(): string | undefined {
    let key = this.terminal.read();
    if (key !== ESCAPE) return key;
    while (isIncomplete(key)) {
      const more = this.terminal.read();
      if (more === undefined) return undefined;
      key += more;
    }
    return key;
  }

  private take(key: string | undefined): void {
    const justIndented = this.justIndented;
    this.justIndented = false;
    if (key === undefined) this.ending = "end";
    else if (isEnter(key)) this.enter();
    else if (key === CTRL_C || (this.chars.length === 0 && key in endings)) {
      this.ending = endings[key]!;
    } else if (justIndented && (key === TAB || key === " ")) this.takeIndentBack(key);
    else if (key === TAB) this.completeOrIndent();
    else {
      const action = actionOf(key);
      if (action !== undefined) this.perform(action);
      else if (key >= " " && !key.startsWith(ESCAPE)) this.insert([key]);
    }
  }

  private enter(): void {
    this.terminal.write("\n");
    this.history.add(this.chars.join(""));
    this.ending = "enter";
  }

  private indent(): void {
    if (this.before === "") this.indenting = true;
    if (!this.indenting) return;
    const indent = indentAfter(this.before);
    this.insert([...indent]);
    this.justIndented = indent !== "";
  }

  /** A person who indents by hand goes on to do so: a tab keeps the indentation, a space is one instead of four. */
  private takeIndentBack(key: string): void {
    this.indenting = false;
    if (key !== " ") return;
    this.chars = [...this.chars.slice(0, 1 - INDENT.length)];
    this.stepBack(this.cursor - this.chars.length);
    this.cursor = this.chars.length;
  }

  private completeOrIndent(): void {
    const line = this.chars.slice(0, this.cursor).join("");
    if (/\s$/.test(this.before + line)) {
      this.insert([...INDENT]);
      return;
    }
    const { added, choices } = complete(line, this.names);
    if (choices.length > 0) {
      this.terminal.write(inColumns(choices) + this.prompt + line);
      this.draw(this.chars.length);
    } else if (added !== "") this.insert([...added]);
  }

  private perform(action: Action): void {
    const { chars, cursor } = this;
    switch (action) {
      case "home":
        this.move(0);
        break;
      case "end":
        this.move(chars.length);
        break;
      case "left":
        this.move(Math.max(cursor - 1, 0));
        break;
      case "right":
        this.move(Math.min(cursor + 1, chars.length));
        break;
      case "wordLeft":
        this.move(this.wordStart());
        break;
      case "wordRight":
        this.move(this.wordEnd());
        break;
      case "older":
      case "newer":
        this.recall(action === "older" ? this.history.older() : this.history.newer());
        break;
      case "backspace":
        this.replace(cursor - this.backspaceWidth(), cursor, []);
        break;
      case "delete":
        this.replace(cursor, Math.min(cursor + 1, chars.length), []);
        break;
      case "deleteWordLeft":
        this.replace(this.wordStart(), cursor, []);
        break;
      case "deleteWordRight":
        this.replace(cursor, this.wordEnd(), []);
        break;
      case "deleteToStart":
        this.replace(0, cursor, []);
        break;
      case "deleteToEnd":
        this.replace(cursor, chars.length, []);
        break;
    }
  }

  private recall(line: string | undefined): void {
    if (line !== undefined) this.replace(0, this.chars.length, [...line]);
  }

  /** In an indentation a whole step is taken back at once. */
  private backspaceWidth(): number {
    const left = this.chars.slice(0, this.cursor);
    if (left.length >= INDENT.length && left.every((char) => char === " ")) return INDENT.length;
    return Math.min(left.length, 1);
  }

  private wordStart(): number {
    let at = this.cursor;
    while (at > 0 && !isWordChar(this.chars[at - 1])) at--;
    while (at > 0 && isWordChar(this.chars[at - 1])) at--;
    return at;
  }

  private wordEnd(): number {
    let at = this.cursor;
    while (at < this.chars.length && !isWordChar(this.chars[at])) at++;
    while (at < this.chars.length && isWordChar(this.chars[at])) at++;
    return at;
  }

  private insert(chars: string[]): void {
    this.replace(this.cursor, this.cursor, chars);
  }

  /** Puts characters in the place of others and the cursor behind them. */
  private replace(from: number, to: number, by: string[]): void {
    if (from === to && by.length === 0) return;
    const length = this.chars.length;
    this.stepBack(this.cursor - from);
    this.cursor = from;
    this.chars.splice(from, to - from, ...by);
    this.draw(length);
    this.stepBack(this.chars.length - (from + by.length));
    this.cursor = from + by.length;
  }

  /** Draws the line from the cursor on; it had a length before. */
  private draw(oldLength: number): void {
    if (this.chars.length < oldLength) this.terminal.write("\x1b[K");
    this.terminal.write(this.chars.slice(this.cursor).join(""));
  }

  private move(to: number): void {
    if (to < this.cursor) this.stepBack(this.cursor - to);
    else this.terminal.write(this.chars.slice(this.cursor, to).join(""));
    this.cursor = to;
  }

  private stepBack(steps: number): void {
    if (steps <= 0) return;
    this.terminal.write(steps <= FEW_STEPS ? "\b".repeat(steps) : `\x1b[${steps}D`);
  }
}

function isWordChar(char: string | undefined): boolean {
  return char !== undefined && /[\p{L}\p{N}]/u.test(char);
}
