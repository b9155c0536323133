/** A date and time as the registers TR and DR hold it, in BCD: RM0090, 26.6.1 and 26.6.2. */

/** Seconds of a day. */
const DAY = 86400;
const PM = 1 << 22;
/** Days from 1970 to 2000. */
const DAYS_TO_2000 = 10957;

export function toBcd(value: number): number {
  return (Math.floor(value / 10) << 4) | (value % 10);
}

export function fromBcd(bcd: number): number {
  return (bcd >> 4) * 10 + (bcd & 15);
}

/** Seconds since the start of 2000, with the day of the week, which is counted by itself. */
export interface CalendarTime {
  readonly seconds: number;
  /** 1 Monday to 7 Sunday. */
  readonly weekday: number;
}

/** The seconds of a day in TR. */
function secondsOfDay(tr: number, twelve: boolean): number {
  let hours = fromBcd((tr >> 16) & 0x3f);
  if (twelve) hours = (hours % 12) + (tr & PM ? 12 : 0);
  return hours * 3600 + fromBcd((tr >> 8) & 0x7f) * 60 + fromBcd(tr & 0x7f);
}

/** What TR and DR say. `twelve`: hours with AM and PM. */
export function calendarFrom(tr: number, dr: number, twelve: boolean): CalendarTime {
  const year = 2000 + fromBcd((dr >> 16) & 0xff);
  const month = fromBcd((dr >> 8) & 0x1f);
  const days = Date.UTC(year, Math.max(0, month - 1), fromBcd(dr & 0x3f)) / (DAY * 1000);
  return {
    seconds: (days - DAYS_TO_2000) * DAY + secondsOfDay(tr, twelve),
    weekday: (dr >> 13) & 7,
  };
}

/** TR for seconds since 2000. */
export function timeRegister(seconds: number, twelve: boolean): number {
  const rest = ((seconds % DAY) + DAY) % DAY;
  const hours = Math.floor(rest / 3600);
  const shown = twelve ? hours % 12 || 12 : hours;
  const half = twelve && hours >= 12 ? PM : 0;
  const minutes = Math.floor(rest / 60) % 60;
  return half | (toBcd(shown) << 16) | (toBcd(minutes) << 8) | toBcd(rest % 60);
}

/** DR for seconds since 2000; the year is counted to 99. */
export function dateRegister(seconds: number, weekday: number): number {
  const date = new Date((seconds + DAYS_TO_2000 * DAY) * 1000);
  const year = date.getUTCFullYear() % 100;
  return (
    (toBcd(year) << 16) |
    (weekday << 13) |
    (toBcd(date.getUTCMonth() + 1) << 8) |
    toBcd(date.getUTCDate())
  );
}

/** A later time, with its day of the week. */
export function addSeconds(time: CalendarTime, seconds: number): CalendarTime {
  const later = time.seconds + seconds;
  const days = Math.floor(later / DAY) - Math.floor(time.seconds / DAY);
  return { seconds: later, weekday: ((((time.weekday - 1 + days) % 7) + 7) % 7) + 1 };
}
