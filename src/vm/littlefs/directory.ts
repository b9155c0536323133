import { FileError } from "../files.js";
import type { BlockList } from "./block-list.js";
import {
  type BlockPair,
  type Entry,
  entryTags,
  type LogPair,
  type LogStore,
  pairBytes,
  pairOf,
} from "./metadata.js";
import { NO_ENTRY, type Tag, TagType } from "./tags.js";

/** The attribute that holds the time of the last change: nanoseconds since 1970, 64 bits. */
export const TIME_ATTRIBUTE = 1;

/** An entry, and where it stands. */
export interface Found {
  readonly log: LogPair;
  readonly id: number;
  readonly entry: Entry;
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();

export function nameOf(entry: Entry): string {
  return decoder.decode(entry.name);
}

/** Where a file's content is that is not in its directory. */
export function listOf({ struct }: Entry): BlockList | undefined {
  if (struct?.type !== TagType.ListStruct || struct.data === undefined) return undefined;
  const view = new DataView(struct.data.buffer, struct.data.byteOffset);
  return { head: view.getUint32(0, true), size: view.getUint32(4, true) };
}

export function isDirectory(entry: Entry): boolean {
  return entry.type === TagType.Directory;
}

/** The pair of blocks that a directory begins with. @throws FileError */
export function startOf(entry: Entry): BlockPair {
  const pair = entry.struct?.data === undefined ? undefined : pairOf(entry.struct.data);
  if (pair === undefined) throw new FileError("EILSEQ", nameOf(entry));
  return pair;
}

/** Names are in the order of their bytes; a name goes in front of those that it begins with: littlefs relies on it. */
function compareNames(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return b.length - a.length;
}

/** A directory: one log or several, linked by hard tails. All methods throw FileError. */
export class Directory {
  constructor(
    private readonly store: LogStore,
    readonly start: BlockPair,
    private readonly allocate: () => BlockPair,
  ) {}

  /** Its logs, the first one first. */
  *logs(): Generator<LogPair> {
    for (let pair: BlockPair | undefined = this.start; pair !== undefined; ) {
      const log: LogPair = this.store.read(pair);
      yield log;
      pair = log.metadata.hard ? log.metadata.tail : undefined;
    }
  }

  /** The last log, whose tail leads to the next directory. */
  lastLog(): LogPair {
    let last: LogPair | undefined;
    for (const log of this.logs()) last = log;
    return last!;
  }

  find(name: string): Found | undefined {
    for (const log of this.logs()) {
      const id = log.metadata.entries.findIndex(
        (entry) => entry.type !== TagType.Superblock && nameOf(entry) === name,
      );
      if (id >= 0) return { log, id, entry: log.metadata.entries[id]! };
    }
    return undefined;
  }

  entries(): Entry[] {
    const all = [...this.logs()].flatMap(({ metadata }) => metadata.entries);
    return all.filter(({ type }) => type !== TagType.Superblock);
  }

  /** Puts an entry in its place among the others. */
  insert(entry: Entry): void {
    let place: { log: LogPair; id: number } | undefined;
    for (const log of this.logs()) {
      const { entries } = log.metadata;
      const id = entries.findIndex(
        ({ type, name }) => type !== TagType.Superblock && compareNames(name, entry.name) > 0,
      );
      place = { log, id: id < 0 ? entries.length : id };
      if (id >= 0) break;
    }
    const { log, id } = place!;
    this.store.commit(log, [emptyTag(TagType.Create, id), ...entryTags(entry, id)], this.allocate);
  }

  /** Puts an entry in place of one with the same name. */
  replace({ log, id }: Found, entry: Entry): void {
    const change = [emptyTag(TagType.Delete, id), emptyTag(TagType.Create, id)];
    this.store.commit(log, [...change, ...entryTags(entry, id)], this.allocate);
  }

  /** Writes tags about an entry; their numbers are put in. */
  change({ log, id }: Found, tags: readonly Tag[]): void {
    this.store.commit(
      log,
      tags.map((tag) => ({ ...tag, id })),
      this.allocate,
    );
  }

  remove({ log, id }: Found): void {
    this.store.commit(log, [emptyTag(TagType.Delete, id)], this.allocate);
  }

  /** Lets a log's tail lead elsewhere. */
  setTail(log: LogPair, tail: BlockPair | undefined, hard: boolean): void {
    const type = hard ? TagType.HardTail : TagType.SoftTail;
    const tag = { type, id: NO_ENTRY, data: pairBytes(tail) };
    this.store.commit(log, [tag], this.allocate);
  }
}

function emptyTag(type: number, id: number): Tag {
  return { type, id, data: new Uint8Array(0) };
}

/** An entry with a name. */
export function namedEntry(type: number, name: string, struct: Tag): Entry {
  return { type, name: encoder.encode(name), struct, attributes: new Map() };
}
