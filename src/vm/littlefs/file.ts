import { FileError, type OpenFile, type OpenMode } from "../files.js";
import {
  type BlockList,
  blocksOfSize,
  listBlocks,
  placeOf,
  readList,
  writeList,
} from "./block-list.js";
import { listOf, nameOf, TIME_ATTRIBUTE } from "./directory.js";
import type { BlockPair, Entry } from "./metadata.js";
import { type Tag, TagType } from "./tags.js";
import type { LittleVolume } from "./volume.js";

const FILE_MAX = 0x7fffffff;
const INLINE_MAX = 0x3fe;
/** A file of more than this part of a block is not kept in its directory. */
const INLINE_PART = 8;
/** A cache has so many units of reading or programming at most; what is in directories fits into it. */
const CACHE_UNITS = 4;

/** An open file. What is written is held in memory until it is flushed. */
export class LittleFile implements OpenFile {
  private readonly name: string;
  private position = 0;
  /** Where the content is on the device; undefined while it is in `inline`. */
  private list: BlockList | undefined;
  private inline: Uint8Array;
  /** The content as it will be, once something was written; and the first byte that is new. */
  private content: Uint8Array | undefined;
  private length: number;
  private firstNew = Number.POSITIVE_INFINITY;
  private dirty: boolean;
  private time: Date;

  constructor(
    private readonly volume: LittleVolume,
    private readonly parent: BlockPair,
    private readonly path: string,
    private readonly mode: OpenMode,
    entry: Entry,
  ) {
    this.name = nameOf(entry);
    this.list = listOf(entry);
    this.inline = this.list === undefined ? (entry.struct?.data ?? new Uint8Array(0)) : none;
    this.length = this.list?.size ?? this.inline.length;
    this.time = volume.now();
    this.dirty = mode.write && volume.options.times;
    if (mode.truncate && mode.write) this.truncate();
  }

  private truncate(): void {
    this.dirty ||= this.length > 0;
    this.content = new Uint8Array(0);
    this.length = 0;
    this.firstNew = 0;
  }

  read(into: Uint8Array): number {
    if (!this.mode.read) throw new FileError("EBADF", this.path);
    const count = Math.max(0, Math.min(into.length, this.length - this.position));
    const part = into.subarray(0, count);
    this.readAt(this.position, part);
    this.position += count;
    return count;
  }

  private readAt(position: number, into: Uint8Array): void {
    const source = this.content ?? (this.list === undefined ? this.inline : undefined);
    if (source !== undefined) into.set(source.subarray(position, position + into.length));
    else readList(this.volume.device, this.list!, position, into);
  }

  write(bytes: Uint8Array): number {
    if (!this.mode.write) throw new FileError("EBADF", this.path);
    if (this.mode.append) this.position = this.length;
    const end = this.position + bytes.length;
    if (end > FILE_MAX) throw new FileError("EFBIG", this.path);
    const content = this.loaded();
    const first = Math.min(this.firstNew, this.position, this.length);
    this.needRoom(Math.max(end, this.length), first);
    this.content = grown(content, end);
    this.content.set(bytes, this.position);
    this.length = Math.max(this.length, end);
    this.firstNew = first;
    this.position = end;
    this.time = this.volume.now();
    this.dirty = true;
    return bytes.length;
  }

  /** The whole content, in memory. */
  private loaded(): Uint8Array {
    if (this.content !== undefined) return this.content;
    const content = new Uint8Array(this.length);
    this.readAt(0, content);
    this.content = content;
    return content;
  }

  /** Makes sure that there are blocks for what is new. @throws FileError ENOSPC */
  private needRoom(size: number, first: number): void {
    const { blockBytes } = this.volume.device;
    const before = blocksOfSize(this.length, blockBytes);
    const after = blocksOfSize(size, blockBytes);
    if (this.isInline(size) || (after === before && this.content !== undefined)) return;
    const needed = after - placeOf(first, blockBytes).index;
    if (!this.volume.hasFree(needed)) throw new FileError("ENOSPC", this.path);
  }

  private isInline(size: number): boolean {
    const { device, options } = this.volume;
    const cache = CACHE_UNITS * Math.max(options.readSize, options.programSize);
    const part = Math.floor(device.blockBytes / INLINE_PART);
    return size <= Math.min(cache, device.blockBytes, part, INLINE_MAX);
  }

  seek(offset: number, whence: number): number {
    const base = [0, this.position, this.length][whence]!;
    const position = base + offset;
    if (position < 0 || position > FILE_MAX) throw new FileError("EINVAL", this.path);
    this.position = position;
    return position;
  }

  flush(): void {
    if (!this.dirty) return;
    this.volume.change(() => {
      const tags = [this.struct()];
      if (this.volume.options.times) tags.push(timeTag(this.time));
      this.volume.changeFile(this.parent, this.name, tags);
    });
    this.dirty = false;
    this.firstNew = Number.POSITIVE_INFINITY;
  }

  /** Says where the content is, once it is written. */
  private struct(): Tag {
    if (this.content !== undefined && this.firstNew !== Number.POSITIVE_INFINITY) this.store();
    if (this.list === undefined) return { type: TagType.InlineStruct, id: 0, data: this.inline };
    const words = Uint32Array.of(this.list.head, this.list.size);
    return { type: TagType.ListStruct, id: 0, data: new Uint8Array(words.buffer) };
  }

  private store(): void {
    const content = this.content!.subarray(0, this.length);
    if (this.isInline(this.length)) {
      this.inline = content.slice();
      this.list = undefined;
      return;
    }
    const { device, options } = this.volume;
    const kept = this.keptBlocks();
    const allocate = (): number => this.volume.allocate();
    this.list = writeList(device, content, kept, options.programSize, allocate);
  }

  /** The blocks that hold nothing new. */
  private keptBlocks(): number[] {
    if (this.list === undefined) return [];
    const { device } = this.volume;
    const unchanged = Math.min(this.firstNew, this.list.size);
    const { index } = placeOf(unchanged, device.blockBytes);
    return listBlocks(device, this.list).slice(0, index);
  }

  close(): void {
    this.flush();
  }
}

const none = new Uint8Array(0);

/** Content with room for so many bytes. */
function grown(content: Uint8Array, size: number): Uint8Array {
  if (size <= content.length) return content;
  const larger = new Uint8Array(Math.max(size, content.length * 2));
  larger.set(content);
  return larger;
}

function timeTag(time: Date): Tag {
  const data = new Uint8Array(8);
  const nanos = BigInt(time.getTime()) * 1_000_000n;
  new DataView(data.buffer).setBigUint64(0, nanos, true);
  return { type: TagType.UserAttribute + TIME_ATTRIBUTE, id: 0, data };
}
