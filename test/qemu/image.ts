/**
 * A program for machine `mps2-an386` of QEMU and for our processor: random sequences, each from a random state, and what
 * they leave behind written to memory.
 */
import { Assembler } from "../../src/thumb/assembler.js";
import { Random } from "./random.js";
import { chooseSequence, DATA, DATA_BYTES } from "./sequence.js";

/** Where code, the states before and the states after lie. */
export const CODE = 0;
export const CODE_BYTES = 4 << 20;
export const RAM = DATA;
export const RAM_BYTES = 4 << 20;
const STATES = DATA + DATA_BYTES;
const STATE_WORDS = 32 + 2 + 14;
/** Words that a sequence leaves: r0 to r12, lr, sp, APSR, FPSCR, s0 to s31. */
export const RESULT_WORDS = 15 + 2 + 32;
const STACK = DATA + DATA_BYTES / 2 + 0x2000;
/** Behind what a literal before its instruction can reach. */
export const ENTRY = 0x2000;
/** Where the parameters of semihosting are put together. */
const SCRATCH = RAM + RAM_BYTES - 16;

export interface Image {
  readonly code: Uint8Array;
  readonly data: Uint8Array;
  /** Where the results start, and how many sequences there are. */
  readonly results: number;
  readonly sequences: number;
  /** How many instructions the sequences have, and where each starts. */
  readonly instructions: number;
  readonly starts: readonly number[];
}

const half = (value: number): string => `#${value & 0xffff}`;
const constant = (register: string, value: number): string =>
  `movw ${register}, ${half(value)}\nmovt ${register}, ${half(value >>> 16)}\n`;

/** CPACR gives access to the FPU; FPCCR's lazy stacking does not matter here. */
const START = `${constant("r0", 0xe000ed88)}movw r1, #0\nmovt r1, #0xf0\nstr r1, [r0]\ndsb sy\nisb sy\n`;

const before = (state: number): string =>
  `${constant("r12", STACK)}mov sp, r12\n${constant("r12", state)}vldmia r12!, {s0-s31}
  ldr r0, [r12], #4\nvmsr fpscr, r0\nldr r0, [r12], #4\nmsr apsr_nzcvqg, r0
  ldmia r12, {r0-r12, lr}\n`;

const after = (result: number): string =>
  `push {r12}\n${constant("r12", result)}stmia r12!, {r0-r11}\nldr r0, [sp]\nstr r0, [r12], #4
  str lr, [r12], #4\nmov r0, sp\nstr r0, [r12], #4\nmrs r0, apsr\nstr r0, [r12], #4
  vmrs r0, fpscr\nstr r0, [r12], #4\nvstmia r12!, {s0-s31}\n`;

/** Writes a file through semihosting and exits; parameters lie behind the code. */
function finish(assembler: Assembler, results: number, bytes: number): void {
  const call = (number: number) =>
    assembler.source(`movw r0, #${number}\nadr.w r1, block${number}\nbkpt #0xab`);
  call(1);
  assembler.source(
    `${constant("r2", SCRATCH)}str r0, [r2]\nadr.w r1, block5\nldr r3, [r1, #4]\nstr r0, [r2]`,
  );
  assembler.source(
    `str r3, [r2, #4]\nldr r3, [r1, #8]\nstr r3, [r2, #8]\nmov r1, r2\nmovs r0, #5\nbkpt #0xab`,
  );
  assembler
    .source("movs r0, #0x18\nmovw r1, #0x26\nmovt r1, #2\nbkpt #0xab\nstop: b stop\n")
    .align(4);
  assembler.label("block1").data(4, 0x80, 5, "qemu.out".length);
  assembler.label("block5").data(4, 0, results, bytes);
}

function makeStates(random: Random, count: number): Uint32Array {
  return Uint32Array.from({ length: count * STATE_WORDS }, (_, index) => {
    const word = index % STATE_WORDS;
    if (word < 32) return random.single();
    if (word === 32) return (random.below(32) << 22) | (random.bits() & 0xf0000000);
    return word === 33 ? random.bits() & 0xf80f0000 : random.word();
  });
}

/** Makes an image of random sequences with so many instructions together. */
export function makeImage(seed: number, instructions: number, length: number): Image {
  const random = new Random(seed);
  const count = Math.ceil(instructions / length);
  return buildImage(
    random,
    Array.from({ length: count }, () => chooseSequence(random, length)),
  );
}

/** Makes an image of sequences, each from a random state. */
export function buildImage(random: Random, sequences: readonly Uint8Array[][]): Image {
  const count = sequences.length;
  const results = STATES + count * STATE_WORDS * 4;
  const assembler = new Assembler();
  const chunks: Uint8Array[] = [];
  const starts: number[] = [];
  let total = 0;
  let size = ENTRY;
  const add = (bytes: Uint8Array) => {
    chunks.push(bytes);
    size += bytes.length;
  };
  const text = (source: string) => add(new Assembler().source(source).finish(size).bytes);
  text(START);
  for (const [index, pieces] of sequences.entries()) {
    text(before(STATES + index * STATE_WORDS * 4));
    starts.push(size);
    for (const piece of pieces) add(piece);
    total += pieces.length;
    text(after(results + index * RESULT_WORDS * 4));
  }
  if (size % 4 !== 0) text("nop");
  finish(assembler, DATA, results + count * RESULT_WORDS * 4 - DATA);
  add(assembler.finish(size).bytes);
  const code = new Uint8Array(size + 16);
  const view = new DataView(code.buffer);
  view.setUint32(0, STACK, true);
  view.setUint32(4, ENTRY | 1, true);
  view.setUint32(0x0c, size, true);
  code.set(new TextEncoder().encode("qemu.out\0"), 0x80);
  let at = ENTRY;
  for (const chunk of chunks) {
    code.set(chunk, at);
    at += chunk.length;
  }
  const data = new Uint8Array(results - DATA);
  for (let i = 0; i < DATA_BYTES; i++) data[i] = random.bits();
  data.set(new Uint8Array(makeStates(random, count).buffer), STATES - DATA);
  return { code, data, results, sequences: count, instructions: total, starts };
}
