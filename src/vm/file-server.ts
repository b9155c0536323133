import { Errno } from "../tables/errnos.js";
import { FileOp, FileType, NO_SIZE, OpenFlag } from "../tables/file-ops.js";
import { CallbackError } from "./errors.js";
import { FileError, type FileStat, type FileSystem, type OpenFile } from "./files.js";
import { loadFat } from "./lazy/fat.js";
import { loadLittlefs } from "./lazy/littlefs.js";
import type { LittleOptions } from "./littlefs/volume.js";
import type { RuntimeOptions } from "./options.js";
import { NestedError, PendingError, type ProgramDevice } from "./program-device.js";
import { normalise, SubFiles } from "./sub-files.js";
import { changes, Volume, Volumes } from "./volumes.js";

/** A file request; src/tables/file-ops.ts says what its parts mean. */
export interface FileRequest {
  readonly op: number;
  readonly path: string;
  readonly a: number;
  readonly b: number;
}

/** The first descriptor behind the standard streams. */
const FIRST_FD = 3;
const MAX_FILES = 1024;
/** What is said of a file system that does not tell. */
const noSpace = { blockSize: 4096, blocks: 0, free: 0 } as const;
const MAX_NAME = 255;
/** Bytes in front of an entry's name. */
const ENTRY_HEAD = 16;

/** A file of the program's, and where it is. */
interface Opened {
  readonly file: OpenFile;
  readonly volume: Volume;
}

/** Answers the file requests of one runtime: its descriptors, its volumes, its environment. */
export class FileServer {
  /** The bytes that the last request left. */
  left: Uint8Array = new Uint8Array(0);
  private readonly open = new Map<number, Opened>();
  private readonly volumes: Volumes;

  /** @param devices makes a block device of the program known to the host, by its handle */
  constructor(
    private readonly options: RuntimeOptions,
    private readonly devices: (handle: number) => ProgramDevice,
  ) {
    this.volumes = new Volumes(options.files);
  }

  /** Answers a request: a number, or minus an errno. */
  serve(request: FileRequest): number {
    return this.guard(() => this.answer(request));
  }

  /** Reads up to `length` bytes into what `place` gives, which is asked when they are there: the memory may have grown. */
  read(fd: number, length: number, place: () => Uint8Array): number {
    return this.guard(() => {
      const { file, volume } = this.opened(fd);
      if (!volume.nested) return file.read(place());
      const bytes = new Uint8Array(length);
      const count = volume.use(() => file.read(bytes));
      place().set(bytes.subarray(0, count));
      return count;
    });
  }

  write(fd: number, bytes: Uint8Array): number {
    return this.guard(() => {
      const { file, volume } = this.opened(fd);
      if (!volume.nested) return file.write(bytes);
      const own = bytes.slice();
      return volume.use(() => file.write(own));
    });
  }

  /** Closes all that the program left open; block devices of its own have gone with it. */
  closeAll(): void {
    for (const { file, volume } of this.open.values()) if (!volume.nested) closeAnyway(file);
    this.open.clear();
  }

  private guard(action: () => number): number {
    try {
      return action();
    } catch (error) {
      if (error instanceof FileError) return -error.errno;
      if (error instanceof PendingError) return -Errno.EIO;
      if (error instanceof NestedError) throw error.cause;
      throw new CallbackError(error);
    }
  }

  private answer(request: FileRequest): number {
    switch (request.op) {
      case FileOp.GetVariable:
        return this.getVariable(request.path);
      case FileOp.SetVariable:
        return this.setVariable(...twoTexts(request.path));
      case FileOp.UnsetVariable:
        return this.setVariable(request.path, undefined);
      case FileOp.System:
        if (this.options.system === undefined) throw new FileError("EPERM", request.path);
        return this.options.system(request.path);
      case FileOp.IsTerminal:
        return this.options.isTerminal?.(request.a) ? 1 : 0;
      case FileOp.FirstVolume:
        return this.firstVolume();
      case FileOp.Kind:
        return Math.max(
          0,
          this.guard(() => this.kind(request)),
        );
      case FileOp.OpenDevice:
        return this.openDevice(request);
      case FileOp.FormatDevice:
        return this.formatDevice(request);
      case FileOp.CloseVolume:
        this.volumes.abandon(request.b);
        return 0;
      case FileOp.Close:
      case FileOp.Flush:
      case FileOp.SeekSet:
      case FileOp.SeekCurrent:
      case FileOp.SeekEnd:
        return this.onDescriptor(request);
      default:
        return this.onPath(request);
    }
  }

  private onDescriptor({ op, a, b }: FileRequest): number {
    const { file, volume } = this.opened(a);
    if (op === FileOp.Close) {
      this.open.delete(a);
      volume.close(file);
      if (volume.isOver) this.volumes.sweep();
      return 0;
    }
    return volume.use(() => {
      if (op !== FileOp.Flush) return file.seek(b, op - FileOp.SeekSet);
      file.flush();
      return 0;
    });
  }

  private onPath(request: FileRequest): number {
    const volume = this.volumes.get(request.b);
    return volume.use(() => this.inVolume(volume, request));
  }

  private inVolume(volume: Volume, request: FileRequest): number {
    const files = volume.need(request.path);
    const path = volume.resolve(request.path);
    if (changes.has(request.op)) volume.needWritable(path);
    switch (request.op) {
      case FileOp.Open:
        return this.openFile(volume, files, path, request.a);
      case FileOp.OpenFolder:
        if (!request.path.startsWith("/")) this.statOf(files, volume.directory);
        return this.volumes.add(new Volume(new SubFiles(files, normalise(path))));
      case FileOp.Stat:
        return this.leaveNumbers(statNumbers(this.statOf(files, path)));
      case FileOp.StatFileSystem:
        if (!volume.nested) this.statOf(files, path);
        return this.leaveNumbers(spaceNumbers(files));
      case FileOp.ReadAll:
        return this.leave(files.readFile(path));
      case FileOp.List:
        return this.leave(listBytes(files, path));
      case FileOp.CurrentFolder:
        this.statOf(files, volume.directory);
        return this.leave(new TextEncoder().encode(volume.directory));
      default:
        this.change(volume, files, path, request);
        return 0;
    }
  }

  private change(volume: Volume, files: FileSystem, path: string, request: FileRequest): void {
    switch (request.op) {
      case FileOp.MakeFolder:
        files.makeDirectory(path);
        break;
      case FileOp.Remove:
        files.remove(path);
        break;
      case FileOp.RemoveFolder:
        files.removeDirectory(path);
        break;
      case FileOp.Rename: {
        const [from, to] = twoTexts(request.path);
        files.rename(volume.resolve(from), volume.resolve(to));
        break;
      }
      case FileOp.ChangeFolder:
        volume.changeDirectory(path);
        break;
      case FileOp.Mount:
        volume.mount(request.a);
        break;
      default:
        throw new FileError("ENOSYS", path);
    }
  }

  /** What the program starts with: a board's flash memory, or what the embedder grants. */
  private firstVolume(): number {
    const { files, flash, fileTime } = this.options;
    if (flash === undefined || files !== undefined) return 0;
    return this.volumes.add(new Volume(() => new (loadFat().FatVolume)(flash, fileTime)));
  }

  /** A new volume of the file system on a block device of the program. */
  private openDevice({ path, a: handle }: FileRequest): number {
    const device = this.devices(handle);
    const { fileTime } = this.options;
    const little = littleOptions(path);
    const files =
      little === undefined
        ? new (loadFat().FatVolume)(device, fileTime, true)
        : new (loadLittlefs().LittleVolume)(device.erasable(), little, fileTime);
    return this.volumes.add(new Volume(files, true));
  }

  private formatDevice({ path, a: handle }: FileRequest): number {
    const device = this.devices(handle);
    const little = littleOptions(path);
    if (little === undefined) loadFat().FatVolume.format(device, this.options.fileTime);
    else loadLittlefs().LittleVolume.format(device.erasable(), little);
    return 0;
  }

  private openFile(volume: Volume, files: FileSystem, path: string, flags: number): number {
    const append = (flags & OpenFlag.Append) !== 0;
    if ((flags & ~OpenFlag.Read) !== 0) volume.needWritable(path);
    const file = files.open(path, {
      read: (flags & OpenFlag.Read) !== 0,
      write: append || (flags & OpenFlag.Write) !== 0,
      append,
      create: (flags & OpenFlag.Create) !== 0,
      truncate: (flags & OpenFlag.Truncate) !== 0,
      exclusive: (flags & OpenFlag.Exclusive) !== 0,
    });
    let fd = FIRST_FD;
    while (this.open.has(fd)) fd++;
    if (fd >= FIRST_FD + MAX_FILES) {
      file.close();
      throw new FileError("EMFILE", path);
    }
    this.open.set(fd, { file, volume });
    volume.opened();
    return fd;
  }

  private kind({ path, b }: FileRequest): number {
    const volume = this.volumes.get(b);
    const stat = volume.use(() => volume.files?.stat(volume.resolve(path)));
    if (stat === undefined) return 0;
    return stat.directory ? 1 : 2;
  }

  private statOf(files: FileSystem, path: string): FileStat {
    const stat = files.stat(path);
    if (stat === undefined) throw new FileError("ENOENT", path);
    return stat;
  }

  private getVariable(name: string): number {
    const value = this.options.env?.[name];
    if (value === undefined) throw new FileError("ENOENT", name);
    return this.leave(new TextEncoder().encode(value));
  }

  private setVariable(name: string, value: string | undefined): number {
    const env = this.options.env;
    if (env === undefined) throw new FileError("EPERM", name);
    if (value === undefined) delete env[name];
    else env[name] = value;
    return 0;
  }

  private opened(fd: number): Opened {
    const opened = this.open.get(fd);
    if (opened === undefined) throw new FileError("EBADF", String(fd));
    return opened;
  }

  private leave(bytes: Uint8Array): number {
    this.left = bytes;
    return bytes.length;
  }

  private leaveNumbers(numbers: readonly number[]): number {
    return this.leave(new Uint8Array(Float64Array.from(numbers).buffer));
  }
}

/** What a description of littlefs says; undefined: it is FAT. @throws FileError */
function littleOptions(description: string): LittleOptions | undefined {
  const [name, ...numbers] = description.split(" ");
  if (name !== "lfs2") return undefined;
  const [readSize = 0, programSize = 0, , times = 0] = numbers.map(Number);
  if (readSize <= 0 || programSize <= 0) throw new FileError("EINVAL", description);
  return { readSize, programSize, times: times !== 0 };
}

/** Closes a file whose program is gone: nobody is there to be told that its volume is full. */
function closeAnyway(file: OpenFile): void {
  try {
    file.close();
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
  }
}

/** The numbers of `os.statvfs`. */
function spaceNumbers(files: FileSystem): number[] {
  const { blockSize, blocks, free } = files.space?.() ?? noSpace;
  return [blockSize, blockSize, blocks, free, free, 0, 0, 0, 0, MAX_NAME];
}

/** Two texts with a zero byte between them. */
function twoTexts(text: string): [string, string] {
  const at = text.indexOf("\0");
  return [text.slice(0, at), text.slice(at + 1)];
}

function statNumbers(stat: FileStat): number[] {
  const { mode, inode = 0, device = 0, links = 1, uid = 0, gid = 0, size } = stat;
  return [mode, inode, device, links, uid, gid, size, stat.accessed, stat.modified, stat.changed];
}

function listBytes(files: FileSystem, path: string): Uint8Array {
  const encoder = new TextEncoder();
  const parts = files.list(path).map(({ name, directory, inode, size = NO_SIZE }) => {
    const text = encoder.encode(name);
    const part = new Uint8Array(ENTRY_HEAD + text.length);
    const words = [directory ? FileType.Folder : FileType.File, inode, size, text.length];
    new Uint32Array(part.buffer, 0, words.length).set(words);
    part.set(text, ENTRY_HEAD);
    return part;
  });
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
