/** The time of day for the module `time`: the real-time clock's, in seconds since 2000. */
import { Ref, smallOf } from "../../memory/ref";
import { dateTuple, daysOf } from "../../modules/calendar";
import { tupleItems } from "../../types/tuple";
import {
  fromDigits,
  readClock,
  readDate,
  readSubsecond,
  readTime,
  SUBSECONDS,
  startClock,
} from "../real-time-clock";

const CENTURY: i64 = 2000;
const WEEKDAY: usize = 6;
/** Seconds from 1970 to 2000. */
export const BOARD_EPOCH: i64 = 946684800;

/** Seconds since 2000. Look at the pending exception. */
export function clockSeconds(): i64 {
  startClock();
  readClock();
  const year = CENTURY + <i64>fromDigits(readDate >>> 16);
  const month = fromDigits((readDate >>> 8) & 0x1f);
  const days = daysOf(year, month, fromDigits(readDate & 0x3f)) - daysOf(CENTURY, 1, 1);
  const hours = <i64>fromDigits((readTime >>> 16) & 0x3f);
  const minutes = <i64>fromDigits((readTime >>> 8) & 0x7f);
  return ((days * 24 + hours) * 60 + minutes) * 60 + <i64>fromDigits(readTime & 0x7f);
}

/** Nanoseconds since 2000, in steps of the clock's. */
export function clockNanos(): i64 {
  const seconds = clockSeconds();
  const micros = (((SUBSECONDS - 1 - readSubsecond) * 15625) / 4) * 1000;
  return seconds * 1000000000 + <i64>micros;
}

/** The date and time of now, with the day of the week that the clock has. */
export function clockTuple(): Ref {
  const seconds = clockSeconds() + BOARD_EPOCH;
  const weekday = (readDate >>> 13) & 7;
  const tuple = dateTuple(seconds, false);
  if (tuple != 0) store<u32>(tupleItems(tuple) + (WEEKDAY << 2), smallOf(<i32>weekday - 1));
  return tuple;
}
