/** Messages of `pyb.CAN`: `send` and `recv`. */
import { BoardCost } from "../../generated/board-costs";
import { Errno } from "../../generated/errnos";
import { Exc } from "../../generated/exceptions";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { boolRef, isKind, NONE, NULL, Ref, smallOf } from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import {
  endArguments,
  namedOnly,
  needInt,
  needRef,
  optBool,
  optInt,
  optRef,
  startArguments,
} from "../../object/argument-reader";
import { bufferAddress, bufferCode, CODE_BYTES, takeBuffer } from "../../object/buffer";
import { raise, raiseValue } from "../../object/raise";
import { sequenceLength } from "../../object/sequence";
import { newStr } from "../../object/str";
import { raiseStream, StreamRequest } from "../../object/stream";
import { isList, listItems } from "../../types/list";
import { View } from "../../types/memoryview";
import { newTuple, tupleItems } from "../../types/tuple";
import { Cost } from "../../vm/cost";
import { readRegister, writeRegister } from "../access";
import { answerOf, awaitSet, LATE } from "../await";
import { cycleOfMillis } from "../ticks";
import {
  CAN_MAILBOX,
  CAN_RFR,
  CAN_RIR,
  CAN_TIR,
  CAN_TSR,
  Can,
  callbackOf,
  canAt,
  canPending,
  canRegister,
  enableFifo,
  RFR_COUNT,
  RFR_RELEASE,
} from "./can-object";
import { takeSend, transferAddress, transferLength } from "./transfer-buffers";

const MAILBOXES: u32 = 3;
const MAX_BYTES: u32 = 8;
const DEFAULT_MILLIS: i32 = 5000;
const TSR_EMPTY: u32 = 1 << 26;
/** Of mailbox 0; those of the next ones are eight places above. */
const TSR_DONE: u32 = 1 << 0;
const TSR_GOOD: u32 = 1 << 1;
const TSR_ABORT: u32 = 1 << 7;
const IR_REQUEST: u32 = 1 << 0;
const IR_REMOTE: u32 = 1 << 1;
const IR_EXTENDED: u32 = 1 << 2;
/** Words of a mailbox behind the identifier. */
const DTR: u32 = 0x04;
const DLR: u32 = 0x08;
const DHR: u32 = 0x0c;
const POLL_READ: i32 = 1;
const POLL_WRITE: i32 = 4;
/** What a callback was told, plus one: nothing, that there is a message. */
const STATE_EMPTY: u32 = 0;
const STATE_PENDING: u32 = 1;

const DATA: usize = memory.data(8, 8);

/** `send(data, id, *, timeout=0, rtr=False, extframe=False)` */
export function can_send(n: i32, nkw: i32, args: usize): Ref {
  startArguments(n, nkw, args, 1);
  const data = needRef(Q.data);
  const id = needInt(Q.id);
  namedOnly();
  const millis = optInt(Q.timeout, 0);
  const remote = optBool(Q.rtr, false);
  const extended = optBool(Q.extframe, false);
  if (!endArguments() || !takeSend(data)) return NULL;
  if (transferLength > MAX_BYTES) return raise(M.canTooLong);
  const kind = (extended ? IR_EXTENDED : 0) | (remote ? IR_REMOTE : 0);
  const word = extended ? (<u32>id & 0x1fffffff) << 3 : (<u32>id & 0x7ff) << 21;
  const answer = transmit(canAt(load<u32>(args)), word | kind, millis);
  return answer < 0 ? raiseStream(answer) : NONE;
}

/** Hands the bytes of the transfer to an empty mailbox; waits until they are sent unless `millis` is 0. */
function transmit(can: Can, identifier: u32, millis: i32): i32 {
  const status = canRegister(can, CAN_TSR);
  const empty = readRegister(status, 4);
  let mailbox: u32 = 0;
  while (mailbox < MAILBOXES && (empty & (TSR_EMPTY << mailbox)) == 0) mailbox++;
  if (can.enabled == 0 || mailbox == MAILBOXES) return -Errno.EBUSY;
  Cost.charge(BoardCost.canMessage);
  store<u64>(DATA, 0);
  memory.copy(DATA, transferAddress, transferLength);
  const box = canRegister(can, CAN_TIR + mailbox * CAN_MAILBOX);
  writeRegister(box, 4, identifier);
  writeRegister(box + DTR, 4, transferLength);
  writeRegister(box + DLR, 4, load<u32>(DATA));
  writeRegister(box + DHR, 4, load<u32>(DATA, 4));
  writeRegister(box, 4, identifier | IR_REQUEST);
  return millis == 0 ? 0 : awaitSent(status, mailbox << 3, millis);
}

/** Waits for the end of a transmission, and takes it back when it comes too late. */
function awaitSent(status: u32, shift: u32, millis: i32): i32 {
  const done = awaitSet(status, TSR_DONE << shift, cycleOfMillis(millis + 1), false);
  if (done != LATE) return answerOf(done);
  writeRegister(status, 4, TSR_ABORT << shift);
  const ended = answerOf(awaitSet(status, TSR_DONE << shift, cycleOfMillis(millis + 1), false));
  if (ended < 0) return ended;
  return (readRegister(status, 4) & (TSR_GOOD << shift)) != 0 ? 0 : -Errno.ETIMEDOUT;
}

/** `recv(fifo, list=None, *, timeout=5000)`: id, extended, remote, filter, data. */
export function can_recv(n: i32, nkw: i32, args: usize): Ref {
  const can = canAt(load<u32>(args));
  startArguments(n, nkw, args, 1);
  const fifo = needInt(Q.fifo);
  const into = optRef(Q.list, NONE);
  namedOnly();
  const millis = optInt(Q.timeout, DEFAULT_MILLIS);
  if (!endArguments()) return NULL;
  if (fifo != 0 && fifo != 1) return raiseValue(Exc.TypeError, NULL);
  const register = canRegister(can, CAN_RFR + ((<u32>fifo) << 2));
  const ready = answerOf(awaitSet(register, RFR_COUNT, cycleOfMillis(millis), true));
  if (ready < 0) return raiseStream(ready);
  Cost.charge(BoardCost.canMessage);
  const box = canRegister(can, CAN_RIR + <u32>fifo * CAN_MAILBOX);
  const identifier = readRegister(box, 4);
  const details = readRegister(box + DTR, 4);
  store<u32>(DATA, readRegister(box + DLR, 4));
  store<u32>(DATA, readRegister(box + DHR, 4), 4);
  writeRegister(register, 4, RFR_RELEASE);
  noteRead(can, fifo);
  return into == NONE ? newMessage(identifier, details) : fill(into, identifier, details);
}

/** A message has been read: the callback may be told of the next one. */
function noteRead(can: Can, fifo: u32): void {
  if (callbackOf(can, fifo) == NONE) return;
  const empty = canPending(can, fifo) == 0;
  const state = fifo == 0 ? can.state0 : can.state1;
  let next = state;
  if (state > STATE_PENDING) next = STATE_PENDING;
  else if (state == STATE_PENDING && empty) next = STATE_EMPTY;
  if (fifo == 0) can.state0 = next;
  else can.state1 = next;
  enableFifo(can, fifo, empty);
}

function lengthOf(details: u32): u32 {
  return min<u32>(details & 15, MAX_BYTES);
}

function putItems(items: usize, identifier: u32, details: u32): void {
  const extended = (identifier & IR_EXTENDED) != 0;
  store<u32>(items, smallOf(extended ? identifier >>> 3 : identifier >>> 21));
  store<u32>(items, boolRef(extended), 4);
  store<u32>(items, boolRef((identifier & IR_REMOTE) != 0), 8);
  store<u32>(items, smallOf((details >>> 8) & 0xff), 12);
}

function newMessage(identifier: u32, details: u32): Ref {
  const mark = rootMark();
  const tuple = newTuple(5);
  if (tuple == NULL) return NULL;
  root(tuple);
  putItems(tupleItems(tuple), identifier, details);
  store<u32>(tupleItems(tuple), NONE, 16);
  const bytes = newStr(Kind.Bytes, DATA, lengthOf(details));
  if (bytes == NULL) return NULL;
  store<u32>(tupleItems(tuple), bytes, 16);
  rootReset(mark);
  return tuple;
}

/** Fills a list whose fifth item is a view of bytes, which gets the length of the data; nothing is allocated. */
function fill(list: Ref, identifier: u32, details: u32): Ref {
  if (!isList(list)) return raiseValue(Exc.TypeError, NULL);
  if (sequenceLength(list) < 5) return raiseValue(Exc.ValueError, NULL);
  const items = listItems(list);
  const view = load<u32>(items, 16);
  if (!isKind(view, Kind.Memoryview)) return raiseValue(Exc.TypeError, NULL);
  if (!takeBuffer(view, true) || !isByteCode(bufferCode)) return raiseValue(Exc.ValueError, NULL);
  const length = lengthOf(details);
  changetype<View>(<usize>view).length = length;
  memory.copy(bufferAddress, DATA, length);
  putItems(items, identifier, details);
  return list;
}

function isByteCode(code: u32): bool {
  return code == CODE_BYTES || (code | 0x20) == 0x62;
}

export function can_control(x: Ref, request: i32, a: i32, b: i32): i32 {
  if (request != StreamRequest.Poll) return -Errno.EINVAL;
  const can = canAt(x);
  const readable = canPending(can, 0) != 0 || canPending(can, 1) != 0;
  const writable = (readRegister(canRegister(can, CAN_TSR), 4) & (7 * TSR_EMPTY)) != 0;
  return (readable ? a & POLL_READ : 0) | (writable ? a & POLL_WRITE : 0);
}
