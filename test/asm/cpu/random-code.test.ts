import { expect, it } from "vitest";
import { Random } from "../../qemu/random.js";
import { SRAM, STACK, withProgram } from "./machine.js";

const CASES = 300;
const BUDGET = 2000;

it("random bytes as code end in a stop, and nothing but the windows is written", () => {
  const random = new Random(99);
  const processor = withProgram("nop");
  for (let run = 0; run < CASES; run++) {
    processor.load(
      SRAM,
      Uint8Array.from({ length: 0x1000 }, () => random.bits()),
    );
    for (let register = 0; register < 13; register++)
      processor.setRegister(register, random.word());
    processor.setRegister(13, STACK);
    processor.setRegister(15, SRAM + random.below(0x800) * 2);
    expect(processor.run(BUDGET)).toBeGreaterThan(0);
  }
  const again = withProgram("movs r0, #7\nbkpt #0");
  again.run(BUDGET);
  expect(again.register(0)).toBe(7);
});

it("random bytes as code in flash, with faults taken, end in a stop", () => {
  const random = new Random(7);
  const processor = withProgram("nop");
  const table = Uint32Array.from({ length: 128 }, () => 0x08000200 + (random.below(0x400) * 2 + 1));
  for (let run = 0; run < CASES; run++) {
    table[0] = STACK;
    processor.load(0x08000000, new Uint8Array(table.buffer));
    processor.load(
      0x08000200,
      Uint8Array.from({ length: 0x800 }, () => random.bits()),
    );
    processor.boot(0x08000000);
    expect(processor.run(BUDGET)).toBeGreaterThan(0);
  }
});
