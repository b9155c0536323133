import { describe, expect, it } from "vitest";
import { Chip } from "../../src/board/chip.js";
import { TestChip } from "./test-chip.js";

describe("CRC", () => {
  it("computes the checksum of words", () => {
    const chip = new TestChip();
    chip.poke("CRC", 0x08, 1);
    chip.poke("CRC", 0x00, 0x12345678);
    expect(chip.peek("CRC", 0x00)).toBe(0xdf8a8a2b);
  });
});

describe("RNG", () => {
  it("gives the same numbers for the same seed", () => {
    const numbers = () => {
      const chip = new TestChip();
      chip.poke("RNG", 0, 4);
      return [0, 1, 2].map(() => {
        chip.clock.advance(200);
        expect(chip.peek("RNG", 4)).toBe(1);
        return chip.peek("RNG", 8);
      });
    };
    expect(numbers()).toEqual(numbers());
    expect(new Set(numbers()).size).toBe(3);
  });

  it("needs time for a number", () => {
    const chip = new TestChip();
    chip.poke("RNG", 0, 4);
    expect(chip.peek("RNG", 4)).toBe(0);
  });
});

describe("the backup memory", () => {
  it("is kept over a reset, and written only while the domain is open", () => {
    const chip = new TestChip();
    chip.poke("BKPSRAM", 0x10, 0x11223344);
    expect(chip.peek("BKPSRAM", 0x10)).toBe(0);
    chip.poke("PWR", 0, 1 << 8);
    chip.poke("BKPSRAM", 0x10, 0x11223344);
    chip.reset(1 << 28);
    chip.poke("RCC", 0x30, 1 << 18);
    expect(chip.peek("BKPSRAM", 0x12, 1)).toBe(0x22);
  });
});

describe("the chip's identity", () => {
  it("has twelve bytes and the size of the flash", () => {
    const chip = new TestChip();
    expect(chip.peek("DEVICE_ID", 0x22, 2)).toBe(1024);
    expect(chip.peek("DEVICE_ID", 0x10)).not.toBe(0);
  });
});

describe("IWDG", () => {
  function watched(): { chip: Chip; bites: number[] } {
    const bites: number[] = [];
    const chip = new Chip({ onWatchdog: (flag) => bites.push(flag) });
    const base = 0x40003000;
    chip.write(base, 4, 0x5555);
    chip.write(base + 4, 4, 1);
    chip.write(base + 8, 4, 3999);
    chip.write(base, 4, 0xcccc);
    return { chip, bites };
  }

  it("bites when it is not fed", () => {
    const { chip, bites } = watched();
    chip.clock.advance(chip.clock.cyclesOf(0.99));
    expect(bites).toEqual([]);
    chip.clock.advance(chip.clock.cyclesOf(0.02));
    expect(bites).toEqual([1 << 29]);
  });

  it("bites in time when the processor's clock changes meanwhile", () => {
    const { chip, bites } = watched();
    chip.clock.advance(chip.clock.cyclesOf(0.6));
    chip.write(0x40023808, 4, 8 << 4);
    chip.clock.advance(chip.clock.cyclesOf(0.39));
    expect(bites).toEqual([]);
    chip.clock.advance(chip.clock.cyclesOf(0.02));
    expect(bites).toEqual([1 << 29]);
  });

  it("does not bite when it is", () => {
    const { chip, bites } = watched();
    for (let i = 0; i < 5; i++) {
      chip.clock.advance(chip.clock.cyclesOf(0.9));
      chip.write(0x40003000, 4, 0xaaaa);
    }
    expect(bites).toEqual([]);
  });
});

describe("DMA", () => {
  const memory = new Uint8Array(64);
  const ram = {
    read: (address: number, size: number) =>
      address < 64 ? (size === 1 ? memory[address]! : undefined) : undefined,
    write: (address: number, size: number, value: number) => {
      if (address >= 64 || size !== 1) return false;
      memory[address] = value;
      return true;
    },
  };

  it("feeds a serial port and flags the end", () => {
    const chip = new Chip({ systemMemory: ram });
    memory.set([0x61, 0x62, 0x63]);
    const sent: number[] = [];
    chip.usart("USART2")!.onSent((byte) => sent.push(byte));
    for (const [register, value] of [
      [0x40023830, 0x00200000],
      [0x40023840, 0x00020000],
      [0x40004408, 100],
      [0x4000440c, 0x200c],
      [0x40026000 + 0xa8, 0x40004404],
      [0x40026000 + 0xac, 0],
      [0x40026000 + 0xa4, 3],
      [0x40026000 + 0xa0, (4 << 25) | (1 << 10) | (1 << 6) | 1],
      [0x40004414, 0x80],
    ] as const) {
      chip.write(register, 4, value);
    }
    chip.clock.advance(10000);
    expect(sent).toEqual([0x61, 0x62, 0x63]);
    expect(chip.read(0x40026004, 4)! & (1 << 21)).toBe(1 << 21);
    expect(chip.read(0x400260a0, 4)! & 1).toBe(0);
  });
});
