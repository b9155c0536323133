/**
 * Interned strings. A qstr is the number of an entry in the table of Str objects; equal interned texts
 * have equal numbers, so names are compared as words.
 *
 * The texts known at build time live in permanent memory; later ones on the heap, alive for good.
 */

import {
  BOARD_INITIALS,
  BOARD_LETTERS,
  BoardCost,
  Firmware,
  LETTER_NAMES,
  LoopCost,
} from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { QSTR_BLOB, QSTR_COUNT } from "../generated/qstrs";
import { drain, mark } from "../memory/collector";
import { FLAG_ASCII, setFlag } from "../memory/header";
import { permanent, permanentObject } from "../memory/permanent";
import { isQstr, NULL, qstrRef, Ref } from "../memory/ref";
import { Cost } from "../vm/cost";
import { raise } from "./raise";
import {
  bytesAreAscii,
  hashBytes,
  newRawStr,
  STR_DATA,
  Str,
  sealStr,
  strHash,
  strLength,
} from "./str";

/** Most interned strings of a runtime; ids fit 16 bits. */
const CAPACITY: i32 = 0xfff0;
/** The longest name, in bytes: `.mpy` files and MicroPython's table have one byte for it. */
export const MAX_NAME_BYTES: u32 = 255;
/** Slots of the hash table: a power of two above the capacity. */
const SLOTS: u32 = 0x20000;

/** Flag of an interned Str: some instance has or had an attribute of this name. */
export const FLAG_INSTANCE_ATTRIBUTE: u8 = 0x02;
/** Likewise: some class has or had a property, or another descriptor with a setter, of this name. */
export const FLAG_ACCESSOR: u8 = 0x04;

/** Per ASCII character the id of the interned string that consists of it. */
export const CHARS: usize = memory.data(128 * 2, 8);
/** The one byte of the text that is being interned there. */
const CHAR_BYTE: usize = memory.data(8, 8);

let table: usize = 0;
let slots: usize = 0;
let count: i32 = 0;

/** Bytes of interned strings added since the start, for `micropython.qstr_info`. */
export let dynamicBytes: u32 = 0;

/** Interns the texts that the build knows. */
export function initQstrs(): void {
  table = permanent((<usize>CAPACITY + 1) << 2);
  slots = permanent((<usize>SLOTS) << 1);
  let p = QSTR_BLOB;
  for (let id = 1; id <= QSTR_COUNT; id++) {
    const length = <u32>load<u8>(p);
    addPermanent(p + 1, length);
    p += 1 + length;
  }
  for (let char: u32 = 0; char < 128; char++) {
    store<u8>(CHAR_BYTE, <u8>char);
    const known = findQstr(CHAR_BYTE, 1, hashBytes(CHAR_BYTE, 1));
    store<u16>(CHARS + (char << 1), <u16>(known != 0 ? known : addPermanent(CHAR_BYTE, 1)));
  }
}

/** Interns a text for good while the runtime starts. */
function addPermanent(data: usize, length: u32): i32 {
  const object = permanentObject(Kind.Str, <u32>STR_DATA + length);
  changetype<Str>(<usize>object).length = length;
  memory.copy(<usize>object + STR_DATA, data, length);
  if (bytesAreAscii(data, length)) setFlag(object, FLAG_ASCII);
  return add(object, hashBytes(data, length));
}

/** The string of one ASCII character; it always exists. */
export function charStr(char: u32): Ref {
  const id = <i32>load<u16>(CHARS + (char << 1));
  chargeNames(1, namesBefore(id, 1) + letterPosition(char));
  return qstrRef(id);
}

/** The same for a text that was computed: the board looks whether it is a name, and keeps it as an object. */
export function letterStr(data: usize): Ref {
  if (BOARD) {
    chargeSearch(data, 1);
    Cost.allocation(1);
    Cost.allocation(1);
  }
  return qstrRef(<i32>load<u16>(CHARS + ((<usize>load<u8>(data)) << 1)));
}

function add(object: Ref, hash: u32): i32 {
  changetype<Str>(<usize>object).hash = hash;
  const id = ++count;
  store<u32>(table + ((<usize>id) << 2), object);
  let slot = hash & (SLOTS - 1);
  while (load<u16>(slots + (slot << 1)) != 0) slot = (slot + 1) & (SLOTS - 1);
  store<u16>(slots + (slot << 1), <u16>id);
  return id;
}

/** The Str object of an id. */
export function qstrObject(id: i32): Ref {
  return load<u32>(table + ((<usize>id) << 2));
}

/** The id of an interned text, 0 when it is not interned. */
export function findQstr(data: usize, length: u32, hash: u32): i32 {
  let slot = hash & (SLOTS - 1);
  while (true) {
    const id = <i32>load<u16>(slots + (slot << 1));
    if (id == 0) return 0;
    const s = changetype<Str>(<usize>qstrObject(id));
    if (
      s.hash == hash &&
      s.length == length &&
      memory.compare(changetype<usize>(s) + STR_DATA, data, length) == 0
    ) {
      return id;
    }
    slot = (slot + 1) & (SLOTS - 1);
  }
}

/**
 * How many names the board looks at before this one: the program's come first, then the firmware's from the first on. Those of
 * one character are here from the start, there only when the program has them.
 */
function namesBefore(id: i32, length: u32): i32 {
  if (id > startCount) return count - id;
  return dynamicCount() + (length == 1 ? 0 : firmwarePlace(id));
}

/** Names that every firmware has in the same places (py/qstrdefs of `.mpy` files). */
const STATIC_NAMES: i32 = 165;

/** Where a name stands in the firmware's list, which behind those is in order, by its first letter and the second. */
function firmwarePlace(id: i32): i32 {
  if (id <= STATIC_NAMES) return id;
  const text = <usize>qstrObject(id) + STR_DATA;
  const first = load<u8>(text);
  if (first >= 127) return LETTER_NAMES >> 1;
  const from = <i32>load<u16>(BOARD_INITIALS + (first << 1));
  const to = <i32>load<u16>(BOARD_INITIALS + (first << 1), 2);
  const second = clamp(<i32>load<u8>(text, 1) - 0x5f, 0, 27);
  return ((from + ((to - from) * second) / 28) * Firmware.names) / LETTER_NAMES;
}

function clamp(x: i32, least: i32, most: i32): i32 {
  return min(max(x, least), most);
}

/** The number of a text that the board has as a name, 0 when it has it not. */
export function knownName(data: usize, length: u32): i32 {
  const known = length > MAX_NAME_BYTES ? 0 : findQstr(data, length, hashBytes(data, length));
  if (length != 1 || known == 0 || known <= QSTR_COUNT || known > startCount) return known;
  // A text of one character that was computed is looked for and not kept, unlike one from `charStr`.
  return letterPosition(load<u8>(data)) != 0 ? known : 0;
}

/** What the board takes to look whether a text is one of the interned ones. */
export function chargeSearch(data: usize, length: u32): void {
  const known = knownName(data, length);
  const letter = length == 1 ? letterPosition(load<u8>(data)) : 0;
  chargeNames(
    length,
    known != 0 ? namesBefore(known, length) + letter : Firmware.names + dynamicCount(),
  );
}

/** How many of the firmware's names come before that of a letter; 0: it has none. */
function letterPosition(char: u32): i32 {
  return char < 128 ? (load<u16>(BOARD_LETTERS + (char << 1)) * Firmware.names) / LETTER_NAMES : 0;
}

function chargeNames(length: u32, names: i32): void {
  Cost.cycles(<i32>length * LoopCost.stringByte + names * LoopCost.internName);
}

/** The interned string of these bytes, which must not move during an allocation. NULL: error pending. */
export function internBytes(data: usize, length: u32): Ref {
  const hash = hashBytes(data, length);
  const known = findQstr(data, length, hash);
  if (known != 0) {
    if (BOARD) chargeNames(length, namesBefore(known, length));
    return qstrRef(known);
  }
  if (length > MAX_NAME_BYTES) return raise(M.nameTooLong);
  if (count == CAPACITY) return raise(M.memory);
  const before = Cost.now();
  const object = newRawStr(Kind.Str, length);
  if (object == NULL) return NULL;
  // The board has many in one block.
  Cost.goBack(before);
  Cost.charge(BoardCost.intern);
  memory.copy(<usize>object + STR_DATA, data, length);
  sealStr(object);
  dynamicBytes += <u32>STR_DATA + length;
  return qstrRef(add(object, hash));
}

/** The interned string equal to a str. NULL: error pending. */
export function intern(x: Ref): Ref {
  if (isQstr(x)) return x;
  return internBytes(<usize>x + STR_DATA, strLength(x));
}

/** The interned string equal to a str, if there is one already; else NULL, and no error. */
export function internedOrNull(x: Ref): Ref {
  if (isQstr(x)) return x;
  const id = findQstr(<usize>x + STR_DATA, strLength(x), strHash(x));
  return id == 0 ? NULL : qstrRef(id);
}

export function qstrCount(): i32 {
  return count;
}

/** Strings interned when the start was over. */
let startCount: i32 = 0;

/** Ends the start: strings interned from now on are the program's. */
export function endQstrStart(): void {
  startCount = count;
  dynamicBytes = 0;
}

/** How many strings were interned since the start. */
export function dynamicCount(): i32 {
  return count - startCount;
}

/** One of the strings interned since the start. */
export function dynamicQstr(i: i32): Ref {
  return qstrRef(startCount + 1 + i);
}

/** Bytes that these strings take up in the table and its index. */
export function dynamicTableBytes(): u32 {
  return <u32>dynamicCount() * 6;
}

export function markQstrs(): void {
  for (let id = QSTR_COUNT + 1; id <= count; id++) {
    mark(qstrObject(id));
    drain();
  }
}
