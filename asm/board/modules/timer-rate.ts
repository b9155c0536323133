/** From frequencies, periods and percentages to what a timer's registers hold, and back. */
import { M } from "../../generated/messages";
import { Ref } from "../../memory/ref";
import { hasPending, raise } from "../../object/raise";
import { intFromFinite, intFromI32 } from "../../types/bigint";
import { floatValue, isFloat, newFloat } from "../../types/float";
import { toFloat, toI32 } from "../../types/number";
import { timerHertz } from "../clocks";
import { counterMask } from "../timers";

/** What was computed last. */
export let ratePrescaler: u32 = 0;
export let ratePeriod: u32 = 0;

/** Leaves what was given. */
export function setRate(prescaler: u32, period: u32): void {
  ratePrescaler = prescaler;
  ratePeriod = period;
}

/** Fractions of a hertz are taken by at most this power of ten of the prescaler. */
const MOST_TENS: u32 = 6553;
/** With a prescaler above these, 5 and 3 times as much are too much. */
const MOST_FIFTHS: u32 = 13107;
const MOST_THIRDS: u32 = 21845;
const MOST_PRESCALER: u32 = 0x10000;
/** 100 times more does not fit into 32 bits. */
const MOST_HUNDREDTHS: u32 = 42949672;

/** The count of a period that float division gave, as the processor converts it. */
function saturate(count: f32): u32 {
  return count >= 4294967295 ? 0xffffffff : <u32>count;
}

/** Finds prescaler and period of a frequency. false: an exception is pending. */
export function rateOfFrequency(number: u32, frequency: Ref): bool {
  const source = timerHertz(number);
  let prescaler: u32 = 1;
  let period: u32 = 0;
  if (isFloat(frequency)) {
    let hertz = <f32>floatValue(frequency);
    if (!(hertz > 0)) return fail();
    for (; hertz < 1 && prescaler < MOST_TENS; prescaler *= 10) hertz *= 10;
    period = saturate(<f32>source / hertz);
  } else {
    const hertz = toI32(frequency);
    if (hasPending()) return false;
    if (hertz <= 0) return fail();
    period = source / <u32>hertz;
  }
  period = max<u32>(1, period);
  const most = counterMask(number);
  while (period > most) {
    const divisor: u32 = period % 5 == 0 ? 5 : period % 3 == 0 ? 3 : 2;
    prescaler *= divisor;
    period /= divisor;
  }
  ratePrescaler = (prescaler - 1) & 0xffff;
  ratePeriod = (period - 1) & most;
  return true;
}

function fail(): bool {
  raise(M.timerFrequency);
  return false;
}

/** Finds them of a period of `ticks` at so many hertz. false: an exception is pending. */
export function rateOfPeriod(number: u32, ticks: i32, hertz: i32): bool {
  if (ticks <= 0 || hertz <= 0) return fail();
  const most = <u64>counterMask(number);
  let period = (<u64>timerHertz(number) * <u64>ticks) / <u64>hertz;
  let prescaler: u32 = 1;
  while (period > most) {
    if (prescaler <= MOST_FIFTHS && period % 5 == 0) {
      prescaler *= 5;
      period /= 5;
    } else if (prescaler <= MOST_THIRDS && period % 3 == 0) {
      prescaler *= 3;
      period /= 3;
    } else {
      const odd = <u32>period & 1;
      prescaler <<= 1;
      period >>= 1;
      if (period < <u64>prescaler) prescaler |= odd;
      if (prescaler > MOST_PRESCALER) {
        raise(M.timerPeriod);
        return false;
      }
    }
  }
  ratePrescaler = (prescaler - 1) & 0xffff;
  ratePeriod = <u32>(period - 1) & <u32>most;
  return true;
}

/** The frequency of prescaler and period: an int when it is one. */
export function frequencyOf(number: u32, prescaler: u32, period: u32): Ref {
  const source = timerHertz(number);
  const a = prescaler + 1;
  const b = period + 1;
  if (source % a != 0) return newFloat(<f32>source / <f32>a / <f32>b);
  const counts = source / a;
  if (b == 0 || counts % b != 0) return newFloat(<f32>counts / <f32>b);
  return intFromI32(counts / b);
}

/** The compare value of a percentage of `whole`. Look at the pending exception. */
export function partOfPercent(whole: u32, percent: Ref): u32 {
  if (isFloat(percent)) {
    const part = <f32>toFloat(percent);
    if (part <= 0) return 0;
    return part >= 100 ? whole : saturate((part / 100) * <f32>whole);
  }
  const part = toI32(percent);
  if (part <= 0) return 0;
  if (part >= 100) return whole;
  return whole > MOST_HUNDREDTHS ? <u32>part * (whole / 100) : (<u32>part * whole) / 100;
}

/** The percentage that a compare value is of `whole`. */
export function percentOfPart(whole: u32, part: u32): Ref {
  if (part >= whole) return newFloat(100);
  return newFloat((<f64>(<f32>part) * 100) / <f64>(<f32>whole));
}

/** The counts of a width of time, of which there are `units` in a second. Look at the pending exception. */
export function countsOfTime(number: u32, prescaler: u32, time: Ref, units: u32): u32 {
  const width = toI32(time);
  if (width <= 0) return 0;
  const counts = (<f64>width * <f64>timerHertz(number)) / (<f64>units * <f64>(prescaler + 1));
  return counts > 4294967295 ? 0xffffffff : <u32>counts;
}

/** The time that so many counts take. */
export function timeOfCounts(number: u32, prescaler: u32, counts: u32, units: u32): Ref {
  const ticks = <f64>counts * <f64>(prescaler + 1);
  return intFromFinite(Math.floor((ticks * <f64>units) / <f64>timerHertz(number)));
}
