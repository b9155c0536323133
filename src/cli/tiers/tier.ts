import type { RuntimeOptions } from "../../vm/options.js";

/** What a function becomes. */
export type TierKind = "bytecode" | "native" | "viper" | "asm";

/** One way to run a function. */
export interface Tier {
  readonly kind: TierKind;
  /** Where: on this machine, measured in nanoseconds, or on the emulated pyboard, in cycles. */
  readonly place: "host" | "board";
  readonly options: RuntimeOptions;
}

const host: RuntimeOptions = { machine: "wasm" };
const board: RuntimeOptions = { build: "board", machine: "thumb" };

/** All tiers; the first of each place is what the others are compared with. */
export const tiers: readonly Tier[] = [
  { kind: "bytecode", place: "host", options: { ...host, jit: "off" } },
  { kind: "native", place: "host", options: { ...host, jit: "eager" } },
  { kind: "viper", place: "host", options: { ...host, jit: "off" } },
  { kind: "bytecode", place: "board", options: board },
  { kind: "native", place: "board", options: board },
  { kind: "viper", place: "board", options: board },
  { kind: "asm", place: "board", options: board },
];

/** A tier's name in tables. */
export const tierName = ({ kind, place }: Tier): string => `${kind} (${place})`;

/** What times of a place are counted in. */
export const unitOf = ({ place }: Tier): string => (place === "host" ? "ns" : "cycles");
