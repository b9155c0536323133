// Runs programs on the npm build of MicroPython for oracle.ts, one after the other in one instance:
// the port breaks at a second instance in a process. Each program gets a namespace of its own.
import { loadMicroPython } from "@micropython/micropython-webassembly-pyscript/micropython.mjs";

const HEAP_BYTES = 128 * 1024 * 1024;
// Words of the port's own Python stack.
const STACK_WORDS = 16 * 1024;

const chunks = [];
const python = await loadMicroPython({
  heapsize: HEAP_BYTES,
  pystack: STACK_WORDS,
  linebuffer: false,
  stdout: (bytes) => chunks.push(bytes.slice()),
});

process.on("message", ({ harness, source }) => {
  chunks.length = 0;
  let crash = null;
  try {
    python.globals.set("source", source);
    python.runPython(harness);
    python.runPython("gc.collect()");
  } catch (error) {
    crash = String(error);
  }
  process.send({ output: Buffer.concat(chunks).toString("utf8"), crash });
});
process.send("ready");
