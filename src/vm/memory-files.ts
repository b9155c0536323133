import {
  type DirectoryEntry,
  FileError,
  type FileStat,
  type FileSystem,
  type OpenFile,
  type OpenMode,
} from "./files.js";

interface FileNode {
  readonly inode: number;
  bytes: Uint8Array;
  size: number;
  modified: number;
}

interface DirectoryNode {
  readonly inode: number;
  readonly entries: Map<string, Node>;
  modified: number;
}

type Node = FileNode | DirectoryNode;

const DIRECTORY_MODE = 0o40755;
const FILE_MODE = 0o100644;

function isDirectory(node: Node): node is DirectoryNode {
  return "entries" in node;
}

/** The names of a path, `.` and `..` resolved. */
function namesOf(path: string): string[] {
  const names: string[] = [];
  for (const name of path.split("/")) {
    if (name === "..") names.pop();
    else if (name !== "" && name !== ".") names.push(name);
  }
  return names;
}

/** Files that live in memory, as long as this object. */
export class MemoryFiles implements FileSystem {
  readonly home = "/";
  private inodes = 1;
  private readonly root: DirectoryNode = this.newDirectory();

  /** @param files initial files by path; their directories are made */
  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}) {
    for (const [path, content] of Object.entries(files)) this.writeFile(path, content);
  }

  /** Puts a file in place, with the directories above it. */
  writeFile(path: string, content: string | Uint8Array): void {
    const names = namesOf(path);
    const name = names.pop();
    if (name === undefined) throw new FileError("EISDIR", path);
    let directory = this.root;
    for (const step of names) {
      let next = directory.entries.get(step);
      if (next === undefined) {
        next = this.newDirectory();
        directory.entries.set(step, next);
      }
      if (!isDirectory(next)) throw new FileError("ENOTDIR", path);
      directory = next;
    }
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content.slice();
    const file = this.newFile();
    file.bytes = bytes;
    file.size = bytes.length;
    directory.entries.set(name, file);
  }

  open(path: string, mode: OpenMode): OpenFile {
    const { directory, name } = this.parentOf(path);
    let node = directory.entries.get(name);
    if (node !== undefined && mode.exclusive) throw new FileError("EEXIST", path);
    if (node === undefined) {
      if (!mode.create) throw new FileError("ENOENT", path);
      node = this.newFile();
      directory.entries.set(name, node);
    }
    if (isDirectory(node)) throw new FileError("EISDIR", path);
    if (mode.truncate) node.size = 0;
    return new MemoryFile(node, mode, path);
  }

  stat(path: string): FileStat | undefined {
    const node = this.find(path);
    if (node === undefined) return undefined;
    const directory = isDirectory(node);
    return {
      directory,
      mode: directory ? DIRECTORY_MODE : FILE_MODE,
      size: directory ? 0 : node.size,
      inode: node.inode,
      accessed: node.modified,
      modified: node.modified,
      changed: node.modified,
    };
  }

  readFile(path: string): Uint8Array {
    const node = this.find(path);
    if (node === undefined) throw new FileError("ENOENT", path);
    if (isDirectory(node)) throw new FileError("EISDIR", path);
    return node.bytes.slice(0, node.size);
  }

  list(path: string): DirectoryEntry[] {
    const node = this.find(path);
    if (node === undefined) throw new FileError("ENOENT", path);
    if (!isDirectory(node)) throw new FileError("ENOTDIR", path);
    return [...node.entries].map(([name, child]) => ({
      name,
      directory: isDirectory(child),
      inode: child.inode,
    }));
  }

  makeDirectory(path: string): void {
    const { directory, name } = this.parentOf(path);
    if (directory.entries.has(name)) throw new FileError("EEXIST", path);
    directory.entries.set(name, this.newDirectory());
  }

  remove(path: string): void {
    const { directory, name } = this.parentOf(path);
    const node = directory.entries.get(name);
    if (node === undefined) throw new FileError("ENOENT", path);
    if (isDirectory(node)) throw new FileError("EISDIR", path);
    directory.entries.delete(name);
  }

  removeDirectory(path: string): void {
    const { directory, name } = this.parentOf(path);
    const node = directory.entries.get(name);
    if (node === undefined) throw new FileError("ENOENT", path);
    if (!isDirectory(node)) throw new FileError("ENOTDIR", path);
    if (node.entries.size > 0) throw new FileError("ENOTEMPTY", path);
    directory.entries.delete(name);
  }

  rename(from: string, to: string): void {
    const source = this.parentOf(from);
    const node = source.directory.entries.get(source.name);
    if (node === undefined) throw new FileError("ENOENT", from);
    if (isDirectory(node) && this.isBelow(to, from)) throw new FileError("EINVAL", to);
    const target = this.parentOf(to);
    const old = target.directory.entries.get(target.name);
    if (old === node) return;
    if (old !== undefined) checkReplaceable(node, old, to);
    source.directory.entries.delete(source.name);
    target.directory.entries.set(target.name, node);
  }

  private isBelow(path: string, directory: string): boolean {
    const above = namesOf(directory);
    const names = namesOf(path);
    return names.length > above.length && above.every((name, i) => names[i] === name);
  }

  private newDirectory(): DirectoryNode {
    return { inode: this.inodes++, entries: new Map(), modified: now() };
  }

  private newFile(): FileNode {
    return { inode: this.inodes++, bytes: new Uint8Array(0), size: 0, modified: now() };
  }

  private find(path: string): Node | undefined {
    let node: Node = this.root;
    for (const name of namesOf(path)) {
      if (!isDirectory(node)) return undefined;
      const next = node.entries.get(name);
      if (next === undefined) return undefined;
      node = next;
    }
    return node;
  }

  /** The directory that holds, or would hold, what `path` names. */
  private parentOf(path: string): { directory: DirectoryNode; name: string } {
    const names = namesOf(path);
    const name = names.pop();
    if (name === undefined) throw new FileError("EEXIST", path);
    const directory = this.find(names.join("/"));
    if (directory === undefined) throw new FileError("ENOENT", path);
    if (!isDirectory(directory)) throw new FileError("ENOTDIR", path);
    return { directory, name };
  }
}

function now(): number {
  return Date.now() / 1000;
}

function checkReplaceable(node: Node, old: Node, path: string): void {
  if (!isDirectory(old)) {
    if (isDirectory(node)) throw new FileError("ENOTDIR", path);
    return;
  }
  if (!isDirectory(node)) throw new FileError("EISDIR", path);
  if (old.entries.size > 0) throw new FileError("ENOTEMPTY", path);
}

class MemoryFile implements OpenFile {
  private position = 0;

  constructor(
    private readonly node: FileNode,
    private readonly mode: OpenMode,
    private readonly path: string,
  ) {}

  read(into: Uint8Array): number {
    if (!this.mode.read) throw new FileError("EBADF", this.path);
    const from = Math.min(this.position, this.node.size);
    const to = Math.min(from + into.length, this.node.size);
    into.set(this.node.bytes.subarray(from, to));
    this.position += to - from;
    return to - from;
  }

  write(bytes: Uint8Array): number {
    if (!this.mode.write) throw new FileError("EBADF", this.path);
    const node = this.node;
    if (this.mode.append) this.position = node.size;
    const end = this.position + bytes.length;
    if (end > node.bytes.length) {
      const grown = new Uint8Array(Math.max(end, node.bytes.length * 2));
      grown.set(node.bytes.subarray(0, node.size));
      node.bytes = grown;
    }
    if (this.position > node.size) node.bytes.fill(0, node.size, this.position);
    node.bytes.set(bytes, this.position);
    this.position = end;
    node.size = Math.max(node.size, end);
    node.modified = now();
    return bytes.length;
  }

  seek(offset: number, whence: number): number {
    const base = whence === 0 ? 0 : whence === 1 ? this.position : this.node.size;
    if (base + offset < 0) throw new FileError("EINVAL", this.path);
    this.position = base + offset;
    return this.position;
  }

  flush(): void {}

  close(): void {}
}
