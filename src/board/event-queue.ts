/** Something that is to happen at a cycle. Made once by its owner, then scheduled as often as it likes. */
export class ClockEvent {
  /** The cycle at which it is due; meaningless while it is not scheduled. */
  at = 0;
  /** Among events of one cycle the first to be scheduled comes first. */
  order = 0;
  /** Its place in the queue, -1 when it is not scheduled. */
  place = -1;

  constructor(
    /** Called with the cycle for which it was scheduled. */
    readonly run: (at: number) => void,
  ) {}

  get scheduled(): boolean {
    return this.place >= 0;
  }
}

function isBefore(a: ClockEvent, b: ClockEvent): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** Events by cycle: a binary heap that knows where each event stands, so that moving one allocates nothing. */
export class EventQueue {
  private readonly heap: ClockEvent[] = [];
  private orders = 0;

  /** The first event, undefined when there is none. */
  get first(): ClockEvent | undefined {
    return this.heap[0];
  }

  /** Puts an event in, or moves it. */
  put(event: ClockEvent, at: number): void {
    event.at = at;
    event.order = this.orders++;
    if (event.place < 0) {
      event.place = this.heap.length;
      this.heap.push(event);
      this.rise(event);
    } else {
      this.rise(event);
      this.sink(event);
    }
  }

  /** Takes an event out; nothing when it is not in. */
  remove(event: ClockEvent): void {
    const { place } = event;
    if (place < 0) return;
    event.place = -1;
    const last = this.heap.pop()!;
    if (last === event) return;
    this.set(last, place);
    this.rise(last);
    this.sink(last);
  }

  private set(event: ClockEvent, place: number): void {
    this.heap[place] = event;
    event.place = place;
  }

  private rise(event: ClockEvent): void {
    let { place } = event;
    while (place > 0) {
      const parent = this.heap[(place - 1) >> 1]!;
      if (!isBefore(event, parent)) break;
      this.set(parent, place);
      place = (place - 1) >> 1;
    }
    this.set(event, place);
  }

  private sink(event: ClockEvent): void {
    let { place } = event;
    while (true) {
      const child = this.smallerChild(place);
      if (child === undefined || !isBefore(child, event)) break;
      const next = child.place;
      this.set(child, place);
      place = next;
    }
    this.set(event, place);
  }

  private smallerChild(place: number): ClockEvent | undefined {
    const left = this.heap[2 * place + 1];
    const right = this.heap[2 * place + 2];
    return left !== undefined && right !== undefined && isBefore(right, left) ? right : left;
  }
}
