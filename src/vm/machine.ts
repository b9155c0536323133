import { firmwares } from "../tables/firmwares.js";
import { JitMode } from "../tables/jit.js";
import { PythonError, PythonExit, RuntimeFailure, UsageError } from "./errors.js";
import type { VmExports } from "./exports.js";
import { Host, type HotCompiler } from "./host.js";
import type { HotCode } from "./hot-code.js";
import { loadChipLink } from "./lazy/chip-link.js";
import { loadHotCode } from "./lazy/hot-code.js";
import { LinearMemory } from "./linear-memory.js";
import { type BuildName, vmModule } from "./module.js";
import type { RuntimeOptions } from "./options.js";
import { type HostException, raiseFromHost } from "./raise.js";
import type { TablePlaces } from "./table-places.js";
import { encodeValue } from "./values.js";

/** How `step` says that there is more to do; `SUSPENDED` of asm/memory/ref.ts. */
const SUSPENDED = 0x36;
const WASM_INITIAL_PAGES = 32;
const WASM_MAXIMUM_PAGES = 65536;

/** Bytes unless the embedder says otherwise. */
interface Sizes {
  readonly heap: number;
  readonly maxHeap: number;
  readonly stack: number;
  readonly machineStack: number;
}

/** The board's are those that `micropython.mem_info` shows on a PYBv1.0. */
const defaultSizes: Readonly<Record<BuildName, Sizes>> = {
  host: { heap: 1 << 20, maxHeap: 256 << 20, stack: 512 << 10, machineStack: 64 << 10 },
  board: { heap: 102400, maxHeap: 102400, stack: 15360, machineStack: 15360 },
};

const MIN_SIZE = 1024;

/** Added to an exit status by a SystemExit with a text; `EXIT_TEXT` of asm/embed/errors.ts. */
const EXIT_TEXT = 0x100;

/** What `describePending` can tell; `Part` of asm/embed/errors.ts. */
enum Part {
  Type,
  Message,
  Traceback,
}

/** What is told when the VM cannot: mostly because there is no memory left for the telling. */
const indescribable: Readonly<Record<Part, string>> = {
  [Part.Type]: "MemoryError",
  [Part.Message]: "",
  [Part.Traceback]: "MemoryError: \n",
};

const decoder = new TextDecoder();

/** An instance of the VM with its memory and its host: what passes between JavaScript and Wasm. */
export class Machine implements HotCompiler {
  readonly host: Host;
  readonly exports: VmExports;
  private readonly memory: WebAssembly.Memory;
  private readonly linear: LinearMemory;
  private hotCode: HotCode | undefined;

  /** @throws UsageError for options out of range, RuntimeFailure when there is no memory */
  constructor(private readonly options: RuntimeOptions) {
    const { heapSize, maxHeap, stackSize, machineStack } = checkSizes(options);
    this.memory = new WebAssembly.Memory({
      initial: WASM_INITIAL_PAGES,
      maximum: WASM_MAXIMUM_PAGES,
    });
    this.linear = new LinearMemory(this.memory, options.build);
    this.host = new Host(this.memory, options);
    const functions = this.host.imports() as WebAssembly.ModuleImports;
    const imports = { env: { memory: this.memory }, host: functions };
    const instance = new WebAssembly.Instance(vmModule(options.build), imports);
    this.exports = instance.exports as unknown as VmExports;
    this.host.connect(this.exports);
    this.exports.configureJit(JitMode[jitOf(options)]);
    this.host.compiler = this;
    this.exports.chooseFirmware(firmwareOf(options));
    options.chip?.connect(loadChipLink().makeSocket(this.exports, this.memory));
    const hard = options.hardMode === true ? 1 : 0;
    if (this.exports.start(heapSize, maxHeap, stackSize, machineStack, hard) === 0) {
      throw new RuntimeFailure(`no memory for a heap of ${heapSize} bytes`);
    }
    this.exports.setOptLevel(options.optLevel ?? 0);
    this.setLists(options);
    const { onAllocation, onCollection } = options;
    if (onAllocation !== undefined || onCollection !== undefined) this.host.watchAllocations();
  }

  /** Compiles what has become hot. */
  compileHot(places: TablePlaces): void {
    const { exports, memory, options } = this;
    this.hotCode ??= new (loadHotCode().HotCode)(exports, memory, places, jitOf(options));
    this.hotCode.compileHot();
  }

  /** Fills the host's buffer; returns the length of the first part. */
  fill(parts: readonly Uint8Array[]): number {
    const total = parts.reduce((sum, part) => sum + part.length, 0);
    const address = this.exports.hostBuffer(total);
    if (address === 0) this.throwPending();
    const bytes = this.linear.bytes(address, total);
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return parts[0]?.length ?? 0;
  }

  /** The bytes that the VM has left for us; they are valid until it runs again. */
  left(): Uint8Array {
    return this.linear.bytes(this.exports.leftData(), this.exports.leftLength());
  }

  /** Loads verified `.mpy` bytes and enters them. Throws what the VM raises. */
  enter(bytes: Uint8Array): void {
    this.fill([bytes]);
    if (this.exports.enterMain() === 0) this.throwPending();
  }

  /** Throws a Python exception. */
  refuse(error: HostException): never {
    raiseFromHost(this.exports, this.linear, error);
    this.throwPending(error);
  }

  /** Runs what was entered for at most so many milliseconds; true when it has ended. */
  advance(milliseconds: number): boolean {
    const end = performance.now() + milliseconds;
    let result = this.exports.step();
    while (result === SUSPENDED) {
      if (performance.now() >= end) return false;
      result = this.exports.step();
    }
    if (result === 0) this.throwPending();
    return true;
  }

  /** Drops what runs. */
  abandon(): void {
    this.exports.abandon();
    this.exports.clearPending();
  }

  /** Throws the pending exception as an error of ours. */
  throwPending(cause?: HostException): never {
    const status = this.exports.exitStatus();
    const error = status >= 0 ? this.exit(status) : this.pendingError(cause);
    this.exports.clearPending();
    this.exports.flushOutput();
    throw error;
  }

  private exit(status: number): PythonExit {
    if ((status & EXIT_TEXT) === 0) return new PythonExit(status);
    return new PythonExit(status & ~EXIT_TEXT, this.describe(Part.Message));
  }

  private pendingError(cause: HostException | undefined): PythonError {
    return new PythonError(
      this.describe(Part.Type),
      this.describe(Part.Message),
      this.describe(Part.Traceback),
      cause === undefined ? {} : { cause },
    );
  }

  private describe(part: Part): string {
    if (this.exports.describePending(part) !== 0) return decoder.decode(this.left());
    return indescribable[part];
  }

  private setLists({ path, argv = [], flash, files }: RuntimeOptions): void {
    const usual = ["", ".frozen"];
    if (flash !== undefined && files === undefined) usual.push("/flash", "/flash/lib");
    this.fill([encodeValue(path ?? usual)]);
    if (this.exports.setPath() === 0) this.throwPending();
    this.fill([encodeValue(argv)]);
    if (this.exports.setArgv() === 0) this.throwPending();
  }
}

function checkSizes(options: RuntimeOptions): {
  heapSize: number;
  maxHeap: number;
  stackSize: number;
  machineStack: number;
} {
  const sizes = sizesOf(options.build);
  const heapSize = checkSize("heapSize", options.heapSize ?? sizes.heap, MIN_SIZE);
  const maxHeap = options.maxHeap ?? Math.max(sizes.maxHeap, heapSize);
  const stackSize = checkSize("stackSize", options.stackSize ?? sizes.stack, MIN_SIZE);
  checkSize("maxHeap", maxHeap, heapSize);
  const machineStack = machineStackSize(options, sizes.machineStack);
  return { heapSize, maxHeap, stackSize, machineStack };
}

function sizesOf(build: BuildName = "host"): Sizes {
  const sizes = defaultSizes[build];
  if (sizes !== undefined) return sizes;
  throw new UsageError(`build: expected "host" or "board", not ${String(build)}`);
}

/** The place of the firmware among the known ones. */
function firmwareOf({ firmware = firmwares[0] }: RuntimeOptions): number {
  const place = firmwares.indexOf(firmware);
  if (place >= 0) return place;
  const known = firmwares.map((name) => `"${name}"`).join(" or ");
  throw new UsageError(`firmware: expected ${known}, not ${String(firmware)}`);
}

/** 0 for a runtime that runs no machine code. */
function machineStackSize(options: RuntimeOptions, usual: number): number {
  const { machine = "wasm", machineStackSize = usual } = options;
  if (machine === "none" || machine === "wasm") return 0;
  if (machine === "thumb") return checkSize("machineStackSize", machineStackSize, MIN_SIZE);
  throw new UsageError(`machine: expected "wasm", "thumb" or "none", not ${String(machine)}`);
}

function checkSize(name: string, value: number, least: number): number {
  if (Number.isInteger(value) && value >= least && value < 2 ** 32) return value;
  throw new UsageError(
    `${name}: expected a whole number of bytes, at least ${least}, not ${value}`,
  );
}

/** Compiled code charges no cycles: on the board's clock its loops would take no time. */
function jitOf({ build, jit }: RuntimeOptions): NonNullable<RuntimeOptions["jit"]> {
  return build === "board" ? "off" : (jit ?? "on");
}
