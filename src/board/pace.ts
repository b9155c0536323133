import type { Clock } from "./clock.js";
import { ClockEvent } from "./event-queue.js";

/** Seconds of virtual time between two looks at the host's clock. */
const STEP = 0.005;

/** The host's time. */
export interface HostTime {
  /** Seconds, from any origin. */
  now(): number;
  /** Blocks for so many seconds. */
  sleep(seconds: number): void;
}

/** The time of this machine. */
export const hostTime: HostTime = {
  now: () => performance.now() / 1000,
  sleep: (seconds) => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, seconds * 1000);
  },
};

/**
 * Holds virtual time back to the host's: real time. Without it time passes as fast as the host can. When the host
 * is the slower one, virtual time falls behind and the loss is not made up for.
 */
export class Pace {
  private readonly look = new ClockEvent(() => this.hold());
  private hostStart: number;
  private start: number;

  constructor(
    private readonly clock: Clock,
    private readonly host: HostTime = hostTime,
  ) {
    this.hostStart = host.now();
    this.start = clock.seconds;
    this.plan();
  }

  /** Ends it: fast again. */
  stop(): void {
    this.clock.cancel(this.look);
  }

  private plan(): void {
    this.clock.scheduleIn(this.look, this.clock.cyclesOf(STEP));
  }

  private hold(): void {
    const ahead = this.clock.seconds - this.start - (this.host.now() - this.hostStart);
    if (ahead > 0) this.host.sleep(ahead);
    else {
      this.hostStart = this.host.now();
      this.start = this.clock.seconds;
    }
    this.plan();
  }
}
