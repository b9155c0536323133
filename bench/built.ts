import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { compile, Reader } from "../src/compile/index.js";
import { projectRoot } from "./project-root.js";

/** What the benchmarks use of a runtime. */
export interface Runtime {
  run(source: string, options?: { filename?: string }): unknown;
  dispose(): void;
}

/** What the benchmarks use of the package's main entry. */
export interface Package {
  createRuntime(options: {
    heapSize: number;
    stdout: (bytes: Uint8Array) => void;
  }): Promise<Runtime>;
}

/** What the benchmarks use of the package's compiler. */
export interface Compiler {
  readonly compile: typeof compile;
  readonly Reader: typeof Reader;
}

/** The path of a file of the build; throws when the package is not built. */
export function builtPath(file: string): string {
  const path = join(projectRoot, "build", file);
  if (!existsSync(path)) throw new Error(`${path} is missing: npm run build`);
  return path;
}

/** Imports a module as it is shipped, so that what is measured is what users get. */
export async function loadBuilt<Module>(file: string): Promise<Module> {
  return (await import(pathToFileURL(builtPath(file)).href)) as Module;
}
