/** Between seconds since 1970 and the clock on the wall, whose zone the host knows. */
import * as host from "../host";

/** The host tells offset and daylight saving time in one number. */
function zoneOffset(zone: i32): i64 {
  return <i64>(zone >> 1);
}

function isDaylight(zone: i32): bool {
  return (zone & 1) != 0;
}

function zoneAt(seconds: i64): i32 {
  return host.localZone(<f64>seconds);
}

/** Seconds by which local time is ahead of UTC. */
export function localOffset(seconds: i64): i64 {
  return zoneOffset(zoneAt(seconds));
}

/** Whether it is daylight saving time. */
export function isDaylightAt(seconds: i64): bool {
  return isDaylight(zoneAt(seconds));
}

/** How far and in which steps a time of the wanted kind is looked for, in seconds: a week, a year and a half. */
const SEARCH_STEP: i64 = 604800;
const SEARCH_STEPS: i64 = 78;
/** What the other kind of time is assumed to differ by where there is none. */
const USUAL_SHIFT: i64 = 3600;

/**
 * Seconds since 1970 of a local time, written as if it were UTC. `daylight`: whether it is told in daylight saving
 * time (1), in standard time (0), or as is the custom at that time (negative).
 */
export function fromLocal(local: i64, daylight: i32): i64 {
  // Where a change of the clock lies between the guess and its neighbour, the second guess is behind it.
  const guess = local - localOffset(local);
  const seconds = local - localOffset(guess);
  const zone = zoneAt(seconds);
  if (daylight < 0) return seconds;
  if (isDaylight(zone) == (daylight != 0)) return local - zoneOffset(zone);
  for (let i: i64 = 1; i <= SEARCH_STEPS; i++) {
    for (let sign: i64 = -1; sign <= 1; sign += 2) {
      const other = zoneAt(seconds + sign * i * SEARCH_STEP);
      if (isDaylight(other) == (daylight != 0)) return local - zoneOffset(other);
    }
  }
  return seconds + (daylight != 0 ? -USUAL_SHIFT : USUAL_SHIFT);
}
