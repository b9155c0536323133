/**
 * Dates of the proleptic Gregorian calendar. Years count from March, so that a leap day is a year's
 * last day, and come in eras of 400 (146,097 days).
 */
import { Ref, smallOf } from "../memory/ref";
import { newTuple, tupleItems } from "../types/tuple";

const DAY_SECONDS: i64 = 86400;
const ERA_DAYS: i64 = 146097;
/** Days from 0000-03-01 to 1970-01-01. */
const EPOCH_DAYS: i64 = 719468;

/** Rounds towards minus infinity. */
function floorDivide(a: i64, b: i64): i64 {
  const quotient = a / b;
  return quotient * b > a ? quotient - 1 : quotient;
}

/** Days from 1970-01-01 to a date; months outside 1 to 12 count into other years. */
export function daysOf(year: i64, month: i64, day: i64): i64 {
  const months = year * 12 + (month - 1) - 2;
  const y = floorDivide(months, 12);
  const fromMarch = months - y * 12;
  const era = floorDivide(y, 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = (153 * fromMarch + 2) / 5;
  const dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
  return era * ERA_DAYS + dayOfEra - EPOCH_DAYS + (day - 1);
}

/**
 * (year, month, day, hour, minute, second, weekday, day of the year, daylight saving) of seconds since 1970; the board
 * leaves the last out.
 */
export function dateTuple(seconds: i64, daylight: bool): Ref {
  const days = floorDivide(seconds, DAY_SECONDS);
  const shifted = days + EPOCH_DAYS;
  const era = floorDivide(shifted, ERA_DAYS);
  const dayOfEra = shifted - era * ERA_DAYS;
  const yearOfEra =
    (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / (ERA_DAYS - 1)) / 365;
  const dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  const fromMarch = (5 * dayOfYear + 2) / 153;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = era * 400 + yearOfEra + i64(month <= 2);
  const day = dayOfYear - (153 * fromMarch + 2) / 5 + 1;
  const tuple = fill(seconds - days * DAY_SECONDS, days, year, month, day);
  if (!BOARD && tuple != 0) put(tupleItems(tuple), 8, i64(daylight));
  return tuple;
}

function fill(second: i64, days: i64, year: i64, month: i64, day: i64): Ref {
  const tuple = newTuple(BOARD ? 8 : 9);
  if (tuple == 0) return 0;
  const to = tupleItems(tuple);
  put(to, 0, year);
  put(to, 1, month);
  put(to, 2, day);
  put(to, 3, second / 3600);
  put(to, 4, (second / 60) % 60);
  put(to, 5, second % 60);
  put(to, 6, days + 3 - floorDivide(days + 3, 7) * 7);
  put(to, 7, days - daysOf(year, 1, 1) + 1);
  return tuple;
}

function put(items: usize, i: i32, value: i64): void {
  store<u32>(items + (i << 2), smallOf(<i32>value));
}
