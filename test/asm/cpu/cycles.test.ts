import { describe, expect, it } from "vitest";
import { constant, SRAM, withProgram } from "./machine.js";

const BUDGET = 1000;

/** Cycles that a program takes beyond those of its BKPT and of what comes before the mark. */
function cyclesOf(source: string, before = ""): number {
  const run = (text: string): number => {
    const processor = withProgram(`${before}${text}\nbkpt #0`);
    processor.setRegister(4, SRAM + 0x1000);
    processor.setRegister(5, SRAM + 0x1100);
    processor.run(BUDGET);
    return processor.cycles;
  };
  return run(source) - run("");
}

describe("cycles (ARM DDI 0439, table 3-1)", () => {
  it.each([
    ["adds r0, #1", 1],
    ["mul r0, r1, r2", 1],
    ["smull r0, r1, r2, r3", 1],
    ["ldr r0, [r4]", 2],
    ["str r0, [r4]", 1],
    ["str r0, [r4, r7]", 2],
    ["ldrd r0, r1, [r4]", 3],
    ["strd r0, r1, [r4]", 3],
    ["ldmia r4, {r0, r1, r2}", 4],
    ["push {r0, r1, r2}", 4],
    ["nop", 1],
    ["b next\nnext:", 2],
    ["b.w next\nnext: nop.w", 3],
    ["nop\nb.w next\nnext: nop.w", 5],
    ["cbz r7, next\nnop\nnext:", 2],
    ["cbnz r7, next\nnop\nnext:", 2],
  ])("%s", (source, cycles) => {
    expect(cyclesOf(source)).toBe(cycles);
  });

  it("of loads behind one another: each after the first takes one", () => {
    expect(cyclesOf("ldr r0, [r4]\nldr r1, [r4, #4]\nldr r2, [r4, #8]")).toBe(4);
  });

  it("of a load whose address is the result of the instruction before: one more", () => {
    expect(cyclesOf("adds r4, #4\nldr r0, [r4]")).toBe(4);
    expect(cyclesOf("adds r3, #4\nldr r0, [r4]")).toBe(3);
  });

  it("of an access that is not aligned: one more", () => {
    expect(cyclesOf("ldr r0, [r4, #1]")).toBe(3);
  });

  it.each([
    [0, 1, 2],
    [1, 1, 3],
    [0xffffffff, 1, 12],
    [100, 200, 2],
  ])("of udiv of %i by %i", (dividend, divisor, cycles) => {
    expect(cyclesOf("udiv r0, r1, r2", constant("r1", dividend) + constant("r2", divisor))).toBe(
      cycles,
    );
  });

  it("of an instruction that an IT block passes over: one", () => {
    expect(cyclesOf("it ne\nldrne r0, [r4]", "movs r0, #0\n")).toBe(2);
    expect(cyclesOf("it eq\nldreq r0, [r4]", "movs r0, #0\n")).toBe(3);
  });

  it("of a loop of subs and bne: three a round", () => {
    const rounds = (count: number) => cyclesOf(`movs r0, #${count}\nloop: subs r0, #1\nbne loop`);
    expect(rounds(101) - rounds(1)).toBe(300);
  });
});

describe("cycles of the FPU", () => {
  it.each([
    ["vadd.f32 s0, s1, s2", 1],
    ["vfma.f32 s0, s1, s2", 3],
    ["vldr s0, [r4]", 2],
    ["vldr d0, [r4]", 3],
    ["vldmia r4, {s0-s3}", 5],
    ["vmov s0, r0", 1],
  ])("%s", (source, cycles) => {
    expect(cyclesOf(source, "vmov.f32 s9, #1.0\n")).toBe(cycles);
  });

  it("of a result that the next instruction uses: one more", () => {
    expect(cyclesOf("vadd.f32 s0, s1, s2\nvmul.f32 s3, s0, s1")).toBe(3);
    expect(cyclesOf("vadd.f32 s0, s1, s2\nvmul.f32 s3, s4, s1")).toBe(2);
  });

  it("of a division that the core does not wait for", () => {
    expect(cyclesOf("vdiv.f32 s0, s1, s2\nvadd.f32 s3, s4, s5")).toBe(15);
    expect(cyclesOf(`vdiv.f32 s0, s1, s2\n${"nop\n".repeat(10)}vadd.f32 s3, s4, s5`)).toBe(15);
    expect(cyclesOf(`vdiv.f32 s0, s1, s2\n${"nop\n".repeat(20)}vadd.f32 s3, s4, s5`)).toBe(22);
  });
});
