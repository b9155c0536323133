import { describe, expect, it } from "vitest";
import { CR1, FLAG, TIM } from "../../src/board/timer-registers.js";
import type { PeripheralName } from "../../src/tables/stm32f405.js";
import { TestChip } from "./test-chip.js";

/** TIM4 ticks every 84 cycles of its clock: once a microsecond. */
function withTimer(name: PeripheralName, period: number, prescaler = 83): TestChip {
  const chip = new TestChip();
  chip.poke(name, TIM.PSC, prescaler);
  chip.poke(name, TIM.ARR, period - 1);
  chip.poke(name, TIM.EGR, FLAG.U);
  chip.poke(name, TIM.SR, 0);
  return chip;
}

const MICRO = 168;

describe("a timer", () => {
  it("counts its own clock, divided by PSC + 1", () => {
    const chip = withTimer("TIM4", 0x10000);
    chip.poke("TIM4", TIM.CR1, CR1.CEN);
    chip.clock.advance(100 * MICRO);
    expect(chip.peek("TIM4", TIM.CNT)).toBe(100);
  });

  it("counts at the processor's clock on APB2", () => {
    const chip = withTimer("TIM1", 0x10000, 0);
    chip.poke("TIM1", TIM.CR1, CR1.CEN);
    chip.clock.advance(1000);
    expect(chip.peek("TIM1", TIM.CNT)).toBe(1000);
  });

  it("has 32 bits where it should", () => {
    const chip = withTimer("TIM5", 0x10000, 0);
    chip.poke("TIM5", TIM.ARR, 0xffffffff);
    chip.poke("TIM5", TIM.CR1, CR1.CEN);
    chip.clock.advance(2 * 0x12345678);
    expect(chip.peek("TIM5", TIM.CNT)).toBe(0x12345678);
  });

  it("starts again after ARR and flags the update", () => {
    const chip = withTimer("TIM4", 100);
    chip.poke("TIM4", TIM.CR1, CR1.CEN);
    chip.clock.advance(99 * MICRO);
    expect(chip.peek("TIM4", TIM.SR) & FLAG.U).toBe(0);
    chip.clock.advance(26 * MICRO);
    expect(chip.peek("TIM4", TIM.CNT)).toBe(25);
    expect(chip.peek("TIM4", TIM.SR) & FLAG.U).toBe(FLAG.U);
    chip.poke("TIM4", TIM.SR, ~FLAG.U >>> 0);
    expect(chip.peek("TIM4", TIM.SR) & FLAG.U).toBe(0);
  });

  it("schedules nothing while nobody would notice", () => {
    const chip = withTimer("TIM4", 100);
    chip.poke("TIM4", TIM.CR1, CR1.CEN);
    expect(chip.clock.next).toBe(Number.POSITIVE_INFINITY);
  });

  it("interrupts at each update", () => {
    const chip = withTimer("TIM4", 100);
    chip.poke("TIM4", TIM.DIER, FLAG.U);
    chip.poke("TIM4", TIM.CR1, CR1.CEN);
    for (let i = 0; i < 3; i++) {
      chip.clock.advance(100 * MICRO);
      chip.poke("TIM4", TIM.SR, 0);
    }
    expect(chip.risen).toEqual([30, 30, 30]);
  });

  it("counts down", () => {
    const chip = withTimer("TIM4", 100);
    chip.poke("TIM4", TIM.CR1, CR1.DIR);
    chip.poke("TIM4", TIM.EGR, FLAG.U);
    chip.poke("TIM4", TIM.CR1, CR1.DIR | CR1.CEN);
    chip.clock.advance(10 * MICRO);
    expect(chip.peek("TIM4", TIM.CNT)).toBe(89);
    chip.clock.advance(90 * MICRO);
    expect(chip.peek("TIM4", TIM.CNT)).toBe(99);
  });

  it("counts up and down when centre-aligned", () => {
    const chip = withTimer("TIM4", 101);
    chip.poke("TIM4", TIM.CR1, 0x20 | CR1.CEN);
    chip.clock.advance(130 * MICRO);
    expect(chip.peek("TIM4", TIM.CNT)).toBe(70);
    expect(chip.peek("TIM4", TIM.CR1) & CR1.DIR).toBe(CR1.DIR);
    chip.clock.advance(80 * MICRO);
    expect(chip.peek("TIM4", TIM.CNT)).toBe(10);
  });

  it("takes a new PSC only at the next update", () => {
    const chip = withTimer("TIM4", 100);
    chip.poke("TIM4", TIM.CR1, CR1.CEN);
    chip.clock.advance(50 * MICRO);
    chip.poke("TIM4", TIM.PSC, 167);
    chip.clock.advance(50 * MICRO);
    expect(chip.peek("TIM4", TIM.CNT)).toBe(0);
    chip.clock.advance(50 * MICRO);
    expect(chip.peek("TIM4", TIM.CNT)).toBe(25);
  });

  it("takes a new ARR at once, or at the update with ARPE", () => {
    const chip = withTimer("TIM4", 100);
    chip.poke("TIM4", TIM.CR1, CR1.CEN | CR1.ARPE);
    chip.poke("TIM4", TIM.ARR, 49);
    chip.clock.advance(60 * MICRO);
    expect(chip.peek("TIM4", TIM.CNT)).toBe(60);
    chip.clock.advance(100 * MICRO);
    expect(chip.peek("TIM4", TIM.CNT)).toBe(10);
    chip.poke("TIM4", TIM.CR1, CR1.CEN);
    chip.poke("TIM4", TIM.ARR, 19);
    chip.clock.advance(15 * MICRO);
    expect(chip.peek("TIM4", TIM.CNT)).toBe(5);
  });

  it("stops after one pulse", () => {
    const chip = withTimer("TIM4", 100);
    chip.poke("TIM4", TIM.CR1, CR1.CEN | CR1.OPM);
    chip.clock.advance(500 * MICRO);
    expect(chip.peek("TIM4", TIM.CR1) & CR1.CEN).toBe(0);
    expect(chip.peek("TIM4", TIM.CNT)).toBe(0);
  });

  it("skips RCR updates", () => {
    const chip = withTimer("TIM1", 100, 167);
    chip.poke("TIM1", TIM.RCR, 2);
    chip.poke("TIM1", TIM.EGR, FLAG.U);
    chip.poke("TIM1", TIM.SR, 0);
    chip.poke("TIM1", TIM.CR1, CR1.CEN);
    chip.clock.advance(299 * MICRO);
    expect(chip.peek("TIM1", TIM.SR) & FLAG.U).toBe(0);
    chip.clock.advance(MICRO);
    expect(chip.peek("TIM1", TIM.SR) & FLAG.U).toBe(FLAG.U);
  });

  it("keeps its pace in seconds when the processor's clock changes", () => {
    const chip = withTimer("TIM4", 0x10000);
    chip.poke("TIM4", TIM.CR1, CR1.CEN);
    chip.wait(100e-6);
    chip.poke("RCC", 0x08, (8 << 4) | (4 << 10) | 2);
    chip.wait(100e-6);
    expect(chip.peek("TIM4", TIM.CNT)).toBe(200);
  });
});

describe("a compare channel", () => {
  it("makes pulse-width modulation on its pin", () => {
    const chip = withTimer("TIM3", 100);
    chip.poke("TIM3", TIM.CCMR1, 0x68);
    chip.poke("TIM3", TIM.CCR1, 30);
    chip.poke("TIM3", TIM.EGR, FLAG.U);
    chip.poke("TIM3", TIM.CCER, 1);
    chip.mode("B4", 2, 2);
    chip.poke("TIM3", TIM.CR1, CR1.CEN);
    const edges = chip.trace("B4");
    chip.clock.advance(205 * MICRO);
    expect(edges).toEqual([
      [30 * MICRO, 0],
      [100 * MICRO, 1],
      [130 * MICRO, 0],
      [200 * MICRO, 1],
    ]);
  });

  it("is low at 0 and high past ARR", () => {
    const chip = withTimer("TIM3", 100);
    chip.poke("TIM3", TIM.CCMR1, 0x60);
    chip.poke("TIM3", TIM.CCER, 1);
    chip.mode("B4", 2, 2);
    chip.poke("TIM3", TIM.CR1, CR1.CEN);
    const edges = chip.trace("B4");
    chip.clock.advance(1000 * MICRO);
    expect(edges).toEqual([]);
    chip.poke("TIM3", TIM.CCR1, 100);
    chip.clock.advance(1000 * MICRO);
    expect(edges.map(([, level]) => level)).toEqual([1]);
  });

  it("toggles", () => {
    const chip = withTimer("TIM2", 100);
    chip.poke("TIM2", TIM.CCMR1, 0x30);
    chip.poke("TIM2", TIM.CCR1, 10);
    chip.poke("TIM2", TIM.CCER, 1);
    chip.mode("A15", 2, 1);
    chip.poke("TIM2", TIM.CR1, CR1.CEN);
    const edges = chip.trace("A15");
    chip.clock.advance(220 * MICRO);
    expect(edges).toEqual([
      [10 * MICRO, 1],
      [110 * MICRO, 0],
      [210 * MICRO, 1],
    ]);
  });

  it("interrupts at its value", () => {
    const chip = withTimer("TIM4", 100);
    chip.poke("TIM4", TIM.CCR1 + 4, 60);
    chip.poke("TIM4", TIM.DIER, FLAG.CC1 << 1);
    chip.poke("TIM4", TIM.CR1, CR1.CEN);
    chip.clock.advance(59 * MICRO);
    expect(chip.risen).toEqual([]);
    chip.clock.advance(MICRO);
    expect(chip.risen).toEqual([30]);
  });

  it("of TIM1 needs the main output, and has a complement", () => {
    const chip = withTimer("TIM1", 100, 167);
    chip.poke("TIM1", TIM.CCMR1, 0x60);
    chip.poke("TIM1", TIM.CCR1, 40);
    chip.poke("TIM1", TIM.CCER, 5);
    chip.mode("A8", 2, 1);
    chip.mode("B13", 2, 1);
    chip.poke("TIM1", TIM.CR1, CR1.CEN);
    const levels = () => [chip.pin("A8")!.level, chip.pin("B13")!.level];
    chip.clock.advance(10 * MICRO);
    expect(levels()).toEqual([0, 0]);
    chip.poke("TIM1", TIM.BDTR, 0x8000);
    expect(levels()).toEqual([1, 0]);
    chip.clock.advance(50 * MICRO);
    expect(levels()).toEqual([0, 1]);
  });
});

describe("a capture channel", () => {
  it("takes the count at an edge and flags it until it is read", () => {
    const chip = withTimer("TIM4", 0x10000);
    chip.poke("TIM4", TIM.CCMR1, 1);
    chip.poke("TIM4", TIM.CCER, 1);
    chip.mode("B6", 2, 2);
    chip.poke("TIM4", TIM.CR1, CR1.CEN);
    chip.clock.advance(123 * MICRO);
    chip.pin("B6")!.setOutside({ kind: "strong", level: 1 });
    expect(chip.peek("TIM4", TIM.SR) & FLAG.CC1).toBe(FLAG.CC1);
    expect(chip.peek("TIM4", TIM.CCR1)).toBe(123);
    expect(chip.peek("TIM4", TIM.SR) & FLAG.CC1).toBe(0);
  });

  it("flags what was lost", () => {
    const chip = withTimer("TIM4", 0x10000);
    chip.poke("TIM4", TIM.CCMR1, 1);
    chip.poke("TIM4", TIM.CCER, 0xb);
    chip.mode("B6", 2, 2);
    for (const level of [1, 0] as const) chip.pin("B6")!.setOutside({ kind: "strong", level });
    expect(chip.peek("TIM4", TIM.SR) & FLAG.CC1O).toBe(FLAG.CC1O);
  });

  it("measures the PWM of another timer over a wire", () => {
    const chip = withTimer("TIM3", 100);
    chip.poke("TIM3", TIM.CCMR1, 0x60);
    chip.poke("TIM3", TIM.CCR1, 30);
    chip.poke("TIM3", TIM.CCER, 1);
    chip.mode("B4", 2, 2);
    chip.poke("TIM4", TIM.PSC, 83);
    chip.poke("TIM4", TIM.EGR, FLAG.U);
    chip.poke("TIM4", TIM.CCMR1, 0x0201);
    chip.poke("TIM4", TIM.CCER, 0x31);
    chip.mode("B6", 2, 2);
    chip.pin("B4")!.wireTo(chip.pin("B6")!);
    chip.poke("TIM4", TIM.CR1, CR1.CEN);
    chip.poke("TIM3", TIM.CR1, CR1.CEN);
    chip.clock.advance(250 * MICRO);
    expect(chip.peek("TIM4", TIM.CCR1)).toBe(200);
    expect(chip.peek("TIM4", TIM.CCR1 + 4)).toBe(230);
  });
});

describe("a slave timer", () => {
  it("counts an encoder both ways", () => {
    const chip = withTimer("TIM4", 0x10000, 0);
    chip.mode("B6", 2, 2);
    chip.mode("B7", 2, 2);
    chip.poke("TIM4", TIM.SMCR, 3);
    chip.poke("TIM4", TIM.CR1, CR1.CEN);
    const step = (a: 0 | 1, b: 0 | 1) => {
      chip.pin("B6")!.setOutside({ kind: "strong", level: a });
      chip.pin("B7")!.setOutside({ kind: "strong", level: b });
    };
    for (let i = 0; i < 3; i++) for (const [a, b] of forward) step(a, b);
    expect(chip.peek("TIM4", TIM.CNT)).toBe(12);
    for (const [a, b] of [...forward].reverse().slice(1)) step(a, b);
    expect(chip.peek("TIM4", TIM.CNT)).toBe(9);
  });

  it("counts the edges of an external clock", () => {
    const chip = withTimer("TIM4", 0x10000, 0);
    chip.mode("B6", 2, 2);
    chip.poke("TIM4", TIM.SMCR, 0x57);
    chip.poke("TIM4", TIM.CR1, CR1.CEN);
    for (let i = 0; i < 5; i++) {
      chip.pin("B6")!.setOutside({ kind: "strong", level: 1 });
      chip.pin("B6")!.setOutside({ kind: "strong", level: 0 });
    }
    expect(chip.peek("TIM4", TIM.CNT)).toBe(5);
  });

  it("counts the updates of its master", () => {
    const chip = withTimer("TIM3", 100);
    chip.poke("TIM3", TIM.CR2, 0x20);
    chip.poke("TIM4", TIM.SMCR, 0x27);
    chip.poke("TIM4", TIM.CR1, CR1.CEN);
    chip.poke("TIM3", TIM.CR1, CR1.CEN);
    chip.clock.advance(750 * MICRO);
    expect(chip.peek("TIM4", TIM.CNT)).toBe(7);
  });
});

const forward: readonly (readonly [0 | 1, 0 | 1])[] = [
  [1, 0],
  [1, 1],
  [0, 1],
  [0, 0],
];
