import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Visit } from "./tour-adder.js";

const peer = "@micropython/micropython-webassembly-pyscript/micropython.mjs";

// The package's second instance in a process breaks its first, and it looks at the process's
// arguments when it is imported: each program runs in a child whose script is on the command line.
const childScript = `
const { readFileSync } = await import("node:fs");
const { loadMicroPython } = await import(${JSON.stringify(peer)});
const lines = [];
const python = await loadMicroPython({
  heapsize: 64 * 1024 * 1024,
  pystack: 16 * 1024,
  stdout: (line) => lines.push(line + "\\n"),
});
const source = readFileSync(process.env.TOUR_PROGRAM, "utf8");
const start = performance.now();
python.runPython(source);
const milliseconds = performance.now() - start;
console.log(JSON.stringify({ milliseconds, output: lines.join("") }));
`;

/**
 * Runs a program on MicroPython's own Wasm build from npm.
 * @returns undefined when the package is not installed.
 * @throws Error with the child's stderr when the program fails there.
 */
export async function runInPeer(path: URL): Promise<Visit | undefined> {
  if (!isInstalled()) return undefined;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--input-type=module", "--eval", childScript],
    {
      cwd: fileURLToPath(new URL("../../", import.meta.url)),
      env: { ...process.env, TOUR_PROGRAM: fileURLToPath(path) },
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  return JSON.parse(stdout) as Visit;
}

function isInstalled(): boolean {
  try {
    import.meta.resolve(peer);
    return true;
  } catch {
    return false;
  }
}
