import { describe, expect, it } from "vitest";
import { Chip } from "../../src/board/chip.js";
import { TestChip } from "./test-chip.js";

describe("RCC", () => {
  it("starts from the internal oscillator at 16 MHz", () => {
    expect(new Chip().clock.frequency).toBe(16e6);
  });

  it("gives the pyboard's clocks", () => {
    expect(new TestChip().rcc.frequencies).toEqual({
      sysclk: 168e6,
      hclk: 168e6,
      pclk1: 42e6,
      pclk2: 84e6,
      timers1: 84e6,
      timers2: 168e6,
      pll48: 48e6,
      i2s: 0,
    });
  });

  it("takes time to start the crystal", () => {
    const chip = new Chip();
    chip.write(0x40023800, 4, 0x00010083);
    expect(chip.read(0x40023800, 4)! & (1 << 17)).toBe(0);
    chip.clock.advance(chip.clock.cyclesOf(3e-3));
    expect(chip.read(0x40023800, 4)! & (1 << 17)).toBe(1 << 17);
  });

  it("divides by HPRE and PPRE", () => {
    const chip = new TestChip();
    chip.poke("RCC", 0x08, (9 << 4) | (4 << 10) | 2);
    expect(chip.rcc.frequencies).toMatchObject({ hclk: 42e6, pclk1: 21e6, timers1: 42e6 });
    expect(chip.clock.frequency).toBe(42e6);
  });

  it("resets a peripheral by its bit", () => {
    const chip = new TestChip();
    chip.poke("GPIOC", 0x14, 0xff);
    chip.poke("RCC", 0x10, 4);
    expect(chip.peek("GPIOC", 0x14)).toBe(0);
  });
});
