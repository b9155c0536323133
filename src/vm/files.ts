import { Errno, type ErrnoName } from "../tables/errnos.js";

/** What a file system could not do, and why. */
export class FileError extends Error {
  override readonly name = "FileError";

  /** The error's number, as Linux numbers it. */
  readonly errno: number;

  constructor(
    readonly code: ErrnoName,
    path: string,
  ) {
    super(`${code}: ${path}`);
    this.errno = Errno[code];
  }
}

/** The error of a number, of which nobody knows more. */
export function errnoError(errno: number, path: string): FileError {
  const names = Object.keys(Errno) as ErrnoName[];
  return new FileError(names.find((name) => Errno[name] === errno) ?? "EIO", path);
}

/** What is known of a file or directory. Times are in seconds since 1970. */
export interface FileStat {
  readonly directory: boolean;
  readonly mode: number;
  readonly size: number;
  readonly inode?: number;
  readonly device?: number;
  readonly links?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly accessed: number;
  readonly modified: number;
  readonly changed: number;
}

/** A name in a directory. */
export interface DirectoryEntry {
  readonly name: string;
  readonly directory: boolean;
  readonly inode: number;
  /** Bytes of a file, where the file system tells. */
  readonly size?: number;
}

/** A file that is open. All methods throw FileError. */
export interface OpenFile {
  /** Fills the start of `into`; returns how many bytes, 0 at the end. */
  read(into: Uint8Array): number;
  /** Returns how many bytes were written. */
  write(bytes: Uint8Array): number;
  /** Moves to an offset from the start (0), the position (1), the end (2); returns the position. */
  seek(offset: number, whence: number): number;
  flush(): void;
  close(): void;
}

/** How a file is to be opened. */
export interface OpenMode {
  readonly read: boolean;
  readonly write: boolean;
  readonly append: boolean;
  readonly create: boolean;
  readonly truncate: boolean;
  readonly exclusive: boolean;
}

/**
 * The file system that an embedder grants a runtime. Paths are absolute, with slashes, and may hold `.`
 * and `..`. All methods throw FileError, `stat` only when it could not look.
 */
export interface FileSystem {
  /** The directory in which a program starts. */
  readonly home: string;
  /** The error of changing to what is no directory; ENOTDIR by default. */
  readonly changeFailure?: ErrnoName;
  open(path: string, mode: OpenMode): OpenFile;
  /** Undefined when there is nothing at the path. */
  stat(path: string): FileStat | undefined;
  readFile(path: string): Uint8Array;
  list(path: string): DirectoryEntry[];
  makeDirectory(path: string): void;
  remove(path: string): void;
  removeDirectory(path: string): void;
  rename(from: string, to: string): void;
  /** Bytes of a block, and how many blocks there are and are free, where that is known. */
  space?(): { readonly blockSize: number; readonly blocks: number; readonly free: number };
  /** Is told that it is mounted; `format`: it may make an empty file system where there is none. */
  mount?(format: boolean): void;
}
