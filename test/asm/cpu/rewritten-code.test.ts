import { describe, expect, it } from "vitest";
import { Assembler } from "../../../src/thumb/assembler.js";
import { Processor, ProcessorStop } from "../../../src/vm/processor.js";
import { constant, FLASH, SRAM, withProgram } from "./machine.js";

const BUDGET = 10_000;

/** Runs a program to its BKPT and gives register r0. */
function resultOf(source: string): number {
  const processor = withProgram(source);
  expect(processor.run(BUDGET)).toBe(ProcessorStop.Breakpoint);
  return processor.register(0);
}

/** Lines that write the halfword of `adds r0, #7` to a label's place, `halfwords` behind the program's start. */
const rewrite = (halfwords: number): string =>
  `${constant("r1", SRAM + 2 * halfwords)}movw r2, #0x3007\nstrh r2, [r1]\n`;

describe("code that writes code", () => {
  it("is run as it is now when it is branched to again", () => {
    const [setUp, body] = ["movs r0, #0\nmovs r3, #2\n", "adds r0, #1\n"];
    // Two halfwords, and at the start of the loop the third; the loop's head is rewritten in its first turn.
    const source = `${setUp}loop: ${body}${rewrite(2)}subs r3, #1\nbne loop\nbkpt #0`;
    expect(resultOf(source)).toBe(8);
  });

  // The code behind the store was forgotten: where its branch stood, the run that it goes to is made.
  it.each([0, 1, 2, 3, 4, 5, 6, 7])(
    "leaves alone what stands where it stood, with %i before",
    (lead) => {
      const before = "nop\n".repeat(lead);
      const target = "adds r0, #1\n".repeat(40);
      const source = `movs r0, #0\n${rewrite(0)}${before}b over\nnop\nover: ${target}bkpt #0`;
      expect(resultOf(source)).toBe(40);
    },
  );
});

describe("code of which more is known than can be noted", () => {
  /** From one stretch of memory to the next one that is noted in the same place. */
  const NEXT = 0x80000;
  const assemble = (source: string, address: number) =>
    new Assembler().source(source).finish(address).bytes;

  it("is made anew as a whole", () => {
    const processor = new Processor();
    const far = FLASH + NEXT;
    const near = `movs r0, #1\nadds r0, #2\n${constant("r1", far | 1)}bx r1`;
    processor.load(FLASH, assemble(near, FLASH));
    processor.load(far, assemble("adds r0, #4\nadds r0, #8\nadds r0, #16\nbkpt #0", far));
    processor.setRegister(15, FLASH);
    expect(processor.run(BUDGET)).toBe(ProcessorStop.Breakpoint);
    expect(processor.register(0)).toBe(31);
  });
});
