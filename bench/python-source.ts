import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "./project-root.js";

/** The project's own programs again and again, until they have so many lines. */
export function* pythonSource(wantedLines: number): Generator<string> {
  const sources = ["bench/programs", "examples", "examples/tour"].flatMap(readPrograms);
  let lines = 0;
  for (let index = 0; lines < wantedLines; index++) {
    const source = sources[index % sources.length]!;
    // Other names in each copy, as a real project of this size would have.
    const copy = source.replace(/\b(run|step|count|total)\b/g, `$1_${index}`);
    lines += countLines(copy);
    yield copy.endsWith("\n") ? copy : `${copy}\n`;
  }
}

function readPrograms(folder: string): string[] {
  const path = join(projectRoot, folder);
  const files = readdirSync(path).filter((file) => file.endsWith(".py"));
  return files.map((file) => readFileSync(join(path, file), "utf8"));
}

export function countLines(source: string): number {
  return source.split("\n").length - 1;
}
