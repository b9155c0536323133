import type { ChipLink, ChipSocket } from "../vm/chip-link.js";
import { VirtualTimeout } from "../vm/errors.js";
import type { RuntimeOptions } from "../vm/options.js";
import { type RunOptions, Runtime } from "../vm/runtime.js";
import { Board } from "./board.js";
import { Chip, type ChipOptions } from "./chip.js";
import { ClockEvent } from "./event-queue.js";
import { peripheralsOf, shareHorizon } from "./processor-link.js";
import { RealTime } from "./real-time.js";
import { SharedMemory } from "./shared-memory.js";

/** What a board is made of. */
export interface PyboardOptions
  extends Pick<
      RuntimeOptions,
      "stdout" | "stderr" | "stdin" | "files" | "argv" | "hardMode" | "budget" | "onAllocation"
    >,
    Pick<ChipOptions, "warn" | "seed" | "uniqueId"> {
  /** Lets the board's time pass no faster than the host's. */
  readonly realTime?: boolean;
}

/** How a program is run. */
export interface PyboardRunOptions extends RunOptions {
  /** Seconds of the board's time after which the program is stopped; without a limit by default. */
  readonly timeout?: number;
}

/** A chip that is made when the VM is there. */
class LinkedChip implements ChipLink {
  chip!: Chip;
  readonly read: ChipLink["read"];
  readonly write: ChipLink["write"];
  readonly time: ChipLink["time"];

  constructor(
    private readonly options: PyboardOptions,
    realTime: RealTime | undefined,
  ) {
    const { read, write, time } = peripheralsOf(() => this.chip);
    this.read = read;
    this.write = write;
    this.time = (waiting) => {
      const done = time(waiting);
      realTime?.keepTo(this.chip.clock.seconds);
      return done;
    };
  }

  connect(socket: ChipSocket): void {
    const { warn, seed, uniqueId } = this.options;
    this.chip = new Chip({
      ...(warn === undefined ? {} : { warn }),
      ...(seed === undefined ? {} : { seed }),
      ...(uniqueId === undefined ? {} : { uniqueId }),
      counter: socket,
      systemMemory: socket,
      memory: SharedMemory.at(socket.memory, socket.address),
    });
    this.chip.interrupts.connect((number, level) => socket.line(number, level));
    this.chip.flash.use(socket.flash, socket.flashChanged);
    shareHorizon(this.chip);
  }
}

/** A PYBv1.0 that runs MicroPython: the runtime, the chip around it, and the board seen from outside. */
export class Pyboard {
  readonly runtime: Runtime;
  readonly board: Board;

  constructor(options: PyboardOptions = {}) {
    const { warn: _, seed: __, uniqueId: ___, realTime, ...rest } = options;
    const pace = realTime === true ? new RealTime() : undefined;
    const chip = new LinkedChip(options, pace);
    this.runtime = new Runtime({
      ...rest,
      build: "board",
      machine: "thumb",
      chip,
      ...(pace === undefined ? {} : { onSafepoint: () => pace.keepTo(this.seconds) }),
    });
    this.board = new Board(chip.chip);
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
   * @throws PythonError, PythonExit, and VirtualTimeout
   */
  run(source: string | Uint8Array, { timeout, ...options }: PyboardRunOptions = {}): void {
    const { clock } = this.board.chip;
    const end = new ClockEvent(() => {
      throw new VirtualTimeout(timeout!);
    });
    if (timeout !== undefined) clock.scheduleIn(end, clock.cyclesOf(timeout));
    try {
      this.runtime.run(source, options);
    } finally {
      clock.cancel(end);
      this.board.chip.edges.drain();
    }
  }
}

/** Makes a board, as it is when its firmware has started. */
export function createBoard(options: PyboardOptions = {}): Pyboard {
  return new Pyboard(options);
}
