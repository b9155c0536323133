import { FileError } from "../files.js";
import { BLOCK_BYTES, type BlockDevice } from "./block-device.js";

/**
 * Making FAT file systems (Microsoft's FAT specification 1.03), laid out as MicroPython's boards do: one table, 512
 * names in the root directory of FAT12 and FAT16. The library's own function refuses devices of less than 128 blocks,
 * which programs make in memory.
 */

type FatBits = 12 | 16 | 32;

interface Layout {
  readonly bits: FatBits;
  /** The first block, how many there are, and of a cluster. */
  readonly start: number;
  readonly blocks: number;
  readonly clusterBlocks: number;
  readonly reserved: number;
  readonly tableBlocks: number;
  readonly rootBlocks: number;
}

const TABLES = 1;
const ROOT_NAMES = 512;
const NAME_BYTES = 32;
const ROOT_BLOCKS = (ROOT_NAMES * NAME_BYTES) / BLOCK_BYTES;
const LEAST_BLOCKS = 22;
const LEAST_CLUSTERS = 16;
const MAX_CLUSTER_BLOCKS = 128;
/** Most clusters of FAT12 and FAT16. */
const MAX_FAT12 = 0xff5;
const MAX_FAT16 = 0xfff5;
const RESERVED_FAT32 = 32;
/** Where the partition begins that FAT32 is put in. */
const PARTITION_START = 63;
const PARTITION_FAT32 = 0x0c;
/** Blocks from which on clusters are twice as large, in units of 2 MB for FAT16, 64 MB for FAT32. */
const steps16 = { unit: 0x1000, steps: [1, 4, 16, 64, 256, 512] } as const;
const steps32 = { unit: 0x20000, steps: [1, 2, 4, 8, 16, 32] } as const;

/**
 * Makes an empty file system on the whole device: FAT12 or FAT16 from its first block on, or, where it may be and the
 * device is too large for those, FAT32 in a partition.
 *
 * @throws FileError EIO when the device is too small or too large
 */
export function formatFat(device: BlockDevice, mayBeFat32: boolean, stamp: number): void {
  const total = device.blocks;
  const layout = layOut16(total) ?? (mayBeFat32 ? layOut32(total) : undefined);
  if (layout === undefined) throw new FileError("EIO", "a device of this size");
  writeBlocks(device, layout.start, [bootSector(layout, stamp)]);
  if (layout.bits === 32) writeInformation(device, layout, stamp);
  const table = layout.start + layout.reserved;
  fill(device, table, layout.tableBlocks, firstEntries(layout.bits));
  const root = layout.bits === 32 ? layout.clusterBlocks : layout.rootBlocks;
  fill(device, table + layout.tableBlocks, root, []);
  if (layout.start !== 0) writeBlocks(device, 0, [partitionTable(layout)]);
  device.sync();
}

function clusterSize(blocks: number, { unit, steps }: typeof steps16 | typeof steps32): number {
  const units = Math.floor(blocks / unit);
  return 2 ** steps.filter((step) => step <= units).length;
}

function layOut16(blocks: number): Layout | undefined {
  if (blocks < LEAST_BLOCKS) return undefined;
  const first = clusterSize(blocks, steps16);
  for (let size = first; size <= MAX_CLUSTER_BLOCKS; size *= 2) {
    const guess = Math.floor(blocks / size);
    const bits = guess > MAX_FAT12 ? 16 : 12;
    const tableBytes = bits === 16 ? guess * 2 + 4 : Math.floor((guess * 3 + 1) / 2) + 3;
    const layout: Layout = {
      bits,
      start: 0,
      blocks,
      clusterBlocks: size,
      reserved: 1,
      tableBlocks: Math.ceil(tableBytes / BLOCK_BYTES),
      rootBlocks: ROOT_BLOCKS,
    };
    const clusters = clustersOf(layout);
    if (clusters < LEAST_CLUSTERS) return undefined;
    if (bits === 12 || (clusters > MAX_FAT12 && clusters <= MAX_FAT16)) return layout;
  }
  return undefined;
}

function layOut32(total: number): Layout | undefined {
  const blocks = total - PARTITION_START;
  for (let size = clusterSize(blocks, steps32); size >= 1; size /= 2) {
    const layout: Layout = {
      bits: 32,
      start: PARTITION_START,
      blocks,
      clusterBlocks: size,
      reserved: RESERVED_FAT32,
      tableBlocks: Math.ceil((Math.floor(blocks / size) * 4 + 8) / BLOCK_BYTES),
      rootBlocks: 0,
    };
    if (clustersOf(layout) > MAX_FAT16) return layout;
  }
  return undefined;
}

function clustersOf(layout: Layout): number {
  const { blocks, reserved, tableBlocks, rootBlocks, clusterBlocks } = layout;
  return Math.floor((blocks - reserved - TABLES * tableBlocks - rootBlocks) / clusterBlocks);
}

/** A block with a view to fill it, and the signature at its end. */
function signedBlock(): { readonly bytes: Uint8Array; readonly view: DataView } {
  const bytes = new Uint8Array(BLOCK_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint16(510, 0xaa55, true);
  return { bytes, view };
}

function putText(bytes: Uint8Array, at: number, text: string): void {
  bytes.set(new TextEncoder().encode(text), at);
}

function bootSector(layout: Layout, stamp: number): Uint8Array {
  const { bits, blocks, clusterBlocks, reserved, rootBlocks } = layout;
  const { bytes, view } = signedBlock();
  bytes.set([0xeb, 0xfe, 0x90]);
  putText(bytes, 3, "MSDOS5.0");
  view.setUint16(11, BLOCK_BYTES, true);
  bytes[13] = clusterBlocks;
  view.setUint16(14, reserved, true);
  bytes[16] = TABLES;
  view.setUint16(17, (rootBlocks * BLOCK_BYTES) / NAME_BYTES, true);
  if (blocks < 0x10000) view.setUint16(19, blocks, true);
  else view.setUint32(32, blocks, true);
  bytes[21] = 0xf8;
  view.setUint16(24, 63, true);
  view.setUint16(26, 255, true);
  view.setUint32(28, layout.start, true);
  const tail = bits === 32 ? 64 : 36;
  if (bits === 32) putFat32Fields(view, layout);
  else view.setUint16(22, layout.tableBlocks, true);
  bytes[tail] = 0x80;
  bytes[tail + 2] = 0x29;
  view.setUint32(tail + 3, stamp, true);
  putText(bytes, tail + 7, `NO NAME    ${bits === 32 ? "FAT32   " : "FAT     "}`);
  return bytes;
}

const ROOT_CLUSTER = 2;
const INFORMATION_BLOCK = 1;
const BACKUP_BLOCK = 6;

function putFat32Fields(view: DataView, { tableBlocks }: Layout): void {
  view.setUint32(36, tableBlocks, true);
  view.setUint32(44, ROOT_CLUSTER, true);
  view.setUint16(48, INFORMATION_BLOCK, true);
  view.setUint16(50, BACKUP_BLOCK, true);
}

/** FAT32's block about free clusters, and the copies of it and of the boot sector. */
function writeInformation(device: BlockDevice, layout: Layout, stamp: number): void {
  const { bytes, view } = signedBlock();
  view.setUint32(0, 0x41615252, true);
  view.setUint32(484, 0x61417272, true);
  view.setUint32(488, clustersOf(layout) - 1, true);
  view.setUint32(492, ROOT_CLUSTER, true);
  writeBlocks(device, layout.start + BACKUP_BLOCK, [bootSector(layout, stamp), bytes]);
  writeBlocks(device, layout.start + INFORMATION_BLOCK, [bytes]);
}

/** The table's entries of no cluster, and that of FAT32's root directory. */
function firstEntries(bits: FatBits): readonly number[] {
  if (bits === 12) return [0xf8, 0xff, 0xff];
  if (bits === 16) return [0xf8, 0xff, 0xff, 0xff];
  return [0xf8, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f];
}

function partitionTable({ start, blocks }: Layout): Uint8Array {
  const { bytes, view } = signedBlock();
  const entry = 446;
  // The old fields of cylinder, head and sector: the first cylinder's second head, and as far as they go.
  bytes.set([0, 1, 1, 0, PARTITION_FAT32, 0xfe, 0xff, 0xff], entry);
  view.setUint32(entry + 8, start, true);
  view.setUint32(entry + 12, blocks, true);
  return bytes;
}

/** Clears blocks but for the first bytes. */
function fill(device: BlockDevice, start: number, count: number, first: readonly number[]): void {
  const bytes = new Uint8Array(BLOCK_BYTES);
  bytes.set(first);
  for (let i = 0; i < count; i++) {
    device.write(start + i, bytes);
    bytes.fill(0);
  }
}

function writeBlocks(device: BlockDevice, start: number, blocks: readonly Uint8Array[]): void {
  for (const [i, bytes] of blocks.entries()) device.write(start + i, bytes);
}
