/** Runs damaged files, one per message, each in a runtime of its own, beside another runtime that must go on. */
import { parentPort } from "node:worker_threads";
import {
  BudgetError,
  createRuntimeSync,
  PythonError,
  PythonExit,
  RuntimeFailure,
} from "../../build/index.js";

const limits = {
  machine: "wasm",
  heapSize: 64 << 10,
  maxHeap: 128 << 10,
  stackSize: 32 << 10,
  budget: 40_000,
  sleep: () => false,
};

let output = "";
const other = createRuntimeSync({
  stdout: (bytes) => {
    output += Buffer.from(bytes).toString();
  },
});
other.run("def f(): print('alive')");

function errorOf(action) {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
}

/**
 * What may come of damage: Wasm that is valid can do anything to its own runtime's memory, which then ends with an
 * error of its own kind.
 */
const isAllowed = (error) =>
  error === undefined ||
  [PythonError, PythonExit, BudgetError, RuntimeFailure].some((type) => error instanceof type);

parentPort.on("message", (bytes) => {
  const runtime = createRuntimeSync(limits);
  const error = errorOf(() => runtime.runMpy(bytes));
  const isRefused = error instanceof PythonError && /incompatible \.mpy/.test(error.text);
  output = "";
  other.call("f");
  parentPort.postMessage({
    outcome: error === undefined ? "nothing" : error.name,
    isAllowed: isAllowed(error),
    isBroken: isRefused && errorOf(() => runtime.run("pass")) !== undefined,
    isOtherAlive: output === "alive\n",
  });
});
