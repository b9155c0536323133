import { readSync, writeSync } from "node:fs";

/** Milliseconds to wait before a stream that is not ready is tried again. */
const RETRY_AFTER = 5;
/** The status of a process that wrote to a pipe which nobody reads: 128 + SIGPIPE. */
const BROKEN_PIPE_STATUS = 141;

const waitWord = new Int32Array(new SharedArrayBuffer(4));

/** Blocks the thread. */
export function pause(milliseconds: number): void {
  Atomics.wait(waitWord, 0, 0, milliseconds);
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

/** Writes all bytes at once; the process ends when nobody reads them. */
export function writeAll(fd: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      if (codeOf(error) === "EPIPE") process.exit(BROKEN_PIPE_STATUS);
      if (codeOf(error) !== "EAGAIN") throw error;
      pause(RETRY_AFTER);
    }
  }
}

/** Writes text to standard error. */
export function complain(text: string): void {
  writeAll(2, new TextEncoder().encode(text));
}

/** Fills the start of `into` from a descriptor; 0 at the end. Waits for the first byte. */
export function readSome(fd: number, into: Uint8Array): number {
  for (;;) {
    try {
      return readSync(fd, into, 0, into.length, null);
    } catch (error) {
      if (codeOf(error) === "EOF") return 0;
      if (codeOf(error) !== "EAGAIN") throw error;
      pause(RETRY_AFTER);
    }
  }
}

/** All that is left on standard input. */
export function readAllInput(): Uint8Array {
  const parts: Buffer[] = [];
  for (;;) {
    const part = Buffer.alloc(1 << 16);
    const count = readSome(0, part);
    if (count === 0) return Buffer.concat(parts);
    parts.push(part.subarray(0, count));
  }
}
