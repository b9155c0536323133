/** Builtins about text: str and its like, repr, chr, ord. */

import { BoardCost } from "../../generated/board-costs";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { NULL, Ref, smallOf } from "../../memory/ref";
import { machineInt, needMachineInt } from "../../object/machine-int";
import { function1 } from "../../object/native-function";
import { Style, textOf } from "../../object/print";
import { charStr } from "../../object/qstr";
import { raise, raise1 } from "../../object/raise";
import { isStr, strData, strLength } from "../../object/str";
import { isBytes, newText, raiseImplicit } from "../../object/text";
import { typeOfKind } from "../../object/type";
import { codePointAt, encodeAt } from "../../object/utf8";
import { defineInModule } from "../../types/module";
import { charCount } from "../../types/str/bounds";
import { Cost } from "../../vm/cost";

export function defineText(module: Ref): void {
  defineInModule(module, Q.str, typeOfKind(Kind.Str));
  defineInModule(module, Q.bytes, typeOfKind(Kind.Bytes));
  defineInModule(module, Q.bytearray, typeOfKind(Kind.Bytearray));
  defineInModule(module, Q.memoryview, typeOfKind(Kind.Memoryview));
  defineInModule(module, Q.repr, function1(Q.repr, builtin_repr));
  defineInModule(module, Q.chr, function1(Q.chr, builtin_chr));
  defineInModule(module, Q.ord, function1(Q.ord, builtin_ord));
}

function builtin_repr(x: Ref): Ref {
  return textOf(x, Style.Repr);
}

/** Room for the bytes of one character. */
const CHAR: usize = memory.data(8, 8);

function builtin_chr(x: Ref): Ref {
  if (!needMachineInt(x)) return NULL;
  const code = <u32>machineInt;
  Cost.charge(BoardCost.letterCode);
  if (code < 0x80) return charStr(code);
  if (code >= 0x110000) return raise(M.chrRange);
  return newText(Kind.Str, CHAR, encodeAt(CHAR, code));
}

function builtin_ord(x: Ref): Ref {
  Cost.charge(BoardCost.letterCode);
  if (isStr(x)) {
    const count = charCount(x);
    if (count != 1) return raise1(M.ordLength, count);
    return smallOf(<i32>codePointAt(strData(x)));
  }
  if (!isBytes(x)) return raiseImplicit(x);
  const length = strLength(x);
  if (length != 1) return raise1(M.ordLength, length);
  return smallOf(load<u8>(strData(x)));
}
