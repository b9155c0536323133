import { join } from "node:path";
import { projectRoot } from "../project-root.js";
import { ChildSession } from "./child-session.js";
import type { Engine } from "./engine.js";

const driver = join(projectRoot, "bench", "drivers", "npm-peer.mjs");

/** MicroPython's own Wasm build from npm, in a process of its own for each program. */
export const npmEngine: Engine = {
  name: "npm",
  open: (program) => ChildSession.start("npm", program, [process.execPath, driver, program.path]),
};
