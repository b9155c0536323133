/** `pyb.Switch`, of which there is one. Pressed, its pin is low. */
import { Kind } from "../../generated/kinds";
import { SWITCH_PLACE } from "../../generated/pyboard";
import { Q } from "../../generated/qstrs";
import { boardRoot } from "../../memory/cells";
import { permanentObject } from "../../memory/permanent";
import { boolRef, NONE, NULL, Ref } from "../../memory/ref";
import { checkPositional } from "../../object/arguments";
import { putText } from "../../object/builder";
import { call0 } from "../../object/call";
import { function1, method1, method2 } from "../../object/native-function";
import { Style } from "../../object/print";
import { reserveNames, typeAt, typeOfKind } from "../../object/type";
import { MODE_FALLING, MODE_INTERRUPT, portAddress, readPin } from "../port";
import { BoardRoot } from "../roots";
import { registerLine } from "./extint";
import { pinAtPlace } from "./pin";

const PULL_UP: u32 = 1;

let only: Ref = 0;
/** What EXTI calls. */
let caller: Ref = 0;

export function initSwitch(): void {
  only = permanentObject(Kind.Switch, 4);
  caller = function1(Q.callback, switch_pressed);
  const type = typeOfKind(Kind.Switch);
  typeAt(type).make = switch_make.index;
  typeAt(type).call = switch_call.index;
  typeAt(type).print = switch_print.index;
  reserveNames(type, 2);
  method1(type, Q.value, switch_value);
  method2(type, Q.callback, switch_callback);
}

function switch_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  return checkPositional(n, nkw, 0, 0) ? only : NULL;
}

function switch_call(x: Ref, n: i32, nkw: i32, args: usize): Ref {
  return checkPositional(n, nkw, 0, 0) ? switch_value(x) : NULL;
}

function switch_value(x: Ref): Ref {
  return boolRef(readPin(portAddress(SWITCH_PLACE), SWITCH_PLACE & 15) == 0);
}

/** Has a function called when the switch is pressed; None ends it. */
function switch_callback(x: Ref, f: Ref): Ref {
  store<u32>(boardRoot(BoardRoot.Switch), f);
  const pin = pinAtPlace(SWITCH_PLACE);
  const mode = MODE_INTERRUPT | MODE_FALLING;
  return registerLine(pin, mode, PULL_UP, f == NONE ? NONE : caller, true) < 0 ? NULL : NONE;
}

function switch_pressed(line: Ref): Ref {
  const f = load<u32>(boardRoot(BoardRoot.Switch));
  return f == NULL || f == NONE ? NONE : call0(f);
}

function switch_print(p: Ref, x: Ref, style: Style): bool {
  return putText(p, "Switch()");
}
