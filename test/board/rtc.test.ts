import { describe, expect, it } from "vitest";
import { TestChip } from "./test-chip.js";

const TR = 0x00;
const DR = 0x04;
const CR = 0x08;
const ISR = 0x0c;
const PRER = 0x10;
const SSR = 0x28;

/** The clock on LSE at 2026-11-22 23:59:58, a Sunday. */
function withClock(): TestChip {
  const chip = new TestChip();
  chip.poke("PWR", 0, 1 << 8);
  chip.poke("RCC", 0x70, 1);
  chip.wait(1);
  chip.poke("RCC", 0x70, 0x8101);
  for (const key of [0xca, 0x53]) chip.poke("RTC", 0x24, key);
  set(chip, 0x235958, 0x26f122);
  return chip;
}

function set(chip: TestChip, tr: number, dr: number): void {
  chip.poke("RTC", ISR, 0xffffffff);
  chip.poke("RTC", PRER, 0x7f00ff);
  chip.poke("RTC", TR, tr);
  chip.poke("RTC", DR, dr);
  chip.poke("RTC", ISR, ~0x80 >>> 0);
}

describe("RTC", () => {
  it("keeps what was set", () => {
    const chip = withClock();
    expect(chip.peek("RTC", TR)).toBe(0x235958);
    expect(chip.peek("RTC", DR)).toBe(0x26f122);
  });

  it("passes midnight with its date and weekday", () => {
    const chip = withClock();
    chip.wait(3);
    expect(chip.peek("RTC", TR)).toBe(0x000001);
    expect(chip.peek("RTC", DR)).toBe(0x263123);
  });

  it("knows leap years", () => {
    const chip = withClock();
    set(chip, 0x235959, 0x288228);
    chip.wait(1);
    chip.peek("RTC", TR);
    expect(chip.peek("RTC", DR) & 0x1f3f).toBe(0x0229);
  });

  it("counts subseconds down", () => {
    const chip = withClock();
    expect(chip.peek("RTC", SSR)).toBe(255);
    chip.wait(0.5);
    expect(chip.peek("RTC", SSR)).toBe(127);
  });

  it("holds date and time together until the date is read", () => {
    const chip = withClock();
    chip.wait(1);
    expect(chip.peek("RTC", TR)).toBe(0x235959);
    chip.wait(2);
    expect(chip.peek("RTC", DR)).toBe(0x26f122);
    expect(chip.peek("RTC", TR)).toBe(0x000001);
  });

  it("goes on at another frequency of the processor", () => {
    const chip = withClock();
    chip.wait(0.5);
    chip.poke("RCC", 0x08, (9 << 4) | 2);
    chip.wait(2.6);
    expect(chip.peek("RTC", TR)).toBe(0x000001);
  });

  it("is not to be written without its keys", () => {
    const chip = withClock();
    chip.poke("RTC", 0x24, 0xff);
    chip.poke("RTC", PRER, 0);
    expect(chip.peek("RTC", PRER)).toBe(0x7f00ff);
  });

  it("keeps its backup registers over a reset", () => {
    const chip = withClock();
    chip.poke("RTC", 0x54, 0xcafebabe);
    chip.reset(1 << 28);
    expect(chip.read(0x40002854, 4)).toBe(0xcafebabe);
  });

  it("wakes up every so often", () => {
    const chip = withClock();
    chip.poke("EXTI", 0x00, 1 << 22);
    chip.poke("EXTI", 0x08, 1 << 22);
    chip.poke("RTC", 0x14, 2047);
    chip.poke("RTC", CR, (1 << 14) | (1 << 10));
    chip.wait(0.999);
    expect(chip.risen).toEqual([]);
    chip.wait(0.002);
    expect(chip.risen).toEqual([3]);
    chip.poke("RTC", ISR, ~(1 << 10) >>> 0);
    chip.poke("EXTI", 0x14, 1 << 22);
    chip.wait(1);
    expect(chip.risen).toEqual([3, 3]);
  });

  it("wakes up in time when the processor's clock changes meanwhile", () => {
    const chip = withClock();
    chip.poke("EXTI", 0x00, 1 << 22);
    chip.poke("EXTI", 0x08, 1 << 22);
    chip.poke("RTC", 0x14, 2047);
    chip.poke("RTC", CR, (1 << 14) | (1 << 10));
    chip.wait(0.6);
    chip.poke("RCC", 0x08, (9 << 4) | 2);
    chip.wait(0.39);
    expect(chip.risen).toEqual([]);
    chip.wait(0.02);
    expect(chip.risen).toEqual([3]);
  });

  it("rings when an alarm's parts match", () => {
    const chip = withClock();
    chip.poke("EXTI", 0x00, 1 << 17);
    chip.poke("EXTI", 0x08, 1 << 17);
    chip.poke("RTC", 0x1c, 0x80808005);
    chip.poke("RTC", CR, (1 << 12) | (1 << 8));
    chip.wait(6.9);
    expect(chip.risen).toEqual([]);
    chip.wait(0.2);
    expect(chip.risen).toEqual([41]);
  });

  it("is tuned by CALR", () => {
    const chip = withClock();
    chip.poke("RTC", 0x3c, 0x1ff);
    chip.wait(10000);
    const counted = 10000 * (1 - 511 / ((1 << 20) + 511));
    expect(chip.peek("RTC", SSR)).toBe(255 - Math.floor((counted % 1) * 256));
  });
});
