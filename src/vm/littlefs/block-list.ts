import { FileError } from "../files.js";
import type { EraseDevice } from "./device.js";

/**
 * Files as skip-lists from their end (littlefs's DESIGN.md, "CTZ skip-lists"): block n begins with the numbers of the
 * blocks n - 1, n - 2, n - 4 … for each power of two that divides n.
 */

const POINTER_BYTES = 4;

/** Where a file's content is: its last block, and its bytes. */
export interface BlockList {
  readonly head: number;
  readonly size: number;
}

function trailingZeros(n: number): number {
  return 31 - Math.clz32(n & -n);
}

function countBits(n: number): number {
  let count = 0;
  for (let rest = n; rest !== 0; rest &= rest - 1) count++;
  return count;
}

function pointersOf(index: number): number {
  return index === 0 ? 0 : trailingZeros(index) + 1;
}

/** The block of a position, and the offset in it behind which the pointers are counted, too. */
export function placeOf(position: number, blockBytes: number): { index: number; offset: number } {
  const usual = blockBytes - 2 * POINTER_BYTES;
  const guess = Math.floor(position / usual);
  if (guess === 0) return { index: 0, offset: position };
  const index = Math.floor((position - POINTER_BYTES * (countBits(guess - 1) + 2)) / usual);
  return { index, offset: position - usual * index - POINTER_BYTES * countBits(index) };
}

/** How many blocks a file of so many bytes has. */
export function blocksOfSize(size: number, blockBytes: number): number {
  return size === 0 ? 0 : placeOf(size - 1, blockBytes).index + 1;
}

function readPointer(device: EraseDevice, block: number, pointer: number): number {
  const bytes = new Uint8Array(POINTER_BYTES);
  device.read(block, pointer * POINTER_BYTES, bytes);
  const next = new DataView(bytes.buffer).getUint32(0, true);
  if (next >= device.blocks) throw new FileError("EILSEQ", `block ${next}`);
  return next;
}

/** The blocks of a file, the first one first. @throws FileError */
export function listBlocks(device: EraseDevice, { head, size }: BlockList): number[] {
  const count = blocksOfSize(size, device.blockBytes);
  const blocks = new Array<number>(count);
  let block = head;
  for (let index = count - 1; index >= 0; index--) {
    blocks[index] = block;
    if (index > 0) block = readPointer(device, block, 0);
  }
  return blocks;
}

/** The block with this index. */
function findBlock(device: EraseDevice, { head, size }: BlockList, index: number): number {
  let block = head;
  for (let at = placeOf(size - 1, device.blockBytes).index; at > index; ) {
    const far = 31 - Math.clz32(at - index);
    const skip = Math.min(far, trailingZeros(at));
    block = readPointer(device, block, skip);
    at -= 1 << skip;
  }
  return block;
}

/** Fills `into` from a position on, which must be within the file. @throws FileError */
export function readList(
  device: EraseDevice,
  list: BlockList,
  position: number,
  into: Uint8Array,
): void {
  for (let done = 0; done < into.length; ) {
    const { index, offset } = placeOf(position + done, device.blockBytes);
    const part = into.subarray(done, done + device.blockBytes - offset);
    device.read(findBlock(device, list, index), offset, part);
    done += part.length;
  }
}

/**
 * Writes content whose first blocks may be those of a list that has the same beginning.
 *
 * @param kept the blocks that stay
 * @param unit bytes that are programmed at least
 * @throws FileError
 */
export function writeList(
  device: EraseDevice,
  content: Uint8Array,
  kept: readonly number[],
  unit: number,
  allocate: () => number,
): BlockList {
  const blocks = [...kept];
  const count = blocksOfSize(content.length, device.blockBytes);
  for (let index = kept.length; index < count; index++) {
    const block = allocate();
    const start = firstPosition(index, device.blockBytes);
    const room = device.blockBytes - pointersOf(index) * POINTER_BYTES;
    const data = content.subarray(start, start + room);
    device.erase(block);
    device.program(block, 0, blockImage(blocks, index, data, unit));
    blocks.push(block);
  }
  return { head: blocks.at(-1)!, size: content.length };
}

/** The position of a block's first byte. */
export function firstPosition(index: number, blockBytes: number): number {
  const usual = blockBytes - 2 * POINTER_BYTES;
  if (index === 0) return 0;
  return usual * index + POINTER_BYTES * (countBits(index) + pointersOf(index));
}

/** A block's pointers and data, in whole units. */
function blockImage(
  blocks: readonly number[],
  index: number,
  data: Uint8Array,
  unit: number,
): Uint8Array {
  const pointers = pointersOf(index);
  const bytes = pointers * POINTER_BYTES + data.length;
  const image = new Uint8Array(Math.ceil(bytes / unit) * unit).fill(0xff);
  const view = new DataView(image.buffer);
  for (let i = 0; i < pointers; i++) {
    view.setUint32(i * POINTER_BYTES, blocks[index - (1 << i)]!, true);
  }
  image.set(data, pointers * POINTER_BYTES);
  return image;
}
