import { describe, expect, it } from "vitest";
import { TIM } from "../../src/board/timer-registers.js";
import { TestChip } from "./test-chip.js";

const SR = 0x00;
const CR1 = 0x04;
const CR2 = 0x08;
const SQR1 = 0x2c;
const SQR3 = 0x34;
const DR = 0x4c;
const ADON = 1;
const SWSTART = 1 << 30;
const EOC = 2;
const CCR = 0x304;

function convert(chip: TestChip, channel: number): number {
  chip.poke("ADC", CR2, ADON);
  chip.poke("ADC", SQR3, channel);
  chip.poke("ADC", CR2, ADON | SWSTART);
  chip.wait(20e-6);
  expect(chip.peek("ADC", SR) & EOC).toBe(EOC);
  return chip.peek("ADC", DR);
}

describe("ADC", () => {
  it("measures a pin's voltage in 12 bits", () => {
    const chip = new TestChip();
    chip.mode("C0", 3);
    chip.pin("C0")!.setOutside({ kind: "voltage", volts: 1.1 });
    expect(convert(chip, 10)).toBe(1365);
    expect(chip.peek("ADC", SR) & EOC).toBe(0);
  });

  it("has fewer bits when asked", () => {
    const chip = new TestChip();
    chip.mode("C0", 3);
    chip.pin("C0")!.setOutside({ kind: "voltage", volts: 3.3 });
    chip.poke("ADC", CR1, 2 << 24);
    expect(convert(chip, 10)).toBe(255);
  });

  it("takes the cycles of sampling and converting", () => {
    const chip = new TestChip();
    chip.poke("ADC", CCR, 1 << 16);
    chip.poke("ADC", 0x0c, 2);
    chip.poke("ADC", SQR3, 10);
    chip.poke("ADC", CR2, ADON);
    chip.poke("ADC", CR2, ADON | SWSTART);
    const cycles = (28 + 12) * 8;
    chip.clock.advance(cycles - 1);
    expect(chip.peek("ADC", SR) & EOC).toBe(0);
    chip.clock.advance(1);
    expect(chip.peek("ADC", SR) & EOC).toBe(EOC);
  });

  it("measures its own reference, temperature and battery", () => {
    const chip = new TestChip();
    chip.poke("ADC", CCR, 3 << 22);
    chip.adc.temperature = 30;
    expect(convert(chip, 17)).toBe(chip.peek("DEVICE_ID", 0x2a, 2));
    expect(convert(chip, 16)).toBe(chip.peek("DEVICE_ID", 0x2c, 2));
    expect(convert(chip, 18)).toBe(2048);
  });

  it("goes through a sequence", () => {
    const chip = new TestChip();
    chip.mode("C0", 3);
    chip.mode("C1", 3);
    chip.pin("C0")!.setOutside({ kind: "voltage", volts: 3.3 });
    chip.poke("ADC", CR1, 1 << 8);
    chip.poke("ADC", SQR1, 1 << 20);
    chip.poke("ADC", SQR3, 10 | (11 << 5));
    chip.poke("ADC", CR2, ADON | (1 << 10));
    chip.poke("ADC", CR2, ADON | (1 << 10) | SWSTART);
    chip.clock.advance(15 * 4);
    expect(chip.peek("ADC", DR)).toBe(4095);
    chip.clock.advance(15 * 4);
    expect(chip.peek("ADC", DR)).toBe(0);
  });

  it("is started by a timer", () => {
    const chip = new TestChip();
    chip.poke("ADC", CR2, ADON | (8 << 24) | (1 << 28));
    chip.poke("TIM3", TIM.ARR, 999);
    chip.poke("TIM3", TIM.CR2, 0x20);
    chip.poke("TIM3", TIM.CR1, 1);
    chip.clock.advance(1999);
    expect(chip.peek("ADC", SR) & 16).toBe(0);
    chip.clock.advance(101);
    expect(chip.peek("ADC", SR) & EOC).toBe(EOC);
  });
});

describe("DAC", () => {
  it("puts a voltage on its pin", () => {
    const chip = new TestChip();
    chip.mode("A4", 3);
    chip.poke("DAC", 0x00, 1);
    chip.poke("DAC", 0x08, 2048);
    expect(chip.pin("A4")!.voltage).toBeCloseTo(1.65, 2);
    chip.poke("DAC", 0x10, 0xff);
    expect(chip.peek("DAC", 0x2c)).toBe(0xff0);
  });

  it("feeds the ADC over its own pin", () => {
    const chip = new TestChip();
    chip.mode("A5", 3);
    chip.poke("DAC", 0x00, 1 << 16);
    chip.poke("DAC", 0x14, 1000);
    expect(convert(chip, 5)).toBe(1000);
  });

  it("waits for its trigger", () => {
    const chip = new TestChip();
    chip.poke("DAC", 0x00, 1 | (1 << 2) | (7 << 3));
    chip.poke("DAC", 0x08, 100);
    expect(chip.peek("DAC", 0x2c)).toBe(0);
    chip.poke("DAC", 0x04, 1);
    expect(chip.peek("DAC", 0x2c)).toBe(100);
  });

  it("makes a triangle", () => {
    const chip = new TestChip();
    chip.poke("DAC", 0x00, 1 | (1 << 2) | (7 << 3) | (2 << 6) | (1 << 8));
    const seen: number[] = [];
    for (let i = 0; i < 8; i++) {
      chip.poke("DAC", 0x04, 1);
      seen.push(chip.peek("DAC", 0x2c));
    }
    expect(seen).toEqual([1, 2, 3, 2, 1, 0, 1, 2]);
  });

  it("makes noise that has all its bits", () => {
    const chip = new TestChip();
    chip.poke("DAC", 0x00, 1 | (1 << 2) | (7 << 3) | (1 << 6) | (11 << 8));
    const seen = new Set<number>();
    for (let i = 0; i < 500; i++) {
      chip.poke("DAC", 0x04, 1);
      seen.add(chip.peek("DAC", 0x2c));
    }
    expect(seen.size).toBeGreaterThan(450);
  });
});
