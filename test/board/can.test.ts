import { describe, expect, it } from "vitest";
import { TestChip } from "./test-chip.js";

const MCR = 0x00;
const MSR = 0x04;
const TSR = 0x08;
const RF0R = 0x0c;
const IER = 0x14;
const BTR = 0x1c;
const TI0R = 0x180;
const RI0R = 0x1b0;
const FMR = 0x200;
const LBKM = 1 << 30;

/** CAN1 in loopback with one filter, of 32 bits with this identifier and mask. */
function looped(id = 0, mask = 0, mode = LBKM): TestChip {
  const chip = new TestChip();
  chip.poke("CAN1", MCR, 1);
  expect(chip.peek("CAN1", MSR) & 3).toBe(1);
  chip.poke("CAN1", BTR, mode | 0x001c0005);
  chip.poke("CAN1", FMR, 0x0e01);
  chip.poke("CAN1", 0x20c, 1);
  chip.poke("CAN1", 0x240, id);
  chip.poke("CAN1", 0x244, mask);
  chip.poke("CAN1", 0x21c, 1);
  chip.poke("CAN1", FMR, 0x0e00);
  chip.poke("CAN1", MCR, 0);
  expect(chip.peek("CAN1", MSR) & 3).toBe(0);
  return chip;
}

function send(chip: TestChip, identifier: number, mailbox = 0): void {
  const base = TI0R + 0x10 * mailbox;
  chip.poke("CAN1", base + 4, 3);
  chip.poke("CAN1", base + 8, 0x00636261);
  chip.poke("CAN1", base, (identifier | 1) >>> 0);
}

describe("CAN", () => {
  it("loops a message back into its first FIFO", () => {
    const chip = looped();
    send(chip, 123 << 21);
    chip.wait(1e-3);
    expect(chip.peek("CAN1", TSR) & 3).toBe(3);
    expect(chip.peek("CAN1", RF0R) & 3).toBe(1);
    expect(chip.peek("CAN1", RI0R) >>> 21).toBe(123);
    expect(chip.peek("CAN1", RI0R + 4) & 15).toBe(3);
    expect(chip.peek("CAN1", RI0R + 8)).toBe(0x00636261);
    chip.poke("CAN1", RF0R, 0x20);
    expect(chip.peek("CAN1", RF0R) & 3).toBe(0);
  });

  it("lets in only what its filters let in", () => {
    const chip = looped(100 << 21, 0xffe00000);
    send(chip, 101 << 21);
    chip.wait(1e-3);
    expect(chip.peek("CAN1", RF0R) & 3).toBe(0);
    send(chip, 100 << 21);
    chip.wait(1e-3);
    expect(chip.peek("CAN1", RF0R) & 3).toBe(1);
  });

  it("has extended identifiers", () => {
    const chip = looped();
    send(chip, ((0x1234567 << 3) | 4) >>> 0);
    chip.wait(1e-3);
    expect(chip.peek("CAN1", RI0R)).toBe(((0x1234567 << 3) | 4) >>> 0);
  });

  it("flags a full FIFO and what was lost, and interrupts", () => {
    const chip = looped();
    chip.poke("CAN1", IER, 0b1110);
    for (let i = 0; i < 4; i++) {
      send(chip, (i + 1) << 21);
      chip.wait(1e-3);
    }
    expect(chip.peek("CAN1", RF0R)).toBe(0x1b);
    expect([...chip.pending]).toEqual([20]);
    expect(chip.peek("CAN1", RI0R) >>> 21).toBe(1);
  });

  it("sends the lowest identifier of its mailboxes first", () => {
    const chip = looped();
    send(chip, 50 << 21, 0);
    send(chip, 30 << 21, 1);
    send(chip, 20 << 21, 2);
    chip.wait(5e-3);
    const ids: number[] = [];
    for (let i = 0; i < 3; i++) {
      ids.push(chip.peek("CAN1", RI0R) >>> 21);
      chip.poke("CAN1", RF0R, 0x20);
    }
    expect(ids).toEqual([50, 20, 30]);
  });

  it("goes on sending while nobody acknowledges, and counts errors", () => {
    const chip = looped(0, 0, 0);
    send(chip, 1 << 21);
    chip.wait(1e-3);
    expect(chip.peek("CAN1", TSR) & 1).toBe(0);
    chip.wait(10e-3);
    expect(chip.peek("CAN1", 0x18) & 7).toBe(3);
  });

  it("exchanges messages with what is connected", () => {
    const chip = looped(0, 0, 0);
    const heard: number[] = [];
    chip.can1.connect(({ id }) => heard.push(id) > 0);
    send(chip, 7 << 21);
    chip.wait(1e-3);
    expect(heard).toEqual([7]);
    const data = Uint8Array.of(1, 2);
    chip.can1.receive({ id: 9, extended: false, remote: false, length: 2, data });
    expect(chip.peek("CAN1", RI0R) >>> 21).toBe(9);
  });

  it("gives its second controller the upper filters", () => {
    const chip = looped();
    chip.poke("CAN2", MCR, 0);
    chip.poke("CAN1", 0x21c, 1 | (1 << 14));
    chip.can2.receive({ id: 5, extended: false, remote: false, length: 0, data: new Uint8Array() });
    expect(chip.peek("CAN2", RF0R) & 3).toBe(1);
    expect(chip.peek("CAN1", RF0R) & 3).toBe(0);
  });
});
