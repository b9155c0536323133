/**
 * `pyb.Flash`: the file system's part of the flash memory as a block device, | header | start | length |. The one
 * without arguments begins with a partition table that is nowhere else; ports/stm32/storage.c of MicroPython.
 */
import { Errno } from "../../generated/errnos";
import { Exc } from "../../generated/exceptions";
import { DeviceRequest } from "../../generated/file-ops";
import { Kind } from "../../generated/kinds";
import { FlashRequest } from "../../generated/power";
import { FLASH_FILES_BLOCKS, FLASH_PARTITION_BLOCK } from "../../generated/pyboard";
import { Q } from "../../generated/qstrs";
import { boardFlash } from "../../host";
import { allocate } from "../../memory/heap";
import { describe } from "../../memory/layout";
import { permanentObject } from "../../memory/permanent";
import { NONE, NULL, Ref, smallOf } from "../../memory/ref";
import { endArguments, namedOnly, optInt, startArguments } from "../../object/argument-reader";
import { bufferAddress, bufferLength, needBuffer } from "../../object/buffer";
import { putByte, putText, putUnsigned } from "../../object/builder";
import { method3, methodArgs } from "../../object/native-function";
import { Style } from "../../object/print";
import { hasPending, raiseValue } from "../../object/raise";
import { reserveNames, typeAt, typeOfKind } from "../../object/type";
import { toI32 } from "../../types/number";

@unmanaged
class Flash {
  header: u32;
  /** Bytes from the file system's first. */
  start: u32;
  length: u32;
}

const BLOCK_BYTES: u32 = 512;
const ALL: u32 = FLASH_FILES_BLOCKS * BLOCK_BYTES;
const MISSING: i32 = -1;
/** What a block beyond the part's end is answered with. */
const EFAULT: i32 = 14;

let only: Ref = 0;

export function initFlash(): void {
  describe(Kind.Flash, 0, 0);
  only = permanentObject(Kind.Flash, offsetof<Flash>());
  const type = typeOfKind(Kind.Flash);
  typeAt(type).make = flash_make.index;
  typeAt(type).print = flash_print.index;
  reserveNames(type, 3);
  methodArgs(type, Q.readblocks, 3, 4, flash_readblocks);
  methodArgs(type, Q.writeblocks, 3, 4, flash_writeblocks);
  method3(type, Q.ioctl, flash_ioctl);
}

function flashAt(x: Ref): Flash {
  return changetype<Flash>(<usize>x);
}

/** `Flash()`, `Flash(*, start=-1, len=-1)`: all of it with a partition table, or a part of it in whole blocks. */
function flash_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  startArguments(n, nkw, args, 0);
  namedOnly();
  const start = optInt(Q.start, MISSING);
  const length = optInt(Q.len, MISSING);
  if (!endArguments()) return NULL;
  if (start == MISSING && length == MISSING) return only;
  const from: u32 = start == MISSING ? 0 : start;
  if (from >= ALL || from % BLOCK_BYTES != 0) return raiseValue(Exc.ValueError, NULL);
  const bytes: u32 = length == MISSING ? ALL - from : length;
  if (bytes == 0 || bytes > ALL - from || bytes % BLOCK_BYTES != 0) {
    return raiseValue(Exc.ValueError, NULL);
  }
  const x = allocate(Kind.Flash, offsetof<Flash>());
  if (x == NULL) return NULL;
  flashAt(x).start = from;
  flashAt(x).length = bytes;
  return x;
}

function flash_print(p: Ref, x: Ref, style: Style): bool {
  if (x == only) return putText(p, "Flash()");
  return (
    putText(p, "Flash(start=") &&
    putUnsigned(p, flashAt(x).start) &&
    putText(p, ", len=") &&
    putUnsigned(p, flashAt(x).length) &&
    putByte(p, 0x29)
  );
}

function flash_readblocks(n: i32, args: usize): Ref {
  return transfer(FlashRequest.Read, n, args);
}

function flash_writeblocks(n: i32, args: usize): Ref {
  return transfer(FlashRequest.Write, n, args);
}

/** Moves whole blocks, or with an offset any bytes. */
function transfer(request: FlashRequest, n: i32, args: usize): Ref {
  const x = load<u32>(args);
  const block = <u32>toI32(load<u32>(args, 4));
  if (hasPending() || !needBuffer(load<u32>(args, 8), request == FlashRequest.Read)) return NULL;
  const address = bufferAddress;
  const length = bufferLength;
  if (n == 3) return smallOf(moveBlocks(request, x, block, address, length));
  const offset = <u32>toI32(load<u32>(args, 12));
  if (hasPending()) return NULL;
  return smallOf(moveBytes(request, x, block, offset, address, length));
}

function moveBlocks(request: FlashRequest, x: Ref, block: u32, address: usize, length: u32): i32 {
  const first = x == only ? block : FLASH_PARTITION_BLOCK + flashAt(x).start / BLOCK_BYTES + block;
  const whole = length - (length % BLOCK_BYTES);
  return boardFlash(request, first, 0, address, whole) != 0 ? 0 : -Errno.EIO;
}

function moveBytes(
  request: FlashRequest,
  x: Ref,
  block: u32,
  offset: u32,
  address: usize,
  length: u32,
): i32 {
  if (x == only) return -Errno.EIO;
  const part = flashAt(x);
  if (<u64>block * BLOCK_BYTES >= part.length) return -EFAULT;
  const first = FLASH_PARTITION_BLOCK + part.start / BLOCK_BYTES + block;
  return boardFlash(request, first, offset, address, length) != 0 ? 0 : -1;
}

function flash_ioctl(x: Ref, command: Ref, argument: Ref): Ref {
  const request = toI32(command);
  if (hasPending()) return NULL;
  switch (request) {
    case DeviceRequest.Initialise:
      return initialise(x, argument);
    case DeviceRequest.Finish:
    case DeviceRequest.Sync:
      boardFlash(FlashRequest.Sync, 0, 0, 0, 0);
      return smallOf(0);
    case DeviceRequest.BlockCount:
      if (x == only) return smallOf(FLASH_PARTITION_BLOCK + FLASH_FILES_BLOCKS);
      return smallOf(flashAt(x).length / BLOCK_BYTES);
    case DeviceRequest.BlockSize:
      return smallOf(BLOCK_BYTES);
    case DeviceRequest.EraseBlock:
      return smallOf(0);
    default:
      return NONE;
  }
}

/** An argument of 1 says that offsets will be used, which the whole device does not take. */
function initialise(x: Ref, argument: Ref): Ref {
  const extended = toI32(argument) == 1;
  if (hasPending()) return NULL;
  return smallOf(extended && x == only ? -1 : 0);
}
