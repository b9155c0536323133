import type { LocalZone } from "../vm/options.js";

const MINUTE_SECONDS = 60;
const JANUARY = 0;
const JULY = 6;

/** The offset from UTC in seconds; JavaScript counts minutes, and westwards. */
function offsetOf(moment: Date): number {
  return Math.round(-moment.getTimezoneOffset() * MINUTE_SECONDS);
}

/** The time zone of this process (`TZ`, or the system's) at a moment, in seconds since 1970. */
export function hostZone(seconds: number): LocalZone {
  const moment = new Date(seconds * 1000);
  if (Number.isNaN(moment.getTime())) return { offset: 0, daylight: false };
  const year = moment.getFullYear();
  const standard = Math.min(
    offsetOf(new Date(year, JANUARY, 1)),
    offsetOf(new Date(year, JULY, 1)),
  );
  const offset = offsetOf(moment);
  return { offset, daylight: offset > standard };
}
