import { describe, expect, it } from "vitest";
import { TestChip } from "./test-chip.js";

const SR = 0x00;
const DR = 0x04;
const BRR = 0x08;
const CR1 = 0x0c;
const RXNE = 1 << 5;
const TC = 1 << 6;
const TXE = 1 << 7;
const ORE = 1 << 3;
const IDLE = 1 << 4;
const ON = (1 << 13) | 0b1100;
/** Cycles of a frame of ten bits at 115200. */
const FRAME = 10 * 365 * 4;

/** USART2 at 115200 on 42 MHz. */
function withPort(cr1 = ON): TestChip {
  const chip = new TestChip();
  chip.poke("USART2", BRR, 365);
  chip.poke("USART2", CR1, cr1);
  return chip;
}

describe("USART", () => {
  it("comes up with nothing to send", () => {
    expect(new TestChip().peek("USART2", SR)).toBe(TXE | TC);
  });

  it("takes a second word while it sends the first", () => {
    const chip = withPort();
    const sent: number[] = [];
    chip.usart("USART2")!.onSent((byte) => sent.push(byte));
    chip.poke("USART2", DR, 0x41);
    expect(chip.peek("USART2", SR)).toBe(TXE);
    chip.poke("USART2", DR, 0x42);
    expect(chip.peek("USART2", SR)).toBe(0);
    chip.clock.advance(FRAME);
    expect(chip.peek("USART2", SR)).toBe(TXE);
    chip.clock.advance(FRAME);
    expect(chip.peek("USART2", SR)).toBe(TXE | TC);
    expect(sent).toEqual([0x41, 0x42]);
  });

  it("takes the time of ten bits for a word", () => {
    const chip = withPort();
    chip.poke("USART2", DR, 0x41);
    chip.clock.advance(FRAME - 1);
    expect(chip.peek("USART2", SR) & TC).toBe(0);
    chip.clock.advance(1);
    expect(chip.peek("USART2", SR) & TC).toBe(TC);
  });

  it("receives what is fed to it, and interrupts", () => {
    const chip = withPort(ON | (1 << 5));
    chip.usart("USART2")!.feed([0x61]);
    chip.clock.advance(FRAME);
    expect([...chip.pending]).toEqual([38]);
    expect(chip.peek("USART2", DR)).toBe(0x61);
    expect(chip.pending.size).toBe(0);
  });

  it("loses a word when the one before was not read", () => {
    const chip = withPort();
    chip.usart("USART2")!.feed([0x61, 0x62]);
    chip.clock.advance(2 * FRAME);
    expect(chip.peek("USART2", SR) & (ORE | RXNE)).toBe(ORE | RXNE);
    expect(chip.peek("USART2", DR)).toBe(0x61);
    expect(chip.peek("USART2", SR) & (ORE | RXNE)).toBe(0);
  });

  it("notes when the line falls idle", () => {
    const chip = withPort();
    chip.usart("USART2")!.feed([0x61]);
    chip.clock.advance(FRAME);
    expect(chip.peek("USART2", SR) & IDLE).toBe(0);
    chip.clock.advance(FRAME + 1);
    expect(chip.peek("USART2", SR) & IDLE).toBe(IDLE);
    chip.peek("USART2", DR);
    expect(chip.peek("USART2", SR) & IDLE).toBe(0);
  });

  it("shows the bits at its pin", () => {
    const chip = withPort();
    chip.mode("A2", 2, 7);
    const edges = chip.trace("A2");
    chip.poke("USART2", DR, 0x0f);
    chip.clock.advance(FRAME);
    const bit = 365 * 4;
    expect(edges).toEqual([
      [0, 0],
      [bit, 1],
      [5 * bit, 0],
      [9 * bit, 1],
    ]);
  });

  it("hears another port over a wire", () => {
    const chip = withPort();
    chip.poke("UART4", BRR, 365);
    chip.poke("UART4", CR1, ON);
    chip.mode("A2", 2, 7);
    chip.mode("A1", 2, 8);
    chip.pin("A2")!.wireTo(chip.pin("A1")!);
    chip.poke("USART2", DR, 0xa5);
    chip.clock.advance(FRAME);
    expect(chip.peek("UART4", SR) & RXNE).toBe(RXNE);
    expect(chip.peek("UART4", DR)).toBe(0xa5);
  });

  it("sends even parity as the highest bit", () => {
    const chip = withPort(ON | (1 << 12) | (1 << 10));
    chip.mode("A2", 2, 7);
    chip.poke("USART2", DR, 0x01);
    const bit = 365 * 4;
    chip.clock.advance(9 * bit + bit / 2);
    expect(chip.pin("A2")!.level).toBe(1);
    const sent: number[] = [];
    chip.usart("USART2")!.onSent((byte) => sent.push(byte));
    chip.clock.advance(2 * bit);
    expect(sent).toEqual([1]);
  });

  it("sends a break", () => {
    const chip = withPort();
    chip.mode("A2", 2, 7);
    chip.poke("USART2", CR1, ON | 1);
    const bit = 365 * 4;
    chip.clock.advance(8 * bit);
    expect(chip.pin("A2")!.level).toBe(0);
    chip.clock.advance(3 * bit);
    expect(chip.pin("A2")!.level).toBe(1);
    expect(chip.peek("USART2", CR1) & 1).toBe(0);
  });

  it("waits for CTS", () => {
    const chip = withPort();
    chip.poke("USART2", 0x14, 1 << 9);
    chip.mode("A0", 2, 7);
    chip.pin("A0")!.setOutside({ kind: "strong", level: 1 });
    chip.poke("USART2", DR, 0x41);
    chip.clock.advance(2 * FRAME);
    expect(chip.peek("USART2", SR) & TXE).toBe(0);
    chip.pin("A0")!.setOutside({ kind: "strong", level: 0 });
    expect(chip.peek("USART2", SR) & TXE).toBe(TXE);
  });
});
