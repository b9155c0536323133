import { dacPins, SUPPLY_VOLTAGE } from "../tables/pyboard.js";
import type { Served } from "./dma.js";
import type { InterruptSource, Interrupts } from "./interrupts.js";
import { Peripheral, type Register } from "./peripheral.js";
import type { Pin } from "./pin.js";
import type { Timer } from "./timer.js";
import type { Warnings } from "./warnings.js";

const CR = 0x00;
const SWTRIGR = 0x04;
const DHR12R1 = 0x08;
const DHR12RD = 0x20;
const DOR1 = 0x2c;
const SR = 0x34;

const EN = 1 << 0;
const TEN = 1 << 2;
const DMAEN = 1 << 12;
const DMAUDRIE = 1 << 13;
const DMAUDR = 1 << 13;
const SOFTWARE = 7;

const CHANNELS = 2;
/** Bytes between the data registers of the channels. */
const DATA_STEP = 0x0c;
const TOP = 0xfff;
/** The shift register of the noise after a reset. */
const NOISE_SEED = 0xaaa;

/** Timers whose trigger outputs convert, by TSEL; the seventh is a pin's. */
const triggerTimers = ["TIM6", "TIM8", "TIM7", "TIM5", "TIM2", "TIM4"];

const registers: Register[] = [
  { name: "CR", offset: CR, write: 0x3fff3fff },
  { name: "SWTRIGR", offset: SWTRIGR, write: 0 },
  { name: "DHR12R1", offset: DHR12R1, write: TOP },
  { name: "DHR12L1", offset: 0x0c, write: 0xfff0 },
  { name: "DHR8R1", offset: 0x10, write: 0xff },
  { name: "DHR12R2", offset: 0x14, write: TOP },
  { name: "DHR12L2", offset: 0x18, write: 0xfff0 },
  { name: "DHR8R2", offset: 0x1c, write: 0xff },
  { name: "DHR12RD", offset: DHR12RD, write: 0x0fff0fff },
  { name: "DHR12LD", offset: 0x24, write: 0xfff0fff0 },
  { name: "DHR8RD", offset: 0x28, write: 0xffff },
  { name: "DOR1", offset: DOR1, write: 0 },
  { name: "DOR2", offset: DOR1 + 4, write: 0 },
  { name: "SR", offset: SR, clear1: DMAUDR | (DMAUDR << 16) },
];

/** What the converter needs of the board. */
export interface DacParts {
  readonly interrupts: Interrupts;
  readonly warnings: Warnings;
  pin(name: string): Pin | undefined;
  timer(name: string): Timer | undefined;
  requestDma(name: string): Served;
}

interface Channel {
  readonly pin: Pin;
  readonly heard: () => void;
  followed: Timer | undefined;
  held: number;
  noise: number;
  triangle: number;
  falling: boolean;
}

/** The digital-to-analogue converter: RM0090, chapter 14. Its output takes no time to settle. */
export class Dac extends Peripheral {
  private readonly channels: readonly Channel[];
  private readonly source: InterruptSource;

  constructor(private readonly parts: DacParts) {
    super("DAC", parts.warnings, registers);
    this.source = parts.interrupts.source("TIM6_DAC");
    this.channels = Array.from({ length: CHANNELS }, (_, index) => ({
      pin: parts.pin(dacPins[index]!)!,
      heard: () => this.trigger(index),
      followed: undefined,
      held: 0,
      noise: NOISE_SEED,
      triangle: 0,
      falling: false,
    }));
  }

  override reset(): void {
    super.reset();
    for (const channel of this.channels) {
      channel.held = 0;
      channel.noise = NOISE_SEED;
      channel.triangle = 0;
    }
    this.configure();
  }

  protected override stored(offset: number, value: number, _old: number, written: number): void {
    if (offset === CR) this.configure();
    else if (offset === SWTRIGR) {
      for (let index = 0; index < CHANNELS; index++) {
        const bySoftware = ((this.control(index) >> 3) & 7) === SOFTWARE;
        if ((written >> index) & 1 && bySoftware) this.trigger(index);
      }
    } else if (offset >= DHR12R1 && offset < DOR1) this.hold(offset, value);
    this.interrupt();
  }

  /** The half of CR that is a channel's. */
  private control(index: number): number {
    return (this.get(CR) >> (16 * index)) & 0xffff;
  }

  private hold(offset: number, value: number): void {
    if (offset >= DHR12RD) {
      const [shift, apart] = [
        [0, 16],
        [-4, 16],
        [4, 8],
      ][(offset - DHR12RD) >> 2]!;
      for (let index = 0; index < CHANNELS; index++) {
        this.holdOne(index, shifted(value >>> (apart! * index), shift!));
      }
      return;
    }
    const index = Math.floor((offset - DHR12R1) / DATA_STEP);
    const form = ((offset - DHR12R1) % DATA_STEP) >> 2;
    this.holdOne(index, shifted(value, [0, -4, 4][form]!));
  }

  private holdOne(index: number, value: number): void {
    this.channels[index]!.held = value;
    if ((this.control(index) & TEN) === 0) this.put(index, value);
  }

  private configure(): void {
    for (let index = 0; index < CHANNELS; index++) {
      const channel = this.channels[index]!;
      const control = this.control(index);
      const name = control & TEN ? triggerTimers[(control >> 3) & 7] : undefined;
      const timer = name === undefined ? undefined : this.parts.timer(name);
      if (timer !== channel.followed) {
        channel.followed?.offTrigger(channel.heard);
        channel.followed = timer;
        timer?.onTrigger(channel.heard);
      }
      if ((control & TEN) === 0) this.put(index, channel.held);
      this.drive(index);
    }
  }

  private trigger(index: number): void {
    const channel = this.channels[index]!;
    const control = this.control(index);
    if ((control & EN) === 0) return;
    this.put(index, Math.min(TOP, channel.held + this.wave(channel, control)));
    if ((control & DMAEN) === 0) return;
    if (this.parts.requestDma(`DAC${index + 1}`) !== "not") return;
    this.setBits(SR, DMAUDR << (16 * index));
    this.interrupt();
  }

  /** What noise or triangle adds, up to the amplitude of MAMP. */
  private wave(channel: Channel, control: number): number {
    const amplitude = (2 << Math.min(11, (control >> 8) & 15)) - 1;
    const form = (control >> 6) & 3;
    if (form === 0) return 0;
    if (form === 1) {
      const { noise } = channel;
      const bit = noise === 0 ? 1 : (noise ^ (noise >> 1) ^ (noise >> 4) ^ (noise >> 6)) & 1;
      channel.noise = (noise >> 1) | (bit << 11);
      return channel.noise & amplitude;
    }
    if (channel.triangle >= amplitude) channel.falling = true;
    if (channel.triangle <= 0) channel.falling = false;
    channel.triangle += channel.falling ? -1 : 1;
    return channel.triangle;
  }

  private put(index: number, value: number): void {
    this.set(DOR1 + 4 * index, value);
    this.drive(index);
  }

  /** Volts at a channel's pin, undefined while it is off. */
  voltage(index: number): number | undefined {
    if ((this.control(index) & EN) === 0) return undefined;
    return (this.get(DOR1 + 4 * index) / TOP) * SUPPLY_VOLTAGE;
  }

  private drive(index: number): void {
    this.channels[index]!.pin.driveAnalogue(this.voltage(index));
  }

  private interrupt(): void {
    const late = this.get(SR) & this.get(CR) & (DMAUDRIE | (DMAUDRIE << 16));
    this.source.set(late !== 0);
  }
}

/** Twelve bits, to the left by a positive number of places. */
function shifted(value: number, places: number): number {
  return (places < 0 ? value >>> -places : value << places) & TOP;
}
