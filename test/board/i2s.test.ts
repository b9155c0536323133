import { beforeEach, describe, expect, it } from "vitest";
import type { I2s } from "../../src/board/i2s.js";
import { interrupts, peripherals } from "../../src/tables/stm32f405.js";
import { TestChip } from "./test-chip.js";

const CR1 = 0x00;
const CR2 = 0x04;
const SR = 0x08;
const DR = 0x0c;
const I2SCFGR = 0x1c;
const I2SPR = 0x20;
const RXNE = 1 << 0;
const TXE = 1 << 1;
const CHSIDE = 1 << 2;
const UDR = 1 << 3;
const OVR = 1 << 6;
const BSY = 1 << 7;
const ERRIE = 1 << 5;
const TXEIE = 1 << 7;
const RXDMAEN = 1 << 0;
const TXDMAEN = 1 << 1;

const MASTER_TX = 0xe00;
const MASTER_RX = 0xf00;
const SLAVE_TX = 0xc00;
const SLAVE_RX = 0xd00;
/** DATLEN and CHLEN. */
const BITS_16 = 0;
const BITS_16_IN_32 = 1;
const BITS_24 = 3;
const BITS_32 = 5;
const MSB = 1 << 4;
const LSB = 2 << 4;
const PCM = 3 << 4;

/** 64 cycles of the processor for a bit: 84 MHz by 32. */
const DIVIDER = 16;
const BIT = 64;

describe("the clock of I2S", () => {
  it("comes from its PLL when that is ready", () => {
    const chip = new TestChip();
    chip.poke("RCC", 0x84, (192 << 6) | (2 << 28));
    chip.poke("RCC", 0x00, chip.peek("RCC", 0) | (1 << 26));
    expect(chip.rcc.frequencies.i2s).toBe(0);
    chip.wait(1e-3);
    expect(chip.peek("RCC", 0) & (1 << 27)).toBe(1 << 27);
    expect(chip.rcc.frequencies.i2s).toBe(96e6);
  });

  it("is missing while it comes from a pin", () => {
    const chip = clocked();
    chip.poke("RCC", 0x08, chip.peek("RCC", 8) | (1 << 23));
    expect(chip.rcc.frequencies.i2s).toBe(0);
  });

  it.each([
    [BITS_16, 0x10, 82031.25],
    [BITS_16, 0x110, 84e6 / 33 / 32],
    [BITS_16_IN_32, 0x10, 41015.625],
    [BITS_32, 0x10, 41015.625],
    [BITS_16, 0x202, 84e6 / 4 / 256],
    [BITS_32, 0x202, 84e6 / 4 / 256],
    [BITS_16 | PCM, 0x10, 164062.5],
  ])("with I2SCFGR 0x%x, I2SPR 0x%x gives %d frames a second", (bits, prescaler, rate) => {
    const chip = clocked();
    chip.poke("SPI2", I2SPR, prescaler);
    chip.poke("SPI2", I2SCFGR, MASTER_TX | bits);
    expect(chip.spi("SPI2")!.i2s!.line.rate).toBeCloseTo(rate);
  });
});

/** A chip whose PLLI2S gives 84 MHz. */
function clocked(): TestChip {
  const chip = new TestChip();
  chip.poke("RCC", 0x84, (252 << 6) | (3 << 28));
  chip.poke("RCC", 0x00, chip.peek("RCC", 0) | (1 << 26));
  chip.wait(1e-3);
  return chip;
}

describe("I2S by its registers", () => {
  let chip: TestChip;
  let i2s: I2s;

  beforeEach(() => {
    chip = clocked();
    i2s = chip.spi("SPI2")!.i2s!;
  });

  const start = (mode: number): void => {
    chip.poke("SPI2", I2SPR, DIVIDER);
    chip.poke("SPI2", I2SCFGR, mode);
  };
  const flags = (): number => chip.peek("SPI2", SR);
  const send = (...words: readonly number[]): void => {
    for (const word of words) {
      chip.poke("SPI2", DR, word);
      chip.clock.advance(16 * BIT);
    }
    chip.clock.advance(16 * BIT);
  };
  const sent = (): number[] => [...i2s.line.read()];

  it("is not there in SPI 1", () => {
    expect(chip.spi("SPI1")!.i2s).toBeUndefined();
  });

  it("sends left, then right", () => {
    start(MASTER_TX);
    const sides: string[] = [];
    i2s.line.onSample((sample, side) => sides.push(`${side} ${sample}`));
    send(1, 0xffff);
    expect(sides).toEqual(["left 1", "right -1"]);
  });

  it("takes the time of its bits", () => {
    start(MASTER_TX);
    chip.poke("SPI2", DR, 7);
    chip.clock.advance(16 * BIT - 1);
    expect([sent(), flags()]).toEqual([[], TXE | CHSIDE | BSY]);
    chip.clock.advance(1);
    expect([sent(), flags()]).toEqual([[7], TXE | CHSIDE]);
  });

  it("has room for one halfword besides the one that goes out", () => {
    start(MASTER_TX);
    chip.poke("SPI2", DR, 1);
    expect(flags()).toBe(TXE | CHSIDE | BSY);
    chip.poke("SPI2", DR, 2);
    expect(flags()).toBe(CHSIDE | BSY);
    chip.clock.advance(16 * BIT);
    expect(flags()).toBe(TXE | BSY);
  });

  it("goes on where it was when it had nothing to send", () => {
    start(MASTER_TX);
    send(1);
    chip.wait(1e-3);
    send(2, 3);
    expect(sent()).toEqual([1, 2, 3]);
    expect(flags()).toBe(TXE | CHSIDE);
  });

  it("sends 32 bits in two halves", () => {
    start(MASTER_TX | BITS_32);
    send(0x1234, 0x5678, 0x8000, 0x0001);
    expect(sent()).toEqual([0x12345678, -0x7fffffff]);
    expect(i2s.line.bits).toBe(32);
  });

  it("sends 24 bits to the left of their halves", () => {
    start(MASTER_TX | BITS_24);
    send(0x8ea5, 0x33ff);
    expect(sent()).toEqual([(0x8ea533 << 8) >> 8]);
  });

  it("sends 24 bits to the right of their halves when justified so", () => {
    start(MASTER_TX | BITS_24 | LSB);
    send(0xff34, 0x78ae);
    expect(sent()).toEqual([0x3478ae]);
  });

  it("fills 16 bits up to a channel of 32", () => {
    start(MASTER_TX | BITS_16_IN_32);
    chip.poke("SPI2", DR, 7);
    chip.clock.advance(32 * BIT - 1);
    expect(sent()).toEqual([]);
    chip.clock.advance(1);
    expect(sent()).toEqual([7]);
  });

  it("receives what the line is fed, again and again", () => {
    i2s.line.feed([3, -4, 5]);
    start(MASTER_RX);
    const heard: [word: number, flags: number][] = [];
    for (let i = 0; i < 4; i++) {
      chip.clock.advance(16 * BIT);
      const status = flags();
      heard.push([chip.peek("SPI2", DR), status & (RXNE | CHSIDE | BSY)]);
    }
    expect(heard).toEqual([
      [3, RXNE],
      [0xfffc, RXNE | CHSIDE],
      [5, RXNE],
      [0, RXNE | CHSIDE],
    ]);
  });

  const receive = (mode: number, count: number): number[] => {
    start(mode);
    return Array.from({ length: count }, () => {
      chip.clock.advance(16 * BIT);
      return chip.peek("SPI2", DR);
    });
  };

  it("receives samples of fewer bits as the upper ones", () => {
    i2s.line.feed([0x1234, -1]);
    expect(receive(MASTER_RX | BITS_32, 4)).toEqual([0x1234, 0, 0xffff, 0]);
  });

  it("receives 32 bits in two halves", () => {
    i2s.line.feed([0x12345678, -2], 32);
    expect(receive(MASTER_RX | BITS_32, 4)).toEqual([0x1234, 0x5678, 0xffff, 0xfffe]);
  });

  it.each([
    [0, [0x8ea5, 0x3300]],
    [LSB, [0x8e, 0xa533]],
  ])("receives 24 bits by standard 0x%x", (standard, words) => {
    i2s.line.feed([0x8ea533], 24);
    expect(receive(MASTER_RX | BITS_24 | standard, 2)).toEqual(words);
  });

  it("begins frames that were fed late with the left channel", () => {
    i2s.line.feed([]);
    start(MASTER_RX);
    chip.clock.advance(16 * BIT);
    chip.peek("SPI2", DR);
    i2s.line.feed([1, 2]);
    const heard = [1, 2, 3].map(() => {
      chip.clock.advance(16 * BIT);
      return chip.peek("SPI2", DR);
    });
    expect(heard).toEqual([0, 1, 2]);
  });

  it("reads the level of its pin when nobody sends", () => {
    chip.mode("B15", 2, 5);
    expect(receive(MASTER_RX, 1)).toEqual([0]);
    chip.pin("B15")!.setOutside({ kind: "strong", level: 1 });
    chip.clock.advance(32 * BIT);
    chip.peek("SPI2", DR);
    chip.clock.advance(16 * BIT);
    expect(chip.peek("SPI2", DR)).toBe(0xffff);
  });

  it("loses what was not read in time, until it is told that this was seen", () => {
    i2s.line.feed([1, 2, 3, 4]);
    start(MASTER_RX);
    chip.clock.advance(2 * 16 * BIT);
    expect(flags() & OVR).toBe(OVR);
    expect(chip.peek("SPI2", DR)).toBe(1);
    flags();
    expect(flags() & OVR).toBe(0);
    chip.clock.advance(16 * BIT);
    expect(chip.peek("SPI2", DR)).toBe(3);
  });

  it("as a slave has nothing to send in time", () => {
    start(SLAVE_TX);
    chip.poke("SPI2", CR2, ERRIE);
    chip.poke("SPI2", DR, 5);
    expect([i2s.exchange(0), chip.pending.size]).toEqual([5, 0]);
    expect([i2s.exchange(0), chip.pending.has(interrupts.SPI2)]).toEqual([0, true]);
    expect(flags() & UDR).toBe(UDR);
    expect([flags() & UDR, chip.pending.size]).toEqual([0, 0]);
  });

  it("as a slave receives what a master outside clocks in", () => {
    start(SLAVE_RX);
    chip.wait(1e-3);
    expect(flags() & RXNE).toBe(0);
    i2s.exchange(0x1234);
    expect([flags() & RXNE, chip.peek("SPI2", DR)]).toEqual([RXNE, 0x1234]);
  });

  it("asks for an interrupt when there is room", () => {
    start(MASTER_TX);
    chip.poke("SPI2", DR, 1);
    chip.poke("SPI2", DR, 2);
    chip.poke("SPI2", CR2, TXEIE);
    expect(chip.pending.has(interrupts.SPI2)).toBe(false);
    chip.clock.advance(16 * BIT);
    expect(chip.pending.has(interrupts.SPI2)).toBe(true);
  });

  it("stops when it is switched off, and begins with the left channel again", () => {
    start(MASTER_TX);
    chip.poke("SPI2", DR, 1);
    chip.poke("SPI2", I2SCFGR, 0);
    chip.wait(1e-3);
    expect([sent(), flags()]).toEqual([[], TXE]);
    start(MASTER_RX);
    chip.clock.advance(16 * BIT);
    expect(flags() & CHSIDE).toBe(0);
  });

  it.each([
    [0, [0, 1, 0]],
    [MSB, [1, 0, 1]],
    [LSB, [1, 0, 1]],
  ])("moves word select by standard 0x%x", (standard, levels) => {
    chip.mode("B12", 2, 5);
    const trace = chip.trace("B12");
    start(MASTER_RX | standard);
    chip.clock.advance(3 * 16 * BIT - 1);
    const heard = trace.map(([, level]) => level);
    expect(heard).toEqual(standard === 0 ? levels.slice(1) : levels);
  });

  it("stands still while its clock is off", () => {
    start(MASTER_TX);
    chip.poke("SPI2", DR, 1);
    chip.poke("RCC", 0, chip.peek("RCC", 0) & ~(1 << 26));
    chip.wait(1e-2);
    expect(sent()).toEqual([]);
    chip.poke("RCC", 0, chip.peek("RCC", 0) | (1 << 26));
    chip.wait(1e-2);
    expect(sent()).toEqual([1]);
  });

  it("keeps its pace when the processor's clock changes", () => {
    start(MASTER_RX);
    let frames = 0;
    const count = (seconds: number): void => {
      const end = chip.clock.seconds + seconds;
      while (chip.clock.seconds < end) {
        chip.clock.advance(100);
        if ((flags() & (RXNE | CHSIDE)) === RXNE) frames++;
        chip.peek("SPI2", DR);
      }
    };
    count(1e-2);
    chip.poke("RCC", 0x08, 0x00009402 | (8 << 4));
    count(1e-2);
    expect(Math.abs(frames - 2 * 820)).toBeLessThan(4);
  });

  it("leaves SPI as it was", () => {
    start(MASTER_TX);
    chip.poke("SPI2", I2SCFGR, 0);
    chip.poke("SPI2", CR1, 0x344);
    chip.poke("SPI2", DR, 0x155);
    chip.wait(1e-4);
    expect(chip.peek("SPI2", DR)).toBe(0xff);
  });

  /** Has a stream of DMA1 move two halfwords between DR and a register of TIM5. */
  const runDma = (stream: number, way: number, register: number, mode: number): void => {
    const base = 0x10 + stream * 0x18;
    chip.poke("DMA1", base + 0x08, peripherals.SPI2.start + DR);
    chip.poke("DMA1", base + 0x0c, peripherals.TIM5.start + register);
    chip.poke("DMA1", base + 0x04, 2);
    chip.poke("DMA1", base, 0x2c01 | way);
    start(mode);
    chip.poke("SPI2", CR2, RXDMAEN | TXDMAEN);
    chip.clock.advance(2 * 16 * BIT);
  };

  it("is fed by DMA", () => {
    chip.poke("TIM5", 0x34, 0x00020001);
    runDma(4, 0x40, 0x34, MASTER_TX);
    expect(sent()).toEqual([1, 2]);
  });

  it("feeds DMA", () => {
    i2s.line.feed([0x77, 0x88]);
    runDma(3, 0, 0x38, MASTER_RX);
    expect(chip.peek("TIM5", 0x38)).toBe(0x00880077);
  });
});
