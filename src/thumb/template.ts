/** The operand templates of the table, taken apart. */
import { fieldWidth, type Row } from "./row.js";

/** One placeholder of a template. */
export interface Placeholder {
  /** Which operand kind reads and prints it. */
  readonly kind: string;
  /** The letters of its fields, and their widths in bits. */
  readonly fields: readonly string[];
  readonly widths: readonly number[];
  /** What the number in the field is multiplied by in the text. */
  readonly scale: number;
  /** What is added to the field in the text. */
  readonly bias: number;
  /** The kind's own option, such as the register that a list's extra bit stands for. */
  readonly option: string;
}

/** Text that stands for itself, or a placeholder. */
export type Piece = string | Placeholder;

const REGISTER = /^([RSDFVW])([a-zA-Z])(?:=([a-zA-Z]))?$/;
const NUMBER = /^(#-?)([a-zA-Z]+)(?:([*+])(\d+))?$/;
const WORD = /^(\S+) ([a-zA-Z]+)(?:\*(\d+))?(?: (\w+))?$/;

function readPlaceholder(row: Row, text: string): Placeholder {
  const make = (kind: string, letters: string, scale = 1, bias = 0, option = ""): Placeholder => {
    const fields = [...letters];
    return { kind, fields, widths: fields.map((one) => fieldWidth(row, one)), scale, bias, option };
  };
  const register = REGISTER.exec(text);
  if (register !== null) return make(register[1]!, register[2]! + (register[3] ?? ""));
  const number = NUMBER.exec(text);
  if (number !== null) {
    const amount = Number(number[4] ?? 0);
    return make(
      number[1]!,
      number[2]!,
      number[3] === "*" ? amount : 1,
      number[3] === "+" ? amount : 0,
    );
  }
  const word = WORD.exec(text);
  if (word === null) throw new Error(`the operand <${text}> of ${row.id} cannot be read`);
  return make(word[1]!, word[2]!, Number(word[3] ?? 1), 0, word[4] ?? "");
}

function readTemplate(row: Row, syntax: string): readonly Piece[] {
  return syntax
    .split(/(<[^>]*>)/)
    .filter((part) => part !== "")
    .map((part) => (part.startsWith("<") ? readPlaceholder(row, part.slice(1, -1)) : part));
}

const templates = new WeakMap<Row, readonly (readonly Piece[])[]>();

/** A row's templates in the order of its syntaxes. */
export function templatesOf(row: Row): readonly (readonly Piece[])[] {
  let found = templates.get(row);
  if (found === undefined) {
    found = row.syntaxes.map((syntax) => readTemplate(row, syntax));
    templates.set(row, found);
  }
  return found;
}
