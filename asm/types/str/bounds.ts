/** Positions in text: characters of a str, bytes of the others. */
import { M } from "../../generated/messages";
import { NONE, NULL, Ref, smallOf } from "../../memory/ref";
import { machineInt, toMachineInt } from "../../object/machine-int";
import { hasPending, raise1, raise2 } from "../../object/raise";
import { isAscii, isStr, strData, strLength } from "../../object/str";
import { textData, textLength } from "../../object/text";
import { countChars, skipChars, skipCharsBack } from "../../object/utf8";

/** The range of bytes that the last `takeRange` found. */
export let rangeFrom: usize = 0;
export let rangeTo: usize = 0;

/** Whether positions in a value are those of its bytes. */
export function isBytewise(x: Ref): bool {
  return !isStr(x) || isAscii(x);
}

/** The address that an index of a slice means, within the text. 0: an exception is pending. */
export function boundAt(x: Ref, index: Ref): usize {
  if (!toMachineInt(index)) {
    if (!hasPending())
      raise2(isStr(x) ? M.stringIndexNotInt : M.indexNotInt, isStr(x) ? index : x, index);
    return 0;
  }
  const data = textData(x);
  const length = textLength(x);
  const i = machineInt;
  if (isBytewise(x)) return data + clamp(i, <i32>length);
  if (i >= 0) return skipChars(data, data + length, i);
  const at = skipCharsBack(data, data + length, <u32>-i);
  return at == 0 ? data : at;
}

function clamp(i: i32, length: i32): usize {
  if (i < 0) return <usize>max(i + length, 0);
  return <usize>min(i, length);
}

/**
 * Leaves in `rangeFrom` and `rangeTo` the part of `x` between two indices, each NULL or None for the end there.
 * They may be crossed. false: an exception is pending.
 */
export function takeRange(x: Ref, start: Ref, stop: Ref): bool {
  let from = textData(x);
  let to = from + textLength(x);
  if (stop != NULL && stop != NONE) {
    to = boundAt(x, stop);
    if (to == 0) return false;
  }
  if (start != NULL && start != NONE) {
    from = boundAt(x, start);
    if (from == 0) return false;
  }
  rangeFrom = from;
  rangeTo = to;
  return true;
}

/** The optional argument `i` of a function, or NULL. */
export function argOrNull(n: i32, args: usize, i: i32): Ref {
  return i < n ? load<u32>(args + ((<usize>i) << 2)) : NULL;
}

/** The position of an address in a text. */
export function positionOf(x: Ref, at: usize): Ref {
  const data = textData(x);
  return smallOf(isBytewise(x) ? <i32>(at - data) : <i32>countChars(data, <u32>(at - data)));
}

/** How many characters a str has. */
export function charCount(x: Ref): u32 {
  return isAscii(x) ? strLength(x) : countChars(strData(x), strLength(x));
}

/** The address of the character at an index of a str that is not all ASCII. 0: IndexError is pending. */
export function charAddress(x: Ref, i: i32): usize {
  const data = strData(x);
  const end = data + strLength(x);
  const at = i >= 0 ? skipChars(data, end, i) : skipCharsBack(data, end, <u32>-i);
  if (at != 0 && at < end) return at;
  raise1(M.stringIndexRange, x);
  return 0;
}
