import type { ErrnoName } from "../../tables/errnos.js";
import {
  type DirectoryEntry,
  FileError,
  type FileStat,
  type FileSystem,
  type OpenFile,
  type OpenMode,
} from "../files.js";
import { BLOCK_BYTES, type BlockDevice } from "./block-device.js";
import { formatFat } from "./format.js";
import { FatLibrary, fatTime } from "./library.js";

/** What the library answers, by number, as MicroPython translates it. */
const errors: readonly (ErrnoName | undefined)[] = [
  undefined,
  "EIO",
  "EIO",
  "EBUSY",
  "ENOENT",
  "ENOENT",
  "EINVAL",
  "EACCES",
  "EEXIST",
  "EINVAL",
  "EROFS",
  "ENODEV",
  "ENODEV",
  "ENODEV",
  "EIO",
  "EIO",
  "EIO",
  "ENOMEM",
  "EMFILE",
  "EINVAL",
];
const EXISTS = 8;
const NO_FILE_SYSTEM = 13;
/** Answers that say that there is nothing at a path. */
const nothing: readonly number[] = [4, 5, 6];

/** Modes of `f_open`. */
const Mode = { Read: 1, Write: 2, CreateNew: 4, CreateAlways: 8, OpenAlways: 16 } as const;
const DIRECTORY = 0x10;
const DIRECTORY_MODE = 0x4000;
const FILE_MODE = 0x8000;
/** Bytes that are moved at once between the library's memory and the caller's. */
const CHUNK = 4096;

/** Where things stand in the library's file information. */
const Info = { Size: 0, Date: 8, Time: 10 } as const;

/** Blocks of a cluster, and how many clusters there are. */
interface Geometry {
  readonly clusterBlocks: number;
  readonly clusters: number;
}

/** A FAT file system on a block device. */
export class FatVolume implements FileSystem {
  readonly home = "/";
  readonly changeFailure = "ENOENT";
  private readonly library: FatLibrary;
  private readonly info: number;
  private readonly buffer: number;
  private geometry: Geometry | undefined;
  /** Whether there was a file system when it was opened, or has been made. */
  private formatted = true;

  /**
   * @param tolerant an empty device is no error until something is asked of the file system
   * @throws FileError when there is no file system
   */
  constructor(
    private readonly device: BlockDevice,
    private readonly now: () => Date = () => new Date(),
    tolerant = false,
  ) {
    this.library = new FatLibrary(device, now);
    const { functions } = this.library;
    this.info = this.library.allocate(functions.sizeof_FILINFO());
    this.buffer = this.library.allocate(CHUNK);
    const fs = this.library.allocate(functions.sizeof_FATFS());
    const result = this.library.withTexts([""], (path) => functions.f_mount(fs, path, 1));
    if (result === NO_FILE_SYSTEM && tolerant) this.formatted = false;
    else this.check(result, "/");
  }

  /** Makes an empty file system that takes the whole device. @throws FileError */
  static format(device: BlockDevice, now: () => Date = () => new Date()): void {
    if (device.initialise?.() === false) throw new FileError("EBUSY", "/");
    if (device.writable === false) throw new FileError("EROFS", "/");
    formatFat(device, true, fatTime(now()));
  }

  /** Makes an empty file system where there was none. */
  mount(mayFormat: boolean): void {
    if (this.formatted) return;
    if (!mayFormat) throw new FileError("ENODEV", "/");
    formatFat(this.device, false, fatTime(this.now()));
    this.formatted = true;
  }

  open(path: string, mode: OpenMode): OpenFile {
    const { library } = this;
    const file = library.allocate(library.functions.sizeof_FIL());
    const result = library.withTexts([path], (name) =>
      library.functions.f_open(file, name, flagsOf(mode)),
    );
    if (result !== 0) library.functions.free(file);
    this.check(result, path);
    const open = new FatFile(library, file, this.buffer, path, mode);
    if (mode.append) open.seek(0, 2);
    return open;
  }

  stat(path: string): FileStat | undefined {
    if (isRoot(path)) return { ...noTimes, directory: true, mode: DIRECTORY_MODE, size: 0 };
    if (path.includes(":")) return undefined;
    const { library, info } = this;
    const result = library.withTexts([path], (name) => library.functions.f_stat(name, info));
    if (nothing.includes(result)) {
      library.rethrow();
      return undefined;
    }
    this.check(result, path);
    const directory = this.isDirectory();
    const time = timeOf(library.half(info + Info.Date), library.half(info + Info.Time));
    return {
      directory,
      mode: directory ? DIRECTORY_MODE : FILE_MODE,
      size: library.word(info + Info.Size),
      links: 0,
      accessed: time,
      modified: time,
      changed: time,
    };
  }

  private isDirectory(): boolean {
    const { library, info } = this;
    return (
      (library.bytes(info + library.functions.offset_FILINFO_fattrib(), 1)[0]! & DIRECTORY) !== 0
    );
  }

  readFile(path: string): Uint8Array {
    const stat = this.stat(path);
    if (stat === undefined) throw new FileError("ENOENT", path);
    const mode = { write: false, append: false, create: false, truncate: false, exclusive: false };
    const file = this.open(path, { ...mode, read: true });
    try {
      const bytes = new Uint8Array(stat.size);
      return bytes.subarray(0, file.read(bytes));
    } finally {
      file.close();
    }
  }

  list(path: string): DirectoryEntry[] {
    const { library, info } = this;
    const { functions } = library;
    const directory = library.allocate(functions.sizeof_DIR());
    const entries: DirectoryEntry[] = [];
    try {
      this.check(
        library.withTexts([path], (name) => functions.f_opendir(directory, name)),
        path,
      );
      while (true) {
        this.check(functions.f_readdir(directory, info), path);
        const name = library.text(info + functions.offset_FILINFO_fname());
        if (name === "") return entries;
        const size = library.word(info + Info.Size);
        entries.push({ name, directory: this.isDirectory(), inode: 0, size });
      }
    } finally {
      functions.f_closedir(directory);
      functions.free(directory);
    }
  }

  makeDirectory(path: string): void {
    const { library } = this;
    this.check(
      library.withTexts([path], (name) => library.functions.f_mkdir(name)),
      path,
    );
  }

  remove(path: string): void {
    if (this.stat(path)?.directory) throw new FileError("EISDIR", path);
    this.unlink(path);
  }

  removeDirectory(path: string): void {
    if (this.stat(path)?.directory === false) throw new FileError("ENOTDIR", path);
    this.unlink(path);
  }

  private unlink(path: string): void {
    const { library } = this;
    this.check(
      library.withTexts([path], (name) => library.functions.f_unlink(name)),
      path,
    );
  }

  rename(from: string, to: string): void {
    const { library } = this;
    const rename = (): number =>
      library.withTexts([from, to], (a, b) => library.functions.f_rename(a!, b!));
    let result = rename();
    if (result === EXISTS) {
      this.unlink(to);
      result = rename();
    }
    this.check(result, from);
  }

  /** Bytes of a cluster, and how many clusters there are and are free. */
  space(): { readonly blockSize: number; readonly blocks: number; readonly free: number } {
    const { library } = this;
    const place = library.allocate(8);
    const result = library.withTexts([""], (path) =>
      library.functions.f_getfree(path, place, place + 4),
    );
    const free = library.word(place);
    library.functions.free(place);
    this.check(result, "/");
    this.geometry ??= this.readGeometry();
    const { clusterBlocks, clusters } = this.geometry;
    return { blockSize: clusterBlocks * BLOCK_BYTES, blocks: clusters, free };
  }

  /** What the boot sector says; FAT 1.03, "Boot Sector and BPB". */
  private readGeometry(): Geometry {
    const bytes = new Uint8Array(BLOCK_BYTES);
    this.device.read(0, bytes);
    let view = new DataView(bytes.buffer);
    if (bytes[0] !== 0xeb && bytes[0] !== 0xe9) {
      this.device.read(view.getUint32(0x1c6, true), bytes);
      view = new DataView(bytes.buffer);
    }
    const clusterBlocks = bytes[13]!;
    const blocks = view.getUint16(19, true) || view.getUint32(32, true);
    const tables = bytes[16]! * (view.getUint16(22, true) || view.getUint32(36, true));
    const root = (view.getUint16(17, true) * 32) / BLOCK_BYTES;
    const data = blocks - view.getUint16(14, true) - tables - root;
    return { clusterBlocks, clusters: Math.floor(data / clusterBlocks) };
  }

  private check(result: number, path: string): void {
    check(this.library, result, path);
  }
}

const noTimes = { accessed: 0, modified: 0, changed: 0, links: 0 } as const;

function isRoot(path: string): boolean {
  return /^[/.]*$/.test(path);
}

function flagsOf({ read, write, create, truncate, exclusive }: OpenMode): number {
  const access = (read ? Mode.Read : 0) | (write ? Mode.Write : 0);
  if (exclusive) return access | Mode.CreateNew;
  if (truncate) return access | Mode.CreateAlways;
  return access | (create ? Mode.OpenAlways : 0);
}

/** Seconds since 1970 of a packed date and time. */
function timeOf(date: number, time: number): number {
  const [year, month, day] = [1980 + (date >> 9), ((date >> 5) & 15) - 1, date & 31];
  return Date.UTC(year, month, day, time >> 11, (time >> 5) & 63, (time & 31) * 2) / 1000;
}

/** @throws what the device threw, or FileError */
function check(library: FatLibrary, result: number, path: string): void {
  library.rethrow();
  if (result !== 0) throw new FileError(errors[result] ?? "EIO", path);
}

/** A file that is open. */
class FatFile implements OpenFile {
  private readonly done: number;

  constructor(
    private readonly library: FatLibrary,
    private readonly file: number,
    private readonly buffer: number,
    private readonly path: string,
    private readonly mode: OpenMode,
  ) {
    this.done = library.allocate(4);
  }

  read(into: Uint8Array): number {
    if (!this.mode.read) throw new FileError("EACCES", this.path);
    const { functions } = this.library;
    for (let at = 0; at < into.length; ) {
      const size = Math.min(into.length - at, CHUNK);
      this.check(functions.f_read(this.file, this.buffer, size, this.done));
      const got = this.library.word(this.done);
      into.set(this.library.bytes(this.buffer, got), at);
      at += got;
      if (got < size) return at;
    }
    return into.length;
  }

  write(bytes: Uint8Array): number {
    if (!this.mode.write) throw new FileError("EACCES", this.path);
    const { functions } = this.library;
    for (let at = 0; at < bytes.length; at += CHUNK) {
      const part = bytes.subarray(at, at + CHUNK);
      this.library.bytes(this.buffer, part.length).set(part);
      this.check(functions.f_write(this.file, this.buffer, part.length, this.done));
      if (this.library.word(this.done) < part.length) throw new FileError("ENOSPC", this.path);
    }
    return bytes.length;
  }

  seek(offset: number, whence: number): number {
    const { functions } = this.library;
    const base = [0, functions.ffw_f_tell_low(this.file), functions.ffw_f_size_low(this.file)];
    this.check(functions.ffw_f_lseek(this.file, Math.max(0, base[whence]! + offset), 0));
    return functions.ffw_f_tell_low(this.file);
  }

  flush(): void {
    this.check(this.library.functions.f_sync(this.file));
  }

  close(): void {
    const result = this.library.functions.f_close(this.file);
    // What could not be written is lost with the file, as on the board.
    this.library.functions.free(this.file);
    this.library.functions.free(this.done);
    this.check(result);
  }

  private check(result: number): void {
    check(this.library, result, this.path);
  }
}
