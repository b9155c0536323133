import { describe, expect, it } from "vitest";
import { ProcessorStop } from "../../../src/vm/processor.js";
import { poke, withVectors } from "./machine.js";

const SYST = 0xe000e010;
const ISER = 0xe000e100;
const IPR = 0xe000e400;
const SCR = 0xe000ed10;
const SLEEP_ON_EXIT = poke(SCR, 2);
const BUDGET = 200_000;

describe("SLEEPONEXIT in SCR", () => {
  it("lets no thread code run between handlers", () => {
    const processor = withVectors(
      `start: movs r4, #0\nmovs r5, #0\n${SLEEP_ON_EXIT}
      ${poke(SYST + 4, 99_999)}${poke(SYST + 8, 0)}${poke(SYST, 7)}wfi
      loop: adds r5, #1\ncmp r4, #3\nbne loop\nbkpt #1
      tick: adds r4, #1\ncmp r4, #3\nbne out\n${poke(SCR, 0)}out: bx lr`,
      { tick: 15 },
    );
    expect(processor.run(BUDGET)).toBe(ProcessorStop.Breakpoint);
    expect([processor.register(4), processor.register(5)]).toEqual([3, 1]);
    expect(Math.round(processor.cycles / 1000)).toBe(300);
  });

  it("sleeps when an exception's handler ends", () => {
    const program = (scr: string) => `start: ${scr}svc #0\nbkpt #1\ncall: bx lr`;
    const stopOf = (scr: string) => withVectors(program(scr), { call: 11 }).run(BUDGET);
    expect(stopOf("")).toBe(ProcessorStop.Breakpoint);
    expect(stopOf(SLEEP_ON_EXIT)).toBe(ProcessorStop.Wait);
  });

  it("does not sleep behind a handler that has interrupted another", () => {
    const processor = withVectors(
      `start: movs r4, #0\n${poke(IPR, 0x80000000)}${poke(ISER, 1 << 3)}${SLEEP_ON_EXIT}wfi\nbkpt #1
      line: adds r4, #1\nsvc #0\nadds r4, #1\nbx lr\ncall: adds r4, #4\nbx lr`,
      { line: 19, call: 11 },
    );
    expect(processor.run(BUDGET)).toBe(ProcessorStop.Wait);
    processor.interrupt(3);
    expect(processor.run(BUDGET)).toBe(ProcessorStop.Wait);
    expect(processor.register(4)).toBe(6);
  });
});
