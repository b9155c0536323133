/** `pyb.Pin`: | header | name | port's address | bit |, one object for each pin of the chip. */
import { FUNCTION_NAME_COUNT } from "../../generated/chip";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import {
  BOARD_PIN_COUNT,
  BOARD_PIN_INDICES,
  BOARD_PIN_NAMES,
  PIN_COUNT,
  PIN_NAMES,
  PIN_PLACES,
} from "../../generated/pyboard";
import { Q } from "../../generated/qstrs";
import { headerWord } from "../../memory/header";
import { permanent } from "../../memory/permanent";
import { NONE, NULL, qstrRef, Ref, smallOf } from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import { checkPositional, keywordArg } from "../../object/arguments";
import { putByte, putNumber, putText } from "../../object/builder";
import { raiseArity } from "../../object/call";
import { method1, methodArgs, methodKeywords } from "../../object/native-function";
import { truth } from "../../object/operators";
import { putStr, Style } from "../../object/print";
import { hasPending, raise1 } from "../../object/raise";
import { defineName, newPermanentType, reserveNames, typeAt, typeOfKind } from "../../object/type";
import { listAppend, newList } from "../../types/list";
import { toI32 } from "../../types/number";
import {
  enablePort,
  functionOf,
  initPin,
  MODE_FALLING,
  MODE_FIELD,
  MODE_INTERRUPT,
  MODE_OPEN_DRAIN,
  MODE_RISING,
  modeOf,
  portAddress,
  pullOf,
  readPin,
  writePin,
} from "../port";
import { registerPin } from "./extint";
import {
  defineFunctionNames,
  functionFor,
  functionList,
  functionNamed,
  i2sSignalOf,
  pwmRow,
} from "./pin-function";
import { definePinSearch, findPin } from "./pin-search";

@unmanaged
class Pin {
  header: u32;
  name: Ref;
  port: u32;
  bit: u32;
}

const MODE_ALTERNATE: u32 = 2;
const MODE_ANALOG: u32 = 3;
const EDGES: u32 = MODE_INTERRUPT | MODE_RISING | MODE_FALLING;

let pins: usize = 0;

export function pinAt(x: Ref): Pin {
  return changetype<Pin>(<usize>x);
}

/** A pin by its place among the chip's. */
export function pinRef(index: u32): Ref {
  return <Ref>(pins + index * offsetof<Pin>());
}

export function initPins(): void {
  pins = permanent(PIN_COUNT * offsetof<Pin>());
  for (let i: u32 = 0; i < PIN_COUNT; i++) {
    const pin = pinAt(pinRef(i));
    pin.header = headerWord(Kind.Pin, 1);
    pin.name = qstrRef(load<u16>(PIN_NAMES + (i << 1)));
    pin.port = portAddress(load<u8>(PIN_PLACES + i));
    pin.bit = load<u8>(PIN_PLACES + i) & 15;
  }
  const type = typeOfKind(Kind.Pin);
  typeAt(type).make = pin_make.index;
  typeAt(type).print = pin_print.index;
  typeAt(type).call = pin_call.index;
  reserveNames(type, 44 + FUNCTION_NAME_COUNT);
  defineMethods(type);
  defineConstants(type);
  definePinSearch(type);
  defineFunctionNames(type);
  defineName(type, Q.board, boardNames());
  defineName(type, Q.cpu, chipNames());
}

function defineMethods(type: Ref): void {
  methodKeywords(type, Q.init, 1, 0xff, pin_init);
  methodArgs(type, Q.value, 1, 2, pin_value);
  method1(type, Q.on, pin_on);
  method1(type, Q.off, pin_off);
  method1(type, Q.high, pin_on);
  method1(type, Q.low, pin_off);
  methodKeywords(type, Q.irq, 1, 4, pin_irq);
  method1(type, Q.name, pin_name);
  method1(type, Q.names, pin_names);
  method1(type, Q.port, pin_port);
  method1(type, Q.pin, pin_pin);
  method1(type, Q.gpio, pin_gpio);
  method1(type, Q.mode, pin_mode);
  method1(type, Q.pull, pin_pull);
  method1(type, Q.af, pin_af);
  method1(type, Q.af_list, pin_afList);
}

function defineConstants(type: Ref): void {
  defineName(type, Q.IN, smallOf(0));
  defineName(type, Q.OUT, smallOf(1));
  defineName(type, Q.OPEN_DRAIN, smallOf(MODE_OPEN_DRAIN | 1));
  defineName(type, Q.ALT, smallOf(MODE_ALTERNATE));
  defineName(type, Q.ALT_OPEN_DRAIN, smallOf(MODE_OPEN_DRAIN | MODE_ALTERNATE));
  defineName(type, Q.ANALOG, smallOf(MODE_ANALOG));
  defineName(type, Q.PULL_UP, smallOf(1));
  defineName(type, Q.PULL_DOWN, smallOf(2));
  defineName(type, Q.IRQ_RISING, smallOf(MODE_INTERRUPT | MODE_RISING));
  defineName(type, Q.IRQ_FALLING, smallOf(MODE_INTERRUPT | MODE_FALLING));
  defineName(type, Q.OUT_PP, smallOf(1));
  defineName(type, Q.OUT_OD, smallOf(MODE_OPEN_DRAIN | 1));
  defineName(type, Q.AF_PP, smallOf(MODE_ALTERNATE));
  defineName(type, Q.AF_OD, smallOf(MODE_OPEN_DRAIN | MODE_ALTERNATE));
  defineName(type, Q.PULL_NONE, smallOf(0));
}

/** The port of a pin times 16 plus its bit. */
export function placeOfPin(x: Ref): u32 {
  return load<u8>(PIN_PLACES + indexOf(x));
}

/** The number of the alternate function that connects a pin with a peripheral; -1: there is none. */
export function findFunction(x: Ref, kind: u32, unit: u32): i32 {
  return functionFor(indexOf(x), kind, unit);
}

/** Which signal of an I2S the pin has, one of I2sSignal; 0: none. */
export function findI2sSignal(x: Ref, unit: u32): u32 {
  return i2sSignalOf(indexOf(x), unit);
}

/** The row of the function with which it makes pulses; -1: it has none. */
export function findPwm(x: Ref): i32 {
  return pwmRow(indexOf(x));
}

/** Which of the chip's pins it is. */
function indexOf(x: Ref): u32 {
  return <u32>((<usize>x - pins) / offsetof<Pin>());
}

/** `Pin.board` */
function boardNames(): Ref {
  const type = newPermanentType(qstrRef(Q.board), Kind.Object, 0, 0);
  reserveNames(type, BOARD_PIN_COUNT);
  for (let i: u32 = 0; i < BOARD_PIN_COUNT; i++) {
    defineName(type, load<u16>(BOARD_PIN_NAMES + (i << 1)), boardPin(i));
  }
  return type;
}

/** A pin by the place of its name on the board. */
export function boardPin(i: u32): Ref {
  return pinRef(load<u8>(BOARD_PIN_INDICES + i));
}

/** `Pin.cpu` */
function chipNames(): Ref {
  const type = newPermanentType(qstrRef(Q.cpu), Kind.Object, 0, 0);
  reserveNames(type, PIN_COUNT);
  for (let i: u32 = 0; i < PIN_COUNT; i++) {
    defineName(type, load<u16>(PIN_NAMES + (i << 1)), pinRef(i));
  }
  return type;
}

/** `Pin(id, mode, pull=None, af=-1, *, value, alt=-1)` */
function pin_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (n == 0) return <Ref>raiseArity(1, 6, n);
  const x = findPin(load<u32>(args));
  if (x == NULL) return NULL;
  if (n + nkw == 1) enablePort(pinAt(x).port);
  else if (!configure(pinAt(x), n, nkw, args)) return NULL;
  return x;
}

function pin_init(n: i32, nkw: i32, args: usize): Ref {
  return configure(pinAt(load<u32>(args)), n, nkw, args) ? NONE : NULL;
}

/** The argument at a place behind the first, or of a name. */
function option(i: i32, name: i32, n: i32, nkw: i32, args: usize): Ref {
  return i < n ? load<u32>(args + ((<usize>i) << 2)) : keywordArg(qstrRef(name), n, nkw, args);
}

function number(x: Ref, missing: i32): i32 {
  return x == NULL ? missing : toI32(x);
}

/** Takes `mode, pull, af, value, alt` behind the first argument. false: an exception is pending. */
function configure(pin: Pin, n: i32, nkw: i32, args: usize): bool {
  const modeValue = option(1, Q.mode, n, nkw, args);
  if (modeValue == NULL || n > 4) return raiseArity(1, 3, n - 1);
  const mode = <u32>toI32(modeValue);
  const pullValue = option(2, Q.pull, n, nkw, args);
  const pull = number(pullValue == NONE ? NULL : pullValue, 0);
  let af = number(keywordArg(qstrRef(Q.alt), n, nkw, args), -1);
  if (af == -1) af = number(option(3, Q.af, n, nkw, args), -1);
  if (hasPending()) return false;
  const field = mode & ~(MODE_OPEN_DRAIN | EDGES);
  if (field > MODE_ANALOG) raise1(M.pinMode, mode);
  else if (<u32>pull > 2) raise1(M.pinPull, pull);
  else if (field == MODE_ALTERNATE && <u32>af > 15) raise1(M.pinFunction, af);
  if (hasPending()) return false;
  enablePort(pin.port);
  const value = keywordArg(qstrRef(Q.value), n, nkw, args);
  if (value != NULL) writePin(pin.port, pin.bit, truth(value));
  initPin(pin.port, pin.bit, mode, pull, af);
  return !hasPending();
}

function pin_call(x: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 0, 1)) return NULL;
  const pin = pinAt(x);
  if (n == 0) return smallOf(readPin(pin.port, pin.bit));
  writePin(pin.port, pin.bit, truth(load<u32>(args)));
  return NONE;
}

function pin_value(n: i32, args: usize): Ref {
  return pin_call(load<u32>(args), n - 1, 0, args + 4);
}

function pin_on(x: Ref): Ref {
  writePin(pinAt(x).port, pinAt(x).bit, true);
  return NONE;
}

function pin_off(x: Ref): Ref {
  writePin(pinAt(x).port, pinAt(x).bit, false);
  return NONE;
}

/** `irq(handler=None, trigger=IRQ_FALLING | IRQ_RISING, hard=False)` */
function pin_irq(n: i32, nkw: i32, args: usize): Ref {
  if (n + nkw == 1) return NONE;
  const handler = option(1, Q.handler, n, nkw, args);
  const trigger = number(option(2, Q.trigger, n, nkw, args), EDGES);
  const hard = option(3, Q.hard, n, nkw, args);
  if (hasPending()) return NULL;
  const f = handler == NULL ? NONE : handler;
  return registerPin(load<u32>(args), trigger, hard != NULL && truth(hard), f) ? NONE : NULL;
}

function pin_name(x: Ref): Ref {
  return pinAt(x).name;
}

/** The chip's name for it, then the board's. */
function pin_names(x: Ref): Ref {
  const mark = rootMark();
  const list = newList(0);
  if (list == NULL) return NULL;
  root(list);
  if (!listAppend(list, pinAt(x).name)) return NULL;
  for (let i: u32 = 0; i < BOARD_PIN_COUNT; i++) {
    if (boardPin(i) != x) continue;
    if (!listAppend(list, qstrRef(load<u16>(BOARD_PIN_NAMES + (i << 1))))) return NULL;
  }
  rootReset(mark);
  return list;
}

function pin_port(x: Ref): Ref {
  return smallOf((pinAt(x).port - portAddress(0)) >> 10);
}

function pin_pin(x: Ref): Ref {
  return smallOf(pinAt(x).bit);
}

/** Its address as a small int, which wraps as on the board. */
function pin_gpio(x: Ref): Ref {
  return smallOf(pinAt(x).port);
}

function pin_mode(x: Ref): Ref {
  return smallOf(modeOf(pinAt(x).port, pinAt(x).bit));
}

function pin_pull(x: Ref): Ref {
  return smallOf(pullOf(pinAt(x).port, pinAt(x).bit));
}

function pin_af(x: Ref): Ref {
  return smallOf(functionOf(pinAt(x).port, pinAt(x).bit));
}

function pin_afList(x: Ref): Ref {
  return functionList(indexOf(x));
}

function pin_print(p: Ref, x: Ref, style: Style): bool {
  const pin = pinAt(x);
  const mode = modeOf(pin.port, pin.bit);
  if (!putText(p, "Pin(Pin.cpu.") || !putStr(p, pin.name)) return false;
  if (!putText(p, ", mode=Pin.") || !putStr(p, modeName(mode))) return false;
  if (mode == MODE_ANALOG) return putByte(p, 0x29);
  const pull = pullOf(pin.port, pin.bit);
  if (pull == 1 && !putText(p, ", pull=Pin.PULL_UP")) return false;
  if (pull == 2 && !putText(p, ", pull=Pin.PULL_DOWN")) return false;
  if ((mode & MODE_FIELD) != MODE_ALTERNATE) return putByte(p, 0x29);
  const af = functionOf(pin.port, pin.bit);
  const name = functionNamed(indexOf(x), af);
  if (name == NULL) return putText(p, ", alt=") && putNumber(p, af) && putByte(p, 0x29);
  return putText(p, ", alt=Pin.") && putStr(p, name) && putByte(p, 0x29);
}

function modeName(mode: u32): Ref {
  if (mode == 0) return qstrRef(Q.IN);
  if (mode == MODE_ANALOG) return qstrRef(Q.ANALOG);
  const open = (mode & MODE_OPEN_DRAIN) != 0;
  if ((mode & MODE_FIELD) == 1) return qstrRef(open ? Q.OPEN_DRAIN : Q.OUT);
  return qstrRef(open ? Q.ALT_OPEN_DRAIN : Q.ALT);
}

/** The pin at a place. */
export function pinAtPlace(place: u32): Ref {
  for (let i: u32 = 0; i < PIN_COUNT; i++) {
    if (load<u8>(PIN_PLACES + i) == place) return pinRef(i);
  }
  return NULL;
}
