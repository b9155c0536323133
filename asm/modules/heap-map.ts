/** What `micropython.mem_info` prints about the heap. */
import { Kind } from "../generated/kinds";
import { extentAt } from "../memory/collector";
import { BLOCK, BLOCK_SHIFT } from "../memory/header";
import { freeBytes, heapBase, heapBytes, heapEnd, retireRun } from "../memory/heap";
import { Ref } from "../memory/ref";
import { putByte, putHex, putText, putUnsigned } from "../object/builder";

/** Blocks to a line of the map. */
const LINE: u32 = 64;

let peak: u32 = 0;

/** Bytes of the heap in use now. */
export function currentBytes(): u32 {
  return heapBytes() - freeBytes();
}

/** The most bytes in use that anybody has seen. */
export function peakBytes(): u32 {
  peak = max<u32>(peak, currentBytes());
  return peak;
}

/** Sizes and counts of objects and free runs. */
export function printHeapSummary(p: Ref): void {
  retireRun();
  let ones: u32 = 0;
  let twos: u32 = 0;
  let largest: u32 = 0;
  let largestFree: u32 = 0;
  for (let at = heapBase; at < heapEnd; at += extentAt(at)) {
    const blocks = extentAt(at) >> BLOCK_SHIFT;
    if (load<u8>(at) == Kind.Free) {
      largestFree = max<u32>(largestFree, blocks);
      continue;
    }
    if (blocks == 1) ones++;
    if (blocks == 2) twos++;
    largest = max<u32>(largest, blocks);
  }
  number(p, "GC: total: ", heapBytes());
  number(p, ", used: ", currentBytes());
  number(p, ", free: ", freeBytes());
  number(p, "\n No. of 1-blocks: ", ones);
  number(p, ", 2-blocks: ", twos);
  number(p, ", max blk sz: ", largest);
  number(p, ", max free sz: ", largestFree);
  putByte(p, 0x0a);
}

function number(p: Ref, label: string, n: u32): void {
  putText(p, label);
  putUnsigned(p, n);
}

/** One character per block: `.` free, `=` a further block of an object, else a letter for its kind. */
export function printHeapMap(p: Ref): void {
  retireRun();
  putText(p, "GC memory layout; from ");
  putHex(p, heapBase);
  putByte(p, 0x3a);
  let block: u32 = 0;
  for (let at = heapBase; at < heapEnd; at += extentAt(at)) {
    const blocks = extentAt(at) >> BLOCK_SHIFT;
    const kind = <i32>load<u8>(at);
    if (kind == Kind.Free) block = printFree(p, block, blocks);
    else {
      const letter = letterOf(kind == Kind.Large ? <i32>load<u8>(at + BLOCK) : kind);
      for (let i: u32 = 0; i < blocks; i++) block = printBlock(p, block, i == 0 ? letter : 0x3d);
    }
  }
  putByte(p, 0x0a);
}

/** Prints a block, at the start of a line its address before; returns the next block's number. */
function printBlock(p: Ref, block: u32, char: u8): u32 {
  if (block % LINE == 0) {
    putByte(p, 0x0a);
    const address = block << BLOCK_SHIFT;
    for (let width: u32 = 0x10000000; width > max<u32>(address, 1); width >>= 4) putByte(p, 0x30);
    putHex(p, address);
    putText(p, ": ");
  }
  putByte(p, char);
  return block + 1;
}

/** Prints a free run; of two or more whole lines only their number. */
function printFree(p: Ref, block: u32, blocks: u32): u32 {
  const end = block + blocks;
  let at = block;
  while (at < end) {
    const lines = (end - at) / LINE;
    if (at % LINE == 0 && lines >= 2) {
      putText(p, "\n       (");
      putUnsigned(p, lines);
      putText(p, " lines all free)");
      at += lines * LINE;
    } else {
      at = printBlock(p, at, 0x2e);
    }
  }
  return at;
}

function letterOf(kind: i32): u8 {
  switch (kind) {
    case Kind.Tuple:
    case Kind.NamedTuple:
    case Kind.Attrtuple:
      return 0x54; // T
    case Kind.List:
      return 0x4c; // L
    case Kind.Dict:
    case Kind.OrderedDict:
      return 0x44; // D
    case Kind.Str:
    case Kind.Bytes:
      return 0x53; // S
    case Kind.Bytearray:
    case Kind.Array:
      return 0x41; // A
    case Kind.Float:
      return 0x46; // F
    case Kind.Function:
    case Kind.MachineFunction:
    case Kind.Code:
      return 0x42; // B
    case Kind.Module:
      return 0x4d; // M
    default:
      return 0x68; // h
  }
}
