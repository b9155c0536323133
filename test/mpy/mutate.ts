import { opcodes } from "../../src/tables/opcodes.js";
import type { Random } from "../fuzz/random.js";

type Mutation = (random: Random, bytes: Uint8Array, other: Uint8Array) => Uint8Array;

/** Bytes that mean much: ends of ranges, flags of variable-length numbers. */
const telling = [0x00, 0x01, 0x3f, 0x40, 0x7f, 0x80, 0x81, 0xbf, 0xc0, 0xfe, 0xff];

const changed = (bytes: Uint8Array, at: number, value: number): Uint8Array => {
  const copy = bytes.slice();
  copy[at] = value;
  return copy;
};

const joined = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

const flipBit: Mutation = (random, bytes) => {
  const at = random.below(bytes.length);
  return changed(bytes, at, bytes[at]! ^ (1 << random.below(8)));
};

const setByte: Mutation = (random, bytes) =>
  changed(bytes, random.below(bytes.length), random.pick(telling));

/** Another opcode, often one that passes the verifier. */
const setOpcode: Mutation = (random, bytes) => {
  const { code, span = 1 } = random.pick(opcodes);
  return changed(bytes, random.below(bytes.length), code + random.below(span));
};

const nudge: Mutation = (random, bytes) => {
  const at = random.below(bytes.length);
  return changed(bytes, at, bytes[at]! + random.pick([-2, -1, 1, 2]));
};

const truncate: Mutation = (random, bytes) => bytes.slice(0, random.below(bytes.length));

const extend: Mutation = (random, bytes) =>
  joined(
    bytes,
    Uint8Array.from({ length: random.between(1, 20) }, () => random.below(256)),
  );

/** Where a variable-length number may stand, a longer or larger one. */
const editLength: Mutation = (random, bytes) => {
  const at = random.below(bytes.length);
  const length = Uint8Array.from(
    random.pick([[0x81, 0x00], [0xff, 0xff, 0xff, 0xff, 0x7f], [0x00], [0xff, 0x7f]]),
  );
  return joined(bytes.slice(0, at), length, bytes.slice(at + 1));
};

const removeRange: Mutation = (random, bytes) => {
  const at = random.below(bytes.length);
  return joined(bytes.slice(0, at), bytes.slice(at + random.between(1, 8)));
};

const repeatRange: Mutation = (random, bytes) => {
  const at = random.below(bytes.length);
  return joined(bytes.slice(0, at + random.between(1, 8)), bytes.slice(at));
};

const swapBytes: Mutation = (random, bytes) => {
  const [first, second] = [random.below(bytes.length), random.below(bytes.length)];
  return changed(changed(bytes, first, bytes[second]!), second, bytes[first]!);
};

const splice: Mutation = (random, bytes, other) => {
  const from = random.below(other.length);
  const piece = other.slice(from, from + random.between(1, 30));
  const at = random.below(bytes.length);
  return joined(bytes.slice(0, at), piece, bytes.slice(at + random.pick([0, piece.length])));
};

const mutations: readonly Mutation[] = [
  flipBit,
  flipBit,
  setByte,
  setOpcode,
  setOpcode,
  setOpcode,
  nudge,
  truncate,
  extend,
  editLength,
  removeRange,
  repeatRange,
  swapBytes,
  splice,
];

/** A damaged copy of `bytes`, most with one flaw, some with up to four; `other` lends pieces. */
export function mutate(random: Random, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  let damaged = bytes;
  for (let left = random.chance(0.7) ? 1 : random.between(2, 4); left > 0; left--) {
    if (damaged.length > 0) damaged = random.pick(mutations)(random, damaged, other);
  }
  return damaged;
}
