/**
 * Tags, of which the logs of littlefs consist (its SPEC.md, "Metadata tags"): a bit that says whether the tag is valid, 11
 * bits of type, 10 of an entry's number, 10 of the length of the data behind it.
 */
export const TagType = {
  File: 0x001,
  Directory: 0x002,
  Superblock: 0x0ff,
  DirectoryStruct: 0x200,
  InlineStruct: 0x201,
  ListStruct: 0x202,
  UserAttribute: 0x300,
  Create: 0x401,
  Delete: 0x4ff,
  Crc: 0x500,
  ForwardCrc: 0x5ff,
  SoftTail: 0x600,
  HardTail: 0x601,
  MoveState: 0x7ff,
} as const;

/** The entry's number of tags that are about the directory. */
export const NO_ENTRY = 0x3ff;
/** The length that says that what the tag is about is gone. */
export const GONE = 0x3ff;
const INVALID = 0x80000000;

/** A tag with its data. */
export interface Tag {
  readonly type: number;
  readonly id: number;
  /** Undefined: what it is about is gone. */
  readonly data: Uint8Array | undefined;
}

export function tagWord({ type, id, data }: Tag): number {
  return ((type << 20) | (id << 10) | (data === undefined ? GONE : data.length)) >>> 0;
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  return value;
});

/** CRC-32 without the inversion at its end; begins with 0xffffffff. */
export function crc32(crc: number, bytes: Uint8Array): number {
  let value = crc;
  for (const byte of bytes) value = (value >>> 8) ^ table[(value ^ byte) & 0xff]!;
  return value >>> 0;
}

/** What a block's log says up to its last whole commit. */
export interface Log {
  readonly revision: number;
  readonly tags: readonly Tag[];
  /** Where the next commit would begin, and the word with which its first tag is combined. */
  readonly end: number;
  readonly last: number;
}

/** Reads a block's log; undefined when there is no whole commit in it. */
export function readLog(block: Uint8Array): Log | undefined {
  const view = new DataView(block.buffer, block.byteOffset, block.length);
  const revision = view.getUint32(0, true);
  let log: Log | undefined;
  let tags: Tag[] = [];
  let last = 0xffffffff;
  let crc = crc32(0xffffffff, block.subarray(0, 4));
  for (let at = 4; at + 4 <= block.length; ) {
    const word = (view.getUint32(at) ^ last) >>> 0;
    const size = word & 0x3ff;
    const end = at + 4 + (size === GONE ? 0 : size);
    if (word & INVALID || end > block.length) break;
    const type = (word >>> 20) & 0x7ff;
    crc = crc32(crc, block.subarray(at, at + 4));
    last = word;
    if ((type & 0x780) === TagType.Crc && type !== TagType.ForwardCrc) {
      if (view.getUint32(at + 4, true) !== crc) break;
      last = (last ^ ((type & 1) << 31)) >>> 0;
      log = { revision, tags: [...(log?.tags ?? []), ...tags], end, last };
      tags = [];
      crc = 0xffffffff;
    } else {
      crc = crc32(crc, block.subarray(at + 4, end));
      const data = size === GONE ? undefined : block.slice(at + 4, end);
      tags.push({ type, id: (word >>> 10) & 0x3ff, data });
    }
    at = end;
  }
  return log;
}

const CRC_BYTES = 8;
const MOST_DATA = 0x3fe;
/** Room that a further checksum needs behind one that cannot reach the end of the unit. */
const FURTHER_BYTES = 20;

/** Bytes of tags. */
export function tagBytes(tags: readonly Tag[]): number {
  return tags.reduce((sum, { data }) => sum + 4 + (data?.length ?? 0), 0);
}

/** Where a commit of so many bytes ends that begins at an offset: at a whole unit of programming. */
export function commitEnd(offset: number, bytes: number, unit: number): number {
  return Math.ceil((offset + bytes + CRC_BYTES) / unit) * unit;
}

/** Writes a commit into the image of a block. */
export class CommitWriter {
  private at: number;
  private last: number;
  private crc = 0xffffffff;

  /** @param last the word with which the first tag is combined */
  constructor(
    private readonly image: Uint8Array,
    start: number,
    last: number,
  ) {
    this.at = start;
    this.last = last;
  }

  /** The number of the log, in front of its first commit. */
  putRevision(revision: number): void {
    this.view().setUint32(0, revision, true);
    this.crc = crc32(this.crc, this.image.subarray(0, 4));
    this.at = 4;
  }

  put(tag: Tag): void {
    this.putWord(tagWord(tag));
    if (tag.data === undefined) return;
    this.image.set(tag.data, this.at);
    this.crc = crc32(this.crc, tag.data);
    this.at += tag.data.length;
  }

  /**
   * Ends the commit at an offset. `following` is the byte that stands there, by which the checksum's tag makes sure that
   * it is not taken for a tag. Gives the word for the next commit.
   */
  finish(end: number, following: number): number {
    while (this.at < end) {
      let next = Math.min(end - (this.at + 4), MOST_DATA) + this.at + 4;
      if (next < end) next = Math.min(next, end - FURTHER_BYTES);
      const taken = next >= end && (following & 0x80) === 0 ? 1 : 0;
      const type = TagType.Crc + taken;
      this.putWord(((type << 20) | (NO_ENTRY << 10) | (next - (this.at + 4))) >>> 0);
      this.view().setUint32(this.at, this.crc, true);
      this.last = (this.last ^ (taken << 31)) >>> 0;
      this.crc = 0xffffffff;
      this.at = next;
    }
    return this.last;
  }

  private putWord(word: number): void {
    this.view().setUint32(this.at, (word ^ this.last) >>> 0);
    this.crc = crc32(this.crc, this.image.subarray(this.at, this.at + 4));
    this.last = word;
    this.at += 4;
  }

  private view(): DataView {
    return new DataView(this.image.buffer, this.image.byteOffset);
  }
}
