/** `mem8`, `mem16`, `mem32`: | header | bytes of an item |. */
import { control } from "../../cpu/system-control";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { permanentObject } from "../../memory/permanent";
import { NULL, Ref } from "../../memory/ref";
import { putText, putUnsigned } from "../../object/builder";
import { Style } from "../../object/print";
import { hasPending, raise1, raise2 } from "../../object/raise";
import { typeAt, typeOfKind } from "../../object/type";
import { intFromI32 } from "../../types/bigint";
import { toI32Truncated } from "../../types/number";
import { readRegister, writeRegister } from "../access";
import { resetChip } from "../power";

@unmanaged
class Mem {
  header: u32;
  size: u32;
}

function sizeOf(x: Ref): u32 {
  return changetype<Mem>(<usize>x).size;
}

export function initMem(): void {
  const type = typeAt(typeOfKind(Kind.Mem));
  type.print = mem_print.index;
  type.getItem = mem_getItem.index;
  type.setItem = mem_setItem.index;
}

/** One of the three. */
export function newMem(size: u32): Ref {
  const x = permanentObject(Kind.Mem, offsetof<Mem>());
  changetype<Mem>(<usize>x).size = size;
  return x;
}

function mem_print(p: Ref, x: Ref, style: Style): bool {
  return putText(p, "<") && putUnsigned(p, sizeOf(x) << 3) && putText(p, "-bit memory>");
}

/** The address that an index is. false: an exception is pending. */
function takeAddress(x: Ref, index: Ref): bool {
  address = <u32>toI32Truncated(index);
  if (address == 0 && hasPending()) return false;
  const size = sizeOf(x);
  if ((address & (size - 1)) == 0) return true;
  raise2(M.memUnaligned, address, size);
  return false;
}

let address: u32 = 0;

/** As on the board, a word with its highest bit set is a negative number. */
function mem_getItem(x: Ref, index: Ref): Ref {
  if (!takeAddress(x, index)) return NULL;
  const value = readRegister(address, sizeOf(x));
  return hasPending() ? NULL : intFromI32(<i32>value);
}

function mem_setItem(x: Ref, index: Ref, value: Ref): bool {
  if (value == NULL) {
    raise1(M.noItemDeletion, x);
    return false;
  }
  if (!takeAddress(x, index)) return false;
  const word = <u32>toI32Truncated(value);
  if (word == 0 && hasPending()) return false;
  writeRegister(address, sizeOf(x), word);
  if (control.resetRequest != 0) resetChip();
  return !hasPending();
}
