/**
 * Streams of ours as C has them. C finds a stream's functions through its first word, so what it gets for one is a
 * struct of its own kind, which stays:
 *
 *     | class | stream |          class: its only slot has the functions
 */
import { Kind } from "../generated/kinds";
import { Q } from "../generated/qstrs";
import { isKind, NULL, Ref, smallOf } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { isStream, isTextStream } from "../object/stream";
import { typeOfKind } from "../object/type";
import { obtain } from "./foreign-memory";
import { streamProtocol } from "./foreign-stream";
import { ClassSlot, knownKey, remember, rememberForeign, setWrapperClasses } from "./foreign-type";

const CLASS_BYTES: usize = 24;

/** The classes of streams of bytes and, behind it, of text. */
const CLASSES: usize = memory.data(48, 4);

function makeClasses(): void {
  for (let text: u32 = 0; text < 2; text++) {
    const at = CLASSES + text * CLASS_BYTES;
    store<u32>(at, typeOfKind(Kind.Type));
    store<u16>(at, <u16>Q.stream, 6);
    store<u8>(at + ClassSlot.Protocol, 1);
    store<u32>(at, <u32>streamProtocol(text != 0), 20);
  }
  setWrapperClasses(<u32>CLASSES, <u32>(CLASS_BYTES * 2));
}

/** Apart from the keys of addresses, which are below this. */
const STREAM_KEYS: i32 = 0x20000000;

/** The word that C has for a value that is not of its own: of a stream the address of its struct. */
export function wrappedStream(x: Ref): u32 {
  if (isKind(x, Kind.Type) || (!isStream(x, false) && !isStream(x, true))) return x;
  const key = smallOf(<i32>(x >> 4) | STREAM_KEYS);
  const known = knownKey(key);
  if (known != NULL) return known ^ 1;
  if (load<u32>(CLASSES) == 0) makeClasses();
  const mark = rootMark();
  root(x);
  const at = <u32>obtain(8);
  if (at != 0) {
    store<u32>(at, <u32>CLASSES + (isTextStream(x) ? <u32>CLASS_BYTES : 0));
    store<u32>(at, x, 4);
    // An address with bit 0 set is a small int to the dict.
    if (!rememberForeign(at, x) || !remember(key, at | 1)) return x;
  }
  rootReset(mark);
  return at == 0 ? x : at;
}
