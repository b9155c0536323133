import { FileOp, FileType, OpenFlag } from "../tables/file-ops.js";
import { CallbackError } from "./errors.js";
import { FileError, type FileStat, type FileSystem, type OpenFile } from "./files.js";
import { loadFat } from "./lazy/fat.js";
import type { RuntimeOptions } from "./options.js";
import { normalise, SubFiles } from "./sub-files.js";

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

/** A file system of the program's, with its current directory. */
interface Volume {
  files: FileSystem | undefined;
  /** Makes the files when they are first asked for. */
  readonly open?: () => FileSystem;
  directory: string;
  readOnly: boolean;
}

/** Requests that change something. */
const changes: ReadonlySet<number> = new Set([
  FileOp.MakeFolder,
  FileOp.RemoveFolder,
  FileOp.Remove,
  FileOp.Rename,
]);

/** Answers the file requests of one runtime: its descriptors, its volumes, its environment. */
export class FileServer {
  /** The bytes that the last request left. */
  left: Uint8Array = new Uint8Array(0);
  private readonly open = new Map<number, OpenFile>();
  private readonly volumes: Volume[] = [];

  constructor(private readonly options: RuntimeOptions) {
    const { files } = options;
    this.volumes.push({ files, directory: files?.home ?? "/", readOnly: false });
  }

  /** Answers a request: a number, or minus an errno. */
  serve(request: FileRequest): number {
    return this.guard(() => this.answer(request));
  }

  read(fd: number, into: Uint8Array): number {
    return this.guard(() => this.file(fd).read(into));
  }

  write(fd: number, bytes: Uint8Array): number {
    return this.guard(() => this.file(fd).write(bytes));
  }

  /** Closes all that the program left open. */
  closeAll(): void {
    for (const file of this.open.values()) file.close();
    this.open.clear();
  }

  private guard(action: () => number): number {
    try {
      return action();
    } catch (error) {
      if (error instanceof FileError) return -error.errno;
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
        return this.kind(request);
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
    const file = this.file(a);
    if (op === FileOp.Flush) {
      file.flush();
      return 0;
    }
    if (op !== FileOp.Close) return file.seek(b, op - FileOp.SeekSet);
    this.open.delete(a);
    file.close();
    return 0;
  }

  private onPath(request: FileRequest): number {
    const volume = this.volume(request.b);
    const files = filesOf(volume);
    if (files === undefined) throw new FileError("ENODEV", request.path);
    const path = resolve(volume, request.path);
    if (volume.readOnly && changes.has(request.op)) throw new FileError("EROFS", path);
    switch (request.op) {
      case FileOp.Open:
        return this.openFile(volume, files, path, request.a);
      case FileOp.OpenFolder:
        return this.addVolume(new SubFiles(files, normalise(path)));
      case FileOp.SetReadOnly:
        volume.readOnly = true;
        return 0;
      case FileOp.Stat:
        return this.leaveNumbers(statNumbers(this.statOf(files, path)));
      case FileOp.StatFileSystem:
        this.statOf(files, path);
        return this.leaveNumbers(spaceNumbers(files));
      case FileOp.ReadAll:
        return this.leave(files.readFile(path));
      case FileOp.List:
        return this.leave(listBytes(files, path));
      case FileOp.CurrentFolder:
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
        files.rename(resolve(volume, from), resolve(volume, to));
        break;
      }
      case FileOp.ChangeFolder:
        if (!this.statOf(files, path).directory) throw new FileError("ENOTDIR", path);
        volume.directory = normalise(path);
        break;
      default:
        throw new FileError("ENOSYS", path);
    }
  }

  /** What the program starts with: a board's flash memory, or what the embedder grants. */
  private firstVolume(): number {
    const { files, flash, fileTime } = this.options;
    if (flash === undefined || files !== undefined) return 0;
    const open = (): FileSystem => new (loadFat().FatVolume)(flash, fileTime);
    return this.volumes.push({ files: undefined, open, directory: "/", readOnly: false }) - 1;
  }

  private addVolume(files: FileSystem): number {
    return this.volumes.push({ files, directory: files.home, readOnly: false }) - 1;
  }

  private openFile(volume: Volume, files: FileSystem, path: string, flags: number): number {
    const append = (flags & OpenFlag.Append) !== 0;
    if (volume.readOnly && (flags & ~OpenFlag.Read) !== 0) throw new FileError("EROFS", path);
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
    this.open.set(fd, file);
    return fd;
  }

  private kind({ path, b }: FileRequest): number {
    const volume = this.volume(b);
    const stat = filesOf(volume)?.stat(resolve(volume, path));
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

  private volume(number: number): Volume {
    const volume = this.volumes[number];
    if (volume === undefined) throw new FileError("ENODEV", `volume ${number}`);
    return volume;
  }

  private file(fd: number): OpenFile {
    const file = this.open.get(fd);
    if (file === undefined) throw new FileError("EBADF", String(fd));
    return file;
  }

  private leave(bytes: Uint8Array): number {
    this.left = bytes;
    return bytes.length;
  }

  private leaveNumbers(numbers: readonly number[]): number {
    return this.leave(new Uint8Array(Float64Array.from(numbers).buffer));
  }
}

function filesOf(volume: Volume): FileSystem | undefined {
  volume.files ??= volume.open?.();
  return volume.files;
}

/** The numbers of `os.statvfs`. */
function spaceNumbers(files: FileSystem): number[] {
  const { blockSize, blocks, free } = files.space?.() ?? noSpace;
  return [blockSize, blockSize, blocks, free, free, 0, 0, 0, 0, MAX_NAME];
}

/** A path from the volume's root. */
function resolve({ directory }: Volume, path: string): string {
  if (path.startsWith("/")) return path;
  return directory === "/" ? `/${path}` : `${directory}/${path}`;
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
  const parts = files.list(path).map(({ name, directory, inode }) => {
    const text = encoder.encode(name);
    const part = new Uint8Array(12 + text.length);
    const view = new DataView(part.buffer);
    view.setUint32(0, directory ? FileType.Folder : FileType.File, true);
    view.setUint32(4, inode, true);
    view.setUint32(8, text.length, true);
    part.set(text, 12);
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
