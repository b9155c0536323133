/** Calls put off by `micropython.schedule` until the next safepoint. */

/** Runs what is due. An exception that a call raises is left pending. */
export function runScheduled(): void {}
