/** Text as C has it: a byte of 0 stands behind it, and it stays where it is. */
import { capacityOf } from "../memory/header";
import { NULL, Ref, smallOf } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { STR_DATA } from "../object/str";
import { obtain } from "./foreign-memory";
import { knownKey, remember } from "./foreign-type";

/** Keys of copies, apart from those of addresses and streams. */
const TEXT_KEYS: i32 = 0x10000000;

/**
 * The address of the bytes of a str or bytes. There is room for the 0 in most; of others a copy is made, which stays and
 * keeps the object. 0: no memory.
 */
export function terminatedText(object: Ref, length: u32): usize {
  const data = <usize>object + STR_DATA;
  if (STR_DATA + length < capacityOf(object)) {
    if (load<u8>(data + length) != 0) store<u8>(data + length, 0);
    return data;
  }
  const key = smallOf(<i32>(object >> 4) | TEXT_KEYS);
  const known = knownKey(key);
  return known != NULL ? <usize>(known ^ 1) : copyText(object, length, key);
}

/** The object stands in front of its copy. */
function copyText(object: Ref, length: u32, key: Ref): usize {
  const mark = rootMark();
  root(object);
  const at = obtain(4 + length + 1);
  if (at == 0 || !remember(key, <u32>(at + 4) | 1)) return 0;
  rootReset(mark);
  store<u32>(at, object);
  memory.copy(at + 4, <usize>object + STR_DATA, length);
  return at + 4;
}
