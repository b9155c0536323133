const compound = /^(@|(if|while|for|try|with|def|class|async)\b)/;
const brackets: Readonly<Record<string, number>> = {
  "(": 1,
  "[": 1,
  "{": 1,
  ")": -1,
  "]": -1,
  "}": -1,
};

/** What is open at the end of a piece of source. */
interface Open {
  readonly brackets: boolean;
  /** The quotes of the string that is open, if any. */
  readonly quotes: string;
}

/**
 * Whether a prompt's input goes on in another line, as MicroPython's prompt decides it: a compound statement
 * until an empty line, anything else until its brackets and triple quotes are closed.
 *
 * @param input the lines so far; the last one without its line end
 */
export function needsMore(input: string): boolean {
  if (input === "") return false;
  const open = scan(input);
  if (open.quotes.length === 3) return true;
  if (open.brackets && open.quotes === "") return true;
  if (input.endsWith("\\")) return true;
  return compound.test(input) && !input.endsWith("\n");
}

function scan(input: string): Open {
  let depth = 0;
  let quotes = "";
  for (let i = 0; i < input.length; i++) {
    const char = input[i]!;
    if (quotes !== "") {
      if (char === "\\") i++;
      else if (input.startsWith(quotes, i)) {
        i += quotes.length - 1;
        quotes = "";
      }
    } else if (char === "'" || char === '"') {
      quotes = input.startsWith(char.repeat(3), i) ? char.repeat(3) : char;
      i += quotes.length - 1;
    } else if (char === "#") {
      const end = input.indexOf("\n", i);
      i = end < 0 ? input.length : end - 1;
    } else depth += brackets[char] ?? 0;
  }
  return { brackets: depth > 0, quotes };
}

const INDENT_WIDTH = 4;

/** The indentation with which the line behind `lines`, each with its line end, starts: none after two empty ones. */
export function indentAfter(lines: string): string {
  if (lines === "") return "";
  const all = lines.slice(0, -1).split("\n");
  const last = all.at(-1)!;
  const isFirst = all.length < 3;
  if (!isFirst && isBlank(last) && isBlank(all.at(-2)!)) return "";
  const width = /^ */.exec(last)![0].length;
  const steps = Math.floor(width / INDENT_WIDTH) + (last.endsWith(":") ? 1 : 0);
  return " ".repeat(steps * INDENT_WIDTH);
}

function isBlank(line: string): boolean {
  return /^ *$/.test(line);
}
