import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Bytes that are live in this process after a full collection, those of array buffers included. */
export function liveBytes(): number {
  collectGarbage();
  // Array buffers are freed on the side, and are sure to be gone only when the next collection begins.
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
