/**
 * Objects among the bytes that `struct` packs (type code O). The collector does not look into bytes, and bytes can
 * be made up: what was ever packed is kept alive, and nothing else is unpacked.
 */
import { M } from "../generated/messages";
import { getCell, RootCell, setCell } from "../memory/cells";
import {
  ELLIPSIS,
  FALSE,
  isPointer,
  isQstr,
  isSmall,
  NONE,
  NULL,
  qstrId,
  Ref,
  smallOf,
  TRUE,
} from "../memory/ref";
import { dictSet, dictTable, newDict } from "../types/dict";
import { findEntry } from "./map-table";
import { qstrCount } from "./qstr";
import { raise } from "./raise";

/** Keeps an object alive that is being packed. false: an exception is pending. */
export function keepPacked(x: Ref): bool {
  if (!isPointer(x)) return true;
  let kept = getCell(RootCell.PackedObjects);
  if (kept == NULL) {
    kept = newDict(1);
    setCell(RootCell.PackedObjects, kept);
  }
  return kept != NULL && dictSet(kept, keyOf(x), x);
}

/** The value that this word was packed from. NULL: ValueError is pending, there was none. */
export function unpackReference(word: u32): Ref {
  return isKnown(word) ? word : raise(M.badReference);
}

/** Addresses are multiples of 4. */
function keyOf(x: Ref): Ref {
  return smallOf(x >> 2);
}

function isKnown(word: u32): bool {
  if (isSmall(word)) return true;
  if (isQstr(word)) return qstrId(word) > 0 && qstrId(word) <= qstrCount();
  if (!isPointer(word)) {
    return word == NONE || word == TRUE || word == FALSE || word == ELLIPSIS;
  }
  const kept = getCell(RootCell.PackedObjects);
  return kept != NULL && findEntry(dictTable(kept), keyOf(word)) != 0;
}
