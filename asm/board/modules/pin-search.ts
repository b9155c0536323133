/** Which pin a value stands for: by itself, by `Pin.mapper`, by `Pin.dict`, or by its name on the board or the chip. */
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { BOARD_PIN_COUNT, BOARD_PIN_NAMES, PIN_COUNT } from "../../generated/pyboard";
import { Q } from "../../generated/qstrs";
import { boardRoot } from "../../memory/cells";
import { boolRef, isKind, NONE, NULL, qstrRef, Ref } from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import { putByte, putText, STDOUT } from "../../object/builder";
import { call1 } from "../../object/call";
import { findEntry } from "../../object/map-table";
import { functionArgs } from "../../object/native-function";
import { truth } from "../../object/operators";
import { putRepr, putStr } from "../../object/print";
import { internedOrNull } from "../../object/qstr";
import { hasPending, raise, raise1 } from "../../object/raise";
import { isStr } from "../../object/str";
import { defineName } from "../../object/type";
import { dictTable, isDict } from "../../types/dict";
import { newPermanentStaticMethod } from "../../types/static-method";
import { BoardRoot } from "../roots";
import { boardPin, pinAt, pinRef } from "./pin";

/** Whether each search is told about. */
let debug: bool = false;

/** The class methods of Pin that say how pins are found. */
export function definePinSearch(type: Ref): void {
  define(type, Q.mapper, pin_mapper);
  define(type, Q.dict, pin_dict);
  define(type, Q.debug, pin_debug);
}

function define(type: Ref, name: i32, f: (n: i32, args: usize) => Ref): void {
  defineName(type, name, newPermanentStaticMethod(functionArgs(name, 0, 1, f)));
}

/** Gives or sets what a root holds. */
function access(index: BoardRoot, n: i32, args: usize): Ref {
  const slot = boardRoot(index);
  if (n == 0) return load<u32>(slot) == NULL ? NONE : load<u32>(slot);
  store<u32>(slot, load<u32>(args));
  return NONE;
}

function pin_mapper(n: i32, args: usize): Ref {
  return access(BoardRoot.Mapper, n, args);
}

function pin_dict(n: i32, args: usize): Ref {
  return access(BoardRoot.PinDict, n, args);
}

function pin_debug(n: i32, args: usize): Ref {
  if (n == 0) return boolRef(debug);
  debug = truth(load<u32>(args));
  return NONE;
}

/** The pin that a value stands for. NULL: an exception is pending. */
export function findPin(x: Ref): Ref {
  if (isKind(x, Kind.Pin)) {
    if (debug) tellPin(x);
    return x;
  }
  const mark = rootMark();
  root(x);
  const found = search(x);
  rootReset(mark);
  if (found != NULL || hasPending()) return found;
  return isStr(x) ? raise1(M.noPin, x) : raise1(M.cannotConvertToStr, x);
}

/** NULL: there is none, or an exception is pending. */
function search(x: Ref): Ref {
  const mapper = load<u32>(boardRoot(BoardRoot.Mapper));
  if (mapper != NULL && mapper != NONE) {
    const mapped = call1(mapper, x);
    if (mapped == NULL) return NULL;
    if (mapped != NONE) {
      return isKind(mapped, Kind.Pin) ? told("Pin.mapper", x, mapped) : raise(M.notPinMapped);
    }
  }
  const dict = load<u32>(boardRoot(BoardRoot.PinDict));
  if (dict != NULL && isDict(dict)) {
    const entry = findEntry(dictTable(dict), x);
    if (hasPending()) return NULL;
    if (entry != 0) return told("Pin.map_dict", x, load<u32>(entry, 4));
  }
  return isStr(x) ? findNamed(x, internedOrNull(x)) : NULL;
}

function findNamed(x: Ref, name: Ref): Ref {
  for (let i: u32 = 0; i < BOARD_PIN_COUNT; i++) {
    if (qstrRef(load<u16>(BOARD_PIN_NAMES + (i << 1))) == name) {
      return told("Pin.board", x, boardPin(i));
    }
  }
  for (let i: u32 = 0; i < PIN_COUNT; i++) {
    if (pinAt(pinRef(i)).name == name) return told("Pin.cpu", x, pinRef(i));
  }
  return NULL;
}

function tellPin(pin: Ref): void {
  putText(STDOUT, "Pin map passed pin ");
  putStr(STDOUT, pin);
  putByte(STDOUT, 0x0a);
}

/** The pin, which was found by `source`. */
function told(source: string, x: Ref, pin: Ref): Ref {
  if (!debug) return pin;
  putText(STDOUT, source);
  putText(STDOUT, " maps ");
  putRepr(STDOUT, x);
  putText(STDOUT, " to ");
  putStr(STDOUT, pin);
  putByte(STDOUT, 0x0a);
  return pin;
}
