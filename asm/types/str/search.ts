/** find, index, count, startswith and their like. */

import { BoardCost, LoopCost } from "../../generated/board-costs";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { boolRef, FALSE, isKind, NULL, Ref, smallOf, TRUE } from "../../memory/ref";
import { methodArgs } from "../../object/native-function";
import { raise } from "../../object/raise";
import { isStr } from "../../object/str";
import { checkMatching, isBytes, raiseImplicit, textData, textLength } from "../../object/text";
import { countChars } from "../../object/utf8";
import { Cost } from "../../vm/cost";
import { tupleGet, tupleLength } from "../tuple";
import { argOrNull, isBytewise, positionOf, rangeFrom, rangeTo, takeRange } from "./bounds";
import { findBytes, findBytesBack } from "./scan";

export function defineSearchMethods(type: Ref): void {
  methodArgs(type, Q.find, 2, 4, text_find);
  methodArgs(type, Q.rfind, 2, 4, text_rfind);
  methodArgs(type, Q.index, 2, 4, text_index);
  methodArgs(type, Q.rindex, 2, 4, text_rindex);
  methodArgs(type, Q.count, 2, 4, text_count);
  methodArgs(type, Q.startswith, 2, 4, text_startswith);
  methodArgs(type, Q.endswith, 2, 4, text_endswith);
}

/** The address where the text `args[1]` is in `args[0]`, 0 when nowhere, 1 with an exception pending. */
function locate(n: i32, args: usize, back: bool): usize {
  const self = load<u32>(args);
  const other = load<u32>(args, 4);
  if (!checkMatching(self, other)) return 1;
  if (!takeRange(self, argOrNull(n, args, 2), argOrNull(n, args, 3))) return 1;
  Cost.charge(BoardCost.findText);
  if (rangeTo < rangeFrom) return 0;
  return back
    ? findBytesBack(rangeFrom, rangeTo, textData(other), textLength(other))
    : findBytes(rangeFrom, rangeTo, textData(other), textLength(other));
}

function found(args: usize, at: usize, required: bool): Ref {
  if (at > 1) {
    // The board counts the characters up to there.
    if (BOARD && isStr(load<u32>(args)))
      Cost.cycles(<i32>(at - textData(load<u32>(args))) * LoopCost.countChar);
    return positionOf(load<u32>(args), at);
  }
  if (at == 1) return NULL;
  return required ? raise(M.substringNotFound) : smallOf(-1);
}

function text_find(n: i32, args: usize): Ref {
  return found(args, locate(n, args, false), false);
}

function text_rfind(n: i32, args: usize): Ref {
  return found(args, locate(n, args, true), false);
}

function text_index(n: i32, args: usize): Ref {
  return found(args, locate(n, args, false), true);
}

function text_rindex(n: i32, args: usize): Ref {
  return found(args, locate(n, args, true), true);
}

function text_count(n: i32, args: usize): Ref {
  const self = load<u32>(args);
  const other = load<u32>(args, 4);
  if (!checkMatching(self, other)) return NULL;
  if (!takeRange(self, argOrNull(n, args, 2), argOrNull(n, args, 3))) return NULL;
  const length = textLength(other);
  if (rangeTo < rangeFrom) return smallOf(0);
  const room = <u32>(rangeTo - rangeFrom);
  if (length == 0) return smallOf(<i32>(isBytewise(self) ? room : countChars(rangeFrom, room)) + 1);
  let count = 0;
  let at = findBytes(rangeFrom, rangeTo, textData(other), length);
  while (at != 0) {
    count++;
    at = findBytes(at + length, rangeTo, textData(other), length);
  }
  return smallOf(count);
}

/** Whether the range found last starts (or ends) with a text. NULL: an exception is pending. */
function matchesEnd(affix: Ref, atEnd: bool): Ref {
  if (!isStr(affix) && !isBytes(affix)) return raiseImplicit(affix);
  const length = textLength(affix);
  if (rangeTo < rangeFrom || <u32>(rangeTo - rangeFrom) < length) return FALSE;
  const at = atEnd ? rangeTo - length : rangeFrom;
  return boolRef(memory.compare(at, textData(affix), length) == 0);
}

function affixTest(n: i32, args: usize, atEnd: bool): Ref {
  const self = load<u32>(args);
  const affix = load<u32>(args, 4);
  Cost.charge(BoardCost.testAffix);
  if (!takeRange(self, argOrNull(n, args, 2), argOrNull(n, args, 3))) return NULL;
  if (!isKind(affix, Kind.Tuple)) return matchesEnd(affix, atEnd);
  for (let i = 0; i < tupleLength(affix); i++) {
    const result = matchesEnd(tupleGet(affix, i), atEnd);
    if (result == NULL || result == TRUE) return result;
  }
  return FALSE;
}

function text_startswith(n: i32, args: usize): Ref {
  return affixTest(n, args, false);
}

function text_endswith(n: i32, args: usize): Ref {
  return affixTest(n, args, true);
}
