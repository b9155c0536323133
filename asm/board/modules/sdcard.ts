/** `pyb.SDCard`: the slot, in which there is no card that answers. */
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { SD_DETECT_PLACE } from "../../generated/pyboard";
import { Q } from "../../generated/qstrs";
import { permanentObject } from "../../memory/permanent";
import { boolRef, FALSE, NONE, NULL, Ref, smallOf, TRUE } from "../../memory/ref";
import { checkPositional } from "../../object/arguments";
import { bufferLength, needBuffer } from "../../object/buffer";
import { method1, method2, method3 } from "../../object/native-function";
import { truth } from "../../object/operators";
import { hasPending, raise1 } from "../../object/raise";
import { reserveNames, typeAt, typeOfKind } from "../../object/type";
import { toI32 } from "../../types/number";
import { portAddress, readPin } from "../port";
import { waitMillis } from "../ticks";

const BLOCK_BYTES: u32 = 512;
/** What the HAL says: error. */
const FAILED: u32 = 1;
/** Milliseconds in which a card has to answer its first commands. */
const POWER_MILLIS: f64 = 50;
const IOCTL_INIT: i32 = 1;
const IOCTL_DEINIT: i32 = 2;
const IOCTL_SYNC: i32 = 3;
const IOCTL_COUNT: i32 = 4;
const IOCTL_SIZE: i32 = 5;

let only: Ref = 0;

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

/** Whether it could be switched on: no card answers. */
function sdcard_power(x: Ref, on: Ref): Ref {
  if (!truth(on)) return hasPending() ? NULL : TRUE;
  return !isPresent() || waitMillis(POWER_MILLIS) ? FALSE : NULL;
}

function sdcard_info(x: Ref): Ref {
  return NONE;
}

function sdcard_read(x: Ref, block: Ref): Ref {
  toI32(block);
  return hasPending() ? NULL : raise1(M.sdRead, FAILED);
}

function sdcard_write(x: Ref, block: Ref, data: Ref): Ref {
  if (!needBuffer(data, false)) return NULL;
  if (bufferLength % BLOCK_BYTES != 0) return raise1(M.sdMultiple, BLOCK_BYTES);
  toI32(block);
  return hasPending() ? NULL : raise1(M.sdWrite, FAILED);
}

function sdcard_readblocks(x: Ref, block: Ref, data: Ref): Ref {
  if (!needBuffer(data, true)) return NULL;
  toI32(block);
  return hasPending() ? NULL : FALSE;
}

function sdcard_writeblocks(x: Ref, block: Ref, data: Ref): Ref {
  if (!needBuffer(data, false)) return NULL;
  toI32(block);
  return hasPending() ? NULL : FALSE;
}

function sdcard_ioctl(x: Ref, command: Ref, argument: Ref): Ref {
  const request = toI32(command);
  if (hasPending()) return NULL;
  switch (request) {
    case IOCTL_INIT:
      return sdcard_power(x, TRUE) == NULL ? NULL : smallOf(-1);
    case IOCTL_DEINIT:
    case IOCTL_SYNC:
    case IOCTL_COUNT:
      return smallOf(0);
    case IOCTL_SIZE:
      return smallOf(BLOCK_BYTES);
    default:
      return smallOf(-1);
  }
}
