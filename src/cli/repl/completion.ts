/** Gives the names at the end of a dotted path: attributes of `a.b`, or for "" what a program can name. */
export type NameSource = (path: string) => readonly string[];

/** What can follow a line: whole words, and the part of the line that they replace. */
export type Completion = [words: string[], part: string];

const lastWord = /[A-Za-z_][\w.]*$/;

/** Completes the name at the end of a line. Names that start with an underscore only when asked for. */
export function complete(line: string, names: NameSource): Completion {
  const word = lastWord.exec(line)?.[0] ?? "";
  if (word === "") return [[], ""];
  const dot = word.lastIndexOf(".");
  const path = dot < 0 ? "" : word.slice(0, dot);
  const start = word.slice(dot + 1);
  const prefix = dot < 0 ? "" : `${path}.`;
  const found = new Set(
    names(path).filter(
      (name) => name.startsWith(start) && (start.startsWith("_") || !name.startsWith("_")),
    ),
  );
  if (dot < 0 && start !== "" && "import ".startsWith(start)) found.add("import ");
  return [[...found].sort().map((name) => prefix + name), word];
}
