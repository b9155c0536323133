/** What the buses' `send` and `recv` take: a byte or a buffer to send, a count or a buffer to fill. */
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { NULL, Ref } from "../../memory/ref";
import { bufferAddress, bufferLength, needBuffer } from "../../object/buffer";
import { hasPending, raise } from "../../object/raise";
import { newRawStr, STR_DATA } from "../../object/str";
import { isInt } from "../../types/bigint";
import { toI32 } from "../../types/number";

const BYTE: usize = memory.data(4, 4);

/** Where the bytes are, and how many. */
export let transferAddress: usize = 0;
export let transferLength: u32 = 0;

/** Leaves what is to be sent. false: an exception is pending. */
export function takeSend(x: Ref): bool {
  if (isInt(x)) {
    store<u8>(BYTE, <u8>toI32(x));
    transferAddress = BYTE;
    transferLength = 1;
    return !hasPending();
  }
  if (!needBuffer(x, false)) return false;
  transferAddress = bufferAddress;
  transferLength = bufferLength;
  return true;
}

/** Leaves where to put what comes; gives the buffer, or new bytes of that length. NULL: an exception is pending. */
export function takeReceive(x: Ref): Ref {
  if (!isInt(x)) {
    if (!needBuffer(x, true)) return NULL;
    transferAddress = bufferAddress;
    transferLength = bufferLength;
    return x;
  }
  const length = toI32(x);
  if (hasPending()) return NULL;
  return newTransfer(length);
}

/** New bytes to fill. NULL: an exception is pending. */
export function newTransfer(length: i32): Ref {
  if (length < 0) return raise(M.negativeCount);
  const bytes = newRawStr(Kind.Bytes, length);
  if (bytes == NULL) return NULL;
  transferAddress = <usize>bytes + STR_DATA;
  transferLength = length;
  return bytes;
}
