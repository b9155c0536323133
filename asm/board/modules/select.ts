/** The module `select`: waiting for one of several streams. */
import { BoardCost } from "../../generated/board-costs";
import { Errno } from "../../generated/errnos";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { allocate } from "../../memory/heap";
import { describe, refAt } from "../../memory/layout";
import { NONE, NULL, Ref, smallOf, smallValue } from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import {
  function0,
  functionArgs,
  method2,
  method3,
  methodArgs,
} from "../../object/native-function";
import { hasPending, raise, raiseErrno } from "../../object/raise";
import { hasControl, raiseStream, StreamRequest, streamControl } from "../../object/stream";
import { reserveNames, typeAt, typeOfKind } from "../../object/type";
import {
  listAppend,
  listAt,
  listFromIterable,
  listGet,
  listItems,
  newList,
} from "../../types/list";
import { defineInModule, newNativeModule } from "../../types/module";
import { toFloat, toI32 } from "../../types/number";
import { newTuple, pairOf, tupleItems } from "../../types/tuple";
import { Cost } from "../../vm/cost";
import { servePoll } from "../../vm/poll";
import { hasScheduled } from "../../vm/schedule";
import { boardMillis, cycleAtMillis, passToInterrupt } from "../ticks";

const POLLIN: i32 = 1;
const POLLOUT: i32 = 4;
const POLLERR: i32 = 8;
const POLLHUP: i32 = 16;
/** A flag of `ipoll`: what it has told of is not asked again until `modify`. */
const ONE_SHOT: i32 = 1;
const FOREVER: i32 = -1;

/** Words of a stream in a set: itself, what is asked of it, and what it has answered last. */
const STRIDE: i32 = 3;
const EVENTS: i32 = 1;
const ANSWER: i32 = 2;

@unmanaged
class Poll {
  header: u32;
  /** A list of the streams, STRIDE items each. */
  set: Ref;
  /** The tuple that `ipoll` gives again and again; how many are left for it, from which item on. */
  pair: Ref;
  left: i32;
  at: i32;
  flags: i32;
}

export function initSelect(): void {
  describe(Kind.Poll, refAt(offsetof<Poll>("set")) | refAt(offsetof<Poll>("pair")), 0);
  const type = typeOfKind(Kind.Poll);
  typeAt(type).iter = poll_iter.index;
  typeAt(type).next = poll_next.index;
  reserveNames(type, 5);
  methodArgs(type, Q.register, 2, 3, poll_register);
  method2(type, Q.unregister, poll_unregister);
  method3(type, Q.modify, poll_modify);
  methodArgs(type, Q.poll, 1, 2, poll_poll);
  methodArgs(type, Q.ipoll, 1, 3, poll_ipoll);
}

export function initSelectModule(): Ref {
  const module = newNativeModule(Q.select, 8);
  defineInModule(module, Q.select, functionArgs(Q.select, 3, 4, select_select));
  defineInModule(module, Q.poll, function0(Q.poll, select_poll));
  defineInModule(module, Q.POLLIN, smallOf(POLLIN));
  defineInModule(module, Q.POLLOUT, smallOf(POLLOUT));
  defineInModule(module, Q.POLLERR, smallOf(POLLERR));
  defineInModule(module, Q.POLLHUP, smallOf(POLLHUP));
  return module;
}

function pollAt(x: Ref): Poll {
  return changetype<Poll>(<usize>x);
}

/** Where a stream stands in a set; -1: it does not. */
function placeIn(set: Ref, stream: Ref): i32 {
  for (let i = 0; i < listAt(set).length; i += STRIDE) if (listGet(set, i) == stream) return i;
  return -1;
}

function fieldOf(set: Ref, at: i32, field: i32): i32 {
  return smallValue(listGet(set, at + field));
}

function setField(set: Ref, at: i32, field: i32, value: i32): void {
  store<u32>(listItems(set) + ((<usize>(at + field)) << 2), smallOf(value));
}

/** Puts a stream into a set, or asks more of one that is in it: the events, with those of before. */
function addTo(set: Ref, stream: Ref, events: i32, before: bool): bool {
  const at = placeIn(set, stream);
  if (at >= 0) {
    setField(set, at, EVENTS, before ? events | fieldOf(set, at, EVENTS) : events);
    return true;
  }
  if (!hasControl(stream)) return <bool>raise(M.streamUnsupported);
  return listAppend(set, stream) && listAppend(set, smallOf(events)) && listAppend(set, smallOf(0));
}

/** Asks each stream once; gives how many have answered, -1 when an exception is pending. */
function askAll(set: Ref): i32 {
  let ready = 0;
  // A stream of Python's own may change the set.
  for (let at = 0; at < listAt(set).length; at += STRIDE) {
    Cost.charge(BoardCost.pollStream);
    const events = fieldOf(set, at, EVENTS);
    const answer = streamControl(listGet(set, at), StreamRequest.Poll, events, 0);
    if (answer < 0) {
      raiseStream(answer);
      return -1;
    }
    if (at < listAt(set).length) setField(set, at, ANSWER, answer);
    if (answer != 0) ready++;
  }
  return ready;
}

/** Asks until one answers, for so many milliseconds; gives how many have, -1 when an exception is pending. */
function awaitSome(set: Ref, millis: i32): i32 {
  const end = boardMillis() + <f64>millis;
  while (true) {
    const ready = askAll(set);
    if (ready != 0) return ready;
    if (millis != FOREVER && boardMillis() >= end) return 0;
    if (!passToInterrupt(millis == FOREVER ? Infinity : cycleAtMillis(end))) return -1;
    if (hasScheduled()) servePoll();
    if (hasPending()) return -1;
  }
}

/** `poll()` */
function select_poll(): Ref {
  const mark = rootMark();
  const x = allocate(Kind.Poll, offsetof<Poll>());
  if (x == NULL) return NULL;
  root(x);
  const set = newList(0);
  if (set == NULL) return NULL;
  pollAt(x).set = set;
  rootReset(mark);
  return x;
}

/** `register(obj, eventmask=POLLIN | POLLOUT)` */
function poll_register(n: i32, args: usize): Ref {
  const events = n == 3 ? toI32(load<u32>(args, 8)) : POLLIN | POLLOUT;
  if (hasPending()) return NULL;
  return addTo(pollAt(load<u32>(args)).set, load<u32>(args, 4), events, false) ? NONE : NULL;
}

/** `unregister(obj)` */
function poll_unregister(x: Ref, stream: Ref): Ref {
  const set = pollAt(x).set;
  const at = placeIn(set, stream);
  if (at < 0) return NONE;
  const items = listItems(set) + ((<usize>at) << 2);
  const left = listAt(set).length - at - STRIDE;
  memory.copy(items, items + (STRIDE << 2), (<usize>left) << 2);
  memory.fill(items + ((<usize>left) << 2), 0, STRIDE << 2);
  listAt(set).length -= STRIDE;
  return NONE;
}

/** `modify(obj, eventmask)` */
function poll_modify(x: Ref, stream: Ref, mask: Ref): Ref {
  const events = toI32(mask);
  if (hasPending()) return NULL;
  const at = placeIn(pollAt(x).set, stream);
  if (at < 0) return raiseErrno(Errno.ENOENT);
  setField(pollAt(x).set, at, EVENTS, events);
  return NONE;
}

/** Waits for so many milliseconds as the second argument says; gives how many have answered. */
function waitFor(n: i32, args: usize): i32 {
  let millis = FOREVER;
  if (n > 1 && load<u32>(args, 4) != NONE) millis = max(FOREVER, toI32(load<u32>(args, 4)));
  const flags = n > 2 ? toI32(load<u32>(args, 8)) : 0;
  if (hasPending()) return -1;
  pollAt(load<u32>(args)).flags = flags;
  return awaitSome(pollAt(load<u32>(args)).set, millis);
}

/** `poll(timeout=-1)` */
function poll_poll(n: i32, args: usize): Ref {
  if (waitFor(n, args) < 0) return NULL;
  const set = pollAt(load<u32>(args)).set;
  const mark = rootMark();
  const list = newList(0);
  if (list == NULL) return NULL;
  root(list);
  for (let at = 0; at < listAt(set).length; at += STRIDE) {
    if (fieldOf(set, at, ANSWER) == 0) continue;
    const pair = pairOf(listGet(set, at), listGet(set, at + ANSWER));
    if (pair == NULL || !listAppend(list, pair)) return NULL;
  }
  rootReset(mark);
  return list;
}

/** `ipoll(timeout=-1, flags=0)`: as `poll`, without new objects. */
function poll_ipoll(n: i32, args: usize): Ref {
  const x = load<u32>(args);
  if (pollAt(x).pair == NULL) {
    const pair = newTuple(2);
    if (pair == NULL) return NULL;
    store<u32>(tupleItems(pair), NONE);
    store<u32>(tupleItems(pair), NONE, 4);
    pollAt(x).pair = pair;
  }
  const ready = waitFor(n, args);
  if (ready < 0) return NULL;
  pollAt(x).left = ready;
  pollAt(x).at = 0;
  return x;
}

function poll_iter(x: Ref): Ref {
  return x;
}

/** NULL: there are no more. */
function poll_next(x: Ref): Ref {
  const poll = pollAt(x);
  const set = poll.set;
  if (poll.left == 0) return NULL;
  poll.left--;
  while (poll.at < listAt(set).length) {
    const at = poll.at;
    poll.at += STRIDE;
    if (fieldOf(set, at, ANSWER) == 0) continue;
    store<u32>(tupleItems(poll.pair), listGet(set, at));
    store<u32>(tupleItems(poll.pair), listGet(set, at + ANSWER), 4);
    if ((poll.flags & ONE_SHOT) != 0) setField(set, at, EVENTS, 0);
    return poll.pair;
  }
  poll.left = 0;
  return NULL;
}

/** Milliseconds of a timeout in seconds, of which there may be none. */
function millisOf(timeout: Ref): i32 {
  if (timeout == NONE) return FOREVER;
  const millis = <f32>toFloat(timeout) * 1000;
  return millis >= 0 ? <i32>min<f64>(millis, i32.MAX_VALUE) : FOREVER;
}

/** `select(rlist, wlist, xlist, timeout=None)` */
function select_select(n: i32, args: usize): Ref {
  const millis = n == 4 ? millisOf(load<u32>(args, 12)) : FOREVER;
  if (hasPending()) return NULL;
  const mark = rootMark();
  const set = newList(0);
  if (set == NULL) return NULL;
  root(set);
  for (let i = 0; i < 3; i++) {
    const streams = listFromIterable(load<u32>(args + ((<usize>i) << 2)));
    if (streams == NULL) return NULL;
    root(streams);
    for (let k = 0; k < listAt(streams).length; k++) {
      if (!addTo(set, listGet(streams, k), eventsOf(i), true)) return NULL;
    }
  }
  if (awaitSome(set, millis) < 0) return NULL;
  const lists = newTuple(3);
  if (lists == NULL) return NULL;
  root(lists);
  for (let i = 0; i < 3; i++) {
    const list = answered(set, i == 2 ? ~(POLLIN | POLLOUT) : eventsOf(i));
    if (list == NULL) return NULL;
    store<u32>(tupleItems(lists) + ((<usize>i) << 2), list);
  }
  rootReset(mark);
  return lists;
}

/** What the lists of `select` are for. */
function eventsOf(list: i32): i32 {
  return list == 0 ? POLLIN : list == 1 ? POLLOUT : POLLERR | POLLHUP;
}

/** A list of the streams that have answered one of these events. */
function answered(set: Ref, events: i32): Ref {
  const mark = rootMark();
  const list = newList(0);
  if (list == NULL) return NULL;
  root(list);
  for (let at = 0; at < listAt(set).length; at += STRIDE) {
    if ((fieldOf(set, at, ANSWER) & events) == 0) continue;
    if (!listAppend(list, listGet(set, at))) return NULL;
  }
  rootReset(mark);
  return list;
}
