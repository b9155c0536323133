import { FileOp, FileType, OpenFlag } from "../tables/file-ops.js";
import { CallbackError } from "./errors.js";
import { FileError, type FileStat, type FileSystem, type OpenFile } from "./files.js";
import type { RuntimeOptions } from "./options.js";

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
const BLOCK_SIZE = 4096;
const MAX_NAME = 255;

/** Answers the file requests of one runtime: its descriptors, its current directory, its environment. */
export class FileServer {
  /** The bytes that the last request left. */
  left: Uint8Array = new Uint8Array(0);
  private readonly open = new Map<number, OpenFile>();
  private directory: string;

  constructor(private readonly options: RuntimeOptions) {
    this.directory = options.files?.home ?? "/";
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
      case FileOp.Kind:
        return this.kind(request.path);
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
    const files = this.files(request.path);
    const path = this.resolve(request.path);
    switch (request.op) {
      case FileOp.Open:
        return this.openFile(files, path, request.a);
      case FileOp.Stat:
        return this.leaveNumbers(statNumbers(this.statOf(files, path)));
      case FileOp.StatFileSystem:
        this.statOf(files, path);
        return this.leaveNumbers([BLOCK_SIZE, BLOCK_SIZE, 0, 0, 0, 0, 0, 0, 0, MAX_NAME]);
      case FileOp.ReadAll:
        return this.leave(files.readFile(path));
      case FileOp.List:
        return this.leave(listBytes(files, path));
      case FileOp.CurrentFolder:
        return this.leave(new TextEncoder().encode(this.directory));
      default:
        this.change(files, path, request);
        return 0;
    }
  }

  private change(files: FileSystem, path: string, request: FileRequest): void {
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
        files.rename(this.resolve(from), this.resolve(to));
        break;
      }
      case FileOp.ChangeFolder:
        this.changeDirectory(files, path);
        break;
      default:
        throw new FileError("ENOSYS", path);
    }
  }

  private changeDirectory(files: FileSystem, path: string): void {
    if (!this.statOf(files, path).directory) throw new FileError("ENOTDIR", path);
    this.directory = normalise(path);
  }

  private openFile(files: FileSystem, path: string, flags: number): number {
    const append = (flags & OpenFlag.Append) !== 0;
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

  private kind(path: string): number {
    const stat = this.options.files?.stat(this.resolve(path));
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

  private files(path: string): FileSystem {
    if (this.options.files === undefined) throw new FileError("ENODEV", path);
    return this.options.files;
  }

  private file(fd: number): OpenFile {
    const file = this.open.get(fd);
    if (file === undefined) throw new FileError("EBADF", String(fd));
    return file;
  }

  private resolve(path: string): string {
    if (path.startsWith("/")) return path;
    return this.directory === "/" ? `/${path}` : `${this.directory}/${path}`;
  }

  private leave(bytes: Uint8Array): number {
    this.left = bytes;
    return bytes.length;
  }

  private leaveNumbers(numbers: readonly number[]): number {
    return this.leave(new Uint8Array(Float64Array.from(numbers).buffer));
  }
}

/** Two texts with a zero byte between them. */
function twoTexts(text: string): [string, string] {
  const at = text.indexOf("\0");
  return [text.slice(0, at), text.slice(at + 1)];
}

/** A path without `.`, `..` and double slashes. */
function normalise(path: string): string {
  const names: string[] = [];
  for (const name of path.split("/")) {
    if (name === "..") names.pop();
    else if (name !== "" && name !== ".") names.push(name);
  }
  return `/${names.join("/")}`;
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
