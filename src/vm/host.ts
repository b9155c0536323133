import { MpyError } from "../compile/mpy/mpy-error.js";
import { mpyMessages } from "../tables/compile-messages.js";
import { Errno } from "../tables/errnos.js";
import type { FlashRequest, PowerRequest, UsbRequest } from "../tables/power-requests.js";
import { installAhead } from "./ahead-code.js";
import { AllocationWatch } from "./allocation-watch.js";
import { compileSource, mpyRefusal, type SourceMode } from "./compile.js";
import { BudgetError, callOut } from "./errors.js";
import type { VmExports } from "./exports.js";
import { FileServer } from "./file-server.js";
import { formatFloat } from "./float-text.js";
import { LinearMemory } from "./linear-memory.js";
import type { RuntimeOptions } from "./options.js";
import { ProgramDevice } from "./program-device.js";
import { type HostException, raiseFromHost } from "./raise.js";
import type { SourcePlace } from "./source-lines.js";
import { TablePlaces } from "./table-places.js";
import { WasmFunctions } from "./wasm-functions.js";

/** The clock of a pyboard after a reset. */
const BOARD_MEGAHERTZ = 168;
const STDIN = 0;
const STDOUT = 1;
const STDERR = 2;
/** Backward jumps and calls between two safepoints; `SLICE` of asm/vm/fuel.ts. */
const SLICE = 20_000;
/** Room that a formatted float has. */
const FLOAT_TEXT_BYTES = 512;
/** Milliseconds after which a running program's output is handed on at the latest. */
const FLUSH_AFTER = 50;
const modes: readonly SourceMode[] = ["exec", "single", "eval"];
const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** What compiles hot code: see asm/jit/tier.ts. */
export interface HotCompiler {
  /** @param places where the functions go */
  compileHot(places: TablePlaces): void;
}

/** All that one VM instance reaches of the outside: implements the imports declared in asm/host.ts. */
export class Host {
  readonly files: FileServer;
  /** Safepoints that may still pass; negative for no limit. */
  private slices = -1;
  /** What `takeBytes` copies. */
  private left: Uint8Array = new Uint8Array(0);
  private flushed = performance.now();
  private exports!: VmExports;
  /** Compiles hot code, where that is wanted. */
  compiler: HotCompiler | undefined;
  private wasm!: WasmFunctions;
  private places!: TablePlaces;
  private watch: AllocationWatch | undefined;
  private readonly linear: LinearMemory;

  constructor(
    readonly memory: WebAssembly.Memory,
    private readonly options: RuntimeOptions,
  ) {
    this.linear = new LinearMemory(memory, options.build);
    this.files = new FileServer(
      options,
      (handle) => new ProgramDevice(this.exports, this.linear, handle),
    );
  }

  /** Makes the instance known whose imports these are. */
  connect(exports: VmExports): void {
    this.exports = exports;
    this.wasm = new WasmFunctions(exports, this.memory);
    this.places = new TablePlaces(exports.table);
  }

  /** The place in a Python source that an offset in a module of viper code came from. */
  placeOf(module: number, offset: number): SourcePlace | undefined {
    return this.wasm.placeOf(module, offset);
  }

  /** Passes allocations and collections on from now on. */
  watchAllocations(): void {
    this.watch = new AllocationWatch(this.exports, this.linear, this.options);
    this.exports.watchAllocations();
  }

  /** Starts a run's budget. */
  startBudget(): void {
    const { budget } = this.options;
    this.slices = budget === undefined ? -1 : Math.ceil(budget / SLICE);
  }

  /** Asks what runs for a KeyboardInterrupt, which it gets at the next safepoint. */
  interrupt(): void {
    new Int32Array(this.memory.buffer)[this.exports.INTERRUPT.value >> 2] = 1;
  }

  /** The functions that the module imports. */
  imports(): Record<string, (...args: never[]) => unknown> {
    return {
      write: (fd: number, address: number, length: number) => this.write(fd, address, length),
      read: (fd: number, address: number, length: number) => this.read(fd, address, length),
      ticksMicros: () => this.micros(),
      timeNanos: () => Date.now() * 1e6,
      localZone: (seconds: number) => this.localZone(seconds),
      sleepMicros: (micros: number) => this.sleep(micros),
      interruptKey: (character: number) => callOut(() => this.options.interruptKey?.(character)),
      poll: () => this.poll(),
      randomBits: () => this.random(),
      compile: (...args: number[]) => this.compile(args),
      takeBytes: (address: number) => this.bytes(address, this.left.length).set(this.left),
      formatFloat: (value: number, format: number, precision: number, address: number) =>
        this.formatFloat(value, format, precision, address),
      readFloat: (address: number, length: number) => Number(this.text(address, length)),
      file: (op: number, path: number, length: number, a: number, b: number) =>
        this.file(op, path, length, a, b),
      compileHot: () => this.compiler?.compileHot(this.places),
      releaseCompiled: (code: number) => this.places.release(code),
      verifyMpy: (address: number, length: number) => this.verify(address, length),
      instantiate: (address: number, length: number) => this.instantiate(address, length),
      installAhead: (code: number) => this.installAhead(code),
      busRead: (address: number, size: number) =>
        this.options.chip?.read(address >>> 0, size) ?? Number.NaN,
      busWrite: (address: number, size: number, value: number) =>
        this.options.chip?.write(address >>> 0, size, value >>> 0) === true ? 1 : 0,
      allocated: (bytes: number, file: number, line: number, name: number) =>
        this.watch?.allocated(bytes, file, line, name),
      collecting: (starts: number) => this.watch?.collecting(starts !== 0),
      boardAlarm: (cycle: number) => this.options.chip?.alarm?.(cycle),
      boardUsb: (request: number, address: number, value: number) =>
        this.options.chip?.usb?.(
          request as UsbRequest,
          value,
          (bytes) => this.bytes(address, bytes.length).set(bytes),
          () => this.bytes(address, value),
        ) ?? 0,
      boardFlash: (
        request: number,
        block: number,
        offset: number,
        address: number,
        length: number,
      ) => {
        const bytes = this.bytes(address, length);
        const { chip } = this.options;
        return chip?.blocks?.(request as FlashRequest, block >>> 0, offset >>> 0, bytes) ? 1 : 0;
      },
      boardPower: (request: number) => this.options.chip?.power?.(request as PowerRequest),
      boardTime: (waiting: number) => (this.options.chip?.time(waiting !== 0) === true ? 1 : 0),
    };
  }

  /** The board's clock is its processor's; the embedder may have another. */
  private micros(): number {
    const { build, clock } = this.options;
    if (clock !== undefined) return callOut(clock);
    return build === "board"
      ? this.exports.cpuCycles() / BOARD_MEGAHERTZ
      : performance.now() * 1000;
  }

  private bytes(address: number, length: number): Uint8Array {
    return this.linear.bytes(address, length);
  }

  private text(address: number, length: number): string {
    return decoder.decode(this.bytes(address, length));
  }

  private write(fd: number, address: number, length: number): number {
    const bytes = this.bytes(address, length);
    if (fd === STDOUT) callOut(() => this.options.stdout?.(bytes));
    else if (fd === STDERR) callOut(() => this.options.stderr?.(bytes));
    else return this.files.write(fd, bytes);
    return length;
  }

  private read(fd: number, address: number, length: number): number {
    if (fd !== STDIN) return this.files.read(fd, length, () => this.bytes(address, length));
    const into = this.bytes(address, length);
    this.exports.flushOutput();
    const count = callOut(() => this.options.stdin?.(into) ?? 0);
    if (count === -Errno.EINTR) this.interrupt();
    return count;
  }

  private sleep(micros: number): number {
    this.exports.flushOutput();
    const milliseconds = micros / 1000;
    const { sleep } = this.options;
    if (sleep === undefined) sleepThread(milliseconds);
    else if (callOut(() => sleep(milliseconds))) {
      this.interrupt();
      return 1;
    }
    return 0;
  }

  private localZone(seconds: number): number {
    const zone = callOut(() => this.options.timeZone?.(seconds));
    return zone === undefined ? 0 : zone.offset * 2 + Number(zone.daylight);
  }

  private poll(): void {
    const now = performance.now();
    if (now - this.flushed >= FLUSH_AFTER) {
      this.flushed = now;
      this.exports.flushOutput();
    }
    if (this.slices === 0) throw new BudgetError();
    if (this.slices > 0) this.slices--;
    const { onSafepoint } = this.options;
    if (onSafepoint !== undefined) callOut(onSafepoint);
  }

  private random(): number {
    return callOut(() => this.options.random?.() ?? Math.random() * 2 ** 32) >>> 0;
  }

  private compile(args: number[]): number {
    const [source, length, filename, filenameLength, mode, optLevel] = args as [
      ...Parameters<(a: number, b: number, c: number, d: number, e: number, f: number) => void>,
    ];
    const name = this.text(filename, filenameLength);
    const bytes = length < 0 ? this.left : this.bytes(source, length).slice();
    const { machine, viper, emit, build } = this.options;
    const sourceMode = modes[mode] ?? "exec";
    const compiled = compileSource(bytes, name, sourceMode, {
      optLevel,
      machine,
      viper,
      emit,
      build,
    });
    if ("error" in compiled) return this.refuse(compiled.error);
    this.left = compiled.bytes;
    this.showCode(compiled.mpy);
    return compiled.bytes.length;
  }

  /** Shows code that was compiled to whoever wants to see it, behind what the program has printed. */
  showCode(code: Uint8Array): void {
    const { onCompiled } = this.options;
    if (onCompiled === undefined) return;
    this.exports.flushOutput();
    callOut(() => onCompiled(code));
  }

  /** 0 when `.mpy` bytes may be loaded; else ValueError is pending. */
  private verify(address: number, length: number): number {
    const error = mpyRefusal(this.bytes(address, length).slice(), this.options.machine);
    return error === undefined ? 0 : this.refuse(error);
  }

  /** The index in the VM's table of the function in a Wasm module; 0 with ValueError pending. */
  private instantiate(address: number, length: number): number {
    return this.wasm.add(this.bytes(address, length)) || this.refuseWasm();
  }

  /** 1 when the translation of a function is installed; 0 with ValueError pending. */
  private installAhead(code: number): number {
    return installAhead(this.exports, this.memory, this.places, code) ? 1 : this.refuseWasm();
  }

  private refuseWasm(): 0 {
    this.refuse(new MpyError(mpyMessages.incompatible, "its Wasm is none"));
    return 0;
  }

  private refuse(error: HostException): number {
    raiseFromHost(this.exports, this.linear, error);
    return -1;
  }

  private formatFloat(value: number, format: number, precision: number, address: number): number {
    const text = formatFloat(value, String.fromCharCode(format), precision);
    const { written } = encoder.encodeInto(text, this.bytes(address, FLOAT_TEXT_BYTES));
    return written;
  }

  private file(op: number, path: number, length: number, a: number, b: number): number {
    const count = this.files.serve({ op, path: this.text(path, length), a, b });
    this.left = this.files.left;
    return count;
  }
}

/** Blocks this thread. */
function sleepThread(milliseconds: number): void {
  if (milliseconds <= 0) return;
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
