import {
  type BudgetError,
  HostTimeout,
  PythonError,
  UsageError,
  VirtualTimeout,
} from "../vm/errors.js";
import type { Clock } from "./clock.js";
import { ClockEvent } from "./event-queue.js";

/** Seconds of the board's time that a program gets to end by itself after it was asked to. */
const GRACE = 0.25;

/** When a program has to end. Times are in seconds. */
export interface Limits {
  /** Of the board's time. */
  readonly timeout?: number | undefined;
  /** Of the host's time. */
  readonly hostTimeout?: number | undefined;
}

/** Makes the error with which a program is stopped that was at a place. */
type Ending = (where: string) => BudgetError;

/**
 * Ends a program that has run for long enough. First it is asked to, by a KeyboardInterrupt, whose traceback tells
 * where it was; code that does not listen is ended a little later, with the place where it was asked.
 */
export class Stopping {
  private readonly limit = new ClockEvent(() => this.ask((where) => this.timedOut(where)));
  private readonly end = new ClockEvent(() => {
    throw this.ending!(this.place);
  });
  private readonly hostEnd: number;
  private ending: Ending | undefined;
  /** Where the program was when it was asked to end. */
  private place = "";

  /**
   * @param interrupt asks the program for a KeyboardInterrupt
   * @param where tells where the program is
   */
  constructor(
    private readonly clock: Clock,
    private readonly limits: Limits,
    private readonly interrupt: () => void,
    private readonly where: () => string,
  ) {
    const { timeout, hostTimeout } = limits;
    for (const seconds of [timeout, hostTimeout]) {
      if (seconds === undefined || seconds >= 0) continue;
      throw new UsageError(`timeout: expected seconds, not ${seconds}`);
    }
    this.hostEnd = performance.now() + (hostTimeout ?? Number.POSITIVE_INFINITY) * 1000;
    if (timeout !== undefined) clock.scheduleAtSeconds(this.limit, clock.seconds + timeout);
  }

  /** Looks at the host's clock. */
  look(): void {
    if (this.limits.hostTimeout === undefined || performance.now() < this.hostEnd) return;
    this.ask((where) => new HostTimeout(this.limits.hostTimeout!, where));
  }

  /** Asks the program to end. */
  ask(ending: Ending): void {
    if (this.ending !== undefined) return;
    this.ending = ending;
    this.place = this.where();
    this.interrupt();
    this.clock.scheduleAtSeconds(this.end, this.clock.seconds + GRACE);
  }

  /** Runs the program. @throws what it throws, or the error that says why it was stopped */
  guard(run: () => void): void {
    try {
      run();
    } catch (error) {
      if (this.ending === undefined || !(error instanceof PythonError)) throw error;
      throw this.ending(placeOf(error));
    } finally {
      this.clock.cancel(this.limit);
      this.clock.cancel(this.end);
    }
    if (this.ending !== undefined) throw this.ending(this.place);
  }

  private timedOut(where: string): BudgetError {
    return new VirtualTimeout(this.limits.timeout!, where);
  }
}

/** The traceback without its last line, which is the exception. */
function placeOf({ traceback }: PythonError): string {
  const lines = traceback.trimEnd().split(/\r?\n/);
  return lines.length < 2 ? "" : `${lines.slice(0, -1).join("\n")}\n`;
}
