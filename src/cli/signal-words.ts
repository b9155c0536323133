/** The words in shared memory by which the threads tell each other of signals. */
export enum Word {
  /** What the main thread wants: one of `Wanted`. */
  Wanted,
  /** 1 while the other thread listens. */
  Ready,
  /** 1 when a signal has come. */
  Signals,
  Count,
}

/** What the thread is to do. */
export enum Wanted {
  Resting,
  Listening,
}
