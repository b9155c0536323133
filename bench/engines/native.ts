import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { projectRoot } from "../project-root.js";
import { ChildSession } from "./child-session.js";
import type { Engine } from "./engine.js";

const driver = join(projectRoot, "bench", "drivers", "session.py");

/** An interpreter that is a program of its own, with its default settings. */
export function nativeEngine(name: string, executable: string): Engine {
  return {
    name,
    open: (program) => ChildSession.start(name, program, [executable, driver, program.path]),
  };
}

/** The path of an executable on the PATH, or undefined. */
export function findExecutable(name: string): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
