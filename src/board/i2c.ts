import type { InterruptName } from "../tables/stm32f405.js";
import type { Clock } from "./clock.js";
import type { Served } from "./dma.js";
import { ClockEvent } from "./event-queue.js";
import { I2cTarget } from "./i2c-target.js";
import type { InterruptSource, Interrupts } from "./interrupts.js";
import { Peripheral, type Register } from "./peripheral.js";
import type { Warnings } from "./warnings.js";

const CR1 = 0x00;
const CR2 = 0x04;
const DR = 0x10;
const OAR1 = 0x08;
const SR1 = 0x14;
const SR2 = 0x18;
const CCR = 0x1c;

const PE = 1 << 0;
const START = 1 << 8;
const STOP = 1 << 9;
const ACK = 1 << 10;
const POS = 1 << 11;
const SWRST = 1 << 15;

const ITERREN = 1 << 8;
const ITEVTEN = 1 << 9;
const ITBUFEN = 1 << 10;
const DMAEN = 1 << 11;
const LAST = 1 << 12;

const SB = 1 << 0;
const ADDR = 1 << 1;
const BTF = 1 << 2;
const STOPF = 1 << 4;
const RXNE = 1 << 6;
const TXE = 1 << 7;
const AF = 1 << 10;
const EVENTS = 0x1f;
const BUFFERS = RXNE | TXE;
const ERRORS = 0xdf00;

const MSL = 1 << 0;
const BUSY = 1 << 1;
const TRA = 1 << 2;

/** Bits of a byte with its acknowledgement. */
const BYTE_BITS = 9;

const registers: readonly Register[] = [
  { name: "CR1", offset: CR1, write: 0xbffb },
  { name: "CR2", offset: CR2, write: 0x1f3f },
  { name: "OAR1", offset: OAR1, write: 0xc3ff },
  { name: "OAR2", offset: 0x0c, write: 0xff },
  { name: "DR", offset: DR, write: 0 },
  { name: "SR1", offset: SR1, clear0: ERRORS },
  { name: "SR2", offset: SR2, write: 0 },
  { name: "CCR", offset: CCR, write: 0xcfff },
  { name: "TRISE", offset: 0x20, reset: 2, write: 0x3f },
  { name: "FLTR", offset: 0x24, write: 0x1f, inert: true },
];

/** A device on the bus. */
export interface I2cDevice {
  /** Seven bits. */
  readonly address: number;
  /** It was addressed; false: it does not answer. */
  start(reading: boolean): boolean;
  /** A byte for it; false: it does not acknowledge. */
  write(byte: number): boolean;
  read(): number;
  stop(): void;
}

/** What a bus needs of the board. */
export interface I2cParts {
  readonly clock: Clock;
  readonly interrupts: Interrupts;
  readonly warnings: Warnings;
  /** The peripheral's clock in hertz. */
  readonly frequency: () => number;
  requestDma(name: string): Served;
}

type State = "idle" | "starting" | "started" | "addressing" | "sending" | "receiving";

/**
 * A controller of an I2C bus: RM0090, chapter 27. The sequences of flags of the master are those of the manual's figures
 * 243 to 245; what is on the lines is not shown at pins. The slave's role stands in a file of its own.
 */
export class I2c extends Peripheral {
  private readonly devices: I2cDevice[] = [];
  private readonly events: InterruptSource;
  private readonly errors: InterruptSource;
  private readonly byteEnd = new ClockEvent(() => this.endByte());
  private readonly conditionEnd = new ClockEvent(() => this.endCondition());
  private state: State = "idle";
  private device: I2cDevice | undefined;
  /** What goes over the lines now. */
  private shift: number | undefined;
  /** The byte behind it: to be sent, or received and not yet in DR. */
  private waiting: number | undefined;
  private data = 0;
  /** No byte has been received since the address. */
  private first = false;
  /** The last byte was not acknowledged: no more come. */
  private refused = false;
  /** SR1 was read with these flags. */
  private seen = 0;
  /** Its role as a slave, for a master outside. */
  readonly target = new I2cTarget({
    answers: (address) =>
      this.state === "idle" &&
      this.has(CR1, PE) &&
      this.has(CR1, ACK) &&
      ((this.get(OAR1) >> 1) & 0x7f) === address,
    acknowledges: () => this.has(CR1, ACK),
    change: (set, clear, sr2) => {
      this.set(SR1, (this.get(SR1) & ~clear) | set);
      if (sr2 !== undefined) this.set(SR2, sr2);
      this.interrupt();
    },
  });

  constructor(
    name: string,
    private readonly parts: I2cParts,
  ) {
    super(name, parts.warnings, registers);
    this.events = parts.interrupts.source(`${name}_EV` as InterruptName);
    this.errors = parts.interrupts.source(`${name}_ER` as InterruptName);
  }

  attach(device: I2cDevice): void {
    this.devices.push(device);
  }

  detach(device: I2cDevice): void {
    const place = this.devices.indexOf(device);
    if (place >= 0) this.devices.splice(place, 1);
  }

  /** The device of an address. */
  deviceAt(address: number): I2cDevice | undefined {
    return this.devices.find((device) => device.address === address);
  }

  override reset(): void {
    super.reset();
    this.release();
  }

  private release(): void {
    this.parts.clock.cancel(this.byteEnd);
    this.parts.clock.cancel(this.conditionEnd);
    this.device?.stop();
    this.device = undefined;
    this.state = "idle";
    this.target.reset();
    this.shift = undefined;
    this.waiting = undefined;
    this.seen = 0;
    this.clearBits(SR1, SB | ADDR | BTF | STOPF | RXNE | TXE);
    this.set(SR2, 0);
    this.interrupt();
  }

  /** Cycles of a bit. */
  private get bitCycles(): number {
    const ccr = this.get(CCR);
    const clocks = Math.max(1, ccr & 0xfff) * ((ccr & 0x8000) === 0 ? 2 : ccr & 0x4000 ? 25 : 3);
    return Math.ceil((clocks * this.parts.clock.frequency) / this.parts.frequency());
  }

  protected override loaded(offset: number, value: number): number {
    if (offset === SR1) this.seen = value;
    if (offset === SR2) {
      if (this.seen & ADDR && this.target.active) this.target.passAddress();
      else if (this.seen & ADDR) this.passAddress();
      this.seen = 0;
    }
    if (offset === DR) return this.target.hasReceived ? this.target.takeData() : this.takeData();
    return value;
  }

  protected override stored(offset: number, value: number, old: number, written: number): void {
    if (offset === CR1 && this.seen & STOPF) this.clearBits(SR1, STOPF);
    if (offset === CR1) this.control(value, old);
    if (offset === DR && this.target.active) this.target.putData(written & 0xff);
    else if (offset === DR) this.putData(written & 0xff);
    if (offset === CR2 && value & ~old & DMAEN) this.askDma();
    this.interrupt();
  }

  private control(value: number, old: number): void {
    if (value & SWRST) {
      super.reset();
      this.set(CR1, SWRST);
      this.release();
      return;
    }
    if ((value & PE) === 0) {
      this.clearBits(CR1, START | STOP | ACK | POS);
      if (old & PE) this.release();
      return;
    }
    if (value & STOP && this.state === "idle") this.clearBits(CR1, STOP);
    else if (value & (START | STOP)) this.plan();
  }

  /** A start or a stop comes when no byte is on the lines. */
  private plan(): void {
    const busy = this.shift !== undefined || this.state === "addressing";
    if (busy || this.conditionEnd.scheduled || !this.has(CR1, START | STOP)) return;
    const held = this.state === "receiving" && !this.refused && !this.has(SR1, BTF);
    if (held && this.has(CR1, STOP) && this.byteEnd.scheduled) return;
    this.parts.clock.scheduleIn(this.conditionEnd, this.bitCycles);
  }

  private endCondition(): void {
    if (this.has(CR1, STOP)) {
      this.clearBits(CR1, STOP);
      this.stop();
      if (this.has(CR1, START)) this.plan();
    } else if (this.has(CR1, START)) {
      this.clearBits(CR1, START);
      this.clearBits(SR1, TXE | BTF);
      this.setBits(SR1, SB);
      this.set(SR2, MSL | BUSY);
      this.state = "started";
      this.waiting = undefined;
    }
    this.interrupt();
  }

  private stop(): void {
    this.parts.clock.cancel(this.byteEnd);
    this.device?.stop();
    this.device = undefined;
    this.state = "idle";
    this.shift = undefined;
    this.clearBits(SR1, SB | ADDR | TXE | (this.waiting === undefined ? BTF : 0));
    this.set(SR2, 0);
  }

  private putData(byte: number): void {
    if (this.state === "started" && this.has(SR1, SB)) {
      this.clearBits(SR1, SB);
      this.state = "addressing";
      this.shift = byte;
      this.startByte();
    } else if (this.state === "sending") {
      this.clearBits(SR1, BTF);
      if (this.shift === undefined && !this.has(SR1, ADDR)) this.send(byte);
      else {
        this.waiting = byte;
        this.clearBits(SR1, TXE);
      }
    }
  }

  private send(byte: number): void {
    this.shift = byte;
    this.startByte();
    this.setBits(SR1, TXE);
    this.askDma();
  }

  private startByte(): void {
    this.parts.clock.scheduleIn(this.byteEnd, BYTE_BITS * this.bitCycles);
  }

  private endByte(): void {
    const byte = this.shift;
    this.shift = undefined;
    if (this.state === "addressing") this.endAddress(byte!);
    else if (this.state === "sending") this.endSending(byte!);
    else if (this.state === "receiving") this.endReceiving();
    this.plan();
    this.interrupt();
  }

  private endAddress(byte: number): void {
    const reading = (byte & 1) !== 0;
    const device = this.deviceAt(byte >> 1);
    if (device?.start(reading) !== true) {
      this.state = "started";
      this.setBits(SR1, AF);
      return;
    }
    this.device = device;
    this.state = reading ? "receiving" : "sending";
    this.first = true;
    this.refused = false;
    this.setBits(SR1, ADDR);
    this.set(SR2, MSL | BUSY | (reading ? 0 : TRA));
  }

  /** ADDR is cleared by reading SR1 and then SR2; until then the clock is held. */
  private passAddress(): void {
    if (!this.has(SR1, ADDR)) return;
    this.clearBits(SR1, ADDR);
    if (this.state === "receiving") this.startByte();
    else if (this.waiting !== undefined) {
      const byte = this.waiting;
      this.waiting = undefined;
      this.send(byte);
    } else {
      this.setBits(SR1, TXE);
      this.askDma();
    }
    this.interrupt();
  }

  private endSending(byte: number): void {
    if (this.device?.write(byte) !== true) {
      this.setBits(SR1, AF);
      this.waiting = undefined;
      return;
    }
    if (this.waiting !== undefined && !this.has(CR1, STOP)) {
      const next = this.waiting;
      this.waiting = undefined;
      this.send(next);
    } else this.setBits(SR1, TXE | BTF);
  }

  private endReceiving(): void {
    const byte = this.device?.read() ?? 0xff;
    const acknowledged = this.has(CR1, ACK) || (this.has(CR1, POS) && this.first);
    this.first = false;
    this.refused = !acknowledged;
    if (this.has(SR1, RXNE)) {
      this.waiting = byte;
      this.setBits(SR1, BTF);
      return;
    }
    this.data = byte;
    this.setBits(SR1, RXNE);
    if (!this.refused && !this.has(CR1, STOP)) this.startByte();
    this.askDma();
  }

  private takeData(): number {
    const byte = this.data;
    if (this.waiting !== undefined && this.state !== "sending") {
      this.data = this.waiting;
      this.waiting = undefined;
      this.clearBits(SR1, BTF);
      if (this.state === "receiving" && !this.refused && !this.has(CR1, STOP)) this.startByte();
      this.askDma();
    } else this.clearBits(SR1, RXNE);
    this.interrupt();
    return byte;
  }

  private askDma(): void {
    if (!this.has(CR2, DMAEN)) return;
    if (this.state === "sending" && this.has(SR1, TXE)) this.parts.requestDma(`${this.name}_TX`);
    if (!this.has(SR1, RXNE)) return;
    const served = this.parts.requestDma(`${this.name}_RX`);
    if (served === "last" && this.has(CR2, LAST)) this.refused = true;
  }

  private interrupt(): void {
    const sr1 = this.get(SR1);
    const cr2 = this.get(CR2);
    const flags = EVENTS | (cr2 & ITBUFEN ? BUFFERS : 0);
    this.events.set((cr2 & ITEVTEN) !== 0 && (sr1 & flags) !== 0);
    this.errors.set((cr2 & ITERREN) !== 0 && (sr1 & ERRORS) !== 0);
  }
}
