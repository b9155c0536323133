/** Classes of characters and changes of case; only ASCII letters have case. */

import { LoopCost } from "../../generated/board-costs";
import { Q } from "../../generated/qstrs";
import { boolRef, FALSE, kindOf, NULL, Ref, TRUE } from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import { method1 } from "../../object/native-function";
import { chargeSearch } from "../../object/qstr";
import { isStr } from "../../object/str";
import { newText, partOf, textData, textLength } from "../../object/text";
import { Cost } from "../../vm/cost";

export function defineCaseMethods(type: Ref): void {
  method1(type, Q.lower, text_lower);
  method1(type, Q.upper, text_upper);
  method1(type, Q.isspace, text_isspace);
  method1(type, Q.isalpha, text_isalpha);
  method1(type, Q.isdigit, text_isdigit);
  method1(type, Q.isupper, text_isupper);
  method1(type, Q.islower, text_islower);
}

export function isSpaceByte(byte: u8): bool {
  return byte == 0x20 || byte - 9 < 5;
}

export function isDigitByte(byte: u8): bool {
  return byte - 0x30 < 10;
}

function isUpperByte(byte: u8): bool {
  return byte - 0x41 < 26;
}

function isLowerByte(byte: u8): bool {
  return byte - 0x61 < 26;
}

/** Holds the one byte of a text that changes. */
const BYTE: usize = memory.data(8, 8);

function changeCase(self: Ref, first: u8): Ref {
  const length = textLength(self);
  const from = textData(self);
  let i: u32 = 0;
  while (i < length && load<u8>(from + i) - first >= 26) i++;
  Cost.cycles(<i32>length * LoopCost.changeCase);
  // The board makes a new text in any case.
  if (i == length)
    return BOARD ? newText(kindOf(self), from, length) : partOf(self, from, from + length);
  if (length == 1) {
    store<u8>(BYTE, load<u8>(from) ^ 0x20);
    return newText(kindOf(self), BYTE, 1);
  }
  const mark = rootMark();
  const before = Cost.now();
  const x = newText(kindOf(self), from, length);
  if (x == NULL) return NULL;
  root(x);
  Cost.goBack(before);
  const to = textData(x);
  for (; i < length; i++) {
    const byte = load<u8>(from + i);
    if (byte - first < 26) store<u8>(to + i, byte ^ 0x20);
  }
  if (BOARD && isStr(self)) chargeSearch(to, length);
  Cost.allocation(1);
  Cost.allocation((length + 16) >> 4);
  rootReset(mark);
  return x;
}

function text_lower(self: Ref): Ref {
  return changeCase(self, 0x41);
}

function text_upper(self: Ref): Ref {
  return changeCase(self, 0x61);
}

function text_isspace(self: Ref): Ref {
  const data = textData(self);
  const length = textLength(self);
  for (let i: u32 = 0; i < length; i++) if (!isSpaceByte(load<u8>(data + i))) return FALSE;
  return boolRef(length != 0);
}

function text_isdigit(self: Ref): Ref {
  const data = textData(self);
  const length = textLength(self);
  for (let i: u32 = 0; i < length; i++) if (!isDigitByte(load<u8>(data + i))) return FALSE;
  return boolRef(length != 0);
}

function text_isalpha(self: Ref): Ref {
  const data = textData(self);
  const length = textLength(self);
  for (let i: u32 = 0; i < length; i++) {
    const byte = load<u8>(data + i);
    if (!isUpperByte(byte) && !isLowerByte(byte)) return FALSE;
  }
  return boolRef(length != 0);
}

/** Whether there are letters, and none of the case that starts at `other`. */
function isOneCase(self: Ref, first: u8, other: u8): Ref {
  const data = textData(self);
  const length = textLength(self);
  let letters = false;
  for (let i: u32 = 0; i < length; i++) {
    const byte = load<u8>(data + i);
    if (byte - other < 26) return FALSE;
    if (byte - first < 26) letters = true;
  }
  return letters ? TRUE : FALSE;
}

function text_isupper(self: Ref): Ref {
  return isOneCase(self, 0x41, 0x61);
}

function text_islower(self: Ref): Ref {
  return isOneCase(self, 0x61, 0x41);
}
