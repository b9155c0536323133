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

const INDENT = "    ";

/** The indentation with which the line behind `line` starts. */
export function indentAfter(line: string): string {
  const indent = /^\s*/.exec(line)![0];
  return /:\s*(#.*)?$/.test(line) ? indent + INDENT : indent;
}
