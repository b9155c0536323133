/** The filters of CAN messages, which are in the first controller: `setfilter`, `clearfilter`. */
import { CAN_ROWS } from "../../generated/buses";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { NONE, NULL, Ref } from "../../memory/ref";
import {
  endArguments,
  namedOnly,
  needInt,
  needRef,
  optBool,
  optRef,
  startArguments,
} from "../../object/argument-reader";
import { hasPending, raise, raise1 } from "../../object/raise";
import { sequenceItems, sequenceLength } from "../../object/sequence";
import { isList } from "../../types/list";
import { toI32, toI32Truncated } from "../../types/number";
import { isTupleLike } from "../../types/tuple";
import { modifyRegister, readRegister, writeRegister } from "../access";
import { busRow } from "../bus";
import { canAt, rowOfCan } from "./can-object";

const FMR: u32 = 0x200;
const FM1R: u32 = 0x204;
const FS1R: u32 = 0x20c;
const FFA1R: u32 = 0x214;
const FA1R: u32 = 0x21c;
const BANKS_AT: u32 = 0x240;
const FILTER_INIT: u32 = 1;
const SPLIT_SHIFT: u32 = 8;
export const FILTER_BANKS: i32 = 28;

export const MASK16: i32 = 0;
export const LIST16: i32 = 1;
export const MASK32: i32 = 2;
export const LIST32: i32 = 3;
/** RTR in identifiers of 16 bits, standard and extended, and of 32 bits. */
const RTR_STANDARD: u32 = 0x10;
const RTR_EXTENDED: u32 = 0x02;

/** Words of a bank: halves for 16 bits, in the order id, mask, id, mask. */
const WORDS: usize = memory.data(16, 4);

function base(): u32 {
  return busRow(CAN_ROWS).address;
}

/** Gives the banks from `bank` on to the second controller. */
export function splitFilters(bank: u32): void {
  modifyRegister(base() + FMR, 0x3f << SPLIT_SHIFT, bank << SPLIT_SHIFT);
}

function firstOfSecond(): i32 {
  return (readRegister(base() + FMR, 4) >>> SPLIT_SHIFT) & 0x3f;
}

/** Programs a bank; a bank that is not active lets nothing in. */
export function setBank(bank: i32, mode: i32, fifo: u32, low: u32, high: u32, active: bool): void {
  const at = base();
  const bit = (<u32>1) << bank;
  modifyRegister(at + FMR, 0, FILTER_INIT);
  modifyRegister(at + FA1R, bit, 0);
  modifyRegister(at + FS1R, bit, mode >= MASK32 ? bit : 0);
  writeRegister(at + BANKS_AT + (bank << 3), 4, low);
  writeRegister(at + BANKS_AT + (bank << 3) + 4, 4, high);
  modifyRegister(at + FM1R, bit, (mode & 1) != 0 ? bit : 0);
  modifyRegister(at + FFA1R, bit, fifo != 0 ? bit : 0);
  if (active) modifyRegister(at + FA1R, 0, bit);
  modifyRegister(at + FMR, FILTER_INIT, 0);
}

/** The bank of the filters that a number is for a controller; -1: it has none of this number. */
function bankOf(x: Ref, number: i32): i32 {
  const split = firstOfSecond();
  if (number < 0) return -1;
  if (rowOfCan(canAt(x)).number == 1) return number < split ? number : -1;
  return number + split < FILTER_BANKS ? number + split : -1;
}

/** `clearfilter(bank, extframe=False)` */
export function can_clearfilter(n: i32, nkw: i32, args: usize): Ref {
  startArguments(n, nkw, args, 2);
  optBool(Q.extframe, false);
  if (!endArguments()) return NULL;
  const number = toI32(load<u32>(args, 4));
  if (hasPending()) return NULL;
  const second = rowOfCan(canAt(load<u32>(args))).number == 2;
  setBank((number + (second ? firstOfSecond() : 0)) & 31, MASK16, 0, 0, 0, false);
  return NONE;
}

function isSequence(x: Ref): bool {
  return isList(x) || isTupleLike(x);
}

function itemOf(x: Ref, i: i32): Ref {
  return load<u32>(sequenceItems(x) + ((<usize>i) << 2));
}

/** `setfilter(bank, mode, fifo, params, *, rtr, extframe=False)` */
export function can_setfilter(n: i32, nkw: i32, args: usize): Ref {
  startArguments(n, nkw, args, 1);
  const number = needInt(Q.bank);
  const mode = needInt(Q.mode);
  const fifo = needInt(Q.fifo);
  const params = needRef(Q.params);
  namedOnly();
  const rtr = optRef(Q.rtr, NULL);
  const extended = optBool(Q.extframe, false);
  if (!endArguments()) return NULL;
  if (!isSequence(params)) return raise1(M.sequenceNeeded, params);
  if (rtr != NULL && !isSequence(rtr)) return raise1(M.sequenceNeeded, rtr);
  const count = mode == MASK16 || mode == LIST16 ? 4 : 2;
  const flags = (mode & 1) != 0 ? count : count / 2;
  const bank = bankOf(load<u32>(args), number);
  const right = mode >= MASK16 && mode <= LIST32 && sequenceLength(params) == count && bank >= 0;
  if (!right || (rtr != NULL && sequenceLength(rtr) < flags)) return raise(M.canFilter);
  for (let i = 0; i < count; i++) {
    const id = <u32>toI32Truncated(itemOf(params, i));
    const wanted = rtr == NULL ? 0 : remoteBit(rtr, i, mode, extended || count == 2);
    if (hasPending()) return NULL;
    const word = (count == 2 ? wideId(id) : narrowId(id, extended)) | wanted;
    if (count == 2) store<u32>(WORDS + ((<usize>i) << 2), word);
    else store<u16>(WORDS + ((<usize>i) << 1), <u16>word);
  }
  setBank(bank, mode, fifo, load<u32>(WORDS), load<u32>(WORDS, 4), true);
  return NONE;
}

/** RTR in a word: of an identifier as it was asked for, of a mask always. */
function remoteBit(rtr: Ref, i: i32, mode: i32, low: bool): u32 {
  const bit = low ? RTR_EXTENDED : RTR_STANDARD;
  if ((mode & 1) == 0 && (i & 1) != 0) return bit;
  return toI32(itemOf(rtr, (mode & 1) != 0 ? i : i >> 1)) != 0 ? bit : 0;
}

function wideId(id: u32): u32 {
  return ((id & 0x1fffffff) << 3) | 4;
}

function narrowId(id: u32, extended: bool): u32 {
  return extended ? ((id & 0xc00000) >>> 13) | ((id & 0x38000) >>> 15) | 8 : id << 5;
}
