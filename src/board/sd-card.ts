import { UsageError } from "../vm/errors.js";

/** Bytes of a block. */
export const CARD_BLOCK = 512;
/** The capacity of a card is a multiple of this (SD Physical Layer 3.01, 5.3.3: C_SIZE). */
const UNIT = 512 << 10;

/** Seconds from a command to its first block, and for which a card is busy behind the last one: a common card's. */
const READ_SECONDS = 300e-6;
const WRITE_SECONDS = 1e-3;

/** The states of a card (4.10.1). */
const CardState = {
  Idle: 0,
  Ready: 1,
  Identification: 2,
  Standby: 3,
  Transfer: 4,
  Data: 5,
  Receive: 6,
  Programming: 7,
} as const;

/** The bit of the status that says that the next command is one of an application's. */
const APP_CMD = 1 << 5;
const READY_FOR_DATA = 1 << 8;
const OUT_OF_RANGE = 2 ** 31;
const ILLEGAL_COMMAND = 1 << 22;
/** The operating conditions: powered up, high capacity, 2.7 to 3.6 V. */
const OCR = 0xc0ff8000;
const ADDRESS = 0x1234;

/** What a card answers: words of the response, or nothing; and data that follow. */
export interface CardAnswer {
  readonly words?: readonly number[];
  /** The response has no checksum (operating conditions). */
  readonly unchecked?: true;
}

/** A high-capacity SD card with an image of its blocks, which writes change. */
export class SdCard {
  private state: number = CardState.Idle;
  private application = false;
  /** Bytes of a transfer that a short command has asked for. */
  private short: Uint8Array | undefined;
  private block = 0;
  private many = false;
  /** Lines for data: 1 or 4. */
  width = 1;
  /** When it is no longer busy, and when it has what it is to send, in seconds. */
  private busyUntil = 0;
  private readyAt = 0;

  /** @throws UsageError when the image is not a multiple of 512 KB */
  constructor(
    readonly image: Uint8Array,
    private readonly seconds: () => number,
  ) {
    if (image.length === 0 || image.length % UNIT !== 0) {
      throw new UsageError(
        `a card's image: expected a multiple of 512 KB, not ${image.length} bytes`,
      );
    }
  }

  /** Blocks of 512 bytes. */
  get blocks(): number {
    return this.image.length / CARD_BLOCK;
  }

  /** What it is as it has just got its supply. */
  powerUp(): void {
    this.state = CardState.Idle;
    this.application = false;
    this.short = undefined;
    this.width = 1;
    this.busyUntil = 0;
  }

  /** Takes a command; undefined: it does not answer. */
  command(index: number, argument: number): CardAnswer | undefined {
    const application = this.application;
    this.application = false;
    if (application) {
      const answer = this.applicationCommand(index, argument);
      if (answer !== undefined) return answer;
    }
    this.finishProgramming();
    return this.identify(index, argument) ?? this.transferCommand(index, argument);
  }

  private finishProgramming(): void {
    if (this.state === CardState.Programming && this.seconds() >= this.busyUntil) {
      this.state = CardState.Transfer;
    }
  }

  private applicationCommand(index: number, argument: number): CardAnswer | undefined {
    switch (index) {
      case 6:
        this.width = (argument & 3) === 2 ? 4 : 1;
        return this.status();
      case 41:
        this.state = CardState.Ready;
        return { words: [OCR], unchecked: true };
      case 51:
        // SCR: version 3, widths of 1 and 4 lines.
        this.short = Uint8Array.of(0x02, 0x35, 0x80, 0, 0, 0, 0, 0);
        return this.dataStatus();
      default:
        return undefined;
    }
  }

  private identify(index: number, argument: number): CardAnswer | undefined {
    switch (index) {
      case 0:
        this.powerUp();
        return {};
      case 2:
        this.state = CardState.Identification;
        return { words: [0x41444452, 0x53443130, 0x10000000, 0x01000f01] };
      case 3:
        this.state = CardState.Standby;
        return { words: [(ADDRESS << 16) | (this.state << 9) | READY_FOR_DATA] };
      case 8:
        return { words: [argument & 0xfff] };
      case 9:
        return { words: this.csd() };
      case 55:
        this.application = true;
        return this.status(APP_CMD);
      default:
        return undefined;
    }
  }

  /** CSD of version 2: of what varies it has the size alone. */
  private csd(): number[] {
    const size = this.image.length / UNIT - 1;
    return [
      0x400e0032,
      0x5b590000 | ((size >>> 16) & 0x3f),
      ((size & 0xffff) << 16) | 0x7f80,
      0x0a400001,
    ];
  }

  private transferCommand(index: number, argument: number): CardAnswer | undefined {
    switch (index) {
      case 7:
        this.state = argument >>> 16 === ADDRESS ? CardState.Transfer : CardState.Standby;
        return this.status();
      case 12:
        return this.stop();
      case 13:
      case 16:
        return this.status();
      case 17:
      case 18:
        return this.start(CardState.Data, argument, index === 18);
      case 24:
      case 25:
        return this.start(CardState.Receive, argument, index === 25);
      default:
        return this.status(ILLEGAL_COMMAND);
    }
  }

  private start(state: number, block: number, many: boolean): CardAnswer {
    if (this.state !== CardState.Transfer) return this.status(ILLEGAL_COMMAND);
    if (block >= this.blocks) return this.status(OUT_OF_RANGE);
    const answer = this.status();
    this.state = state;
    this.readyAt = this.seconds() + READ_SECONDS;
    this.block = block;
    this.many = many;
    this.short = undefined;
    return answer;
  }

  private stop(): CardAnswer {
    const answer = this.status();
    if (this.state === CardState.Receive) this.program();
    else if (this.state === CardState.Data) this.state = CardState.Transfer;
    return answer;
  }

  private program(): void {
    this.state = CardState.Programming;
    this.busyUntil = this.seconds() + WRITE_SECONDS;
  }

  private dataStatus(): CardAnswer {
    const answer = this.status(APP_CMD);
    this.state = CardState.Data;
    this.readyAt = 0;
    this.many = false;
    return answer;
  }

  private status(more = 0): CardAnswer {
    const ready = this.state === CardState.Programming ? 0 : READY_FOR_DATA;
    return { words: [(more | ready | (this.state << 9)) >>> 0] };
  }

  /** The next bytes that it sends, undefined when it has none. */
  send(): Uint8Array | undefined {
    if (this.state !== CardState.Data || this.seconds() < this.readyAt) return undefined;
    const { short } = this;
    if (short === undefined && this.block >= this.blocks) return undefined;
    const at = this.block++ * CARD_BLOCK;
    if (!this.many) this.state = CardState.Transfer;
    this.short = undefined;
    return short ?? this.image.subarray(at, at + CARD_BLOCK);
  }

  /** Takes a block; false: it expects none. */
  receive(bytes: Uint8Array): boolean {
    if (this.state !== CardState.Receive || this.block >= this.blocks) return false;
    this.image.set(bytes, this.block++ * CARD_BLOCK);
    if (!this.many) this.program();
    return true;
  }
}
