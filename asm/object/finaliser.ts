/** Finalisers: `__del__` and open files. */

/** Called between mark and sweep: keeps alive what has a finaliser to run, and queues it. */
export function markFinalisable(): void {}

/** Runs the queued finalisers, at a safepoint. */
export function runFinalisers(): void {}
