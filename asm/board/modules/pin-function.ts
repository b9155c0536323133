/** `PinAF`: | header | row of the table |, what a pin can be connected with instead of its port. */
import {
  FUNCTION_CONSTANTS,
  FUNCTION_COUNT,
  FUNCTION_INDICES,
  FUNCTION_KINDS,
  FUNCTION_NAME_COUNT,
  FUNCTION_NAMES,
  FUNCTION_REGISTERS,
  FUNCTION_SIGNALS,
  FUNCTION_STARTS,
  FUNCTION_UNITS,
  FUNCTION_VALUES,
  FunctionKind,
} from "../../generated/chip";
import { Kind } from "../../generated/kinds";
import { Q } from "../../generated/qstrs";
import { headerWord } from "../../memory/header";
import { permanent } from "../../memory/permanent";
import { NULL, qstrRef, Ref, smallOf } from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import { putText } from "../../object/builder";
import { method1 } from "../../object/native-function";
import { putStr, Style } from "../../object/print";
import { defineName, reserveNames, typeAt, typeOfKind } from "../../object/type";
import { listAppend, newList } from "../../types/list";

@unmanaged
class PinFunction {
  header: u32;
  row: u32;
}

let functions: usize = 0;

export function initPinFunctions(): void {
  functions = permanent(FUNCTION_COUNT * offsetof<PinFunction>());
  for (let i: u32 = 0; i < FUNCTION_COUNT; i++) {
    const made = changetype<PinFunction>(functions + i * offsetof<PinFunction>());
    made.header = headerWord(Kind.PinFunction, 1);
    made.row = i;
  }
  const type = typeOfKind(Kind.PinFunction);
  typeAt(type).print = function_print.index;
  reserveNames(type, 4);
  method1(type, Q.index, function_index);
  method1(type, Q.name, function_name);
  method1(type, Q.reg, function_reg);
}

/** The constants of Pin for all functions. */
export function defineFunctionNames(type: Ref): void {
  for (let i: u32 = 0; i < FUNCTION_NAME_COUNT; i++) {
    const name = load<u16>(FUNCTION_CONSTANTS + (i << 1));
    defineName(type, name, smallOf(load<u8>(FUNCTION_VALUES + i)));
  }
}

function rowOf(x: Ref): u32 {
  return changetype<PinFunction>(<usize>x).row;
}

/** The name of a row. */
function nameOf(row: u32): Ref {
  return qstrRef(load<u16>(FUNCTION_NAMES + (row << 1)));
}

function firstRow(pin: u32): u32 {
  return load<u16>(FUNCTION_STARTS + (pin << 1));
}

/** The number of the alternate function that connects a pin with a peripheral; -1: there is none. */
export function functionFor(pin: u32, kind: u32, unit: u32): i32 {
  for (let row = firstRow(pin); row < firstRow(pin + 1); row++) {
    if (<u32>load<u8>(FUNCTION_KINDS + row) != kind) continue;
    if (<u32>load<u8>(FUNCTION_UNITS + row) == unit) return load<u8>(FUNCTION_INDICES + row);
  }
  return -1;
}

/** Which signal of an I2S a pin has, one of I2sSignal; 0: none. */
export function i2sSignalOf(pin: u32, unit: u32): u32 {
  for (let row = firstRow(pin); row < firstRow(pin + 1); row++) {
    if (<u32>load<u8>(FUNCTION_KINDS + row) != FunctionKind.I2S) continue;
    if (functionUnit(row) == unit && functionSignal(row) != 0) return functionSignal(row);
  }
  return 0;
}

/**
 * The row with which a pin makes pulses: the second channel of a timer that it has, which leaves most pins one of their
 * own, or else the first; -1: none.
 */
export function pwmRow(pin: u32): i32 {
  let found = -1;
  for (let row = firstRow(pin); row < firstRow(pin + 1); row++) {
    if (<u32>load<u8>(FUNCTION_KINDS + row) != FunctionKind.TIM || functionSignal(row) == 0)
      continue;
    if (found >= 0) return <i32>row;
    found = <i32>row;
  }
  return found;
}

/** The number of a row's peripheral. */
export function functionUnit(row: u32): u32 {
  return load<u8>(FUNCTION_UNITS + row);
}

/** What FUNCTION_SIGNALS says of it. */
export function functionSignal(row: u32): u32 {
  return load<u8>(FUNCTION_SIGNALS + row);
}

/** The number of the alternate function that it is. */
export function functionIndex(row: u32): u32 {
  return load<u8>(FUNCTION_INDICES + row);
}

/** The name of the function with a number; NULL: the firmware knows none. */
export function functionNamed(pin: u32, index: u32): Ref {
  for (let row = firstRow(pin); row < firstRow(pin + 1); row++) {
    if (<u32>load<u8>(FUNCTION_INDICES + row) == index) return nameOf(row);
  }
  return NULL;
}

/** All functions of a pin as a list. NULL: an exception is pending. */
export function functionList(pin: u32): Ref {
  const mark = rootMark();
  const list = newList(0);
  if (list == NULL) return NULL;
  root(list);
  for (let row = firstRow(pin); row < firstRow(pin + 1); row++) {
    if (!listAppend(list, <Ref>(functions + row * offsetof<PinFunction>()))) return NULL;
  }
  rootReset(mark);
  return list;
}

function function_index(x: Ref): Ref {
  return smallOf(load<u8>(FUNCTION_INDICES + rowOf(x)));
}

function function_name(x: Ref): Ref {
  return nameOf(rowOf(x));
}

/** The address of the peripheral as a small int, which wraps as on the board. */
function function_reg(x: Ref): Ref {
  return smallOf(load<u32>(FUNCTION_REGISTERS + (rowOf(x) << 2)));
}

function function_print(p: Ref, x: Ref, style: Style): bool {
  return putText(p, "Pin.") && putStr(p, nameOf(rowOf(x)));
}
