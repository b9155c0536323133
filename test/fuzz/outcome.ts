/** What a run of a program gave. */
export interface Outcome {
  /** All that it printed, and the traceback of what it did not catch. */
  readonly output: string;
  /** What broke the interpreter itself, null when it lives. */
  readonly crash: string | null;
}

/** The name of the source in tracebacks, the one that `exec` gives it. */
export const sourceName = "<string>";
