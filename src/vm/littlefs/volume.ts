import {
  type DirectoryEntry,
  FileError,
  type FileStat,
  type FileSystem,
  type OpenFile,
  type OpenMode,
} from "../files.js";
import { normalise } from "../sub-files.js";
import { listBlocks } from "./block-list.js";
import type { EraseDevice } from "./device.js";
import {
  Directory,
  type Found,
  isDirectory,
  listOf,
  namedEntry,
  nameOf,
  startOf,
  TIME_ATTRIBUTE,
} from "./directory.js";
import { LittleFile } from "./file.js";
import {
  type BlockPair,
  type Entry,
  type LogPair,
  LogStore,
  noMetadata,
  pairBytes,
  samePair,
} from "./metadata.js";
import { TagType } from "./tags.js";

/** What the program has chosen. */
export interface LittleOptions {
  /** Bytes that are read, and programmed, at least. */
  readonly readSize: number;
  readonly programSize: number;
  /** Whether times of files are kept. */
  readonly times: boolean;
}

const VERSION = 0x00020001;
const MAJOR = 2;
const SUPER_NAME = "littlefs";
const SUPER_PAIR: BlockPair = [0, 1];
const NAME_MAX = 255;
const FILE_MAX = 0x7fffffff;
const ATTRIBUTE_MAX = 0x3fe;
const DIRECTORY_MODE = 0x4000;
const FILE_MODE = 0x8000;
/**
 * A file system of littlefs, version 2.1 on the disk (SPEC.md of littlefs). Files are written when they are flushed. It
 * moves no blocks that wear out, and an entry that moves to another directory is for a moment in both.
 */
export class LittleVolume implements FileSystem {
  readonly home = "/";
  readonly changeFailure = "ENOENT";
  private readonly store: LogStore;
  private readonly root: BlockPair;
  /** Blocks that are known to be free; those that have become so since are found by the next look at all logs. */
  private free = new Set<number>();
  /** Blocks that were taken within a request, of which no log tells yet. */
  private readonly taken = new Set<number>();
  private cursor = 0;

  /** @throws FileError when there is no file system, or one of other blocks */
  constructor(
    readonly device: EraseDevice,
    readonly options: LittleOptions,
    readonly now: () => Date = () => new Date(),
  ) {
    this.store = new LogStore(device, options.programSize, options.readSize);
    this.root = this.findRoot();
  }

  /** Makes an empty file system. @throws FileError */
  static format(device: EraseDevice, { programSize, readSize }: LittleOptions): void {
    if (device.blocks < 2) throw new FileError("ENOSPC", "/");
    const store = new LogStore(device, programSize, readSize);
    const none = (): BlockPair => {
      throw new FileError("ENOSPC", "/");
    };
    const words = [VERSION, device.blockBytes, device.blocks, NAME_MAX, FILE_MAX, ATTRIBUTE_MAX];
    const data = new Uint8Array(Uint32Array.from(words).buffer);
    const struct = { type: TagType.InlineStruct, id: 0, data };
    const metadata = {
      ...noMetadata,
      entries: [namedEntry(TagType.Superblock, SUPER_NAME, struct)],
    };
    // Both blocks, so that nothing older is found.
    store.create(SUPER_PAIR, metadata, none);
    store.create([1, 0], metadata, none);
  }

  /** The last log in the list of all that has the superblock's entry is the root directory. */
  private findRoot(): BlockPair {
    let root: BlockPair | undefined;
    for (const { pair, metadata } of this.allLogs()) {
      const [first] = metadata.entries;
      if (first?.type !== TagType.Superblock) continue;
      this.checkSuper(first);
      root = pair;
    }
    if (root === undefined) throw new FileError("EILSEQ", "/");
    return root;
  }

  private checkSuper(entry: Entry): void {
    const { data } = entry.struct ?? {};
    if (nameOf(entry) !== SUPER_NAME || data === undefined || data.length < 24) {
      throw new FileError("EILSEQ", "/");
    }
    const view = new DataView(data.buffer, data.byteOffset);
    const word = (index: number): number => view.getUint32(index * 4, true);
    const known = word(0) >>> 16 === MAJOR && word(0) <= VERSION;
    const { blockBytes, blocks } = this.device;
    if (!known || word(1) !== blockBytes || word(2) !== blocks || word(3) > NAME_MAX) {
      throw new FileError("EINVAL", "/");
    }
  }

  /** All logs of the file system, in the order of their tails. */
  private *allLogs(): Generator<LogPair> {
    let left = this.device.blocks;
    for (let pair: BlockPair | undefined = SUPER_PAIR; pair !== undefined; ) {
      if (left-- <= 0) throw new FileError("EILSEQ", "/");
      const log: LogPair = this.store.read(pair);
      yield log;
      pair = log.metadata.tail;
    }
  }

  private directory(start: BlockPair): Directory {
    return new Directory(this.store, start, () => this.allocatePair());
  }

  /** The directory that a path's last name is in, and the name; "" for the root itself. */
  private parentOf(path: string): { parent: Directory; name: string } {
    const names = normalise(path).split("/").slice(1);
    const name = names.pop()!;
    let parent = this.directory(this.root);
    for (const step of names) {
      const found = parent.find(step);
      if (found === undefined) throw new FileError("ENOENT", path);
      if (!isDirectory(found.entry)) throw new FileError("ENOTDIR", path);
      parent = this.directory(startOf(found.entry));
    }
    return { parent, name };
  }

  open(path: string, mode: OpenMode): OpenFile {
    const { parent, name } = this.parentOf(path);
    const found = name === "" ? undefined : parent.find(name);
    if (name === "" || (found !== undefined && isDirectory(found.entry))) {
      throw new FileError("EISDIR", path);
    }
    if (found !== undefined && mode.exclusive) throw new FileError("EEXIST", path);
    let entry = found?.entry;
    if (entry === undefined) {
      if (!mode.create) throw new FileError("ENOENT", path);
      if (new TextEncoder().encode(name).length > NAME_MAX) {
        throw new FileError("ENAMETOOLONG", path);
      }
      const struct = { type: TagType.InlineStruct, id: 0, data: new Uint8Array(0) };
      entry = namedEntry(TagType.File, name, struct);
      this.change(() => parent.insert(entry!));
    }
    return new LittleFile(this, parent.start, path, mode, entry);
  }

  /** Writes tags about a file; one that has gone is left alone. */
  changeFile(start: BlockPair, name: string, tags: Parameters<Directory["change"]>[1]): void {
    const parent = this.directory(start);
    const found = parent.find(name);
    if (found !== undefined) parent.change(found, tags);
  }

  stat(path: string): FileStat | undefined {
    let found: Found | undefined;
    try {
      const { parent, name } = this.parentOf(path);
      if (name === "") return directoryStat;
      found = parent.find(name);
    } catch (error) {
      if (error instanceof FileError && ["ENOENT", "ENOTDIR"].includes(error.code))
        return undefined;
      throw error;
    }
    return found === undefined ? undefined : statOf(found.entry);
  }

  readFile(path: string): Uint8Array {
    const mode = { write: false, append: false, create: false, truncate: false, exclusive: false };
    const file = this.open(path, { ...mode, read: true });
    const bytes = new Uint8Array(file.seek(0, 2));
    file.seek(0, 0);
    file.read(bytes);
    return bytes;
  }

  list(path: string): DirectoryEntry[] {
    const { parent, name } = this.parentOf(path);
    let directory = parent;
    if (name !== "") {
      const found = parent.find(name);
      if (found === undefined) throw new FileError("ENOENT", path);
      if (!isDirectory(found.entry)) throw new FileError("ENOTDIR", path);
      directory = this.directory(startOf(found.entry));
    }
    return directory.entries().map((entry) => ({
      name: nameOf(entry),
      directory: isDirectory(entry),
      inode: 0,
      size: statOf(entry).size,
    }));
  }

  makeDirectory(path: string): void {
    const { parent, name } = this.parentOf(path);
    if (name === "" || parent.find(name) !== undefined) throw new FileError("EEXIST", path);
    if (new TextEncoder().encode(name).length > NAME_MAX) throw new FileError("ENAMETOOLONG", path);
    this.change(() => {
      const before = parent.lastLog();
      const pair = this.allocatePair();
      const { tail } = before.metadata;
      this.store.create(pair, { ...noMetadata, tail }, () => this.allocatePair());
      parent.setTail(before, pair, false);
      const struct = { type: TagType.DirectoryStruct, id: 0, data: pairBytes(pair) };
      parent.insert(namedEntry(TagType.Directory, name, struct));
    });
  }

  /** Removes a file or an empty directory. */
  remove(path: string): void {
    const { parent, name } = this.parentOf(path);
    if (name === "") throw new FileError("EINVAL", path);
    const found = parent.find(name);
    if (found === undefined) throw new FileError("ENOENT", path);
    this.needEmpty(found.entry, path);
    this.change(() => {
      parent.remove(found);
      this.unlink(found.entry);
    });
  }

  removeDirectory(path: string): void {
    this.remove(path);
  }

  rename(from: string, to: string): void {
    const old = this.parentOf(from);
    const found = old.name === "" ? undefined : old.parent.find(old.name);
    if (found === undefined) throw new FileError(old.name === "" ? "EINVAL" : "ENOENT", from);
    const target = this.parentOf(to);
    if (normalise(from) === normalise(to)) return;
    if (target.name === "" || normalise(to).startsWith(`${normalise(from)}/`)) {
      throw new FileError("EINVAL", to);
    }
    const replaced = target.parent.find(target.name);
    if (replaced !== undefined) this.checkReplaced(found.entry, replaced.entry, to);
    this.change(() => {
      const entry = { ...found.entry, name: new TextEncoder().encode(target.name) };
      if (replaced === undefined) target.parent.insert(entry);
      else target.parent.replace(replaced, entry);
      old.parent.remove(old.parent.find(old.name)!);
      if (replaced !== undefined) this.unlink(replaced.entry);
    });
  }

  private checkReplaced(entry: Entry, replaced: Entry, path: string): void {
    if (isDirectory(replaced) && !isDirectory(entry)) throw new FileError("EISDIR", path);
    if (!isDirectory(replaced) && isDirectory(entry)) throw new FileError("ENOTDIR", path);
    this.needEmpty(replaced, path);
  }

  private needEmpty(entry: Entry, path: string): void {
    if (isDirectory(entry) && this.directory(startOf(entry)).entries().length > 0) {
      throw new FileError("ENOTEMPTY", path);
    }
  }

  /** Takes a directory that has gone out of the list of all logs. */
  private unlink(entry: Entry): void {
    if (!isDirectory(entry)) return;
    const directory = this.directory(startOf(entry));
    const { tail } = directory.lastLog().metadata;
    for (const log of this.allLogs()) {
      const next = log.metadata.tail;
      if (next === undefined || !samePair(next, directory.start)) continue;
      directory.setTail(log, tail, log.metadata.hard);
      return;
    }
  }

  space(): { readonly blockSize: number; readonly blocks: number; readonly free: number } {
    const { blockBytes, blocks } = this.device;
    let used = 0;
    for (const { metadata } of this.allLogs()) {
      used += 2;
      // As littlefs counts: a directory's blocks once more where its name is.
      for (const entry of metadata.entries)
        used += isDirectory(entry) ? 2 : this.blocksOf(entry).length;
    }
    return { blockSize: blockBytes, blocks, free: blocks - used };
  }

  private blocksOf(entry: Entry): number[] {
    const list = listOf(entry);
    return list === undefined ? [] : listBlocks(this.device, list);
  }

  /** Does something that needs free blocks. */
  change<T>(action: () => T): T {
    try {
      return action();
    } finally {
      this.taken.clear();
    }
  }

  /** Whether so many blocks are free. */
  hasFree(count: number): boolean {
    if (count > this.free.size) this.findFree();
    return count <= this.free.size;
  }

  private findFree(): void {
    const free = new Set(Array.from({ length: this.device.blocks }, (_, block) => block));
    for (const { pair, metadata } of this.allLogs()) {
      const lists = metadata.entries.flatMap((entry) => this.blocksOf(entry));
      for (const block of [...pair, ...lists]) free.delete(block);
    }
    for (const block of this.taken) free.delete(block);
    this.free = free;
  }

  /** A free block; the search goes on where it has ended. @throws FileError ENOSPC */
  allocate(): number {
    if (!this.hasFree(1)) throw new FileError("ENOSPC", "/");
    let block = this.cursor;
    while (!this.free.delete(block)) block = (block + 1) % this.device.blocks;
    this.cursor = (block + 1) % this.device.blocks;
    this.taken.add(block);
    this.store.forget(block);
    return block;
  }

  private allocatePair(): BlockPair {
    return [this.allocate(), this.allocate()];
  }
}

const directoryStat: FileStat = {
  directory: true,
  mode: DIRECTORY_MODE,
  size: 0,
  links: 0,
  accessed: 0,
  modified: 0,
  changed: 0,
};

function statOf(entry: Entry): FileStat {
  const time = timeOf(entry);
  const times = { accessed: time, modified: time, changed: time };
  if (isDirectory(entry)) return { ...directoryStat, ...times };
  const size = listOf(entry)?.size ?? entry.struct?.data?.length ?? 0;
  return { ...directoryStat, ...times, directory: false, mode: FILE_MODE, size };
}

/** Seconds since 1970, 0 where no time is kept. */
function timeOf({ attributes }: Entry): number {
  const bytes = attributes.get(TIME_ATTRIBUTE);
  if (bytes === undefined || bytes.length !== 8) return 0;
  return Number(
    new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true) / 1_000_000_000n,
  );
}
