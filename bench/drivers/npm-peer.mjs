// Serves one benchmark program on the npm package to the harness, with the protocol of session.py.
// One instance a process, and the clock is Node's: the port breaks at a second instance and its
// own ticks step by milliseconds. It collects garbage only between calls from JavaScript, so it
// gets a heap that holds what a whole call leaves behind.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { loadMicroPython } from "@micropython/micropython-webassembly-pyscript/micropython.mjs";

const HEAP_BYTES = 64 * 1024 * 1024;
// Words of the port's own Python stack; the default of 2048 stops recursion too early.
const STACK_WORDS = 16 * 1024;

const output = [];
const python = await loadMicroPython({
  heapsize: HEAP_BYTES,
  pystack: STACK_WORDS,
  stdout: (line) => output.push(line),
});

python.runPython(readFileSync(process.argv[2], "utf8"));
python.runPython(`
import gc, sys
__result = run(N)
print("wrong " + repr(__result) if __result != EXPECTED else
      "ready MicroPython %d.%d.%d npm" % sys.implementation[1][:3])
`);
console.log(output.join("\n"));

for await (const _line of createInterface({ input: process.stdin })) {
  python.runPython("gc.collect()");
  const start = performance.now();
  python.runPython("run(N)");
  console.log((performance.now() - start) * 1000);
}
