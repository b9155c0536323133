import { FileError } from "../files.js";
import type { EraseDevice } from "./device.js";
import {
  CommitWriter,
  commitEnd,
  type Log,
  NO_ENTRY,
  readLog,
  type Tag,
  TagType,
  tagBytes,
} from "./tags.js";

/** The two blocks of a log, which are written in turns. */
export type BlockPair = readonly [number, number];

/** A file or directory; `struct` says where its content is. */
export interface Entry {
  readonly type: number;
  readonly name: Uint8Array;
  readonly struct: Tag | undefined;
  readonly attributes: ReadonlyMap<number, Uint8Array>;
}

/** What a log says, all its tags together. */
export interface Metadata {
  readonly entries: readonly Entry[];
  /** The next pair in the list of all; `hard`: it belongs to the same directory. */
  readonly tail: BlockPair | undefined;
  readonly hard: boolean;
  /** This pair's share of what the file system has begun and not ended. */
  readonly state: Uint8Array;
}

const NO_BLOCK = 0xffffffff;
const STATE_BYTES = 12;
const ATTRIBUTE_TYPES = 0xff;
const empty: Entry = {
  type: TagType.File,
  name: new Uint8Array(0),
  struct: undefined,
  attributes: new Map(),
};

export const noMetadata: Metadata = {
  entries: [],
  tail: undefined,
  hard: false,
  state: new Uint8Array(STATE_BYTES),
};

export function pairBytes(pair: BlockPair | undefined): Uint8Array {
  return new Uint8Array(Uint32Array.from(pair ?? [NO_BLOCK, NO_BLOCK]).buffer);
}

export function pairOf(bytes: Uint8Array): BlockPair | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const pair = [view.getUint32(0, true), view.getUint32(4, true)] as const;
  return pair[0] === NO_BLOCK ? undefined : pair;
}

/** The same log, whichever block is written next. */
export function samePair(a: BlockPair, b: BlockPair): boolean {
  return (a[0] === b[0] && a[1] === b[1]) || (a[0] === b[1] && a[1] === b[0]);
}

/** What tags make of the metadata. */
export function applyTags(metadata: Metadata, tags: readonly Tag[]): Metadata {
  const entries = [...metadata.entries];
  let { tail, hard, state } = metadata;
  for (const { type, id, data } of tags) {
    if (type === TagType.Create) entries.splice(id, 0, empty);
    else if (type === TagType.Delete) entries.splice(id, 1);
    else if (type === TagType.SoftTail || type === TagType.HardTail) {
      tail = pairOf(data!);
      hard = type === TagType.HardTail;
    } else if (type === TagType.MoveState) state = data!;
    else if (id !== NO_ENTRY) {
      while (entries.length <= id) entries.push(empty);
      entries[id] = changed(entries[id]!, type, data);
    }
  }
  return { entries, tail, hard, state };
}

function changed(entry: Entry, type: number, data: Uint8Array | undefined): Entry {
  if (type <= 0xff) return { ...entry, type, name: data ?? empty.name };
  if (type >> 8 === TagType.DirectoryStruct >> 8)
    return { ...entry, struct: { type, id: 0, data } };
  if (type >> 8 !== TagType.UserAttribute >> 8) return entry;
  const attributes = new Map(entry.attributes);
  if (data === undefined) attributes.delete(type & ATTRIBUTE_TYPES);
  else attributes.set(type & ATTRIBUTE_TYPES, data);
  return { ...entry, attributes };
}

/** The tags that make an entry. */
export function entryTags(entry: Entry, id: number): Tag[] {
  const tags: Tag[] = [{ type: entry.type, id, data: entry.name }];
  if (entry.struct !== undefined) tags.push({ ...entry.struct, id });
  for (const [key, data] of entry.attributes) {
    tags.push({ type: TagType.UserAttribute + key, id, data });
  }
  return tags;
}

/** The tags that make all of it. */
function allTags({ entries, tail, hard, state }: Metadata): Tag[] {
  const tags = entries.flatMap(entryTags);
  if (tail !== undefined) {
    const type = hard ? TagType.HardTail : TagType.SoftTail;
    tags.push({ type, id: NO_ENTRY, data: pairBytes(tail) });
  }
  if (state.some((byte) => byte !== 0)) {
    tags.push({ type: TagType.MoveState, id: NO_ENTRY, data: state });
  }
  return tags;
}

/** A log as it was read; `pair[0]` is the block that counts. */
export interface LogPair {
  readonly pair: BlockPair;
  readonly log: Log;
  readonly metadata: Metadata;
}

/** A pair of blocks; undefined when none are free, with which a log that is large goes on. */
function pairIfAny(allocate: () => BlockPair): BlockPair | undefined {
  try {
    return allocate();
  } catch (error) {
    if (error instanceof FileError && error.code === "ENOSPC") return undefined;
    throw error;
  }
}

/** Room that is left for what a commit may need besides its entries. */
const OTHER_TAGS = 40;

/** Reads and writes the logs on a device. All methods throw FileError. */
export class LogStore {
  /** Blocks that are erased behind this offset, since we have erased them. */
  private readonly erasedFrom = new Map<number, number>();

  /**
   * @param unit bytes that are programmed at least
   * @param readUnit bytes that are read at least
   */
  constructor(
    readonly device: EraseDevice,
    private readonly unit: number,
    private readonly readUnit: number,
  ) {}

  /** @throws FileError EILSEQ when neither block has a whole commit */
  read(pair: BlockPair): LogPair {
    const [a, b] = pair.map((block) => readLog(this.block(block)));
    const newer = a === undefined || (b !== undefined && ((b.revision - a.revision) | 0) > 0);
    const log = newer ? b : a;
    if (log === undefined) throw new FileError("EILSEQ", `blocks ${pair.join(" and ")}`);
    return {
      pair: newer ? [pair[1], pair[0]] : pair,
      log,
      metadata: applyTags(noMetadata, log.tags),
    };
  }

  private block(block: number): Uint8Array {
    const bytes = new Uint8Array(this.device.blockBytes);
    if (block >= this.device.blocks) throw new FileError("EILSEQ", `block ${block}`);
    this.device.read(block, 0, bytes);
    return bytes;
  }

  /** Adds a commit to a log, which is written anew when there is no room; `allocate` gives blocks for a further pair. */
  commit(old: LogPair, tags: readonly Tag[], allocate: () => BlockPair): void {
    const { end, last } = old.log;
    const [block] = old.pair;
    const to = commitEnd(end, tagBytes(tags), this.unit);
    if (this.erasedFrom.get(block) !== end || to > this.device.blockBytes) {
      this.rewrite(old.pair, old.log.revision, applyTags(old.metadata, tags), allocate);
      return;
    }
    const image = new Uint8Array(to).fill(0xff);
    const writer = new CommitWriter(image, end, last);
    for (const tag of tags) writer.put(tag);
    this.write(block, image, end, writer);
  }

  /** Writes a log for a new pair of blocks. */
  create(pair: BlockPair, metadata: Metadata, allocate: () => BlockPair): void {
    const start = new Uint8Array(this.readUnit);
    this.device.read(pair[0], 0, start);
    this.rewrite(pair, new DataView(start.buffer).getUint32(0, true), metadata, allocate);
  }

  /** Writes all of a log into the other block; what is more than half a block goes into a further pair. */
  private rewrite(
    pair: BlockPair,
    revision: number,
    metadata: Metadata,
    allocate: () => BlockPair,
  ): void {
    let own = metadata;
    for (let at = this.splitAt(own); at > 0; at = this.splitAt(own)) {
      const further = pairIfAny(allocate);
      if (further === undefined) break;
      const rest = { ...own, entries: own.entries.slice(at), state: noMetadata.state };
      this.create(further, rest, allocate);
      own = { ...own, entries: own.entries.slice(0, at), tail: further, hard: true };
    }
    const tags = allTags(own);
    const to = commitEnd(4, tagBytes(tags), this.unit);
    if (to > this.device.blockBytes) throw new FileError("ENOSPC", "a directory");
    this.device.erase(pair[1]);
    const image = new Uint8Array(to).fill(0xff);
    const writer = new CommitWriter(image, 0, 0xffffffff);
    writer.putRevision((revision + 1) >>> 0);
    for (const tag of tags) writer.put(tag);
    this.write(pair[1], image, 0, writer);
  }

  /** The entry from which on they are to go into a further pair, 0 for none. */
  private splitAt({ entries }: Metadata): number {
    const { blockBytes } = this.device;
    const half = Math.ceil(blockBytes / 2 / this.unit) * this.unit;
    const room = Math.min(blockBytes - OTHER_TAGS, half);
    let at = 0;
    while (entries.length - at > 1) {
      const tags = entries.slice(at).flatMap(entryTags);
      if (tagBytes(tags) <= room) break;
      at += (entries.length - at) >> 1;
    }
    return at;
  }

  private write(block: number, image: Uint8Array, from: number, writer: CommitWriter): void {
    this.erasedFrom.delete(block);
    writer.finish(image.length, this.following(block, image.length));
    this.device.program(block, from, image.subarray(from));
    this.device.sync();
    this.erasedFrom.set(block, image.length);
  }

  /** The byte at an offset, 0xff behind the block's end. */
  private following(block: number, offset: number): number {
    if (offset >= this.device.blockBytes) return 0xff;
    const start = offset - (offset % this.readUnit);
    const bytes = new Uint8Array(this.readUnit);
    this.device.read(block, start, bytes);
    return bytes[offset - start]!;
  }

  /** Says that a block is used for something else. */
  forget(block: number): void {
    this.erasedFrom.delete(block);
  }
}
