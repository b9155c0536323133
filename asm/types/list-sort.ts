/**
 * Sorting: a stable merge sort over pairs of key and item.
 *
 *     | key | item |   one 64-bit entry each, in a Buffer; the values are kept alive by RefBuffers
 *
 * Keys that are all small ints, all floats or all strs are compared without calling anything. Runs that are
 * in order already are not merged.
 */
import { BoardCost, LoopCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { BinaryOp } from "../generated/operators";
import { Q } from "../generated/qstrs";
import { allocate } from "../memory/heap";
import { isKind, isSmall, NONE, NULL, qstrRef, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { hasScratch, takeScratch } from "../memory/scratch";
import { checkKeywords, keywordArg } from "../object/arguments";
import { call1 } from "../object/call";
import { binaryOp, truth } from "../object/operators";
import { hasPending, raise, raise1 } from "../object/raise";
import { isStr, strData, strLength } from "../object/str";
import { Cost } from "../vm/cost";
import { Fuel } from "../vm/fuel";
import { floatValue } from "./float";
import { listAt, listItems, REF_ITEMS } from "./list";

/** What it took on the board to ask for all keys of the list that is to be sorted. */
let keyCycles: i32 = 0;
/** Runs up to this length are sorted by insertion. */
const INSERTION_RUN: u32 = 8;
/** From a Buffer's start to its entries, which are 8-byte words. */
const ENTRIES: usize = 8;

/** To sort a long list takes as long as so many backward jumps for each item. */
const ITEM_JUMPS: i64 = 2;

// What the type parameter of the functions below stands for.
type Ints = i32;
type Floats = f64;
type Strs = u8;
type Others = bool;

/** `list.sort(*, key=None, reverse=False)`. */
export function sortList(n: i32, nkw: i32, args: usize): Ref {
  if (n > 1) return raise(M.argsExtraPositional);
  const key = keyArgument(n, nkw, args);
  if (key == NULL) return NULL;
  const reverse = reverseArgument(n, nkw, args);
  if (hasPending()) return NULL;
  return sort(load<u32>(args), key == NONE ? NULL : key, reverse) ? NONE : NULL;
}

function keyArgument(n: i32, nkw: i32, args: usize): Ref {
  if (nkw == 0) return NONE;
  if (!checkKeywords(qstrRef(Q.key), qstrRef(Q.reverse), n, nkw, args)) return NULL;
  const key = keywordArg(qstrRef(Q.key), n, nkw, args);
  return key == NULL ? NONE : key;
}

function reverseArgument(n: i32, nkw: i32, args: usize): bool {
  const reverse = nkw == 0 ? NULL : keywordArg(qstrRef(Q.reverse), n, nkw, args);
  return reverse != NULL && truth(reverse);
}

/**
 * Sorts a list in place by its items or by `key(item)`. What a key function or comparison does to the list
 * meanwhile is overwritten. false: an exception is pending and the list is as it was.
 */
function sort(list: Ref, key: Ref, reverse: bool): bool {
  const n = <u32>listAt(list).length;
  Cost.charge(BoardCost.sort);
  if (n < 2 && key == NULL) return true;
  Fuel.charge(<i64>n * ITEM_JUMPS);
  const kind = key == NULL ? kindOfKeys(listAt(list).items, n) : Keys.Others;
  if (kind != Keys.Others) return sortPlain(list, n, kind, reverse);
  const mark = rootMark();
  const items = copyWords(listItems(list), n);
  if (items == NULL) return false;
  root(items);
  const before = Cost.now();
  const keys = key == NULL ? items : keysOf(items, n, key);
  if (BOARD && key != NULL) keyCycles = <i32>(Cost.now() - before);
  if (keys == NULL) return false;
  root(keys);
  const buffer = allocate(Kind.Buffer, <u32>ENTRIES + (n << 4));
  if (buffer == NULL) return false;
  root(buffer);
  const entries = <usize>buffer + ENTRIES;
  for (let i: u32 = 0; i < n; i++) {
    store<u32>(entries + (i << 3), load<u32>(items + REF_ITEMS + (i << 2)));
    store<u32>(entries + (i << 3), load<u32>(keys + REF_ITEMS + (i << 2)), 4);
  }
  if (!sortEntries(entries, n, kindOfKeys(keys, n), reverse)) return false;
  for (let i: u32 = 0; i < n; i++)
    store<u32>(items + REF_ITEMS + (i << 2), load<u32>(entries + (i << 3)));
  listAt(list).items = items;
  listAt(list).length = n;
  rootReset(mark);
  return true;
}

/** Entries of a list so short that it is sorted by insertion. */
const SHORT_ENTRIES: usize = memory.data(64, 8);

/**
 * Sorts a list whose comparisons run no Python code, so that nothing changes it meanwhile. Short lists take no memory,
 * and on the board none does, as there.
 */
function sortPlain(list: Ref, n: u32, kind: Keys, reverse: bool): bool {
  const room = hasScratch();
  let entries = SHORT_ENTRIES;
  if (n > INSERTION_RUN) {
    entries = room ? takeScratch(n << 4) : <usize>allocate(Kind.Buffer, <u32>ENTRIES + (n << 4));
    if (entries == 0) return hasPending() ? false : raise1(M.memoryBytes, n << 4) != NULL;
    if (!room) entries += ENTRIES;
  }
  const items = listItems(list);
  for (let i: u32 = 0; i < n; i++) {
    const word = <u64>load<u32>(items + (i << 2));
    store<u64>(entries + (i << 3), (word << 32) | word);
  }
  sortEntries(entries, n, kind, reverse);
  for (let i: u32 = 0; i < n; i++) store<u32>(items + (i << 2), load<u32>(entries + (i << 3)));
  return true;
}

/** A RefBuffer with a copy of `n` words, which are rooted where they are. */
function copyWords(from: usize, n: u32): Ref {
  const x = allocate(Kind.RefBuffer, <u32>REF_ITEMS + (n << 2));
  if (x != NULL && n > 0) memory.copy(x + REF_ITEMS, from, (<usize>n) << 2);
  return x;
}

function keysOf(items: Ref, n: u32, key: Ref): Ref {
  const mark = rootMark();
  const keys = allocate(Kind.RefBuffer, <u32>REF_ITEMS + (n << 2));
  if (keys == NULL) return NULL;
  root(keys);
  for (let i: u32 = 0; i < n; i++) {
    const value = call1(key, load<u32>(items + REF_ITEMS + (i << 2)));
    if (value == NULL) return NULL;
    store<u32>(keys + REF_ITEMS + (i << 2), value);
  }
  rootReset(mark);
  return keys;
}

/** What all keys are; `Others` may run Python code when they are compared. */
const enum Keys {
  Ints,
  Floats,
  Strs,
  Others,
}

/** What the keys in a RefBuffer are, of which there is one. */
function kindOfKeys(keys: Ref, n: u32): Keys {
  const first = load<u32>(keys + REF_ITEMS);
  if (isSmall(first) && allInts(keys, n)) return Keys.Ints;
  if (isKind(first, Kind.Float) && allFloats(keys, n)) return Keys.Floats;
  if (isStr(first) && allStrs(keys, n)) return Keys.Strs;
  return Keys.Others;
}

/** Sorts entries by the way that fits their keys. false: an exception is pending. */
function sortEntries(entries: usize, n: u32, kind: Keys, reverse: bool): bool {
  const temp = entries + (n << 3);
  if (kind == Keys.Ints) return sortRun<Ints>(entries, temp, n, reverse);
  if (kind == Keys.Floats) return sortRun<Floats>(entries, temp, n, reverse);
  if (kind == Keys.Strs) return sortRun<Strs>(entries, temp, n, reverse);
  return sortRun<Others>(entries, temp, n, reverse);
}

function allInts(keys: Ref, n: u32): bool {
  let all: u32 = 1;
  for (let i: u32 = 0; i < n; i++) all &= load<u32>(keys + REF_ITEMS + (i << 2));
  return all != 0;
}

function allFloats(keys: Ref, n: u32): bool {
  for (let i: u32 = 0; i < n; i++) {
    if (!isKind(load<u32>(keys + REF_ITEMS + (i << 2)), Kind.Float)) return false;
  }
  return true;
}

function allStrs(keys: Ref, n: u32): bool {
  for (let i: u32 = 0; i < n; i++) {
    if (!isStr(load<u32>(keys + REF_ITEMS + (i << 2)))) return false;
  }
  return true;
}

function keyAt(entry: usize): Ref {
  return load<u32>(entry, 4);
}

/** Whether the key of the entry at `a` goes before that of the entry at `b`. */
function before<T>(a: Ref, b: Ref, reverse: bool): bool {
  return reverse ? less<T>(b, a) : less<T>(a, b);
}

function less<T>(a: Ref, b: Ref): bool {
  if (isFloat<T>()) return floatValue(a) < floatValue(b);
  if (isBoolean<T>()) return lessOther(a, b);
  if (isSigned<T>()) return <i32>a < <i32>b;
  return lessStr(a, b);
}

function lessStr(a: Ref, b: Ref): bool {
  const n = strLength(a);
  const m = strLength(b);
  const order = memory.compare(strData(a), strData(b), min<u32>(n, m));
  return order != 0 ? order < 0 : n < m;
}

function lessOther(a: Ref, b: Ref): bool {
  const result = binaryOp(BinaryOp.Less, a, b);
  return result != NULL && truth(result);
}

/** Whether the comparisons of this kind of key can fail. */
function failed<T>(): bool {
  return isBoolean<T>() && hasPending();
}

/**
 * The board sorts quickly by the last item: as many comparisons as in a random order, or each with each when the order
 * is right or the other way round.
 */
function chargeSort(n: u32, ordered: bool, cycles: i32): void {
  const pairs = <f64>n * <f64>(n - 1) * 0.5;
  let comparisons = pairs;
  if (!ordered) {
    const levels = 31 - clz(n);
    comparisons = min<f64>(pairs, <f64>n * <f64>levels * 1.39);
  }
  Cost.cycles(<i32>(comparisons * <f64>cycles));
  // The board asks for a key at each comparison; all were asked for once.
  if (keyCycles != 0)
    Cost.cycles(<i32>(max<f64>(comparisons - <f64>n, 0) * <f64>keyCycles) / <i32>n);
  keyCycles = 0;
}

/** Sorts `n` entries, which may be strictly in order already. */
function sortRun<T>(entries: usize, temp: usize, n: u32, reverse: bool): bool {
  const end = entries + (n << 3);
  let p = entries + 8;
  while (p < end && before<T>(keyAt(p - 8), keyAt(p), reverse)) p += 8;
  if (failed<T>()) return false;
  if (BOARD) chargeSort(n, p >= end, sizeof<T>() == 1 ? LoopCost.sortText : LoopCost.sortItem);
  return p >= end || mergeSort<T>(entries, temp, n, reverse);
}

/** Sorts `n` entries; `temp` has room for as many. */
function mergeSort<T>(entries: usize, temp: usize, n: u32, reverse: bool): bool {
  if (n <= INSERTION_RUN) return insertionSort<T>(entries, n, reverse);
  const half = n >> 1;
  const middle = entries + (half << 3);
  if (!mergeSort<T>(entries, temp, half, reverse)) return false;
  if (!mergeSort<T>(middle, temp, n - half, reverse)) return false;
  const ordered = !before<T>(keyAt(middle), keyAt(middle - 8), reverse);
  if (failed<T>()) return false;
  return ordered || merge<T>(entries, middle, entries + (n << 3), temp, reverse);
}

function insertionSort<T>(entries: usize, n: u32, reverse: bool): bool {
  const end = entries + (n << 3);
  for (let p = entries + 8; p < end; p += 8) {
    const entry = load<u64>(p);
    const key = <Ref>(entry >> 32);
    let q = p;
    while (q > entries && before<T>(key, keyAt(q - 8), reverse)) {
      store<u64>(q, load<u64>(q - 8));
      q -= 8;
    }
    store<u64>(q, entry);
    if (failed<T>()) return false;
  }
  return true;
}

/** Merges two neighbouring runs; of equal keys the left one's come first. */
function merge<T>(left: usize, middle: usize, end: usize, temp: usize, reverse: bool): bool {
  const size = middle - left;
  memory.copy(temp, left, size);
  const tempEnd = temp + size;
  let a = temp;
  let b = middle;
  let to = left;
  while (a < tempEnd && b < end) {
    const takeRight = before<T>(keyAt(b), keyAt(a), reverse);
    if (failed<T>()) return false;
    store<u64>(to, load<u64>(takeRight ? b : a));
    to += 8;
    if (takeRight) b += 8;
    else a += 8;
  }
  memory.copy(to, a, tempEnd - a);
  return true;
}
