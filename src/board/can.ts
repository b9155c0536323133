import type { InterruptName } from "../tables/stm32f405.js";
import { type CanMessage, type FilterRegisters, matchFilters } from "./can-filters.js";
import type { Clock } from "./clock.js";
import { ClockEvent } from "./event-queue.js";
import type { InterruptSource, Interrupts } from "./interrupts.js";
import { Peripheral, type Register } from "./peripheral.js";
import type { Warnings } from "./warnings.js";

const MCR = 0x00;
const MSR = 0x04;
const TSR = 0x08;
const RF0R = 0x0c;
const IER = 0x14;
const ESR = 0x18;
const BTR = 0x1c;
const TI0R = 0x180;
const RI0R = 0x1b0;
const FMR = 0x200;
const FM1R = 0x204;
const FS1R = 0x20c;
const FFA1R = 0x214;
const FA1R = 0x21c;
const F0R1 = 0x240;

const MAILBOXES = 3;
const MAILBOX_BYTES = 0x10;
const DEPTH = 3;
const BANKS = 28;

const INRQ = 1 << 0;
const SLEEP = 1 << 1;
const TXFP = 1 << 2;
const RFLM = 1 << 3;
const NART = 1 << 4;
const RESET = 1 << 15;
const INAK = 1 << 0;
const SLAK = 1 << 1;
const ERRI = 1 << 2;
const WKUI = 1 << 3;
const TXRQ = 1;
const IDE = 1 << 2;
const RTR = 1 << 1;
const LBKM = 1 << 30;
const SILM = 0x80000000;

const TME = 1 << 26;
const RQCP = 1 << 0;
const TXOK = 1 << 1;
const TERR = 1 << 3;
const ABRQ = 1 << 7;
const FULL = 1 << 3;
const FOVR = 1 << 4;
const RFOM = 1 << 5;

const EWGF = 1;
const EPVF = 2;
const BOFF = 4;
const LEC_ACK = 3;

/** Bits of a frame besides its data, with the usual stuffing left out. */
const FRAME_BITS = 47;
const EXTENDED_BITS = 20;

function registersOf(master: boolean): Register[] {
  const list: Register[] = [
    { name: "MCR", offset: MCR, reset: 0x10002, write: 0x100ff },
    { name: "MSR", offset: MSR, reset: 0xc02, write: 0, clear1: 0x1c },
    { name: "TSR", offset: TSR, reset: 0x1c000000, write: 0 },
    { name: "RF0R", offset: RF0R, clear1: FULL | FOVR },
    { name: "RF1R", offset: RF0R + 4, clear1: FULL | FOVR },
    { name: "IER", offset: IER, write: 0x38f7f },
    { name: "ESR", offset: ESR, write: 0x70 },
    { name: "BTR", offset: BTR, reset: 0x01230000, write: 0xc37f03ff },
  ];
  for (let index = 0; index < MAILBOXES; index++) {
    for (const [place, name] of ["TI", "TDT", "TDL", "TDH"].entries()) {
      const offset = TI0R + MAILBOX_BYTES * index + 4 * place;
      list.push({ name: `${name}${index}R`, offset });
    }
  }
  for (let fifo = 0; fifo < 2; fifo++) {
    for (const [place, name] of ["RI", "RDT", "RDL", "RDH"].entries()) {
      const offset = RI0R + MAILBOX_BYTES * fifo + 4 * place;
      list.push({ name: `${name}${fifo}R`, offset, write: 0 });
    }
  }
  if (!master) return list;
  list.push({ name: "FMR", offset: FMR, reset: 0x2a1c0e01, write: 0x3f01 });
  for (const [name, offset] of [
    ["FM1R", FM1R],
    ["FS1R", FS1R],
    ["FFA1R", FFA1R],
    ["FA1R", FA1R],
  ] as const) {
    list.push({ name, offset, write: 0xfffffff });
  }
  for (let bank = 0; bank < BANKS; bank++) {
    list.push({ name: `F${bank}R1`, offset: F0R1 + 8 * bank });
    list.push({ name: `F${bank}R2`, offset: F0R1 + 8 * bank + 4 });
  }
  return list;
}

/** What a controller needs of the board. */
export interface CanParts {
  readonly clock: Clock;
  readonly interrupts: Interrupts;
  readonly warnings: Warnings;
  /** The clock of APB1 in hertz. */
  readonly frequency: () => number;
}

interface Received {
  readonly message: CanMessage;
  readonly filter: number;
}

/** A bxCAN controller: RM0090, chapter 32. The filters are in the first; timestamps are left out. */
export class Can extends Peripheral {
  private readonly sent = new ClockEvent(() => this.endFrame());
  private readonly fifos: Received[][] = [[], []];
  private readonly lines: readonly InterruptSource[];
  private readonly listeners: ((message: CanMessage) => boolean)[] = [];
  private readonly order: number[] = [];
  private sending = -1;
  /** Mailboxes whose message is not to be sent again when this time fails. */
  private withdrawn = 0;
  private readonly isMaster: boolean;
  private readonly filters: Can;

  constructor(
    name: "CAN1" | "CAN2",
    private readonly parts: CanParts,
    /** The controller with the filters; itself without one. */
    master?: Can,
  ) {
    super(name, parts.warnings, registersOf(master === undefined));
    this.isMaster = master === undefined;
    this.filters = master ?? this;
    this.lines = ["TX", "RX0", "RX1", "SCE"].map((line) =>
      parts.interrupts.source(`${name}_${line}` as InterruptName),
    );
  }

  /** Says who hears what it sends; true: the frame was acknowledged. */
  connect(listener: (message: CanMessage) => boolean): void {
    this.listeners.push(listener);
  }

  /** A message from another node; true: it was acknowledged. */
  receive(message: CanMessage): boolean {
    if (this.has(MSR, INAK | SLAK) || this.has(BTR, LBKM)) return false;
    this.accept(message);
    return !this.has(BTR, SILM);
  }

  /** Counts errors from outside, for tests of what a program does about them. */
  setErrors(transmit: number, receive: number): void {
    const flags =
      (Math.max(transmit, receive) >= 96 ? EWGF : 0) |
      (Math.max(transmit, receive) > 127 ? EPVF : 0) |
      (transmit > 255 ? BOFF : 0);
    const entered = flags & ~this.get(ESR);
    if (entered & (this.get(IER) >> 8)) this.setBits(MSR, ERRI);
    const counts = ((receive & 0xff) << 24) | ((transmit & 0xff) << 16);
    this.set(ESR, (this.get(ESR) & 0x70) | flags | counts);
    this.interrupt();
  }

  override reset(): void {
    super.reset();
    this.parts.clock.cancel(this.sent);
    this.sending = -1;
    this.order.length = 0;
    for (const fifo of this.fifos) fifo.length = 0;
    this.interrupt();
  }

  protected override stored(offset: number, value: number, _old: number, written: number): void {
    if (offset === MCR) this.control(value);
    else if (offset === TSR) this.clearSent(written);
    else if (offset === RF0R || offset === RF0R + 4) this.release((offset - RF0R) >> 2, written);
    else if (offset >= TI0R && offset < RI0R && (offset - TI0R) % MAILBOX_BYTES === 0) {
      if (value & TXRQ) this.request((offset - TI0R) / MAILBOX_BYTES);
    }
    this.interrupt();
  }

  private control(value: number): void {
    if (value & RESET) {
      this.reset();
      return;
    }
    if (value & INRQ) this.set(MSR, (this.get(MSR) & ~SLAK) | INAK);
    else if (value & SLEEP) this.set(MSR, (this.get(MSR) & ~INAK) | SLAK);
    else {
      this.clearBits(MSR, INAK | SLAK);
      if (this.has(ESR, BOFF)) this.setErrors(0, 0);
      this.startNext();
    }
  }

  private clearSent(written: number): void {
    for (let mailbox = 0; mailbox < MAILBOXES; mailbox++) {
      const bits = written >> (8 * mailbox);
      if (bits & RQCP) this.clearBits(TSR, 0xf << (8 * mailbox));
      else this.clearBits(TSR, (bits & 0xe) << (8 * mailbox));
      const waits = this.order.includes(mailbox);
      if ((bits & ABRQ) === 0 || !waits) continue;
      if (this.sending === mailbox) this.withdrawn |= 1 << mailbox;
      else this.finish(mailbox, false, false);
    }
  }

  private request(mailbox: number): void {
    if (this.order.includes(mailbox)) return;
    this.clearBits(TSR, (TME << mailbox) | (0xf << (8 * mailbox)));
    this.order.push(mailbox);
    this.note();
    this.startNext();
  }

  /** CODE: the mailbox to be used next. */
  private note(): void {
    const free = [0, 1, 2].find((mailbox) => this.has(TSR, TME << mailbox)) ?? 0;
    this.set(TSR, (this.get(TSR) & ~(3 << 24)) | (free << 24));
  }

  private startNext(): void {
    if (this.sending >= 0 || this.order.length === 0 || this.has(MSR, INAK | SLAK)) return;
    this.sending = this.has(MCR, TXFP) ? this.order[0]! : this.lowest();
    const { extended, length, remote } = this.messageOf(this.sending);
    const bits = FRAME_BITS + (extended ? EXTENDED_BITS : 0) + (remote ? 0 : 8 * length);
    this.parts.clock.scheduleIn(this.sent, Math.round(bits * this.bitCycles));
  }

  /** The identifier decides, the lowest first. */
  private lowest(): number {
    const key = (mailbox: number): number => this.get(TI0R + MAILBOX_BYTES * mailbox) >>> 1;
    return this.order.reduce((best, mailbox) => (key(mailbox) < key(best) ? mailbox : best));
  }

  /** Cycles of a bit. */
  private get bitCycles(): number {
    const btr = this.get(BTR);
    const quanta = 3 + ((btr >> 16) & 15) + ((btr >> 20) & 7);
    const clocks = quanta * ((btr & 0x3ff) + 1);
    return (clocks * this.parts.clock.frequency) / this.parts.frequency();
  }

  private messageOf(mailbox: number): CanMessage {
    const base = TI0R + MAILBOX_BYTES * mailbox;
    const ti = this.get(base);
    const extended = (ti & IDE) !== 0;
    const length = Math.min(8, this.get(base + 4) & 15);
    const data = new Uint8Array(8);
    const view = new DataView(data.buffer);
    view.setUint32(0, this.get(base + 8), true);
    view.setUint32(4, this.get(base + 12), true);
    return {
      id: extended ? ti >>> 3 : ti >>> 21,
      extended,
      remote: (ti & RTR) !== 0,
      length,
      data: data.subarray(0, length),
    };
  }

  private endFrame(): void {
    const mailbox = this.sending;
    this.sending = -1;
    const message = this.messageOf(mailbox);
    const loops = this.has(BTR, LBKM);
    let acknowledged = loops;
    if (!this.has(BTR, SILM)) {
      for (const listener of this.listeners) acknowledged = listener(message) || acknowledged;
    }
    if (loops) this.accept(message);
    if (acknowledged) this.finish(mailbox, true, false);
    else this.miss(mailbox);
    this.startNext();
    this.interrupt();
  }

  /** Nobody has acknowledged: it is sent again, unless that is off. */
  private miss(mailbox: number): void {
    const errors = Math.min(128, ((this.get(ESR) >> 16) & 0xff) + 8);
    this.setErrors(errors, (this.get(ESR) >>> 24) & 0xff);
    this.set(ESR, (this.get(ESR) & ~0x70) | (LEC_ACK << 4));
    if (this.has(MCR, NART)) this.finish(mailbox, false, true);
    else if (this.withdrawn & (1 << mailbox)) this.finish(mailbox, false, false);
  }

  private finish(mailbox: number, good: boolean, failed: boolean): void {
    this.order.splice(this.order.indexOf(mailbox), 1);
    this.withdrawn &= ~(1 << mailbox);
    this.clearBits(TI0R + MAILBOX_BYTES * mailbox, TXRQ);
    const flags = RQCP | (good ? TXOK : 0) | (failed ? TERR : 0);
    this.setBits(TSR, (TME << mailbox) | (flags << (8 * mailbox)));
    this.note();
  }

  private get filterRegisters(): FilterRegisters {
    const { filters } = this;
    return {
      listMode: filters.get(FM1R),
      wide: filters.get(FS1R),
      second: filters.get(FFA1R),
      active: filters.get(FA1R),
      bank: (index) => [filters.get(F0R1 + 8 * index), filters.get(F0R1 + 8 * index + 4)],
    };
  }

  private accept(message: CanMessage): void {
    if ((this.filters.get(FMR) & 1) !== 0) return;
    const split = (this.filters.get(FMR) >> 8) & 0x3f;
    const [from, to] = this.isMaster ? [0, split] : [split, BANKS];
    const match = matchFilters(this.filterRegisters, from, Math.min(BANKS, to), message);
    if (match === undefined) return;
    const fifo = this.fifos[match.fifo]!;
    const register = RF0R + 4 * match.fifo;
    const entry = { message, filter: match.index };
    if (fifo.length < DEPTH) fifo.push(entry);
    else {
      this.setBits(register, FOVR);
      if (!this.has(MCR, RFLM)) fifo[DEPTH - 1] = entry;
    }
    if (fifo.length === DEPTH) this.setBits(register, FULL);
    this.show(match.fifo);
    this.interrupt();
  }

  private release(fifo: number, written: number): void {
    if ((written & RFOM) === 0) return;
    this.fifos[fifo]!.shift();
    this.clearBits(RF0R + 4 * fifo, FULL);
    this.show(fifo);
  }

  /** Puts the first message of a FIFO into its registers. */
  private show(fifo: number): void {
    const list = this.fifos[fifo]!;
    const register = RF0R + 4 * fifo;
    this.set(register, (this.get(register) & ~3) | list.length);
    const first = list[0];
    if (first === undefined) return;
    const { message, filter } = first;
    const base = RI0R + MAILBOX_BYTES * fifo;
    const id = message.extended ? (message.id << 3) | IDE : message.id << 21;
    const data = new DataView(new ArrayBuffer(8));
    for (const [index, byte] of message.data.entries()) data.setUint8(index, byte);
    this.set(base, id | (message.remote ? RTR : 0));
    this.set(base + 4, message.length | (filter << 8));
    this.set(base + 8, data.getUint32(0, true));
    this.set(base + 12, data.getUint32(4, true));
  }

  private interrupt(): void {
    const ier = this.get(IER);
    const requests = this.get(TSR) & 0x10101;
    this.lines[0]!.set((ier & 1) !== 0 && requests !== 0);
    for (const fifo of [0, 1]) {
      const state = this.get(RF0R + 4 * fifo);
      const enables = ier >> (1 + 3 * fifo);
      const pending = (state & 3) !== 0 && (enables & 1) !== 0;
      const full = (state & FULL) !== 0 && (enables & 2) !== 0;
      const overrun = (state & FOVR) !== 0 && (enables & 4) !== 0;
      this.lines[1 + fifo]!.set(pending || full || overrun);
    }
    const wakes = this.has(MSR, WKUI) && (ier & (1 << 16)) !== 0;
    this.lines[3]!.set(((ier & (1 << 15)) !== 0 && this.has(MSR, ERRI)) || wakes);
  }
}
