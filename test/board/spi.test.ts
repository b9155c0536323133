import { describe, expect, it } from "vitest";
import { TestChip } from "./test-chip.js";

const CR1 = 0x00;
const SR = 0x08;
const DR = 0x0c;
const MASTER = 0x344;
const RXNE = 1;
const TXE = 2;
const OVR = 1 << 6;
const BSY = 1 << 7;

describe("SPI", () => {
  it("clocks a word out at its speed", () => {
    const chip = new TestChip();
    chip.poke("SPI1", CR1, MASTER | (2 << 3));
    chip.poke("SPI1", DR, 0x55);
    expect(chip.peek("SPI1", SR)).toBe(TXE | BSY);
    chip.clock.advance(8 * 8 * 2 - 1);
    expect(chip.peek("SPI1", SR) & BSY).toBe(BSY);
    chip.clock.advance(1);
    expect(chip.peek("SPI1", SR)).toBe(TXE | RXNE);
  });

  it("reads ones from a line that floats", () => {
    const chip = new TestChip();
    chip.poke("SPI1", CR1, MASTER);
    chip.poke("SPI1", DR, 0x55);
    chip.clock.advance(1000);
    expect(chip.peek("SPI1", DR)).toBe(0xff);
  });

  it("reads the level that MISO is driven to", () => {
    const chip = new TestChip();
    chip.mode("A6", 2, 5);
    chip.poke("SPI1", CR1, MASTER);
    for (const [level, word] of [
      [0, 0x00],
      [1, 0xff],
    ] as const) {
      chip.pin("A6")!.setOutside({ kind: "strong", level });
      chip.poke("SPI1", DR, 0x55);
      chip.clock.advance(1000);
      expect(chip.peek("SPI1", DR)).toBe(word);
    }
  });

  it("hears itself over a wire from MOSI to MISO", () => {
    const chip = new TestChip();
    chip.mode("A6", 2, 5);
    chip.mode("A7", 2, 5);
    chip.pin("A6")!.wireTo(chip.pin("A7")!);
    chip.poke("SPI1", CR1, MASTER);
    chip.poke("SPI1", DR, 0x5a);
    chip.clock.advance(1000);
    expect(chip.peek("SPI1", DR)).toBe(0x5a);
  });

  it("exchanges words with a device", () => {
    const chip = new TestChip();
    const heard: number[] = [];
    chip.spi("SPI1")!.attach({
      transfer: (word, bits) => {
        heard.push(word, bits);
        return word + 1;
      },
    });
    chip.poke("SPI1", CR1, MASTER | (1 << 11));
    chip.poke("SPI1", DR, 0x1234);
    chip.clock.advance(1000);
    expect(chip.peek("SPI1", DR)).toBe(0x1235);
    expect(heard).toEqual([0x1234, 16]);
  });

  it("turns words round when the lowest bit comes first", () => {
    const chip = new TestChip();
    const heard: number[] = [];
    chip.spi("SPI1")!.attach({ transfer: (word) => (heard.push(word) ? 0x80 : 0) });
    chip.poke("SPI1", CR1, MASTER | (1 << 7));
    chip.poke("SPI1", DR, 0x03);
    chip.clock.advance(1000);
    expect(heard).toEqual([0xc0]);
    expect(chip.peek("SPI1", DR)).toBe(0x01);
  });

  it("loses a word that was not read in time", () => {
    const chip = new TestChip();
    chip.poke("SPI1", CR1, MASTER);
    for (const word of [1, 2]) {
      chip.poke("SPI1", DR, word);
      chip.clock.advance(1000);
    }
    expect(chip.peek("SPI1", SR) & OVR).toBe(OVR);
  });

  it("as a slave waits for a master outside", () => {
    const chip = new TestChip();
    chip.poke("SPI1", CR1, 0x340 & ~4);
    chip.poke("SPI1", DR, 0x77);
    chip.clock.advance(1000);
    expect(chip.peek("SPI1", SR) & RXNE).toBe(0);
    expect(chip.spi("SPI1")!.exchange(0x12)).toBe(0x77);
    expect(chip.peek("SPI1", DR)).toBe(0x12);
  });
});
