import { UsageError } from "../vm/errors.js";
import { BLOCK_BYTES, type BlockDevice, MemoryBlocks } from "../vm/fat/block-device.js";
import { FatVolume } from "../vm/fat/volume.js";
import type { FileSystem } from "../vm/files.js";

/** Where the file system lies in the flash memory: sectors 1 to 4 (ports/stm32/flashbdev.c of MicroPython). */
export const FLASH_FILES = { offset: 0x4000, bytes: 112 * 1024 } as const;

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

/** The blocks of the file system in a chip's flash memory. */
export class FlashBlocks implements BlockDevice {
  readonly blocks = FLASH_FILES.bytes / BLOCK_BYTES;
  private readonly memory: MemoryBlocks;

  /**
   * @param flash gives the flash memory
   * @param changed is called when code in it may have changed
   */
  constructor(
    private readonly flash: () => Uint8Array,
    private readonly changed: () => void,
  ) {
    this.memory = new MemoryBlocks(() => this.bytes);
  }

  /** The bytes of the file system. */
  get bytes(): Uint8Array {
    return this.flash().subarray(FLASH_FILES.offset, FLASH_FILES.offset + FLASH_FILES.bytes);
  }

  read(block: number, into: Uint8Array): void {
    this.memory.read(block, into);
  }

  write(block: number, bytes: Uint8Array): void {
    this.memory.write(block, bytes);
    this.changed();
  }

  sync(): void {}
}
