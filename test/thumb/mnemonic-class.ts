/** The mnemonics of our disassembler and of objdump in a form in which they can be compared. */
import { createHash } from "node:crypto";
import { disassemble } from "../../src/thumb/disassemble.js";
import { randomNumbers } from "./samples.js";

/** A code that is no instruction. */
export const UNDEFINED = "undefined";

const WIDTH = /\.[nw]$/;

/** The mnemonic that we give a code, without its width. */
export function ourClass(first: number, second: number): string {
  const text = disassemble(first, second);
  return text === undefined ? UNDEFINED : text.split(" ")[0]!.replace(WIDTH, "");
}

/** The mnemonic in a line of objdump, without its width. */
export function theirClass(text: string): string {
  if (text.includes("<UNDEFINED>") || text.startsWith(".inst")) return UNDEFINED;
  return text.split(/\s/)[0]!.replace("<und>", "").replace(WIDTH, "");
}

/** Random codes of 32-bit instructions, each once. */
export function wideCodes(count: number): number[] {
  const random = randomNumbers(0xc0de);
  const codes = new Set<number>();
  const PREFIXES = 0x1800;
  while (codes.size < count) {
    const first = 0xe800 + (random() % PREFIXES);
    const second = random() & 0xffff;
    // objdump takes such a second halfword for an IT instruction when it looks back.
    if (second >>> 8 !== 0xbf) codes.add(first * 0x10000 + second);
  }
  return [...codes];
}

/** A digest of our mnemonics of codes, in order. */
export function digestOf(codes: readonly number[], size: 2 | 4): string {
  const hash = createHash("sha256");
  for (const code of codes) {
    hash.update(size === 2 ? ourClass(code, 0) : ourClass(code >>> 16, code & 0xffff)).update("\n");
  }
  return hash.digest("hex");
}
