import { existsSync, statSync } from "node:fs";

/** What `-m` runs. */
export interface FoundModule {
  /** Files to run in turn in `__main__`: for a package its `__init__` and its `__main__`. */
  readonly files: readonly string[];
  /** The package to be imported first, if the module is in one. */
  readonly parent: string | undefined;
}

/** Finds the module `name` along `path` as the import statement would; undefined when there is none. */
export function findModule(name: string, path: readonly string[]): FoundModule | undefined {
  const dot = name.lastIndexOf(".");
  const parent = dot < 0 ? undefined : name.slice(0, dot);
  for (const folder of path) {
    const base = (folder === "" ? "" : `${folder}/`) + name.replaceAll(".", "/");
    const files = filesOf(base);
    if (files.length > 0) return { files, parent };
  }
  return undefined;
}

function filesOf(base: string): string[] {
  if (existsSync(base) && statSync(base).isDirectory()) {
    return [`${base}/__init__`, `${base}/__main__`].flatMap((file) => sourceOf(file));
  }
  return sourceOf(base);
}

function sourceOf(base: string): string[] {
  const found = [`${base}.py`, `${base}.mpy`].find((file) => existsSync(file));
  return found === undefined ? [] : [found];
}
