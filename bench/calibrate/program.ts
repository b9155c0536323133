import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withoutDraft } from "./draft-mpy.js";

/** A program of `tests/perf_bench` with what runs and times it, as MicroPython's own script puts them together. */
export function programText(folder: string, program: string, size: string): string {
  const parts = [`${program}.py`, "benchrun.py"].map((name) =>
    withoutDraft(readFileSync(join(folder, name), "utf8")),
  );
  return `${parts.join("\n")}\nbm_run(${size})\n`;
}
