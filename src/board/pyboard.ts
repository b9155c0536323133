import { Errno } from "../tables/errnos.js";
import type { FirmwareName } from "../tables/firmwares.js";
import {
  type FlashRequest,
  type PowerRequest,
  powerRequests,
  type UsbRequest,
} from "../tables/power-requests.js";
import { peripherals } from "../tables/stm32f405.js";
import type { ChipLink, ChipSocket } from "../vm/chip-link.js";
import { BoardReset, BudgetError } from "../vm/errors.js";
import { BLOCK_BYTES } from "../vm/fat/block-device.js";
import { FatVolume } from "../vm/fat/volume.js";
import type { RuntimeOptions } from "../vm/options.js";
import { type RunOptions, Runtime } from "../vm/runtime.js";
import { Board } from "./board.js";
import { bootFirmware } from "./boot.js";
import { Chip, type ChipOptions } from "./chip.js";
import { ClockEvent } from "./event-queue.js";
import { checkImage, FLASH_FILES, FlashBlocks, freshImage } from "./flash-files.js";
import { peripheralsOf, shareHorizon } from "./processor-link.js";
import { ResetFlag } from "./rcc.js";
import { RealTime } from "./real-time.js";
import { SharedMemory } from "./shared-memory.js";
import { type Limits, Stopping } from "./stopping.js";
import { answerUsb } from "./usb-requests.js";

/** Seconds between two looks at the host in real time. */
const BEAT = 0.005;

/**
 * What a board is made of. Standard input is what comes over USB, then `stdin`, which may answer minus EAGAIN while it
 * has nothing; without it, a program waits in the board's time, and sees the end when nothing more can happen.
 */
export interface PyboardOptions
  extends Pick<
      RuntimeOptions,
      | "stdout"
      | "stderr"
      | "stdin"
      | "files"
      | "argv"
      | "firmware"
      | "hardMode"
      | "budget"
      | "onAllocation"
      | "onCollection"
      | "onSafepoint"
    >,
    Pick<ChipOptions, "warn" | "seed" | "uniqueId"> {
  /** The image of a FAT file system for the flash, 112 KB; by default that of a fresh board. */
  readonly image?: Uint8Array;
  /**
   * The board that this one is after a reset: it has its flash, with the firmware, what the battery keeps, and the
   * reset's reason.
   */
  readonly after?: Pyboard;
  /** Lets the board's time pass no faster than the host's. */
  readonly realTime?: boolean;
}

/** How a program is run, and when it has to end; without limits by default. */
export interface PyboardRunOptions extends RunOptions, Limits {}

/** What files are stamped with before the real-time clock was asked for: the date with which it starts. */
const FIRST_DATE = Date.UTC(2015, 0, 1);

/** The red LED, which the firmware lights while the flash is to be written. */
const LED_PORT = peripherals.GPIOA.start;
const LED_MASK = 1 << 13;
const PORT_BSRR = 0x18;

/** States of the energy meter by PowerRequest. */
const sleeps: readonly ("awake" | "stop" | "standby")[] = ["awake", "stop", "standby"];

/** A chip that is made when the VM is there. */
class LinkedChip implements ChipLink {
  chip!: Chip;
  flash!: FlashBlocks;
  private socket!: ChipSocket;
  /** Hears of deep sleep. */
  onSleep: (state: "awake" | "stop" | "standby") => void = () => {};
  /** It does nothing but end the processor's slice. */
  private readonly ringing = new ClockEvent(() => {});
  /** Set when the board is there. */
  board: Board | undefined;
  /** Whether the program has asked for a soft reset. */
  softReset = false;
  private asleep: PowerRequest = powerRequests.Awake;
  readonly read: ChipLink["read"];
  readonly write: ChipLink["write"];
  readonly time: ChipLink["time"];

  constructor(
    private readonly options: PyboardOptions,
    private readonly turn: () => void,
  ) {
    const { read, write, time } = peripheralsOf(() => this.chip);
    this.read = read;
    this.write = write;
    this.time = (waiting) => {
      const done = time(waiting);
      this.turn();
      return done;
    };
  }

  /** What `pyb.main` was given. */
  get mainFile(): string | undefined {
    return this.socket.mainFile();
  }

  showReplInfo(millis: number): void {
    this.socket.showReplInfo(millis);
  }

  /** Where the program is. */
  place(): string {
    return this.socket.place();
  }

  usb(
    request: UsbRequest,
    value: number,
    put: (bytes: ArrayLike<number>) => void,
    get: () => Uint8Array,
  ): number {
    return this.board === undefined ? 0 : answerUsb(this.board, request, value, { put, get });
  }

  blocks(request: FlashRequest, block: number, offset: number, bytes: Uint8Array): boolean {
    return this.flash.serve(request, block, offset, bytes);
  }

  alarm(cycle: number): void {
    const { clock } = this.chip;
    if (cycle === Number.POSITIVE_INFINITY) clock.cancel(this.ringing);
    else clock.schedule(this.ringing, cycle);
  }

  power(request: PowerRequest): void {
    const { rcc, power } = this.chip;
    if (request === powerRequests.Forever) {
      throw new BudgetError("the board sleeps, and nothing is to come that would wake it");
    }
    if (request === powerRequests.Bootloader) throw new BoardReset("bootloader");
    if (request === powerRequests.SoftReset) {
      this.softReset = true;
      return;
    }
    if (request === powerRequests.Reset) {
      const standby = this.asleep === powerRequests.Standby;
      this.setSleep(powerRequests.Awake);
      this.chip.forgetReasons();
      if (standby) {
        power.noteStandby();
        power.noteWakeup();
      }
      this.restart(standby ? ResetFlag.Pin : ResetFlag.Software);
      throw new BoardReset(standby ? "standby" : "reset");
    }
    if (request === powerRequests.Standby) power.noteStandby();
    if (request !== powerRequests.Awake) rcc.stopClocks();
    this.setSleep(request);
  }

  /** The chip starts anew, as after its firmware's start. */
  private restart(flag: number): void {
    this.chip.reset(flag);
    bootFirmware(this.chip);
  }

  private setSleep(request: PowerRequest): void {
    this.asleep = request;
    this.onSleep(sleeps[request]!);
  }

  connect(socket: ChipSocket): void {
    this.socket = socket;
    this.flash = new FlashBlocks({
      flash: socket.flash,
      changed: socket.flashChanged,
      clock: () => this.chip.clock,
      stall: (cycles) => socket.stall(cycles),
      led: (on) => this.chip.write(LED_PORT + PORT_BSRR, 4, on ? LED_MASK : LED_MASK << 16),
    });
    const { after, image = after?.saveImage() } = this.options;
    this.flash.fill(image === undefined ? freshImage() : checkImage(image));
    const { warn, seed, uniqueId } = this.options;
    this.chip = new Chip({
      ...(warn === undefined ? {} : { warn }),
      ...(seed === undefined ? {} : { seed }),
      ...(uniqueId === undefined ? {} : { uniqueId }),
      counter: socket,
      onWatchdog: (flag) => {
        this.chip.forgetReasons();
        this.restart(flag);
        throw new BoardReset("watchdog");
      },
      systemMemory: socket,
      memory: SharedMemory.at(socket.memory, socket.address),
    });
    this.chip.interrupts.connect((number, level) => socket.line(number, level));
    this.chip.flash.use(socket.flash, socket.flashChanged);
    shareHorizon(this.chip);
    if (this.options.after !== undefined) this.chip.continueFrom(this.options.after.board.chip);
  }
}

/** A PYBv1.0 that runs MicroPython: the runtime, the chip around it, and the board seen from outside. */
export class Pyboard {
  readonly runtime: Runtime;
  readonly board: Board;
  /** The one that was chosen, if one was. */
  private readonly firmware: FirmwareName | undefined;

  private readonly pace: RealTime | undefined;
  private readonly link: LinkedChip;
  private stopping: Stopping | undefined;

  constructor(options: PyboardOptions = {}) {
    const {
      warn: _,
      seed: __,
      uniqueId: ___,
      realTime,
      image,
      after,
      firmware = after?.firmware,
      onSafepoint,
      stdout,
      stdin = () => -Errno.EAGAIN,
      ...rest
    } = options;
    this.pace = realTime === true ? new RealTime() : undefined;
    this.link = new LinkedChip(options, () => this.turn());
    this.firmware = firmware;
    this.runtime = new Runtime({
      ...rest,
      ...(firmware !== undefined && { firmware }),
      stdin,
      interruptKey: (character) => {
        this.board.usb.interruptCharacter = character;
      },
      build: "board",
      machine: "thumb",
      chip: this.link,
      flash: {
        blocks: FLASH_FILES.bytes / BLOCK_BYTES,
        read: (block, into) => this.link.flash.read(block, into),
        write: (block, bytes) => this.link.flash.write(block, bytes),
        sync: () => this.link.flash.sync(),
      },
      fileTime: () => this.link.chip.rtc.date ?? new Date(FIRST_DATE + this.seconds * 1000),
      stdout: (bytes) => {
        stdout?.(bytes);
        this.board.printed(bytes);
      },
      onSafepoint: () => {
        onSafepoint?.();
        this.turn();
      },
    });
    this.board = new Board(this.link.chip);
    this.link.board = this.board;
    const { usb, chip } = this.board;
    const received = chip.interrupts.source("OTG_FS");
    usb.onReceive(() => {
      received.set(true);
      received.set(false);
    });
    usb.onInterrupt(() => this.runtime.interrupt());
    this.board.onTerminalInterrupt(() => this.runtime.interrupt());
    this.link.onSleep = (state) => this.board.sleep(state);
    const card = after?.board.chip.sdio.card;
    if (card !== undefined) this.board.insertCard(card.image);
    if (this.pace !== undefined) this.beat(onSafepoint);
  }

  /** In real time the host is looked at often, also while the board waits for long. */
  private beat(onSafepoint: (() => void) | undefined): void {
    const { clock } = this.board.chip;
    const next = new ClockEvent(() => {
      clock.scheduleIn(next, clock.cyclesOf(BEAT));
      onSafepoint?.();
      this.turn();
    });
    clock.scheduleIn(next, clock.cyclesOf(BEAT));
  }

  /** Called whenever time has passed: keeps to the host's where that is wanted. */
  private turn(): void {
    this.pace?.keepTo(this.seconds);
    this.stopping?.look();
  }

  /** Seconds of the board's time since it was made. */
  get seconds(): number {
    return this.board.chip.clock.seconds;
  }

  /** Cycles of the processor since then. */
  get cycles(): number {
    return this.board.chip.clock.now;
  }

  /**
   * Runs a program to its end.
   *
   * @throws PythonError, PythonExit, BoardReset; VirtualTimeout and HostTimeout, which say where it was
   */
  run(
    source: string | Uint8Array,
    { timeout, hostTimeout, ...options }: PyboardRunOptions = {},
  ): void {
    this.limit({ timeout, hostTimeout }, () => this.runtime.run(source, options));
  }

  /** Runs an input of the prompt, and shows what it took where `pyb.repl_info` has asked for that. @throws as `run` */
  runInput(source: string, options: PyboardRunOptions = {}): void {
    const begin = this.seconds;
    try {
      this.run(source, options);
    } finally {
      this.link.showReplInfo(Math.floor((this.seconds - begin) * 1000));
    }
  }

  /** Runs the bytes of a `.mpy` file to its end. @throws as `run` */
  runMpy(bytes: Uint8Array, limits: Limits = {}): void {
    this.limit(limits, () => this.runtime.runMpy(bytes));
  }

  /**
   * Runs boot.py of the flash, then main.py or what boot.py gave to `pyb.main`, where they are, as the board does at its
   * start. @throws as `run`
   */
  startUp(limits: Limits = {}): void {
    this.runFlash("boot.py", limits);
    this.runFlash(this.link.mainFile ?? "main.py", limits);
  }

  private runFlash(filename: string, limits: Limits): void {
    const source = this.readFlash(filename);
    if (source !== undefined) this.run(source, { ...limits, filename });
  }

  /** A file in the flash, undefined when there is none. */
  private readFlash(path: string): Uint8Array | undefined {
    const files = new FatVolume(this.link.flash);
    return files.stat(`/${path}`) === undefined ? undefined : files.readFile(`/${path}`);
  }

  private limit(limits: Limits, run: () => void): void {
    const { clock, edges } = this.board.chip;
    const interrupt = (): void => this.runtime.interrupt();
    this.stopping = new Stopping(clock, limits, interrupt, () => this.link.place());
    try {
      this.stopping.guard(run);
    } finally {
      this.stopping = undefined;
      edges.drain();
    }
  }

  /** The file system in the flash as it is now, for `image`, and for a file that mtools and mount can read. */
  saveImage(): Uint8Array {
    return this.link.flash.copy();
  }

  /** Whether the program has ended itself by `machine.soft_reset`. */
  get asksForSoftReset(): boolean {
    return this.link.softReset;
  }

  /** Makes a soft reset, as Ctrl-D does at the prompt, the reason for which the board `after` this one starts. */
  softReset(): void {
    this.board.chip.forgetReasons();
  }

  /** Stops the program that runs; `run` throws BudgetError. For whoever is called while it runs. */
  stop(): void {
    this.stopping?.ask(() => new BudgetError("the program was stopped"));
  }
}

/** Makes a board, as it is when its firmware has started. */
export function createBoard(options: PyboardOptions = {}): Pyboard {
  return new Pyboard(options);
}
