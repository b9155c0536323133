import { readFileSync } from "node:fs";
import { FileError } from "../files.js";
import { locate } from "../module.js";
import { BLOCK_BYTES, type BlockDevice } from "./block-device.js";

/** Functions of ChaN's FatFs (elm-chan.org/fsw/ff) as WebAssembly; pointers are numbers. */
interface FatFunctions {
  __wasm_call_ctors(): void;
  malloc(bytes: number): number;
  free(pointer: number): void;
  sizeof_FATFS(): number;
  sizeof_FIL(): number;
  sizeof_DIR(): number;
  sizeof_FILINFO(): number;
  offset_FILINFO_fattrib(): number;
  offset_FILINFO_fname(): number;
  f_mount(fs: number, path: number, now: number): number;
  f_open(file: number, path: number, mode: number): number;
  f_close(file: number): number;
  f_read(file: number, into: number, count: number, done: number): number;
  f_write(file: number, from: number, count: number, done: number): number;
  f_sync(file: number): number;
  ffw_f_lseek(file: number, low: number, high: number): number;
  ffw_f_tell_low(file: number): number;
  ffw_f_size_low(file: number): number;
  f_opendir(directory: number, path: number): number;
  f_readdir(directory: number, info: number): number;
  f_closedir(directory: number): number;
  f_stat(path: number, info: number): number;
  f_mkdir(path: number): number;
  f_unlink(path: number): number;
  f_rename(from: number, to: number): number;
  f_getfree(path: number, clusters: number, fs: number): number;
}

const MEMORY_PAGES = 4;
const MAX_PAGES = 1024;
const OK = 0;
const DISK_ERROR = 1;
/** What `disk_status` and `disk_initialize` answer. */
const NOT_INITIALISED = 1;
const WRITE_PROTECTED = 4;
/** What `disk_ioctl` is asked for. */
const GET_SECTOR_COUNT = 1;
const GET_SECTOR_SIZE = 2;
const GET_BLOCK_SIZE = 3;

const encoder = new TextEncoder();
const decoder = new TextDecoder();
let compiled: WebAssembly.Module | undefined;

/** The library with a memory of its own, over one block device. */
export class FatLibrary {
  readonly memory = new WebAssembly.Memory({ initial: MEMORY_PAGES, maximum: MAX_PAGES });
  readonly functions: FatFunctions;
  /** What the device threw that is no FileError: nothing more is asked of it then. */
  private failure: unknown;

  /** @param now gives the time that files are stamped with */
  constructor(
    private readonly device: BlockDevice,
    private readonly now: () => Date,
  ) {
    compiled ??= new WebAssembly.Module(readFileSync(locate("fat.wasm")));
    const instance = new WebAssembly.Instance(compiled, { env: this.imports() });
    this.functions = instance.exports as unknown as FatFunctions;
    this.functions.__wasm_call_ctors();
  }

  private imports(): WebAssembly.ModuleImports {
    return {
      memory: this.memory,
      disk_initialize: () => this.initialise(),
      disk_status: () => (this.device.writable === false ? WRITE_PROTECTED : OK),
      ffw_disk_read: (_: number, to: number, block: number, __: number, count: number) =>
        this.transfer(() => {
          const bytes = this.bytes(to, count * BLOCK_BYTES);
          this.device.read(block, bytes);
          if (block === 0) admitSmallVolume(bytes);
        }),
      ffw_disk_write: (_: number, from: number, block: number, __: number, count: number) =>
        this.transfer(() => this.device.write(block, this.bytes(from, count * BLOCK_BYTES))),
      disk_ioctl: (_: number, command: number, to: number) => this.control(command, to),
      get_fattime: () => fatTime(this.now()),
    };
  }

  /** Throws what the device threw within the call of a function that has just ended. */
  rethrow(): void {
    const { failure } = this;
    this.failure = undefined;
    if (failure !== undefined) throw failure;
  }

  private transfer(action: () => void): number {
    if (this.failure !== undefined) return DISK_ERROR;
    try {
      action();
      return OK;
    } catch (error) {
      if (!(error instanceof FileError)) this.failure = error;
      return DISK_ERROR;
    }
  }

  private initialise(): number {
    let ready = true;
    const result = this.transfer(() => {
      ready = this.device.initialise?.() ?? true;
    });
    if (result !== OK || !ready) return NOT_INITIALISED;
    return this.device.writable === false ? WRITE_PROTECTED : OK;
  }

  private control(command: number, to: number): number {
    const view = new DataView(this.memory.buffer);
    if (command === GET_SECTOR_COUNT) {
      return this.transfer(() => view.setBigUint64(to, BigInt(this.device.blocks), true));
    }
    if (command === GET_SECTOR_SIZE) view.setUint16(to, BLOCK_BYTES, true);
    else if (command === GET_BLOCK_SIZE) view.setUint32(to, 1, true);
    else return this.transfer(() => this.device.sync());
    return OK;
  }

  bytes(address: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, address, length);
  }

  word(address: number): number {
    return new DataView(this.memory.buffer).getUint32(address, true);
  }

  half(address: number): number {
    return new DataView(this.memory.buffer).getUint16(address, true);
  }

  /** Calls with the addresses of paths. @throws FileError for what the library would take for a drive */
  withTexts<T>(texts: readonly string[], action: (...pointers: number[]) => T): T {
    const wrong = texts.find((text) => text.includes(":"));
    if (wrong !== undefined) throw new FileError("EINVAL", wrong);
    const pointers = texts.map((text) => this.place(encoder.encode(`${text}\0`)));
    try {
      return action(...pointers);
    } finally {
      for (const pointer of pointers) this.functions.free(pointer);
    }
  }

  /** Cleared memory. */
  allocate(bytes: number): number {
    const pointer = this.functions.malloc(bytes);
    this.bytes(pointer, bytes).fill(0);
    return pointer;
  }

  private place(bytes: Uint8Array): number {
    const pointer = this.functions.malloc(bytes.length);
    this.bytes(pointer, bytes.length).set(bytes);
    return pointer;
  }

  /** A text that ends with a zero byte. */
  text(address: number): string {
    const bytes = new Uint8Array(this.memory.buffer, address);
    return decoder.decode(bytes.subarray(0, bytes.indexOf(0)));
  }
}

const BLOCKS_16 = 19;
const BLOCKS_32 = 32;
const LEAST_BLOCKS = 128;

/**
 * The library takes a boot sector for one only when it counts 128 blocks or more; MicroPython's does with less. The
 * count of 32 bits has no meaning beside that of 16, but the library accepts it as a sign.
 */
function admitSmallVolume(boot: Uint8Array): void {
  const view = new DataView(boot.buffer, boot.byteOffset);
  const blocks = view.getUint16(BLOCKS_16, true);
  const isBoot = boot[0] === 0xeb && view.getUint16(11, true) === BLOCK_BYTES;
  if (isBoot && blocks !== 0 && blocks < LEAST_BLOCKS) view.setUint32(BLOCKS_32, 0x10000, true);
}

/** Date and time as FAT packs them, in steps of two seconds from 1980. */
export function fatTime(date: Date): number {
  const day =
    ((Math.max(date.getUTCFullYear(), 1980) - 1980) << 25) |
    ((date.getUTCMonth() + 1) << 21) |
    (date.getUTCDate() << 16);
  const time =
    (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);
  return (day | time) >>> 0;
}
