/** strip, lstrip, rstrip, center. */

import { LoopCost } from "../../generated/board-costs";
import { Kind } from "../../generated/kinds";
import { Q } from "../../generated/qstrs";
import { kindOf, NULL, Ref } from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import { machineInt, needMachineInt } from "../../object/machine-int";
import { method2, methodArgs } from "../../object/native-function";
import { isStr, newRawStr, STR_DATA, sealStr } from "../../object/str";
import { checkMatching, newText, partOf, textData, textLength } from "../../object/text";
import { charBytes, isContinuation } from "../../object/utf8";
import { Cost } from "../../vm/cost";
import { argOrNull, charCount } from "./bounds";
import { isSpaceByte } from "./case";
import { findBytes } from "./scan";

const LEFT: i32 = 1;
const RIGHT: i32 = 2;

export function defineTrimMethods(type: Ref): void {
  methodArgs(type, Q.strip, 1, 2, text_strip);
  methodArgs(type, Q.lstrip, 1, 2, text_lstrip);
  methodArgs(type, Q.rstrip, 1, 2, text_rstrip);
  method2(type, Q.center, text_center);
}

function text_strip(n: i32, args: usize): Ref {
  return trim(n, args, LEFT | RIGHT);
}

function text_lstrip(n: i32, args: usize): Ref {
  return trim(n, args, LEFT);
}

function text_rstrip(n: i32, args: usize): Ref {
  return trim(n, args, RIGHT);
}

function trim(n: i32, args: usize, sides: i32): Ref {
  const self = load<u32>(args);
  const chars = argOrNull(n, args, 1);
  if (chars != NULL) {
    return checkMatching(self, chars) ? trimChars(self, chars, sides) : NULL;
  }
  let from = textData(self);
  let to = from + textLength(self);
  if (sides & LEFT) while (from < to && isSpaceByte(load<u8>(from))) from++;
  if (sides & RIGHT) while (from < to && isSpaceByte(load<u8>(to - 1))) to--;
  Cost.cycles((<i32>(textLength(self) - <u32>(to - from)) + 2) * LoopCost.trimByte);
  return partOf(self, from, to);
}

function trimChars(self: Ref, chars: Ref, sides: i32): Ref {
  let from = textData(self);
  let to = from + textLength(self);
  const set = textData(chars);
  const end = set + textLength(chars);
  const unicode = isStr(self);
  if (sides & LEFT) {
    while (from < to) {
      const length = unicode ? charBytes(load<u8>(from)) : 1;
      if (findBytes(set, end, from, length) == 0) break;
      from += length;
    }
  }
  if (sides & RIGHT) {
    while (from < to) {
      let last = to - 1;
      while (unicode && last > from && isContinuation(load<u8>(last))) last--;
      if (findBytes(set, end, last, <u32>(to - last)) == 0) break;
      to = last;
    }
  }
  return partOf(self, from, to);
}

function text_center(self: Ref, width: Ref): Ref {
  if (!needMachineInt(width)) return NULL;
  const length = textLength(self);
  const missing = machineInt - <i32>(isStr(self) ? charCount(self) : length);
  if (missing <= 0) return self;
  const kind = kindOf(self);
  const total = length + <u32>missing;
  const x = newRawStr(kind == Kind.Str ? Kind.Str : Kind.Bytes, total);
  if (x == NULL) return NULL;
  const data = <usize>x + STR_DATA;
  memory.fill(data, 0x20, total);
  memory.copy(data + (<u32>missing >> 1), textData(self), length);
  if (kind == Kind.Str) return sealStr(x);
  return kind == Kind.Bytes ? x : bytearrayOf(x, total);
}

function bytearrayOf(bytes: Ref, length: u32): Ref {
  const mark = rootMark();
  root(bytes);
  const x = newText(Kind.Bytearray, <usize>bytes + STR_DATA, length);
  rootReset(mark);
  return x;
}
