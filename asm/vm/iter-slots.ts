/**
 * The iterator of a `for` loop lives in four words of the value stack, so that loops over the common
 * containers allocate nothing:
 *
 *     list, tuple   | tag | container | index | – |
 *     range         | tag | position | stop | step |
 *     generator     | tag | generator | exit's offset | – |
 *     dict, set     | tag | container | position in its table | – |
 *     bytes, array… | tag | container | index | – |
 *     str           | tag | str | offset of its next byte | – |
 *     others        | tag | iterator | – | – |
 */
import { BoardCost, LoopCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { isPointer, isQstr, NULL, Ref, smallOf, smallValue } from "../memory/ref";
import { getIter, next, swallowStop } from "../object/iterate";
import { mapKeyAt, mapUsed } from "../object/map-table";
import { strLength } from "../object/str";
import { dictTable } from "../types/dict";
import { enumerate_next, isFlatEnumerate } from "../types/enumerate";
import { nextEntry } from "../types/iterator";
import { listAt, listGet } from "../types/list";
import { packedItem } from "../types/packed-type";
import { rangeAt, rangeFitsSmall } from "../types/range";
import { characterAt } from "../types/str";
import { tupleGet, tupleLength } from "../types/tuple";
import { Cost } from "./cost";

export const ITER_BYTES: usize = 16;

// Tags are small ints, so that the collector passes over them.
export const ITER_LIST: Ref = 3;
export const ITER_TUPLE: Ref = 5;
export const ITER_RANGE: Ref = 7;
export const ITER_GENERATOR: Ref = 9;
export const ITER_OTHER: Ref = 11;
export const ITER_KEYS: Ref = 13;
export const ITER_PACKED: Ref = 15;
export const ITER_TEXT: Ref = 17;

/** Starts an iteration over `x` in the words at `slots`, which may overlap it. false: an exception is pending. */
export function iterStart(x: Ref, slots: usize): bool {
  if (isQstr(x)) return fill(slots, ITER_TEXT, x, smallOf(0), 0);
  if (isPointer(x)) {
    switch (<i32>load<u8>(x)) {
      case Kind.Str:
        return fill(slots, ITER_TEXT, x, smallOf(0), 0);
      case Kind.List:
        return fill(slots, ITER_LIST, x, smallOf(0), 0);
      case Kind.Tuple:
        return fill(slots, ITER_TUPLE, x, smallOf(0), 0);
      case Kind.Dict:
      case Kind.OrderedDict:
      case Kind.Set:
      case Kind.Frozenset:
        return fill(slots, ITER_KEYS, x, smallOf(0), 0);
      case Kind.Bytes:
      case Kind.Bytearray:
      case Kind.Array:
      case Kind.Memoryview:
        return fill(slots, ITER_PACKED, x, smallOf(0), 0);
      case Kind.Range: {
        if (!rangeFitsSmall(x)) break;
        const range = rangeAt(x);
        return fill(
          slots,
          ITER_RANGE,
          smallOf(range.start),
          smallOf(range.stop),
          smallOf(range.step),
        );
      }
      case Kind.Generator:
        return fill(slots, ITER_GENERATOR, x, 0, 0);
    }
  }
  const iterator = getIter(x);
  if (iterator == NULL) return false;
  const tag = load<u8>(iterator) == Kind.Generator ? ITER_GENERATOR : ITER_OTHER;
  return fill(slots, tag, iterator, 0, 0);
}

function fill(slots: usize, tag: Ref, a: Ref, b: Ref, c: Ref): bool {
  store<u32>(slots, tag);
  store<u32>(slots, a, 4);
  store<u32>(slots, b, 8);
  store<u32>(slots, c, 12);
  return true;
}

/** The next value in a `for` for the tags that the interpreter does not handle itself. NULL: the end, or an exception. */
export function iterNextStack(slots: usize): Ref {
  const value = iterNextOther(slots);
  // `for` takes every StopIteration for the end.
  if (value == NULL) swallowStop();
  return value;
}

function iterNextOther(slots: usize): Ref {
  const tag = load<u32>(slots);
  if (tag == ITER_TUPLE) {
    const tuple = load<u32>(slots, 4);
    const i = smallValue(load<u32>(slots, 8));
    if (i >= tupleLength(tuple)) return NULL;
    store<u32>(slots, smallOf(i + 1), 8);
    return tupleGet(tuple, i);
  }
  if (tag == ITER_KEYS) {
    Cost.cycles(LoopCost.keyStep);
    return nextKey(slots);
  }
  if (tag == ITER_PACKED) return nextNumber(slots);
  if (tag == ITER_TEXT) return nextCharacter(slots);
  const iterator = load<u32>(slots, 4);
  if (!isFlatEnumerate(iterator)) return next(iterator);
  Cost.charge(BoardCost.next);
  return enumerate_next(iterator);
}

/** Whether the iteration is over a container, so that the next value comes without another iterator. */
export function isFlat(slots: usize): bool {
  const tag = load<u32>(slots);
  return tag != ITER_OTHER && tag != ITER_GENERATOR;
}

function nextKey(slots: usize): Ref {
  const table = dictTable(load<u32>(slots, 4));
  const i = nextEntry(table, smallValue(load<u32>(slots, 8)));
  store<u32>(slots, smallOf(i < 0 ? mapUsed(table) : i + 1), 8);
  return i < 0 ? NULL : mapKeyAt(table, i);
}

function nextNumber(slots: usize): Ref {
  Cost.cycles(LoopCost.packedStep);
  const i = smallValue(load<u32>(slots, 8));
  const value = packedItem(load<u32>(slots, 4), <u32>i);
  if (value != NULL) store<u32>(slots, smallOf(i + 1), 8);
  return value;
}

function nextCharacter(slots: usize): Ref {
  Cost.charge(BoardCost.next);
  const at = smallValue(load<u32>(slots, 8));
  const value = characterAt(load<u32>(slots, 4), at);
  if (value != NULL) store<u32>(slots, smallOf(at + strLength(value)), 8);
  return value;
}

/** The next value for any tag. NULL: the end, or an exception. */
export function iterNext(slots: usize): Ref {
  const tag = load<u32>(slots);
  if (tag == ITER_LIST) {
    const list = load<u32>(slots, 4);
    const i = smallValue(load<u32>(slots, 8));
    if (i >= listAt(list).length) return NULL;
    store<u32>(slots, smallOf(i + 1), 8);
    return listGet(list, i);
  }
  return tag == ITER_RANGE ? nextPosition(slots) : iterNextOther(slots);
}

function nextPosition(slots: usize): Ref {
  const position = load<u32>(slots, 4);
  const i = smallValue(position);
  const stop = smallValue(load<u32>(slots, 8));
  const step = smallValue(load<u32>(slots, 12));
  if (step > 0 ? i >= stop : i <= stop) return NULL;
  // The position after the last may lie outside a small int: it is cut to the stop.
  const following = i + step;
  store<u32>(slots, smallOf(step > 0 ? min(following, stop) : max(following, stop)), 4);
  return position;
}
