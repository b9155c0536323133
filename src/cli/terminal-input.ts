import { closeSync, constants, openSync, readSync } from "node:fs";
import { Errno } from "../tables/errnos.js";

/** Milliseconds between two looks whether something was typed; long enough to be broken off by Ctrl-C. */
const LOOK_EVERY = 20;

/** Where the terminal can be opened once more, as a file of its own: standard input itself must stay as it is. */
const TERMINAL = "/dev/stdin";

/**
 * Reads from the terminal on standard input while Ctrl-C is heard, which a blocking read would not let happen.
 *
 * @param sleep waits for milliseconds; true when Ctrl-C ended the wait
 * @returns the count of bytes, 0 at the end, minus EINTR after Ctrl-C; undefined where there is no such terminal
 */
export function readTerminal(
  into: Uint8Array,
  sleep: (milliseconds: number) => boolean,
): number | undefined {
  const fd = openTerminal();
  if (fd === undefined) return undefined;
  try {
    while (true) {
      const count = readNow(fd, into);
      if (count !== undefined) return count;
      if (sleep(LOOK_EVERY)) return -Errno.EINTR;
    }
  } finally {
    closeSync(fd);
  }
}

function openTerminal(): number | undefined {
  try {
    return openSync(TERMINAL, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
}

/** What can be read at once; undefined when nothing can. */
function readNow(fd: number, into: Uint8Array): number | undefined {
  try {
    return readSync(fd, into, 0, into.length, null);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EAGAIN") return undefined;
    throw error;
  }
}
