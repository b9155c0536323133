#!/usr/bin/env node
import { readFileSync, writeSync } from "node:fs";
import { PythonError, PythonExit } from "../vm/errors.js";
import { Runtime } from "../vm/runtime.js";

const runtime = new Runtime({
  stdout: (bytes) => void writeSync(1, bytes),
  stderr: (bytes) => void writeSync(2, bytes),
});
const args = process.argv.slice(2);
try {
  if (args[0] === "-c") runtime.run(args[1] ?? "");
  else if (args[0] === undefined || args[0] === "-") runtime.run(readFileSync(0));
  else runtime.run(readFileSync(args[0]), { filename: args[0] });
} catch (error) {
  if (error instanceof PythonExit) process.exitCode = error.status;
  else if (error instanceof PythonError) {
    process.stderr.write(error.traceback);
    process.exitCode = 1;
  } else throw error;
}
