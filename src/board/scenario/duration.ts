const units: Readonly<Record<string, number>> = { s: 1, ms: 1e-3, us: 1e-6, ns: 1e-9, min: 60 };

/** Seconds of a text such as `20 ms`; a number without a unit is seconds. Undefined: it is no duration. */
export function parseDuration(text: string): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/.exec(text);
  if (match === null) return undefined;
  const scale = match[2] === "" ? 1 : units[match[2]!];
  return scale === undefined ? undefined : Number(match[1]) * scale;
}
