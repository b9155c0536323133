/** Every row of the encoding table by itself: each with random operands from random states. */
import { createHash } from "node:crypto";
import { buildImage, type Image, RAM, RESULT_WORDS } from "./image.js";
import { Random } from "./random.js";
import { chooseOfRow, DATA_BYTES, straight } from "./sequence.js";

const SEED = 20260;
/** Random operands and states per row. */
const SAMPLES = 14;
const DIGEST_LENGTH = 12;
/** The name under which the memory is recorded that all of them have written. */
const MEMORY = "memory";

/** An image with the rows' sequences one behind the other, and the row of each. */
export function makeRowsImage(): { image: Image; names: readonly string[] } {
  const random = new Random(SEED);
  const sequences: Uint8Array[][] = [];
  const names: string[] = [];
  for (const row of straight) {
    for (let sample = 0; sample < SAMPLES; sample++) {
      const pieces = chooseOfRow(row, random);
      if (pieces === undefined) break;
      sequences.push(pieces);
      names.push(row.id);
    }
  }
  return { image: buildImage(random, sequences), names };
}

/** For each row a digest of the registers and flags that its sequences leave, and one of the memory. */
export function digestRows(
  image: Image,
  names: readonly string[],
  left: Uint8Array,
): Record<string, string> {
  const hashes = new Map<string, ReturnType<typeof createHash>>();
  names.forEach((name, index) => {
    const hash = hashes.get(name) ?? createHash("sha256");
    const start = image.results - RAM + index * RESULT_WORDS * 4;
    hash.update(left.subarray(start, start + RESULT_WORDS * 4));
    hashes.set(name, hash);
  });
  hashes.set(MEMORY, createHash("sha256").update(left.subarray(0, DATA_BYTES)));
  return Object.fromEntries(
    [...hashes].map(([name, hash]) => [name, hash.digest("hex").slice(0, DIGEST_LENGTH)]),
  );
}
