import { dmaRequests, type InterruptName } from "../tables/stm32f405.js";
import type { InterruptSource, Interrupts } from "./interrupts.js";
import { Peripheral, type Register } from "./peripheral.js";
import type { Warnings } from "./warnings.js";

const LISR = 0x00;
const LIFCR = 0x08;
const STREAMS = 8;
const STREAM_BYTES = 0x18;
const FIRST_STREAM = 0x10;

const CR = 0x00;
const NDTR = 0x04;
const PAR = 0x08;
const M0AR = 0x0c;
const M1AR = 0x10;
const FCR = 0x14;

const EN = 1 << 0;
const CIRC = 1 << 8;
const PINC = 1 << 9;
const MINC = 1 << 10;
const DBM = 1 << 18;
const CT = 1 << 19;

/** Flags of a stream, as they stand in LISR and HISR, and the enables in CR one bit lower. */
const FLAG = { direct: 1 << 2, transfer: 1 << 3, half: 1 << 4, complete: 1 << 5 } as const;
const FLAG_SHIFTS = [0, 6, 16, 22];

/** What a transfer can reach. */
export interface SystemBus {
  /** Undefined: there is nothing at this address. */
  read(address: number, size: number): number | undefined;
  /** False: there is nothing at this address. */
  write(address: number, size: number, value: number): boolean;
}

/** What has become of a request. */
export type Served = "not" | "more" | "last";

interface Stream {
  readonly base: number;
  readonly source: InterruptSource;
  /** The item count with which it was started. */
  length: number;
  /** How far memory and peripheral addresses have gone, in items. */
  done: number;
}

const registers: Register[] = [
  { name: "LISR", offset: LISR, write: 0 },
  { name: "HISR", offset: LISR + 4, write: 0 },
  { name: "LIFCR", offset: LIFCR, write: 0 },
  { name: "HIFCR", offset: LIFCR + 4, write: 0 },
];
for (let stream = 0; stream < STREAMS; stream++) {
  const base = FIRST_STREAM + STREAM_BYTES * stream;
  registers.push(
    { name: `S${stream}CR`, offset: base + CR, write: 0x0fefffff },
    { name: `S${stream}NDTR`, offset: base + NDTR, write: 0xffff },
    { name: `S${stream}PAR`, offset: base + PAR },
    { name: `S${stream}M0AR`, offset: base + M0AR },
    { name: `S${stream}M1AR`, offset: base + M1AR },
    { name: `S${stream}FCR`, offset: base + FCR, reset: 0x21, write: 0x87 },
  );
}

/** A DMA controller: RM0090, chapter 10. Transfers take no time; the FIFO is taken as empty. */
export class Dma extends Peripheral {
  private readonly streams: readonly Stream[];
  /** Streams and channels by request. */
  private readonly places = new Map<string, readonly (readonly [number, number])[]>();
  private readonly levels = new Map<string, () => boolean>();

  constructor(
    readonly number: 1 | 2,
    warnings: Warnings,
    interrupts: Interrupts,
    private readonly bus: SystemBus,
  ) {
    super(`DMA${number}`, warnings, registers);
    this.streams = Array.from({ length: STREAMS }, (_, index) => ({
      base: FIRST_STREAM + STREAM_BYTES * index,
      source: interrupts.source(`DMA${number}_Stream${index}` as InterruptName),
      length: 0,
      done: 0,
    }));
    for (const [request, text] of dmaRequests) {
      const places = text.split(" ").map((place) => place.split(".").map(Number));
      const mine = places.filter(([controller]) => controller === number);
      this.places.set(
        request,
        mine.map(([, stream, channel]) => [stream!, channel!] as const),
      );
    }
  }

  /** Says how to find out whether a request is still there when a stream begins. */
  provide(request: string, isActive: () => boolean): void {
    this.levels.set(request, isActive);
  }

  /** Moves one item for a request, if a stream waits for it. */
  request(name: string): Served {
    for (const [index, channel] of this.places.get(name) ?? []) {
      const stream = this.streams[index]!;
      const cr = this.get(stream.base + CR);
      if ((cr & EN) === 0 || cr >>> 25 !== channel) continue;
      return this.move(index, stream) ? "last" : "more";
    }
    return "not";
  }

  override reset(): void {
    super.reset();
    for (const { source } of this.streams) source.set(false);
  }

  protected override stored(offset: number, value: number, old: number, written: number): void {
    if (offset === LIFCR || offset === LIFCR + 4) {
      this.clearBits(offset - LIFCR, written);
      this.set(offset, 0);
      this.interrupt();
      return;
    }
    if (offset < FIRST_STREAM) return;
    const index = Math.floor((offset - FIRST_STREAM) / STREAM_BYTES);
    const stream = this.streams[index]!;
    if (offset !== stream.base + CR) return;
    if (value & ~old & EN) this.start(index, stream);
    this.interrupt();
  }

  private start(index: number, stream: Stream): void {
    stream.length = this.get(stream.base + NDTR);
    stream.done = 0;
    const direction = (this.get(stream.base + CR) >> 6) & 3;
    if (direction === 2) this.copy(index, stream);
    else this.serveWaiting(index, stream);
  }

  /** From memory to memory, which only the second controller can. */
  private copy(index: number, stream: Stream): void {
    if (this.number === 2) while (this.has(stream.base + CR, EN)) this.move(index, stream);
    else this.flag(index, FLAG.transfer);
  }

  private serveWaiting(index: number, stream: Stream): void {
    const channel = this.get(stream.base + CR) >>> 25;
    for (const [request, places] of this.places) {
      if (!places.some(([place, number]) => place === index && number === channel)) continue;
      const isActive = this.levels.get(request);
      while (isActive?.() && this.request(request) === "more");
    }
  }

  /** Moves one item; true when it was the last. */
  private move(index: number, stream: Stream): boolean {
    const { base } = stream;
    const cr = this.get(base + CR);
    const size = 1 << ((cr >> 11) & 3);
    const memory = this.get(cr & DBM && cr & CT ? base + M1AR : base + M0AR);
    const there = this.get(base + PAR) + (cr & PINC ? stream.done * size : 0);
    const here = memory + (cr & MINC ? stream.done * size : 0);
    const toPeripheral = ((cr >> 6) & 3) === 1;
    const value = this.bus.read(toPeripheral ? here : there, size);
    if (value === undefined) return this.fail(index, stream);
    stream.done++;
    const last = this.count(index, stream, cr);
    // The write may make the peripheral ask for the next item, so this one is counted before.
    const written = this.bus.write(toPeripheral ? there : here, size, value);
    return written ? last : this.fail(index, stream);
  }

  private fail(index: number, stream: Stream): boolean {
    this.clearBits(stream.base + CR, EN);
    this.flag(index, FLAG.transfer);
    return true;
  }

  private count(index: number, stream: Stream, cr: number): boolean {
    const left = stream.length - stream.done;
    this.set(stream.base + NDTR, left);
    if (left === stream.length >> 1) this.flag(index, FLAG.half);
    if (left > 0) return false;
    stream.done = 0;
    if (cr & (CIRC | DBM)) this.set(stream.base + NDTR, stream.length);
    else this.clearBits(stream.base + CR, EN);
    if (cr & DBM) this.set(stream.base + CR, this.get(stream.base + CR) ^ CT);
    this.flag(index, FLAG.complete);
    return (cr & (CIRC | DBM)) === 0;
  }

  private flag(index: number, bit: number): void {
    this.setBits(LISR + (index & 4), bit << FLAG_SHIFTS[index & 3]!);
    this.interrupt();
  }

  private interrupt(): void {
    for (let index = 0; index < STREAMS; index++) {
      const { base, source } = this.streams[index]!;
      const flags = this.get(LISR + (index & 4)) >> FLAG_SHIFTS[index & 3]!;
      source.set((flags & 0x3c & ((this.get(base + CR) & 0x1e) << 1)) !== 0);
    }
  }
}
