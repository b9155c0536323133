import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** One in so many programs is run as compiled code in hard mode, too: all of them would take minutes. */
export const HARD_SHARE = Number(process.env.HARD_SHARE ?? 6);

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** A program with the output that is expected of it. */
export interface Program {
  /** Its path from the project's folder, with slashes. */
  readonly name: string;
  readonly path: string;
}

/** The path of something in the project. */
export function projectPath(name: string): string {
  return join(root, name);
}

/** The programs below a folder of the project whose file name fits, sorted. */
export function programsBelow(folder: string, fits: (file: string) => boolean): Program[] {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && fits(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, name: relative(root, path).replaceAll("\\", "/") }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function sourceOf({ path }: Program): Uint8Array {
  return readFileSync(path);
}

export function expectationOf({ path }: Program): string {
  return readFileSync(path.replace(/\.py$/, ".out"), "utf8");
}

/** Reads a list of `name: reason` lines; empty lines and those that start with `#` say nothing. */
export function readReasons(path: string): Map<string, string> {
  const rows = new Map<string, string>();
  for (const line of readFileSync(join(root, path), "utf8").split("\n")) {
    const match = /^([^#:]+): (.+)$/.exec(line);
    if (match) rows.set(match[1]!, match[2]!);
  }
  return rows;
}
