import { readdirSync, readFileSync } from "node:fs";
import { projectPath } from "../language/programs.js";

/** A fenced block of a Markdown file. */
export interface Block {
  /** `file:line` of the fence. */
  readonly place: string;
  /** What stands behind the opening fence. */
  readonly language: string;
  readonly text: string;
}

/** The project's Markdown files, by their paths from its folder. */
export function markdownFiles(): string[] {
  const docs = readdirSync(projectPath("docs"), { recursive: true, encoding: "utf8" });
  return [
    ...readdirSync(projectPath(".")).filter((name) => name.endsWith(".md")),
    ...docs.filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`),
  ];
}

/** The fenced blocks of a file. */
export function blocksOf(file: string): Block[] {
  const text = readFileSync(projectPath(file), "utf8");
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map((match) => ({
    place: `${file}:${text.slice(0, match.index).split("\n").length}`,
    language: match[1]!,
    text: match[2]!,
  }));
}
