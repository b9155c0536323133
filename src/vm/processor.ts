import { UsageError } from "./errors.js";
import type { VmExports } from "./exports.js";
import { Host } from "./host.js";
import { vmModule } from "./module.js";

/** Why a run ended; `Stop` of asm/cpu/stop.ts. */
export enum ProcessorStop {
  None,
  Slice,
  Returned,
  Fault,
  Call,
  Breakpoint,
  Wait,
  ExceptionReturn,
  RuntimeFailed,
  Budget,
  Interrupted,
  Lockup,
  Reset,
}

/** A stretch of the chip's addresses that is memory. */
export interface MemoryWindow {
  readonly start: number;
  /** Bytes. */
  readonly size: number;
  readonly writable?: boolean;
  readonly executable?: boolean;
  /** The one that is accessed most. */
  readonly plain?: boolean;
}

/** What lies behind addresses that are no memory. Sizes are 1, 2 or 4 bytes; values unsigned. */
export interface Peripherals {
  /** Undefined: there is nothing at this address. */
  read(address: number, size: number): number | undefined;
  /** False: there is nothing at this address. */
  write(address: number, size: number, value: number): boolean;
  /**
   * Delivers events that are due. When the processor is waiting, time first passes to the next one; false: there
   * is none.
   */
  time?(waiting: boolean): boolean;
}

/** The memory of an STM32F405: flash, core-coupled memory, SRAM. */
export const stm32f405: readonly MemoryWindow[] = [
  { start: 0x08000000, size: 1 << 20, executable: true },
  { start: 0x10000000, size: 64 << 10, writable: true },
  { start: 0x20000000, size: 128 << 10, writable: true, executable: true, plain: true },
];

/** Where in the registers' memory things stand; `Cpu` of asm/cpu/registers.ts, which a test compares. */
const Place = {
  floats: 80,
  apsr: 208,
  pc: 212,
  ipsr: 220,
  control: 236,
  fpscr: 244,
  fault: 288,
} as const;

/** Where the program counter stands. */
export const PROGRAM_COUNTER: number = Place.pc;

const WASM_INITIAL_PAGES = 64;
const WASM_MAXIMUM_PAGES = 65536;

interface Mapped extends MemoryWindow {
  /** Where it lies in linear memory. */
  readonly address: number;
}

/** A Cortex-M4F by itself, without Python: for tests, benchmarks and firmware. */
export class Processor {
  private readonly memory: WebAssembly.Memory;
  private readonly exports: VmExports;
  private readonly registers: number;
  private readonly windows: readonly Mapped[];

  constructor(windows: readonly MemoryWindow[] = stm32f405, peripherals?: Peripherals) {
    this.memory = new WebAssembly.Memory({
      initial: WASM_INITIAL_PAGES,
      maximum: WASM_MAXIMUM_PAGES,
    });
    const host = new Host(this.memory, {});
    const functions = {
      ...host.imports(),
      busRead: (address: number, size: number) =>
        peripherals?.read(address >>> 0, size) ?? Number.NaN,
      busWrite: (address: number, size: number, value: number) =>
        peripherals?.write(address >>> 0, size, value >>> 0) === true ? 1 : 0,
      boardTime: (waiting: number) => (peripherals?.time?.(waiting !== 0) === true ? 1 : 0),
    } as WebAssembly.ModuleImports;
    const imports = { env: { memory: this.memory }, host: functions };
    const instance = new WebAssembly.Instance(vmModule(), imports);
    this.exports = instance.exports as unknown as VmExports;
    host.connect(this.exports);
    this.exports.cpuReset();
    this.registers = this.exports.cpuRegisters();
    this.windows = windows.map((window, index) => this.map(window, index));
  }

  private map(window: MemoryWindow, index: number): Mapped {
    const address = this.exports.cpuReserve(window.size);
    const { writable, executable, plain } = window;
    const rights = (writable ? 1 : 0) | (executable ? 2 : 0) | (plain ? 4 : 0);
    this.exports.cpuMap(index, window.start, window.size, address, rights);
    return { ...window, address };
  }

  /**
   * A view of the chip's memory from an address to the end of its window. After writing code through it,
   * call `invalidate`.
   * @throws UsageError when there is no memory at the address
   */
  bytes(address: number): Uint8Array {
    const window = this.windows.find(
      ({ start, size }) => address >= start && address < start + size,
    );
    if (window === undefined) throw new UsageError(`no memory at 0x${address.toString(16)}`);
    const offset = address - window.start;
    return new Uint8Array(this.memory.buffer, window.address + offset, window.size - offset);
  }

  /** Writes bytes, also to flash. @throws UsageError when there is no memory at the address */
  load(address: number, bytes: Uint8Array): void {
    const place = this.bytes(address);
    place.set(bytes);
    this.exports.cpuInvalidate(place.byteOffset, bytes.length);
  }

  /** Forgets code that was written through `bytes`. */
  invalidate(): void {
    this.exports.cpuInvalidate(0, 2 ** 32 - 1);
  }

  /** r0 to r14 by number, 15 is the address of the next instruction. Values are unsigned. */
  register(number: number): number {
    return this.view().getUint32(this.place(number), true);
  }

  setRegister(number: number, value: number): void {
    this.view().setUint32(this.place(number), value, true);
  }

  private place(number: number): number {
    return number === 15 ? Place.pc : number * 4;
  }

  /** The bits of s0 to s31. */
  single(number: number): number {
    return this.view().getUint32(Place.floats + number * 4, true);
  }

  setSingle(number: number, value: number): void {
    this.view().setUint32(Place.floats + number * 4, value, true);
  }

  /** N, Z, C, V, Q and GE in bits 31 to 27 and 19 to 16. */
  get apsr(): number {
    return this.view().getUint32(Place.apsr, true);
  }

  /** The number of the exception being handled, 0 in thread mode. */
  get ipsr(): number {
    return this.view().getUint32(Place.ipsr, true);
  }

  /** nPRIV, SPSEL and FPCA in bits 0 to 2. */
  get control(): number {
    return this.view().getUint32(Place.control, true);
  }

  get fpscr(): number {
    return this.view().getUint32(Place.fpscr, true);
  }

  set fpscr(value: number) {
    this.view().setUint32(Place.fpscr, value, true);
  }

  set apsr(value: number) {
    this.view().setUint32(Place.apsr, value, true);
  }

  /** Cycles and instructions since the start. */
  get cycles(): number {
    return this.exports.cpuCycles();
  }

  get instructions(): number {
    return this.exports.cpuInstructions();
  }

  /** Cycles since the start, also within a call of the peripherals. */
  get now(): number {
    return this.exports.cpuNow();
  }

  /** Lets time pass to a cycle; only while it does not run, or within `time` of the peripherals. */
  passTo(cycle: number): void {
    this.exports.cpuPass(cycle);
  }

  /** Makes room for so many edges of pins; the result says where the board's part of the memory begins. */
  shareBoard(room: number): { readonly memory: WebAssembly.Memory; readonly address: number } {
    return { memory: this.memory, address: this.exports.boardStart(room) };
  }

  /** Starts as the chip does: from a vector table, through which exceptions then go, with the FPU off. */
  boot(vectors: number): void {
    this.exports.cpuBoot(vectors);
  }

  /** Makes an interrupt pending, or takes it back; 0 is the first. */
  interrupt(number: number, on = true): void {
    this.exports.cpuInterrupt(number, on ? 1 : 0);
  }

  /** The level of a peripheral's line; while it is on, the interrupt comes again behind its handler. */
  line(number: number, on: boolean): void {
    this.exports.cpuLine(number, on ? 1 : 0);
  }

  /** What a run stopped with: `Fault` of asm/cpu/stop.ts, the address it is about and that of the instruction. */
  get fault(): { kind: number; address: number; pc: number } {
    const view = this.view();
    return {
      kind: view.getUint32(Place.fault, true),
      address: view.getUint32(Place.fault + 4, true),
      pc: view.getUint32(Place.fault + 8, true),
    };
  }

  /** Goes on from the registers for at most so many instructions; without a number, without end. */
  run(budget = -1): ProcessorStop {
    return this.exports.cpuRun(budget);
  }

  /** Executes one instruction. */
  step(): ProcessorStop {
    return this.exports.cpuStep();
  }

  /** Calls a function with up to four arguments; its result is in r0. */
  call(entry: number, args: readonly number[], sp: number, budget = -1): ProcessorStop {
    const [r0 = 0, r1 = 0, r2 = 0, r3 = 0] = args;
    return this.exports.cpuCall(entry | 1, r0, r1, r2, r3, sp, budget);
  }

  private view(): DataView {
    return new DataView(this.memory.buffer, this.registers);
  }
}
