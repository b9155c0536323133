import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { projectPath } from "../language/programs.js";

const release = projectPath("build/adder.wasm");
const counting = projectPath("build/counting.wasm");

const timeOf = (path: string): number => (existsSync(path) ? statSync(path).mtimeMs : 0);

function build(): void {
  const asc = createRequire(import.meta.url).resolve("assemblyscript/bin/asc.js");
  const args = [asc, "--config", "asconfig.json", "--target", "counting"];
  const done = spawnSync(process.execPath, args, { cwd: projectPath("."), encoding: "utf8" });
  if (done.status !== 0) throw new Error(done.stderr);
}

/** The VM that records what is used; built when it is older than the one for everybody. */
export function countingModule(): WebAssembly.Module {
  if (timeOf(counting) < timeOf(release)) build();
  return new WebAssembly.Module(readFileSync(counting));
}
