import type { Clock } from "./clock.js";
import { ClockEvent } from "./event-queue.js";

/** What the program has told the USB host of its input device. */
export interface HidDescription {
  readonly subclass: number;
  /** 1 a keyboard, 2 a mouse. */
  readonly protocol: number;
  /** Bytes of a report at most. */
  readonly packet: number;
  /** Milliseconds between two questions of the host. */
  readonly interval: number;
  readonly descriptor: Uint8Array;
}

/**
 * The board as a USB host's mouse or keyboard (`pyb.USB_HID`): the host fetches a report each time its interval is over;
 * until it has fetched one, the program cannot give another.
 */
export class UsbHid {
  /** What the program shows, undefined while it shows no device. */
  description: HidDescription | undefined;
  private readonly fetched: Uint8Array[] = [];
  private readonly listeners: ((report: Uint8Array) => void)[] = [];
  private readonly input: Uint8Array[] = [];
  private report: Uint8Array | undefined;
  private descriptor = new Uint8Array();
  private readonly question = new ClockEvent(() => this.fetch());

  constructor(private readonly clock: Clock) {}

  /** Takes the reports that the host has fetched. */
  read(): Uint8Array[] {
    return this.fetched.splice(0);
  }

  /** Calls back with each report that the host fetches. */
  onReport(listener: (report: Uint8Array) => void): void {
    this.listeners.push(listener);
  }

  /** The host sends a report, such as a keyboard's lights. */
  feed(report: Iterable<number>): void {
    this.input.push(Uint8Array.from(report));
  }

  /** For the program: the descriptor of what it is going to show. */
  setDescriptor(bytes: Uint8Array): void {
    this.descriptor = bytes.slice();
  }

  /** For the program: subclass, protocol, bytes and milliseconds from the lowest byte on; 0 for no device. */
  show(word: number): void {
    this.clock.cancel(this.question);
    this.report = undefined;
    this.input.length = 0;
    const { descriptor } = this;
    const [subclass, protocol, packet, interval] = [0, 8, 16, 24].map((s) => (word >>> s) & 0xff);
    this.description =
      word === 0
        ? undefined
        : {
            subclass: subclass!,
            protocol: protocol!,
            packet: packet!,
            interval: interval!,
            descriptor,
          };
  }

  /** Whether the program may give a report. */
  get ready(): boolean {
    return this.description !== undefined && this.report === undefined;
  }

  /** For the program: gives a report; the result is its length, or 0. */
  send(report: Uint8Array): number {
    if (!this.ready) return 0;
    this.report = report.slice();
    const interval = this.clock.cyclesOf(Math.max(1, this.description!.interval) / 1000);
    const next = (Math.floor(this.clock.now / interval) + 1) * interval;
    this.clock.schedule(this.question, Math.ceil(next));
    return report.length;
  }

  private fetch(): void {
    const report = this.report!;
    this.report = undefined;
    this.fetched.push(report);
    for (const listener of [...this.listeners]) listener(report);
  }

  /** The length of the report that the program has not read yet, -1 for none. */
  get waiting(): number {
    return this.input[0]?.length ?? -1;
  }

  /** For the program: takes a report, of which at most so many bytes are wanted. */
  take(count: number): Uint8Array {
    return (this.input.shift() ?? new Uint8Array()).subarray(0, count);
  }
}
