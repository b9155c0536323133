/** `pyb.CAN`: how a controller is set up, what it tells about itself. */
import { CAN_COUNT, CAN_ROWS } from "../../generated/buses";
import { Exc } from "../../generated/exceptions";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { allocate } from "../../memory/heap";
import { boolRef, NONE, NULL, Ref, smallOf } from "../../memory/ref";
import { isCallable } from "../../modules/builtins/objects";
import {
  endArguments,
  namedOnly,
  needInt,
  optBool,
  optInt,
  startArguments,
} from "../../object/argument-reader";
import { putByte, putText, putUnsigned } from "../../object/builder";
import { raiseArity } from "../../object/call";
import {
  method1,
  method2,
  method3,
  methodArgs,
  methodKeywords,
} from "../../object/native-function";
import { Style } from "../../object/print";
import { hasPending, raise2, raiseValue } from "../../object/raise";
import { sequenceLength } from "../../object/sequence";
import { describeStream } from "../../object/stream";
import { defineName, reserveNames, typeAt, typeOfKind } from "../../object/type";
import { isList, listAppend, listItems, newList } from "../../types/list";
import { toI32 } from "../../types/number";
import { modifyRegister, readRegister, writeRegister } from "../access";
import { busOf, busRow, clockOfBus, connectPin, resetBus, startBus, stopBus } from "../bus";
import {
  can_clearfilter,
  can_setfilter,
  FILTER_BANKS,
  LIST16,
  LIST32,
  MASK16,
  MASK32,
  setBank,
  splitFilters,
} from "./can-filter";
import { can_control, can_recv, can_send } from "./can-messages";
import {
  CAN_BTR,
  CAN_ESR,
  CAN_IER,
  CAN_MCR,
  CAN_RX0,
  CAN_SCE,
  CAN_TSR,
  Can,
  callbackOf,
  canAt,
  canPending,
  canRegister,
  canRoot,
  describeCan,
  dropCallback,
  ESR_OFF,
  ESR_PASSIVE,
  ESR_WARNING,
  enableCan,
  enableFifo,
  rowOfCan,
  setCallback,
} from "./can-object";

const NORMAL: i32 = 0;
/** BTR's bits, four places down so that they fit into a small int. */
const LOOPBACK: i32 = 0x4000000;
const SILENT: i32 = 0x8000000;
const MODE_SHIFT: i32 = 4;
const STOPPED: i32 = 0;
const ERROR_ACTIVE: i32 = 1;
const ERROR_WARNING: i32 = 2;
const ERROR_PASSIVE: i32 = 3;
const BUS_OFF: i32 = 4;

const DEFAULT_PRESCALER: i32 = 100;
const DEFAULT_BS1: i32 = 6;
const DEFAULT_BS2: i32 = 8;
const DEFAULT_SAMPLE: i32 = 75;
const DEFAULT_BANKS: i32 = 14;
const MAX_PRESCALER: i32 = 1024;
const MAX_BS1: i32 = 16;
const MAX_BS2: i32 = 8;

const MCR_INRQ: u32 = 1 << 0;
const MCR_ABOM: u32 = 1 << 6;
const IER_ERRORS: u32 = (1 << 15) | (7 << 8);
const TSR_EMPTY_SHIFT: u32 = 26;
const ALTERNATE: u32 = 2;
const PULL_UP: u32 = 1;
const INFO_ITEMS: u32 = 8;

export function initCan(): void {
  describeCan();
  describeStream(Kind.Can, 0, 0, can_control.index, false);
  const type = typeOfKind(Kind.Can);
  typeAt(type).make = can_make.index;
  typeAt(type).print = can_print.index;
  reserveNames(type, 24);
  methodKeywords(type, Q.init, 1, 0xff, can_init);
  method1(type, Q.deinit, can_deinit);
  method1(type, Q.restart, can_restart);
  method1(type, Q.state, can_state);
  methodArgs(type, Q.info, 1, 2, can_info);
  method2(type, Q.any, can_any);
  methodKeywords(type, Q.send, 1, 0xff, can_send);
  methodKeywords(type, Q.recv, 1, 0xff, can_recv);
  methodKeywords(type, Q.setfilter, 1, 0xff, can_setfilter);
  methodKeywords(type, Q.clearfilter, 2, 0xff, can_clearfilter);
  method3(type, Q.rxcallback, can_rxcallback);
  defineConstants(type);
}

function defineConstants(type: Ref): void {
  defineName(type, Q.NORMAL, smallOf(NORMAL));
  defineName(type, Q.LOOPBACK, smallOf(LOOPBACK));
  defineName(type, Q.SILENT, smallOf(SILENT));
  defineName(type, Q.SILENT_LOOPBACK, smallOf(SILENT | LOOPBACK));
  defineName(type, Q.MASK16, smallOf(MASK16));
  defineName(type, Q.LIST16, smallOf(LIST16));
  defineName(type, Q.MASK32, smallOf(MASK32));
  defineName(type, Q.LIST32, smallOf(LIST32));
  defineName(type, Q.STOPPED, smallOf(STOPPED));
  defineName(type, Q.ERROR_ACTIVE, smallOf(ERROR_ACTIVE));
  defineName(type, Q.ERROR_WARNING, smallOf(ERROR_WARNING));
  defineName(type, Q.ERROR_PASSIVE, smallOf(ERROR_PASSIVE));
  defineName(type, Q.BUS_OFF, smallOf(BUS_OFF));
}

function can_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (n == 0) return <Ref>raiseArity(1, 0xff, n);
  const row = busOf(CAN_ROWS, CAN_COUNT, load<u32>(args), M.noCan, M.noCanNamed);
  if (row == 0) return NULL;
  const cell = canRoot(busRow(row).number);
  if (load<u32>(cell) == NULL) {
    const made = allocate(Kind.Can, offsetof<Can>());
    if (made == NULL) return NULL;
    canAt(made).row = <u32>row;
    store<u32>(cell, made);
  }
  const x = load<u32>(cell);
  const can = canAt(x);
  if (can.enabled != 0 && n == 1) return x;
  if (can.enabled != 0) can_deinit(x);
  can.callback0 = NONE;
  can.callback1 = NONE;
  can.state0 = 0;
  can.state1 = 0;
  return n + nkw == 1 || configure(x, n - 1, nkw, args + 4) ? x : NULL;
}

function can_init(n: i32, nkw: i32, args: usize): Ref {
  return configure(load<u32>(args), n - 1, nkw, args + 4) ? NONE : NULL;
}

/** The timing of a bit: prescaler and segments. */
let prescaler: i32 = 0;
let segment1: i32 = 0;
let segment2: i32 = 0;

/** Takes the arguments of `init`. false: an exception is pending. */
function configure(x: Ref, n: i32, nkw: i32, args: usize): bool {
  startArguments(n, nkw, args, 0);
  const mode = needInt(Q.mode);
  prescaler = optInt(Q.prescaler, DEFAULT_PRESCALER);
  namedOnly();
  const jump = optInt(Q.sjw, 1);
  segment1 = optInt(Q.bs1, DEFAULT_BS1);
  segment2 = optInt(Q.bs2, DEFAULT_BS2);
  const restarts = optBool(Q.auto_restart, false);
  const baud = optInt(Q.baudrate, 0);
  const sample = optInt(Q.sample_point, DEFAULT_SAMPLE);
  const banks = optInt(Q.num_filter_banks, DEFAULT_BANKS);
  if (!endArguments()) return false;
  const can = canAt(x);
  const row = rowOfCan(can);
  if (baud != 0 && !findTiming(clockOfBus(row), baud, sample)) return false;
  // The filters are in the first controller, which the second needs for its clock, too.
  startBus(busRow(CAN_ROWS));
  startBus(row);
  splitFilters(banks);
  for (let bank = 0; bank < FILTER_BANKS; bank++) setBank(bank, MASK16, 0, 0, 0, false);
  connectPin(row, 0, ALTERNATE, PULL_UP);
  connectPin(row, 1, ALTERNATE, PULL_UP);
  start(can, mode, jump, restarts);
  can.enabled = 1;
  can.mode = mode;
  can.warnings = 0;
  can.passives = 0;
  can.offs = 0;
  return !hasPending();
}

/** Programs a controller while it is stopped, and lets it go. */
function start(can: Can, mode: i32, jump: i32, restarts: bool): void {
  const control = canRegister(can, CAN_MCR);
  writeRegister(control, 4, MCR_INRQ);
  writeRegister(
    canRegister(can, CAN_BTR),
    4,
    ((<u32>mode) << MODE_SHIFT) |
      (((jump - 1) & 3) << 24) |
      (((segment1 - 1) & 15) << 16) |
      (((segment2 - 1) & 7) << 20) |
      ((prescaler - 1) & 0x3ff),
  );
  writeRegister(control, 4, restarts ? MCR_ABOM : 0);
  modifyRegister(canRegister(can, CAN_IER), 0, IER_ERRORS);
  enableCan(can, CAN_SCE);
}

/** Looks for segments that give a rate within 0.1 % and a sample point within 0.5 %. */
function findTiming(hertz: u32, baud: i32, sample: i32): bool {
  const most = baud / 1000;
  for (let divider = 1; divider < MAX_PRESCALER; divider++) {
    for (let first = 1; first < MAX_BS1; first++) {
      for (let second = 1; second < MAX_BS2; second++) {
        const quanta = 1 + first + second;
        const rate = <i32>(hertz / <u32>(divider * quanta));
        const point = ((1 + first) * 1000) / quanta;
        if (abs(baud - rate) >= most || abs(sample * 10 - point) >= 5) continue;
        prescaler = divider;
        segment1 = first;
        segment2 = second;
        return true;
      }
    }
  }
  raise2(M.canTiming, baud, sample);
  return false;
}

function can_deinit(x: Ref): Ref {
  const can = canAt(x);
  resetBus(rowOfCan(can));
  stopBus(rowOfCan(can));
  can.enabled = 0;
  return NONE;
}

/** Leaves the state of being off the bus. */
function can_restart(x: Ref): Ref {
  const can = canAt(x);
  if (can.enabled == 0) return raiseValue(Exc.ValueError, NULL);
  modifyRegister(canRegister(can, CAN_MCR), 0, MCR_INRQ);
  modifyRegister(canRegister(can, CAN_MCR), MCR_INRQ, 0);
  return NONE;
}

function can_state(x: Ref): Ref {
  const can = canAt(x);
  if (can.enabled == 0) return smallOf(STOPPED);
  const state = readRegister(canRegister(can, CAN_ESR), 4);
  if ((state & ESR_OFF) != 0) return smallOf(BUS_OFF);
  if ((state & ESR_PASSIVE) != 0) return smallOf(ERROR_PASSIVE);
  return smallOf((state & ESR_WARNING) != 0 ? ERROR_WARNING : ERROR_ACTIVE);
}

/** `info(list=None)`: counts of errors, of messages that wait to be sent and in the FIFOs. */
function can_info(n: i32, args: usize): Ref {
  const can = canAt(load<u32>(args));
  let list: Ref = NULL;
  if (n == 2) {
    list = load<u32>(args, 4);
    if (!isList(list)) return raiseValue(Exc.TypeError, NULL);
    if (sequenceLength(list) < <i32>INFO_ITEMS) return raiseValue(Exc.ValueError, NULL);
  } else {
    list = newList(INFO_ITEMS);
    if (list == NULL) return NULL;
    for (let i: u32 = 0; i < INFO_ITEMS; i++) listAppend(list, smallOf(0));
  }
  const errors = readRegister(canRegister(can, CAN_ESR), 4);
  const empty = (readRegister(canRegister(can, CAN_TSR), 4) >>> TSR_EMPTY_SHIFT) & 7;
  const items = listItems(list);
  store<u32>(items, smallOf((errors >>> 16) & 0xff));
  store<u32>(items, smallOf(errors >>> 24), 4);
  store<u32>(items, smallOf(can.warnings), 8);
  store<u32>(items, smallOf(can.passives), 12);
  store<u32>(items, smallOf(can.offs), 16);
  store<u32>(items, smallOf(3 - popcnt(empty)), 20);
  store<u32>(items, smallOf(canPending(can, 0)), 24);
  store<u32>(items, smallOf(canPending(can, 1)), 28);
  return list;
}

function can_any(x: Ref, fifo: Ref): Ref {
  const index = toI32(fifo);
  return hasPending() ? NULL : boolRef(canPending(canAt(x), index & 1) != 0);
}

/** `rxcallback(fifo, callback)`; None ends it. */
function can_rxcallback(x: Ref, fifo: Ref, callback: Ref): Ref {
  const index = toI32(fifo) == 0 ? 0 : 1;
  if (hasPending()) return NULL;
  const can = canAt(x);
  if (callback == NONE) dropCallback(can, index);
  else if (callbackOf(can, index) != NONE) setCallback(can, index, callback);
  else if (isCallable(callback)) {
    setCallback(can, index, callback);
    enableCan(can, CAN_RX0 + index);
    enableFifo(can, index, true);
  }
  return NONE;
}

function can_print(p: Ref, x: Ref, style: Style): bool {
  const can = canAt(x);
  if (!putText(p, "CAN(") || !putUnsigned(p, rowOfCan(can).number)) return false;
  if (can.enabled == 0) return putByte(p, 0x29);
  putText(p, ", CAN.");
  const silent = (can.mode & SILENT) != 0;
  if ((can.mode & LOOPBACK) != 0) putText(p, silent ? "SILENT_LOOPBACK" : "LOOPBACK");
  else putText(p, silent ? "SILENT" : "NORMAL");
  const restarts = (readRegister(canRegister(can, CAN_MCR), 4) & MCR_ABOM) != 0;
  return putText(p, restarts ? ", auto_restart=True)" : ", auto_restart=False)");
}
