import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { projectRoot } from "./project-root.js";

/**
 * A benchmark program: Python source that defines `run(n)`, a scale `N` and
 * `EXPECTED`, what `run(N)` gives. It does no work when it is loaded.
 */
export interface Program {
  name: string;
  path: string;
  source: string;
}

const folder = join(projectRoot, "bench", "programs");

/**
 * The programs by name in alphabetical order.
 * @param only names to keep; all when empty.
 * @throws Error for a name that is no program.
 */
export function loadPrograms(only: readonly string[]): Program[] {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(".py"))
    .map((file) => basename(file, ".py"))
    .sort();
  for (const name of only) {
    if (!names.includes(name)) throw new Error(`no program ${name}; there are ${names.join(", ")}`);
  }
  return names.filter((name) => only.length === 0 || only.includes(name)).map(loadProgram);
}

function loadProgram(name: string): Program {
  const path = join(folder, `${name}.py`);
  return { name, path, source: readFileSync(path, "utf8") };
}
