import { type FlashRequest, flashRequests } from "../tables/power-requests.js";
import { flashFiles } from "../tables/pyboard.js";
import { UsageError } from "../vm/errors.js";
import { BLOCK_BYTES, type BlockDevice, MemoryBlocks } from "../vm/fat/block-device.js";
import { FatVolume } from "../vm/fat/volume.js";
import type { FileSystem } from "../vm/files.js";
import { FlashCache, type FlashHardware } from "./flash-cache.js";

/** Where the file system lies in the flash memory. */
export const FLASH_FILES = { offset: flashFiles.offset, bytes: flashFiles.bytes } as const;

/** What a fresh board has in its flash. */
const freshFiles: Readonly<Record<string, string>> = {
  "boot.py": `# Runs first whenever the board starts, before main.py.

import machine
import pyb

# pyb.main("other.py")  # a program to run instead of main.py
`,
  "main.py": "# The board's program: it runs behind boot.py.\n",
  "README.txt":
    "These are the files of a pyboard that Adder emulates.\n\n" +
    "boot.py is run at the start, then main.py. A soft reset (Ctrl-D at the prompt) runs both again.\n",
  "pybcdc.inf": "; The driver file of the board's serial port. No emulated board needs one.\n",
};

/** Files are stamped with the moment at which the board's calendar starts: runs are to be the same. */
const start = (): Date => new Date(Date.UTC(2015, 0, 1));

let fresh: Uint8Array | undefined;

/** The file system of a fresh board, 112 KB. */
export function freshImage(): Uint8Array {
  fresh ??= makeImage((files) => {
    for (const [name, text] of Object.entries(freshFiles)) {
      writeFile(files, `/${name}`, new TextEncoder().encode(text));
    }
  });
  return fresh.slice();
}

/** An image with files in it; `fill` puts them there. @throws FileError when they do not fit */
export function makeImage(fill: (files: FileSystem) => void): Uint8Array {
  const image = new Uint8Array(FLASH_FILES.bytes);
  const device = new MemoryBlocks(() => image);
  FatVolume.format(device, start);
  fill(new FatVolume(device, start));
  return image;
}

/** Puts a file in place. @throws FileError */
export function writeFile(files: FileSystem, path: string, content: Uint8Array): void {
  const mode = { read: false, write: true, append: false, create: true, truncate: true };
  const file = files.open(path, { ...mode, exclusive: false });
  try {
    file.write(content);
  } finally {
    file.close();
  }
}

/** Checks an image that someone brings. @throws UsageError that says what is wrong with it */
export function checkImage(image: Uint8Array): Uint8Array {
  if (image.length !== FLASH_FILES.bytes) {
    throw new UsageError(
      `an image of the flash has ${FLASH_FILES.bytes} bytes; this one has ${image.length}`,
    );
  }
  try {
    new FatVolume(new MemoryBlocks(() => image));
  } catch (error) {
    throw new UsageError(`there is no FAT file system in the image: ${(error as Error).message}`);
  }
  return image;
}

/** The blocks of the file system in a chip's flash memory, as the firmware reads and writes them. */
export class FlashBlocks implements BlockDevice {
  readonly blocks = FLASH_FILES.bytes / BLOCK_BYTES;
  private readonly cache: FlashCache;

  constructor(private readonly hardware: FlashHardware) {
    this.cache = new FlashCache(hardware);
  }

  /** Puts a file system in place of the present one. */
  fill(image: Uint8Array): void {
    this.hardware.flash().set(image, FLASH_FILES.offset);
  }

  /** A copy of the file system as it is, with what is still to be written. */
  copy(): Uint8Array {
    const flash = this.hardware.flash().slice(0, FLASH_FILES.offset + FLASH_FILES.bytes);
    this.cache.overlay(flash);
    return flash.subarray(FLASH_FILES.offset);
  }

  read(block: number, into: Uint8Array): void {
    this.inBlocks(block * BLOCK_BYTES, into, (at, part) => this.cache.read(at, part));
  }

  write(block: number, bytes: Uint8Array): void {
    this.inBlocks(block * BLOCK_BYTES, bytes, (at, part) => this.cache.write(at, part));
  }

  sync(): void {
    this.cache.sync();
  }

  /**
   * Answers what `pyb.Flash` asks for: moves bytes at an offset in a block, counted from the partition table. false:
   * they are not there.
   */
  serve(request: FlashRequest, block: number, offset: number, bytes: Uint8Array): boolean {
    if (request === flashRequests.Sync) {
      this.sync();
      return true;
    }
    const end = block * BLOCK_BYTES + offset + bytes.length;
    const first = flashFiles.partitionBlock * BLOCK_BYTES;
    if (offset > BLOCK_BYTES || end > first + FLASH_FILES.bytes) return false;
    const move = (at: number, part: Uint8Array): void => {
      const place = at - first;
      if (request === flashRequests.Read) this.readPlace(place, part);
      else if (place >= FLASH_FILES.offset) this.cache.write(place, part);
    };
    this.inBlocks(block * BLOCK_BYTES + offset, bytes, move);
    return true;
  }

  /** Reads a part of a block; before the file system there is a partition table, and zeros. */
  private readPlace(place: number, part: Uint8Array): void {
    if (place >= FLASH_FILES.offset) {
      this.cache.read(place, part);
      return;
    }
    const table = -flashFiles.partitionBlock * BLOCK_BYTES + FLASH_FILES.offset;
    if (place >= table + BLOCK_BYTES) part.fill(0);
    else part.set(partitionTable().subarray(place - table, place - table + part.length));
  }

  /** Goes through a range of bytes from the file system's first on, block by block, with addresses in the flash. */
  private inBlocks(
    start: number,
    bytes: Uint8Array,
    move: (at: number, part: Uint8Array) => void,
  ): void {
    for (let done = 0; done < bytes.length; ) {
      const at = start + done;
      const part = bytes.subarray(done, done + BLOCK_BYTES - (at % BLOCK_BYTES));
      move(FLASH_FILES.offset + at, part);
      done += part.length;
    }
  }
}

const PARTITIONS = 446;
const FAT12 = 0x01;

/** The partition table that the firmware shows in front of the file system. */
function partitionTable(): Uint8Array {
  const block = new Uint8Array(BLOCK_BYTES);
  const view = new DataView(block.buffer);
  block.set([0, 0xff, 0xff, 0xff, FAT12, 0xff, 0xff, 0xff], PARTITIONS);
  view.setUint32(PARTITIONS + 8, flashFiles.partitionBlock, true);
  view.setUint32(PARTITIONS + 12, FLASH_FILES.bytes / BLOCK_BYTES, true);
  view.setUint16(BLOCK_BYTES - 2, 0xaa55, true);
  return block;
}
