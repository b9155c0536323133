/** Control characters that the prompt knows. */
export const CTRL_B = "\x02";
export const CTRL_C = "\x03";
export const CTRL_D = "\x04";
export const CTRL_E = "\x05";
export const TAB = "\t";
export const ESCAPE = "\x1b";

/** What a key does to the line. */
export type Action =
  | "home"
  | "end"
  | "left"
  | "right"
  | "wordLeft"
  | "wordRight"
  | "older"
  | "newer"
  | "backspace"
  | "delete"
  | "deleteWordLeft"
  | "deleteWordRight"
  | "deleteToStart"
  | "deleteToEnd";

/** Keys and what they send, to VT100 and its kin; control characters as in Emacs. */
const sequences: Readonly<Record<Action, readonly string[]>> = {
  home: ["\x01", "\x1b[H", "\x1bOH", "\x1b[1~", "\x1b[7~"],
  end: [CTRL_E, "\x1b[F", "\x1bOF", "\x1b[4~", "\x1b[8~"],
  left: [CTRL_B, "\x1b[D"],
  right: ["\x06", "\x1b[C"],
  wordLeft: ["\x1bb", "\x1b[1;5D"],
  wordRight: ["\x1bf", "\x1b[1;5C"],
  older: ["\x10", "\x1b[A"],
  newer: ["\x0e", "\x1b[B"],
  backspace: ["\b", "\x7f"],
  delete: [CTRL_D, "\x1b[3~"],
  deleteWordLeft: ["\x17", "\x1b\x7f"],
  deleteWordRight: ["\x1bd"],
  deleteToStart: ["\x15"],
  deleteToEnd: ["\x0b"],
};

const actions = new Map(
  Object.entries(sequences).flatMap(([action, keys]) =>
    keys.map((key) => [key, action as Action] as const),
  ),
);

/** What a key does, by what it sends; undefined when it does nothing to a line. */
export function actionOf(key: string): Action | undefined {
  return actions.get(key);
}

/** Whether more characters belong to an escape sequence that starts like this. */
export function isIncomplete(sequence: string): boolean {
  return sequence.startsWith(ESCAPE) && /^(\[[\d;]*|O)?$/.test(sequence.slice(1));
}

/** Whether a key ends a line. */
export function isEnter(key: string | undefined): boolean {
  return key === "\r" || key === "\n";
}
