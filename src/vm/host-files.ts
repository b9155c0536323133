import * as fs from "node:fs";
import { posix, resolve, sep } from "node:path";
import { Errno, type ErrnoName } from "../tables/errnos.js";
import {
  type DirectoryEntry,
  FileError,
  type FileStat,
  type FileSystem,
  type OpenFile,
  type OpenMode,
} from "./files.js";

/** Runs a call of Node's file system and turns its errors into ours. */
function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new FileError(code in Errno ? (code as ErrnoName) : "EIO", path);
  }
}

/** A directory of the host as a runtime's whole file system. */
export class HostFiles implements FileSystem {
  readonly home: string;
  private readonly root: string;

  /**
   * @param root the directory that the runtime sees as `/`; what lies outside is out of its reach, also
   *   through symbolic links
   * @param home the directory in which a program starts, as the runtime sees it
   */
  constructor(root: string, home = "/") {
    this.root = attempt(root, () => fs.realpathSync(root));
    this.home = home;
  }

  open(path: string, mode: OpenMode): OpenFile {
    const real = this.locate(path);
    return attempt(path, () => {
      const fd = fs.openSync(real, openFlags(mode), 0o666);
      if (fs.fstatSync(fd).isDirectory()) {
        fs.closeSync(fd);
        throw new FileError("EISDIR", path);
      }
      return new HostFile(fd, mode, path);
    });
  }

  stat(path: string): FileStat | undefined {
    let stat: fs.Stats | undefined;
    try {
      stat = fs.statSync(this.locate(path), { throwIfNoEntry: false });
    } catch {
      return undefined;
    }
    return stat && toFileStat(stat);
  }

  readFile(path: string): Uint8Array {
    return attempt(path, () => fs.readFileSync(this.locate(path)));
  }

  list(path: string): DirectoryEntry[] {
    const real = this.locate(path);
    const entries = attempt(path, () => fs.readdirSync(real, { withFileTypes: true }));
    return entries.map((entry) => ({
      name: entry.name,
      directory: entry.isDirectory(),
      inode: fs.lstatSync(resolve(real, entry.name), { throwIfNoEntry: false })?.ino ?? 0,
    }));
  }

  makeDirectory(path: string): void {
    attempt(path, () => fs.mkdirSync(this.locate(path)));
  }

  remove(path: string): void {
    const real = this.locateEntry(path);
    attempt(path, () => {
      if (fs.lstatSync(real).isDirectory()) throw new FileError("EISDIR", path);
      fs.unlinkSync(real);
    });
  }

  removeDirectory(path: string): void {
    attempt(path, () => fs.rmdirSync(this.locateEntry(path)));
  }

  rename(from: string, to: string): void {
    attempt(from, () => fs.renameSync(this.locateEntry(from), this.locateEntry(to)));
  }

  /** The host's path of what `path` names, symbolic links followed. */
  private locate(path: string): string {
    const real = this.locateEntry(path);
    if (this.root === sep) return real;
    // Nothing there: a new file's place is checked by locateEntry.
    const target = fs.existsSync(real) ? attempt(path, () => fs.realpathSync(real)) : real;
    this.checkInside(target, path);
    return target;
  }

  /** The host's path of the entry `path` itself; the directory above it must be inside the root. */
  private locateEntry(path: string): string {
    if (path.includes("\0")) throw new FileError("EINVAL", path);
    if (this.root === sep) return path;
    const real = resolve(this.root, `.${posix.resolve("/", path)}`);
    if (real === this.root) return real;
    const parent = attempt(path, () => fs.realpathSync(resolve(real, "..")));
    this.checkInside(parent, path);
    const entry = resolve(parent, real.slice(real.lastIndexOf(sep) + 1));
    this.refuseDanglingLink(entry, path);
    return entry;
  }

  /** Opening a link that leads nowhere would make the file that it names, wherever that is. */
  private refuseDanglingLink(entry: string, path: string): void {
    const stat = fs.lstatSync(entry, { throwIfNoEntry: false });
    if (stat?.isSymbolicLink() && !fs.existsSync(entry)) throw new FileError("EACCES", path);
  }

  private checkInside(real: string, path: string): void {
    const inside = real === this.root || real.startsWith(this.root + sep);
    if (!inside) throw new FileError("EACCES", path);
  }
}

function openFlags(mode: OpenMode): number {
  const { O_RDONLY, O_WRONLY, O_RDWR, O_APPEND, O_CREAT, O_TRUNC, O_EXCL } = fs.constants;
  let flags = mode.write ? (mode.read ? O_RDWR : O_WRONLY) : O_RDONLY;
  if (mode.append) flags |= O_APPEND;
  if (mode.create) flags |= O_CREAT;
  if (mode.truncate) flags |= O_TRUNC;
  if (mode.exclusive) flags |= O_EXCL;
  return flags;
}

function toFileStat(stat: fs.Stats): FileStat {
  return {
    directory: stat.isDirectory(),
    mode: stat.mode,
    size: stat.size,
    inode: stat.ino,
    device: stat.dev,
    links: stat.nlink,
    uid: stat.uid,
    gid: stat.gid,
    accessed: Math.floor(stat.atimeMs / 1000),
    modified: Math.floor(stat.mtimeMs / 1000),
    changed: Math.floor(stat.ctimeMs / 1000),
  };
}

class HostFile implements OpenFile {
  private position = 0;

  constructor(
    private readonly fd: number,
    private readonly mode: OpenMode,
    private readonly path: string,
  ) {
    if (mode.append) this.position = fs.fstatSync(fd).size;
  }

  read(into: Uint8Array): number {
    const count = attempt(this.path, () =>
      fs.readSync(this.fd, into, 0, into.length, this.place()),
    );
    this.position += count;
    return count;
  }

  write(bytes: Uint8Array): number {
    const place = this.mode.append ? null : this.place();
    const count = attempt(this.path, () => fs.writeSync(this.fd, bytes, 0, bytes.length, place));
    this.position = this.mode.append ? fs.fstatSync(this.fd).size : this.position + count;
    return count;
  }

  seek(offset: number, whence: number): number {
    if (!this.isSeekable()) throw new FileError("ESPIPE", this.path);
    const size = whence === 2 ? fs.fstatSync(this.fd).size : 0;
    const base = whence === 0 ? 0 : whence === 1 ? this.position : size;
    if (base + offset < 0) throw new FileError("EINVAL", this.path);
    this.position = base + offset;
    return this.position;
  }

  flush(): void {}

  close(): void {
    attempt(this.path, () => fs.closeSync(this.fd));
  }

  /** Pipes and devices have no positions. */
  private place(): number | null {
    return this.isSeekable() ? this.position : null;
  }

  private isSeekable(): boolean {
    return fs.fstatSync(this.fd).isFile();
  }
}
