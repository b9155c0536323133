import { describe, expect, it } from "vitest";
import { TestChip } from "./test-chip.js";

const KEYR = 0x04;
const SR = 0x0c;
const CR = 0x10;
const LOCK = 0x80000000;
const BSY = 1 << 16;
const START = 0x08004000;

function unlocked(): TestChip {
  const chip = new TestChip();
  for (const key of [0x45670123, 0xcdef89ab]) chip.poke("FLASH", KEYR, key);
  return chip;
}

describe("FLASH", () => {
  it("is locked until it gets its keys", () => {
    const chip = new TestChip();
    chip.poke("FLASH", CR, 1);
    expect(chip.peek("FLASH", CR)).toBe(LOCK);
    expect(unlocked().peek("FLASH", CR)).toBe(0);
  });

  it("stays locked after a wrong key", () => {
    const chip = new TestChip();
    for (const key of [1, 0x45670123, 0xcdef89ab]) chip.poke("FLASH", KEYR, key);
    expect(chip.peek("FLASH", CR)).toBe(LOCK);
  });

  it("writes by clearing bits, and is busy meanwhile", () => {
    const chip = unlocked();
    chip.poke("FLASH", CR, 0x201);
    chip.write(START, 4, 0x12345678);
    expect(chip.peek("FLASH", SR)).toBe(BSY);
    chip.wait(17e-6);
    expect(chip.peek("FLASH", SR)).toBe(0);
    chip.write(START, 4, 0xf0f0f0f0);
    expect([...chip.flash.bytes.subarray(0x4000, 0x4004)]).toEqual([0x70, 0x50, 0x30, 0x10]);
  });

  it("erases one sector in its time", () => {
    const chip = unlocked();
    chip.flash.bytes.fill(0, 0x3ffc, 0x8004);
    chip.poke("FLASH", CR, 2 | (1 << 3) | BSY);
    chip.wait(0.24);
    expect(chip.peek("FLASH", SR)).toBe(BSY);
    chip.wait(0.02);
    expect(chip.peek("FLASH", SR)).toBe(0);
    expect(chip.flash.bytes[0x3fff]).toBe(0);
    expect(chip.flash.bytes[0x4000]).toBe(0xff);
    expect(chip.flash.bytes[0x7fff]).toBe(0xff);
    expect(chip.flash.bytes[0x8000]).toBe(0);
  });

  it("refuses stores while it does not program", () => {
    const chip = unlocked();
    chip.write(START, 4, 0);
    expect(chip.flash.bytes[0x4000]).toBe(0xff);
    expect(chip.peek("FLASH", SR)).toBe(1 << 7);
  });
});
