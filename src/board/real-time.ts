/** Seconds that the board may be ahead of the host. */
const LEAD = 1e-3;

/** Holds the board back so that its time passes as the host's does. */
export class RealTime {
  private readonly start = performance.now();
  private readonly cell = new Int32Array(new SharedArrayBuffer(4));

  /** Waits until the host's time has come to these seconds since the start. */
  keepTo(seconds: number): void {
    const ahead = seconds - (performance.now() - this.start) / 1e3;
    if (ahead > LEAD) Atomics.wait(this.cell, 0, 0, ahead * 1e3);
  }
}
