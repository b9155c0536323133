import { closeSync, openSync, readSync } from "node:fs";
import { Reader } from "./reader.js";

const CHUNK_BYTES = 1 << 16;

/** Reads UTF-8 from an open file descriptor, which stays open. Errors name the file `filename`. */
export function readDescriptor(fd: number, filename: string): Reader {
  const chunk = new Uint8Array(CHUNK_BYTES);
  return Reader.fromSource(() => {
    const length = readSync(fd, chunk);
    return length === 0 ? null : chunk.subarray(0, length);
  }, filename);
}

/**
 * Hands `use` a reader of the file at `path`, and closes the file behind it.
 *
 * @throws what the file system says about a file that cannot be read
 */
export function withFile<T>(path: string, use: (reader: Reader) => T): T {
  const fd = openSync(path, "r");
  try {
    return use(readDescriptor(fd, path));
  } finally {
    closeSync(fd);
  }
}
