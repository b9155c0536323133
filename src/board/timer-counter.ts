/** CR1.CMS and CR1.DIR. */
export type CountDirection = "up" | "down" | "centre";

/**
 * The counter of a timer, never ticked: it knows where it was at one cycle, and works out where it is now. Its place
 * is a position within a period: 0 is where the period begins, whatever the direction.
 *
 *     up      position 0 … ARR          count = position
 *     down    position 0 … ARR          count = ARR - position
 *     centre  position 0 … 2 * ARR - 1  count rises to ARR, then falls
 */
export class TimerCounter {
  /** What ARR and PSC are now, after preloading. */
  reload = 0;
  prescaler = 0;
  direction: CountDirection = "up";
  /** Cycles of the processor's clock for one of the timer's. */
  ratio = 1;
  /** Whether it counts the internal clock. */
  running = false;
  private position = 0;
  /** The cycle at which it came to its position. */
  private since = 0;
  /** Edges of an external clock that the prescaler holds. */
  private held = 0;

  constructor(private readonly maximum: number) {
    this.reload = maximum;
  }

  /** Cycles between two counts. */
  get tick(): number {
    return this.ratio * (this.prescaler + 1);
  }

  /** Positions in a period. Who is past ARR counts on to the end of its range. */
  get length(): number {
    if (this.direction === "centre") return Math.max(1, 2 * this.reload);
    return this.position > this.reload ? this.maximum + 1 : this.reload + 1;
  }

  /** Whether it stands still since ARR is 0. */
  get blocked(): boolean {
    return this.reload === 0;
  }

  get count(): number {
    const { position, reload } = this;
    if (this.direction === "up") return position;
    if (this.direction === "down") return reload - position;
    return position <= reload ? position : 2 * reload - position;
  }

  /** Whether it counts down at present. */
  get falling(): boolean {
    if (this.direction !== "centre") return this.direction === "down";
    return this.position >= this.reload;
  }

  /** Sets the count, at a cycle. */
  setCount(count: number, now: number): void {
    this.position = this.direction === "down" ? this.reload - count : count;
    this.since = now;
  }

  /** Begins a period, with an empty prescaler. */
  restart(now: number): void {
    this.position = 0;
    this.since = now;
    this.held = 0;
  }

  /** Lets time begin: it has stood still until now. */
  resume(now: number): void {
    this.since = now;
  }

  /** Keeps the count when ARR or the direction changes. */
  keeping(change: () => void): void {
    const { count } = this;
    change();
    this.position = this.direction === "down" ? this.reload - count : count;
  }

  /** Where updates are: the ends of periods, and the tops of centre-aligned ones. */
  private get updateStep(): number {
    return this.direction === "centre" ? Math.max(1, this.reload) : this.length;
  }

  /** The positions at which it is at a value; none when it never is. */
  positionsOf(value: number): readonly number[] {
    const { reload } = this;
    if (value > reload) return [];
    if (this.direction === "up") return [value];
    if (this.direction === "down") return [reload - value];
    return value === 0 || value === reload ? [value] : [value, 2 * reload - value];
  }

  /** Ticks until it is at a position again, at least one. */
  private ticksTo(position: number): number {
    const { length } = this;
    const distance = (((position - this.position) % length) + length) % length;
    return distance === 0 ? length : distance;
  }

  /** The cycle of the next update. */
  nextUpdate(): number {
    if (!this.running || this.blocked) return Number.POSITIVE_INFINITY;
    const step = this.updateStep;
    const next = (Math.floor(this.position / step) + 1) * step;
    return this.since + (next - this.position) * this.tick;
  }

  /** The cycle at which it is at a value the next time. */
  nextMatch(value: number): number {
    if (!this.running || this.blocked) return Number.POSITIVE_INFINITY;
    let ticks = Number.POSITIVE_INFINITY;
    for (const position of this.positionsOf(value)) ticks = Math.min(ticks, this.ticksTo(position));
    return this.since + ticks * this.tick;
  }

  /**
   * Goes on to a cycle. `passed` is asked before it has moved how often each value was met; the result is the
   * number of updates on the way.
   */
  advance(now: number, meet: (visits: Visits) => void): number {
    if (!this.running || this.blocked) {
      this.since = Math.max(now, this.since);
      return 0;
    }
    const ticks = Math.floor((now - this.since) / this.tick);
    if (ticks <= 0) return 0;
    this.since += ticks * this.tick;
    return this.move(ticks, meet);
  }

  /** Takes one edge of an external clock; the result is the number of updates. */
  step(now: number, meet: (visits: Visits) => void): number {
    if (this.blocked) return 0;
    if (this.held++ < this.prescaler) return 0;
    this.held = 0;
    this.since = now;
    return this.move(1, meet);
  }

  private move(ticks: number, meet: (visits: Visits) => void): number {
    const { length, updateStep } = this;
    const from = this.position;
    const to = from + ticks;
    meet((value) => {
      let visits = 0;
      for (const position of this.positionsOf(value)) {
        visits += Math.floor((to - position) / length) - Math.floor((from - position) / length);
      }
      return visits;
    });
    const updates = Math.floor(to / updateStep) - Math.floor(from / updateStep);
    this.position = to < 0 ? to : to % length;
    return updates;
  }
}

/** How often a value was met. */
export type Visits = (value: number) => number;
