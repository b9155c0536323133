import type { Measurement } from "./measure.js";
import { tierName } from "./tier.js";

/** Floats of 32 bits differ from those of 64 by so much, as a part of their size. */
const TOLERANCE = 1e-5;

/** What differs between the tiers, in words; undefined when all results are equal. */
export function difference(measurements: readonly Measurement[]): string | undefined {
  const [first, ...others] = measurements;
  if (first === undefined) return undefined;
  const other = others.find(({ tier, result }) => {
    const tolerance = tier.place === first.tier.place ? 0 : TOLERANCE;
    return !isEqual(first.result, result, tolerance);
  });
  if (other === undefined) return undefined;
  return `${tierName(first.tier)} gave ${text(first.result)}, ${tierName(other.tier)} gave ${text(other.result)}`;
}

const MAX_TEXT = 200;

function text(value: unknown): string {
  const all = JSON.stringify(value, (_, part: unknown) =>
    typeof part === "bigint" ? String(part) : part,
  );
  return all.length > MAX_TEXT ? `${all.slice(0, MAX_TEXT)}…` : all;
}

function isEqual(a: unknown, b: unknown, tolerance: number): boolean {
  if (typeof a === "number" && typeof b === "number") {
    return Object.is(a, b) || Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
  }
  if (!isObject(a) || !isObject(b)) return a === b;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => isEqual(a[key], b[key], tolerance))
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
