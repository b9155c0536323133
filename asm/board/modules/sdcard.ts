/** `pyb.SDCard`: the slot and the card in it, as blocks of 512 bytes. */
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { SD_DETECT_PLACE } from "../../generated/pyboard";
import { Q } from "../../generated/qstrs";
import { permanentObject } from "../../memory/permanent";
import { boolRef, NONE, NULL, Ref, smallOf, TRUE } from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import { checkPositional } from "../../object/arguments";
import { bufferAddress, bufferLength, needBuffer } from "../../object/buffer";
import { method1, method2, method3 } from "../../object/native-function";
import { truth } from "../../object/operators";
import { newBytearray } from "../../object/packed";
import { hasPending, raise1 } from "../../object/raise";
import { reserveNames, typeAt, typeOfKind } from "../../object/type";
import { intFromU64 } from "../../types/bigint";
import { toI32 } from "../../types/number";
import { tupleFrom } from "../../types/tuple";
import { portAddress, readPin } from "../port";
import {
  cardBlocks,
  isCardOn,
  powerCard,
  readCard,
  SD_DONE,
  SD_ERROR,
  stopCard,
  writeCard,
} from "../sd-controller";

const BLOCK_BYTES: u32 = 512;
/** What `info` tells of the kind of card: of high capacity. */
const HIGH_CAPACITY: i32 = 1;
const IOCTL_INIT: i32 = 1;
const IOCTL_DEINIT: i32 = 2;
const IOCTL_SYNC: i32 = 3;
const IOCTL_COUNT: i32 = 4;
const IOCTL_SIZE: i32 = 5;

let only: Ref = 0;
const INFO: usize = memory.data(12, 4);

export function initSdCard(): void {
  only = permanentObject(Kind.SdCard, 4);
  const type = typeOfKind(Kind.SdCard);
  typeAt(type).make = sdcard_make.index;
  reserveNames(type, 8);
  method1(type, Q.present, sdcard_present);
  method2(type, Q.power, sdcard_power);
  method1(type, Q.info, sdcard_info);
  method2(type, Q.read, sdcard_read);
  method3(type, Q.write, sdcard_write);
  method3(type, Q.readblocks, sdcard_readblocks);
  method3(type, Q.writeblocks, sdcard_writeblocks);
  method3(type, Q.ioctl, sdcard_ioctl);
}

/** `pyb.SD`, the object itself. */
export function sdCard(): Ref {
  return only;
}

function sdcard_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  return checkPositional(n, nkw, 0, 0) ? only : NULL;
}

/** Whether something in the slot closes its switch. */
function isPresent(): bool {
  return readPin(portAddress(SD_DETECT_PLACE), SD_DETECT_PLACE & 15) == 0;
}

function sdcard_present(x: Ref): Ref {
  return boolRef(isPresent());
}

/** Whether it is on. Look at the pending exception. */
function switchOn(): bool {
  return isCardOn() || (isPresent() && powerCard());
}

/** Whether it could be switched on; off it can be always. */
function sdcard_power(x: Ref, on: Ref): Ref {
  if (!truth(on)) {
    if (hasPending()) return NULL;
    if (isCardOn()) stopCard();
    return TRUE;
  }
  const done = switchOn();
  return hasPending() ? NULL : boolRef(done);
}

/** Bytes, bytes of a block, kind of card; None while it is off. */
function sdcard_info(x: Ref): Ref {
  if (!isCardOn()) return NONE;
  const bytes = intFromU64(<u64>cardBlocks() * BLOCK_BYTES);
  if (bytes == NULL) return NULL;
  const mark = rootMark();
  root(bytes);
  store<u32>(INFO, bytes);
  store<u32>(INFO, smallOf(BLOCK_BYTES), 4);
  store<u32>(INFO, smallOf(HIGH_CAPACITY), 8);
  const info = tupleFrom(3, INFO);
  if (info != NULL) rootReset(mark);
  return info;
}

/** A block as a bytearray. */
function sdcard_read(x: Ref, block: Ref): Ref {
  const number = toI32(block);
  if (hasPending()) return NULL;
  const mark = rootMark();
  const bytes = newBytearray(0, BLOCK_BYTES);
  if (bytes == NULL || !needBuffer(bytes, true)) return NULL;
  root(bytes);
  const outcome = readCard(bufferAddress, number, 1);
  if (hasPending()) return NULL;
  if (outcome != SD_DONE) return raise1(M.sdRead, outcome);
  rootReset(mark);
  return bytes;
}

function sdcard_write(x: Ref, block: Ref, data: Ref): Ref {
  if (!needBuffer(data, false)) return NULL;
  if (bufferLength % BLOCK_BYTES != 0) return raise1(M.sdMultiple, BLOCK_BYTES);
  const number = toI32(block);
  if (hasPending() || !needBuffer(data, false)) return NULL;
  const outcome = writeCard(bufferAddress, number, bufferLength / BLOCK_BYTES);
  if (hasPending()) return NULL;
  return outcome == SD_DONE ? NONE : raise1(M.sdWrite, outcome);
}

/** Moves the whole blocks of a buffer; gives whether that could be done. */
function moveBlocks(block: Ref, data: Ref, reads: bool): Ref {
  if (!needBuffer(data, reads)) return NULL;
  const number = toI32(block);
  if (hasPending() || !needBuffer(data, reads)) return NULL;
  const count = bufferLength / BLOCK_BYTES;
  const from = bufferAddress;
  let outcome = SD_ERROR;
  if (reads) outcome = readCard(from, number, count);
  else outcome = writeCard(from, number, count);
  return hasPending() ? NULL : boolRef(outcome == SD_DONE);
}

function sdcard_readblocks(x: Ref, block: Ref, data: Ref): Ref {
  return moveBlocks(block, data, true);
}

function sdcard_writeblocks(x: Ref, block: Ref, data: Ref): Ref {
  return moveBlocks(block, data, false);
}

function sdcard_ioctl(x: Ref, command: Ref, argument: Ref): Ref {
  const request = toI32(command);
  if (hasPending()) return NULL;
  switch (request) {
    case IOCTL_INIT: {
      const done = switchOn();
      return hasPending() ? NULL : smallOf(done ? 0 : -1);
    }
    case IOCTL_DEINIT:
      if (isCardOn()) stopCard();
      return smallOf(0);
    case IOCTL_SYNC:
      return smallOf(0);
    case IOCTL_COUNT:
      return smallOf(cardBlocks());
    case IOCTL_SIZE:
      return smallOf(BLOCK_BYTES);
    default:
      return smallOf(-1);
  }
}
