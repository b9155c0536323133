import { expect, test } from "vitest";
import { BoardWord, TIMED } from "../../../src/tables/board-memory.js";
import { Assembler } from "../../../src/thumb/assembler.js";
import { type Peripherals, Processor } from "../../../src/vm/processor.js";
import { constant, FLASH, SRAM, STACK } from "./machine.js";

const bus: Peripherals = { read: () => 0, write: () => true };
const APB1 = 2;
const APB2 = 1 << 4;

/** Cycles of a program at an address, with so many wait states of the flash; undefined: memory takes no time. */
function cyclesOf(source: string, at: number, waitStates?: number): number {
  const processor = new Processor(undefined, bus);
  const { memory, address } = processor.shareBoard(16);
  const timing = waitStates === undefined ? 0 : TIMED | (waitStates << 8) | APB1 | APB2;
  new Uint32Array(memory.buffer)[address / 4 + BoardWord.Timing] = timing;
  processor.load(at, new Assembler().source(source).finish(at).bytes);
  processor.setRegister(13, STACK);
  processor.setRegister(15, at);
  processor.run();
  return processor.cycles;
}

/** Cycles that each of a thousand turns of a loop takes. */
function turn(body: string, at: number, waitStates?: number, before = ""): number {
  const program = (count: number): string =>
    `${before}movw r0, #${count}\nloop:\n${body}\nsubs r0, #1\nbne loop\nbkpt #0\n`;
  const many = cyclesOf(program(1100), at, waitStates);
  return (many - cyclesOf(program(100), at, waitStates)) / 1000;
}

const port = constant("r1", 0x40020418);

test("stores to a port from SRAM take two cycles each, and two for each word of code", () => {
  expect(turn("strh r2, [r1]\n".repeat(16), SRAM, 5, port)).toBe(51);
});

test("the same without a model of memory takes what the pipeline takes", () => {
  expect(turn("strh r2, [r1]\n".repeat(16), SRAM, undefined, port)).toBe(19);
});

test("narrow instructions in SRAM come as fast as they are executed", () => {
  expect(turn("adds r3, #1\n".repeat(16), SRAM, 5)).toBe(turn("adds r3, #1\n".repeat(16), SRAM));
});

test("wide instructions in SRAM take two cycles", () => {
  const wide = "add.w r3, r3, #1\n".repeat(16);
  expect(turn(wide, SRAM, 5) - turn(wide, SRAM)).toBeGreaterThanOrEqual(14);
});

test.each([
  ["APB1", 0x40000000, 8],
  ["APB2", 0x40010000, 4],
] as const)("an access to %s waits for two of its cycles", (_, address, least) => {
  const before = constant("r1", address);
  const extra = turn("str r2, [r1]", SRAM, 5, before) - turn("str r2, [r13]", SRAM, 5, before);
  expect(extra).toBeGreaterThanOrEqual(least - 2);
  expect(extra).toBeLessThanOrEqual(least * 2);
});

test("a loop in flash that fits into its cache takes no wait states", () => {
  const loop = "adds r3, #1\n".repeat(60);
  expect(turn(loop, FLASH, 5)).toBe(turn(loop, FLASH, 0));
});

test("one that does not waits for each line beyond what is fetched ahead", () => {
  const long = "adds r3, #1\n".repeat(1000);
  const lines = (1000 * 2) / 16;
  const extra = turn(long, FLASH, 9) - turn(long, FLASH, 0);
  expect(extra / lines).toBeGreaterThan(1);
  expect(extra / lines).toBeLessThan(4);
});

test("at five wait states only the branch back waits", () => {
  const long = "adds r3, #1\n".repeat(1000);
  expect(turn(long, FLASH, 5)).toBe(turn(long, FLASH, 0) + 5);
});

test("constants in flash are cached", () => {
  const load = (distance: number): string => `ldr r2, [r1, #${distance}]\n`;
  const near = Array.from({ length: 8 }, (_, i) => load(i * 16)).join("");
  const far = Array.from({ length: 9 }, (_, i) => load(i * 16)).join("");
  const before = constant("r1", FLASH + 0x8000);
  expect(turn(near, FLASH, 5, before)).toBe(turn(near, FLASH, 0, before));
  expect(turn(far, FLASH, 5, before) - turn(far, FLASH, 0, before)).toBeGreaterThan(30);
});
