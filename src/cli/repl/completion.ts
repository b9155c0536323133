/** Gives the names at the end of a dotted path: attributes of `a.b`, or for "" what a program can name. */
export type NameSource = (path: string) => readonly string[];

/** What Tab does behind a line: add text, or show what there is to choose from; nothing without any. */
export interface Completion {
  readonly added: string;
  readonly choices: readonly string[];
}

const lastWord = /[A-Za-z_0-9.]*$/;
const IMPORT = "import ";

/** Completes the name at the end of a line. Names that start with an underscore only when asked for. */
export function complete(line: string, names: NameSource): Completion {
  const word = lastWord.exec(line)![0];
  const dot = word.lastIndexOf(".");
  const path = dot < 0 ? "" : word.slice(0, dot);
  const start = word.slice(dot + 1);
  if (word === "") return { added: "", choices: [] };
  const found = [...new Set(names(path))]
    .filter((name) => name.startsWith(start) && (start !== "" || !name.startsWith("_")))
    .sort();
  if (found.length === 0) {
    const importing = word === line && IMPORT.startsWith(word);
    return { added: importing ? IMPORT.slice(word.length) : "", choices: [] };
  }
  const added = commonPrefix(found).slice(start.length);
  return { added, choices: added === "" && found.length > 1 ? found : [] };
}

function commonPrefix(words: readonly string[]): string {
  let prefix = words[0]!;
  for (const word of words) while (!word.startsWith(prefix)) prefix = prefix.slice(0, -1);
  return prefix;
}

const SLOT = 16;
const LINE = 4 * SLOT;

/** Lays words out in columns, as lines that start with a line end. */
export function inColumns(words: readonly string[]): string {
  let text = "";
  let length = LINE;
  for (const word of words) {
    let gap = Math.ceil(length / SLOT) * SLOT - length;
    if (gap < 2) gap += SLOT;
    const fits = length + gap + word.length <= LINE;
    text += fits ? " ".repeat(gap) + word : `\n${word}`;
    length = fits ? length + gap + word.length : word.length;
  }
  return `${text}\n`;
}
