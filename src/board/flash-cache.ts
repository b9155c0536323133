import { flashSectors } from "../tables/stm32f405.js";
import type { Clock } from "./clock.js";
import { ClockEvent } from "./event-queue.js";
import { eraseSeconds, PROGRAM_SECONDS } from "./flash.js";

/** Seconds between two looks of the firmware at its cache, and without a write before it is written back. */
const LOOK_SECONDS = 0.512;
const QUIET_SECONDS = 5;
const WORD_BYTES = 4;

/** What the cache needs of the board. */
export interface FlashHardware {
  /** The flash memory; not to be kept. */
  readonly flash: () => Uint8Array;
  /** Is called when code in it may have changed. */
  readonly changed: () => void;
  readonly clock: () => Clock;
  /** Keeps the processor, whose code is in the flash, from going on for so many cycles. */
  readonly stall: (cycles: number) => void;
  /** The red LED, which tells that the cache is not written back. */
  readonly led: (on: boolean) => void;
}

/** A sector of the flash memory, in bytes from its start. */
interface Sector {
  readonly start: number;
  readonly bytes: number;
}

/**
 * The firmware's cache for writes to the flash: one sector, in the RAM at 0x10000000 (ports/stm32/flashbdev.c of
 * MicroPython). It is written back when another sector is written, on request, and 5 s after the last write; erasing
 * comes first, up to 0.5 s after the first write.
 */
export class FlashCache {
  private sector: Sector = { start: -1, bytes: 0 };
  private readonly memory = new Uint8Array(64 << 10);
  private dirty = false;
  private erased = false;
  private lastWrite = 0;
  private readonly look = new ClockEvent(() => this.lookAfter());

  constructor(private readonly hardware: FlashHardware) {}

  /** Fills `into` from an address in the flash on, within a sector. */
  read(address: number, into: Uint8Array): void {
    const from = address - this.sector.start;
    const cached = this.sector.start === sectorAt(address).start;
    const source = cached ? this.memory : this.hardware.flash();
    const start = cached ? from : address;
    into.set(source.subarray(start, start + into.length));
  }

  /** Writes bytes at an address in the flash, within a sector. */
  write(address: number, bytes: Uint8Array): void {
    const sector = sectorAt(address);
    if (sector.start !== this.sector.start) {
      this.sync();
      this.sector = sector;
      this.memory.set(this.hardware.flash().subarray(sector.start, sector.start + sector.bytes));
    }
    this.memory.set(bytes, address - sector.start);
    this.lastWrite = this.hardware.clock().seconds;
    if (this.dirty) return;
    this.dirty = true;
    this.hardware.led(true);
    this.scheduleLook();
  }

  /** Writes the cache back. */
  sync(): void {
    if (!this.dirty) return;
    this.erase();
    this.program();
  }

  /** Copies what is held back into a copy of the memory. */
  overlay(flash: Uint8Array): void {
    if (this.dirty) flash.set(this.memory.subarray(0, this.sector.bytes), this.sector.start);
  }

  /** The firmware's interrupt: erases at one look, and writes at a later one. */
  private lookAfter(): void {
    if (!this.dirty) return;
    if (!this.erased) this.erase();
    else if (this.hardware.clock().seconds - this.lastWrite >= QUIET_SECONDS) this.program();
    if (this.dirty) this.scheduleLook();
  }

  private scheduleLook(): void {
    const clock = this.hardware.clock();
    const looks = Math.floor(clock.seconds / LOOK_SECONDS + 1e-9);
    clock.scheduleAtSeconds(this.look, (looks + 1) * LOOK_SECONDS);
  }

  private erase(): void {
    if (this.erased) return;
    const { start, bytes } = this.sector;
    this.hardware.flash().fill(0xff, start, start + bytes);
    this.erased = true;
    this.finish(eraseSeconds[bytes]!);
  }

  private program(): void {
    const { start, bytes } = this.sector;
    this.hardware.flash().set(this.memory.subarray(0, bytes), start);
    this.dirty = false;
    this.erased = false;
    this.finish((bytes / WORD_BYTES) * PROGRAM_SECONDS);
    this.hardware.led(false);
  }

  /** What the flash is busy for the processor stands still. */
  private finish(seconds: number): void {
    this.hardware.changed();
    this.hardware.stall(this.hardware.clock().cyclesOf(seconds));
  }
}

/** The sector of an address in the flash. */
function sectorAt(address: number): Sector {
  let start = 0;
  for (const bytes of flashSectors) {
    if (address < start + bytes) return { start, bytes };
    start += bytes;
  }
  throw new Error(`no flash at offset ${address}`);
}
