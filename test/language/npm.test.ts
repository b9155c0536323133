import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { projectPath } from "./programs.js";

const MINUTES = 60_000;

it(
  "the npm build of MicroPython prints what is expected, except where the list says why not",
  () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [projectPath("scripts/npm-differences.mjs")],
      { encoding: "utf8" },
    );
    expect(status, stdout + stderr).toBe(0);
  },
  5 * MINUTES,
);
