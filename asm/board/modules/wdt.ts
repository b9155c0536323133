/** `machine.WDT`: the independent watchdog, which nothing stops (RM0090, chapter 21). */
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { permanentObject } from "../../memory/permanent";
import { NONE, NULL, Ref } from "../../memory/ref";
import { endArguments, optInt, startArguments } from "../../object/argument-reader";
import { method1 } from "../../object/native-function";
import { raise, raise1 } from "../../object/raise";
import { reserveNames, typeAt, typeOfKind } from "../../object/type";
import { writeRegister } from "../access";

const IWDG_KR: u32 = 0x40003000;
const IWDG_PR: u32 = 0x40003004;
const IWDG_RLR: u32 = 0x40003008;
const KEY_OPEN: u32 = 0x5555;
const KEY_START: u32 = 0xcccc;
const KEY_FEED: u32 = 0xaaaa;
const DEFAULT_MILLIS: i32 = 5000;
/** Ticks of a millisecond with the smallest prescaler, about. */
const TICKS: i32 = 8;
const MOST_TICKS: i32 = 0xfff;
const MOST_MILLIS: i32 = 512;
const PRESCALERS: u32 = 6;

let only: Ref = 0;

export function initWdt(): void {
  only = permanentObject(Kind.Wdt, 16);
  const type = typeOfKind(Kind.Wdt);
  typeAt(type).make = wdt_make.index;
  reserveNames(type, 1);
  method1(type, Q.feed, wdt_feed);
}

/** `WDT(id=0, timeout=5000)` */
function wdt_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  startArguments(n, nkw, args, 0);
  const id = optInt(Q.id, 0);
  let left = optInt(Q.timeout, DEFAULT_MILLIS);
  if (!endArguments()) return NULL;
  if (id != 0) return raise1(M.noWatchdog, id);
  let prescaler: u32 = 0;
  for (; prescaler < PRESCALERS && left >= MOST_MILLIS; left >>= 1) prescaler++;
  const ticks = left * TICKS;
  if (ticks <= 0) return raise(M.watchdogShort);
  if (ticks > MOST_TICKS) return raise(M.watchdogLong);
  writeRegister(IWDG_KR, 4, KEY_OPEN);
  writeRegister(IWDG_RLR, 4, ticks - 1);
  writeRegister(IWDG_KR, 4, KEY_OPEN);
  writeRegister(IWDG_PR, 4, prescaler);
  writeRegister(IWDG_KR, 4, KEY_START);
  return only;
}

function wdt_feed(x: Ref): Ref {
  writeRegister(IWDG_KR, 4, KEY_FEED);
  return NONE;
}
