import { DeviceAnswer, DeviceRequest } from "../tables/file-ops.js";
import type { VmExports } from "./exports.js";
import { BLOCK_BYTES, type BlockDevice } from "./fat/block-device.js";
import { errnoError, FileError } from "./files.js";
import type { LinearMemory } from "./linear-memory.js";
import type { EraseDevice } from "./littlefs/device.js";

/** Passed as offset: whole blocks are meant. */
const NO_OFFSET = -1;
/** The argument of a first request that says that offsets will be used. */
const WITH_OFFSETS = 1;
/** What errors call it. */
const DEVICE = "a block device";

/**
 * What ends a run of the program's code within a request, other than a Python exception: a budget that is used up, a
 * reset of the board. The request ends with its cause.
 */
export class NestedError extends Error {
  override readonly name = "NestedError";
}

/** The program's code within a request has left an exception pending, which the request ends with. */
export class PendingError extends Error {
  override readonly name = "PendingError";
}

/**
 * A block device of the program, an object with `readblocks` and so on. Its methods run within the request that
 * needs them. They throw FileError, PendingError, NestedError.
 */
export class ProgramDevice implements BlockDevice {
  /** Bytes of the program's blocks. Those of the host, which takes no others, are cut out of larger ones. */
  private blockBytes: number = BLOCK_BYTES;

  /** @param handle the device's object in the VM, alive as long as the file system on it; asm/vfs/device.ts */
  constructor(
    private readonly exports: VmExports,
    private readonly memory: LinearMemory,
    private readonly handle: number,
  ) {}

  get blocks(): number {
    const count = this.control(DeviceRequest.BlockCount);
    if (count === undefined) throw new FileError("EINVAL", DEVICE);
    return Math.floor((count * this.blockBytes) / BLOCK_BYTES);
  }

  get writable(): boolean {
    return this.exports.deviceWritable(this.handle) !== 0;
  }

  initialise(): boolean {
    if ((this.control(DeviceRequest.Initialise) ?? 0) !== 0) return false;
    this.blockBytes = this.control(DeviceRequest.BlockSize) ?? BLOCK_BYTES;
    if (this.blockBytes <= 0 || this.blockBytes % BLOCK_BYTES !== 0) {
      throw new FileError("EINVAL", DEVICE);
    }
    return true;
  }

  read(block: number, into: Uint8Array): void {
    if (this.blockBytes === BLOCK_BYTES) this.readOwn(block, into);
    else
      this.eachOwn(block, into, (own, whole, from, part) => {
        this.readOwn(own, whole);
        part.set(whole.subarray(from, from + part.length));
      });
  }

  write(block: number, bytes: Uint8Array): void {
    if (this.blockBytes === BLOCK_BYTES) this.writeOwn(block, bytes);
    else
      this.eachOwn(block, bytes, (own, whole, from, part) => {
        if (part.length < whole.length) this.readOwn(own, whole);
        whole.set(part, from);
        this.writeOwn(own, whole);
      });
  }

  sync(): void {
    this.control(DeviceRequest.Sync);
  }

  /** The device by its protocol with offsets, in its own blocks. @throws FileError when it tells no sizes */
  erasable(): EraseDevice {
    this.control(DeviceRequest.Initialise, WITH_OFFSETS);
    const blockBytes = this.control(DeviceRequest.BlockSize) ?? 0;
    const blocks = this.control(DeviceRequest.BlockCount) ?? 0;
    if (blockBytes <= 0 || blocks <= 0) throw new FileError("EINVAL", DEVICE);
    return new ErasableBlocks(this, blockBytes, blocks);
  }

  /** Reads at an offset in one of the program's blocks. */
  readAt(block: number, offset: number, into: Uint8Array): void {
    this.enter(() => this.exports.deviceRead(this.handle, block, offset, into.length));
    into.set(this.window(into.length));
  }

  /** Writes at an offset in one of the program's blocks. */
  writeAt(block: number, offset: number, bytes: Uint8Array): void {
    this.window(bytes.length).set(bytes);
    this.enter(() => this.exports.deviceWrite(this.handle, block, offset));
  }

  /** Erases one of the program's blocks. */
  erase(block: number): void {
    const answer = this.control(DeviceRequest.EraseBlock, block) ?? 0;
    if (answer < 0) throw errnoError(-answer, DEVICE);
  }

  /** Goes through the program's blocks that a range lies in, with room for each, and the part of the range in it. */
  private eachOwn(
    block: number,
    range: Uint8Array,
    action: (own: number, whole: Uint8Array, from: number, part: Uint8Array) => void,
  ): void {
    const size = this.blockBytes;
    for (let done = 0; done < range.length; ) {
      const at = block * BLOCK_BYTES + done;
      const from = at % size;
      const part = range.subarray(done, done + size - from);
      action(Math.floor(at / size), new Uint8Array(size), from, part);
      done += part.length;
    }
  }

  private readOwn(block: number, into: Uint8Array): void {
    this.readAt(block, NO_OFFSET, into);
  }

  private writeOwn(block: number, bytes: Uint8Array): void {
    this.writeAt(block, NO_OFFSET, bytes);
  }

  /** The answer to a request, undefined for None. */
  private control(request: number, argument = 0): number | undefined {
    const answer = this.call(() => this.exports.deviceControl(this.handle, request, argument));
    return answer === DeviceAnswer.None ? undefined : answer;
  }

  private enter(action: () => number): void {
    const answer = this.call(action);
    if (answer < 0) throw errnoError(-answer, DEVICE);
  }

  /** Runs code of the program. */
  private call(action: () => number): number {
    let answer: number;
    try {
      answer = action();
    } catch (cause) {
      throw new NestedError("a run within a request has ended", { cause });
    }
    if (answer === DeviceAnswer.Raised) throw new PendingError();
    return answer;
  }

  /** The bytes that are passed, in the VM's memory. */
  private window(length: number): Uint8Array {
    const address = this.exports.deviceWindow(this.handle, length);
    if (address === 0) throw new PendingError();
    return this.memory.bytes(address, length);
  }
}

/** A program's device by its protocol with offsets. */
class ErasableBlocks implements EraseDevice {
  constructor(
    private readonly device: ProgramDevice,
    readonly blockBytes: number,
    readonly blocks: number,
  ) {}

  get writable(): boolean {
    return this.device.writable;
  }

  read(block: number, offset: number, into: Uint8Array): void {
    this.device.readAt(block, offset, into);
  }

  program(block: number, offset: number, bytes: Uint8Array): void {
    this.device.writeAt(block, offset, bytes);
  }

  erase(block: number): void {
    this.device.erase(block);
  }

  sync(): void {
    this.device.sync();
  }
}
