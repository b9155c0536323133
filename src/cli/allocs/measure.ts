import { createBoard } from "../../board/pyboard.js";
import { HostFiles } from "../../vm/host-files.js";
import type { Allocation, Collection } from "../../vm/options.js";
import { Runtime } from "../../vm/runtime.js";
import { Account, type Entry } from "./account.js";
import { Pauses } from "./pauses.js";

/** How a program is run whose allocations are counted. */
export interface MeasureOptions {
  /** On the emulated pyboard, or in the host's build. */
  readonly place: "board" | "host";
  /** Takes what it prints. */
  readonly stdout: (bytes: Uint8Array) => void;
  /** Seconds of the board's time after which it is stopped. */
  readonly timeout?: number;
}

/** Where a program allocated, and how it ended. */
export interface Measured {
  readonly entries: readonly Entry[];
  readonly pauses: Pauses;
  /** What the run threw, if it did. */
  readonly error: unknown;
}

/** Runs a program and counts what each of its lines allocates. */
export function measureAllocations(
  source: string | Uint8Array,
  filename: string,
  { place, stdout, timeout }: MeasureOptions,
): Measured {
  const account = new Account();
  const pauses = new Pauses();
  const options = {
    stdout,
    files: new HostFiles("/", process.cwd()),
    onAllocation: (allocation: Allocation) => account.add(allocation),
    onCollection: (collection: Collection) => pauses.add(collection),
  };
  try {
    if (place === "host") new Runtime({ ...options, jit: "off" }).run(source, { filename });
    else {
      const limit = timeout === undefined ? {} : { timeout };
      createBoard(options).run(source, { filename, ...limit });
    }
    return { entries: account.list(), pauses, error: undefined };
  } catch (error) {
    return { entries: account.list(), pauses, error };
  }
}
