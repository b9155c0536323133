import type { DirectoryEntry, FileStat, FileSystem, OpenFile, OpenMode } from "./files.js";

/** A folder of a file system, as a file system of its own. */
export class SubFiles implements FileSystem {
  readonly home = "/";

  /** @param root an absolute path without `.` and `..` */
  constructor(
    private readonly files: FileSystem,
    private readonly root: string,
  ) {}

  open(path: string, mode: OpenMode): OpenFile {
    return this.files.open(this.inside(path), mode);
  }

  stat(path: string): FileStat | undefined {
    return this.files.stat(this.inside(path));
  }

  readFile(path: string): Uint8Array {
    return this.files.readFile(this.inside(path));
  }

  list(path: string): DirectoryEntry[] {
    return this.files.list(this.inside(path));
  }

  makeDirectory(path: string): void {
    this.files.makeDirectory(this.inside(path));
  }

  remove(path: string): void {
    this.files.remove(this.inside(path));
  }

  removeDirectory(path: string): void {
    this.files.removeDirectory(this.inside(path));
  }

  rename(from: string, to: string): void {
    this.files.rename(this.inside(from), this.inside(to));
  }

  private inside(path: string): string {
    return `${this.root === "/" ? "" : this.root}${normalise(path)}`;
  }
}

/** A path from the root, without `.`, `..` and double slashes. */
export function normalise(path: string): string {
  const names: string[] = [];
  for (const name of path.split("/")) {
    if (name === "..") names.pop();
    else if (name !== "" && name !== ".") names.push(name);
  }
  return `/${names.join("/")}`;
}
