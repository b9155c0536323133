import { describe, expect, it } from "vitest";
import { forEachEdge } from "../../src/board/edge-log.js";
import { TestChip } from "./test-chip.js";

const OTYPER = 0x04;
const PUPDR = 0x0c;
const IDR = 0x10;
const ODR = 0x14;
const BSRR = 0x18;
const BSRRH = 0x1a;
const LCKR = 0x1c;

describe("GPIO", () => {
  it("comes up with the pins of the debugger in alternate function", () => {
    const chip = new TestChip();
    expect(chip.peek("GPIOA", 0)).toBe(0xa8000000);
    expect(chip.peek("GPIOB", 0)).toBe(0x00000280);
  });

  it("sets and resets by BSRR, set wins", () => {
    const chip = new TestChip();
    chip.poke("GPIOC", BSRR, 0x0000000f);
    chip.poke("GPIOC", BSRR, 0x00070001);
    expect(chip.peek("GPIOC", ODR)).toBe(0b1001);
    expect(chip.peek("GPIOC", BSRR)).toBe(0);
  });

  it("takes stores of 16 bits to either half of BSRR", () => {
    const chip = new TestChip();
    chip.mode("B4", 1);
    chip.poke("GPIOB", BSRR, 0x10, 2);
    expect(chip.peek("GPIOB", IDR) & 0x10).toBe(0x10);
    chip.poke("GPIOB", BSRRH, 0x10, 2);
    expect(chip.peek("GPIOB", IDR) & 0x10).toBe(0);
  });

  it("takes stores of one byte to ODR", () => {
    const chip = new TestChip();
    chip.poke("GPIOC", ODR, 0xa5, 1);
    chip.poke("GPIOC", ODR + 1, 0x12, 1);
    expect(chip.peek("GPIOC", ODR)).toBe(0x12a5);
    expect(chip.peek("GPIOC", ODR + 1, 1)).toBe(0x12);
  });

  it("shows an output at its pin only in output mode", () => {
    const chip = new TestChip();
    chip.poke("GPIOC", ODR, 1);
    expect(chip.pin("C0")!.level).toBe(0);
    chip.mode("C0", 1);
    expect(chip.pin("C0")!.level).toBe(1);
  });

  it("pulls an input up and down", () => {
    const chip = new TestChip();
    chip.poke("GPIOA", PUPDR, 0x64000000 | (1 << 14));
    expect(chip.peek("GPIOA", IDR) & 0x80).toBe(0x80);
    chip.poke("GPIOA", PUPDR, 0x64000000 | (2 << 14));
    expect(chip.peek("GPIOA", IDR) & 0x80).toBe(0);
  });

  it("lets an open-drain output go up only by a pull", () => {
    const chip = new TestChip();
    chip.mode("C1", 1);
    chip.poke("GPIOC", OTYPER, 2);
    chip.poke("GPIOC", ODR, 2);
    expect(chip.pin("C1")!.level).toBe(0);
    chip.pin("C1")!.setOutside({ kind: "pull", level: 1 });
    expect(chip.pin("C1")!.level).toBe(1);
    chip.poke("GPIOC", ODR, 0);
    expect(chip.pin("C1")!.level).toBe(0);
  });

  it("reads what drives it from outside", () => {
    const chip = new TestChip();
    chip.pin("C3")!.setOutside({ kind: "strong", level: 1 });
    expect(chip.peek("GPIOC", IDR)).toBe(8);
    chip.pin("C3")!.setOutside({ kind: "voltage", volts: 0.4 });
    expect(chip.peek("GPIOC", IDR)).toBe(0);
  });

  it("warns of a pin that is driven from both sides", () => {
    const chip = new TestChip();
    chip.mode("C3", 1);
    chip.pin("C3")!.setOutside({ kind: "strong", level: 1 });
    expect(chip.warnings.texts).toEqual([
      "pin C3 is driven from inside and outside to unlike levels",
    ]);
  });

  it("reads 0 from a pin in analogue mode", () => {
    const chip = new TestChip();
    chip.pin("C3")!.setOutside({ kind: "strong", level: 1 });
    chip.mode("C3", 3);
    expect(chip.peek("GPIOC", IDR)).toBe(0);
  });

  it("joins pins by wires", () => {
    const chip = new TestChip();
    chip.mode("C0", 1);
    chip.pin("C0")!.wireTo(chip.pin("A1")!);
    chip.poke("GPIOC", BSRR, 1);
    expect(chip.peek("GPIOA", IDR) & 2).toBe(2);
    chip.pin("C0")!.unwire();
    expect(chip.peek("GPIOA", IDR) & 2).toBe(0);
  });

  it("keeps the settings of locked pins", () => {
    const chip = new TestChip();
    for (const value of [0x10001, 0x00001, 0x10001]) chip.poke("GPIOC", LCKR, value);
    expect(chip.peek("GPIOC", LCKR)).toBe(0x10001);
    chip.poke("GPIOC", 0, 0b0101);
    expect(chip.peek("GPIOC", 0)).toBe(0b0100);
  });

  it("does not answer without its clock", () => {
    const chip = new TestChip();
    chip.poke("RCC", 0x30, 0);
    chip.poke("GPIOC", ODR, 1);
    expect(chip.peek("GPIOC", ODR)).toBe(0);
    expect(chip.warnings.texts).toEqual(["GPIOC has no clock: bit 2 of RCC_AHB1ENR is not set"]);
  });

  it("logs the edges of recorded pins", () => {
    const chip = new TestChip();
    const edges: number[][] = [];
    chip.mode("C0", 1);
    chip.ports[2]!.record(1);
    chip.edges.listen({
      edges: (batch) => forEachEdge(batch, (...edge) => edges.push(edge)),
    });
    const start = chip.clock.now;
    chip.poke("GPIOC", BSRR, 3);
    chip.clock.advance(5);
    chip.poke("GPIOC", BSRR, 1 << 16);
    chip.edges.drain();
    expect(edges).toEqual([
      [start, 2, 1, 1],
      [start + 5, 2, 1, 0],
    ]);
  });
});

describe("the bus", () => {
  it("has the bits of the peripherals as words of their alias", () => {
    const chip = new TestChip();
    const alias = 0x42000000 + (0x20800 + ODR) * 32 + 4 * 3;
    chip.write(alias, 4, 1);
    expect(chip.peek("GPIOC", ODR)).toBe(8);
    expect(chip.read(alias, 4)).toBe(1);
  });

  it("has nothing at addresses of no peripheral", () => {
    const chip = new TestChip();
    expect(chip.read(0x40020000 + 0x2800, 4)).toBeUndefined();
    expect(chip.write(0x60000000, 4, 0)).toBe(false);
  });

  it("warns once of a register that is not modelled", () => {
    const chip = new TestChip();
    chip.read(0x50000004, 4);
    chip.read(0x50000004, 4);
    chip.peek("GPIOC", 0x3c);
    expect(chip.warnings.texts).toEqual([
      "OTG_FS+0x4 is not modelled",
      "read of GPIOC+0x3c, which is not modelled",
    ]);
  });
});

describe("EXTI", () => {
  function withLine(rising: boolean): TestChip {
    const chip = new TestChip();
    chip.poke("SYSCFG", 0x08, 2 << 8);
    chip.poke("EXTI", rising ? 0x08 : 0x0c, 4);
    chip.poke("EXTI", 0x00, 4);
    return chip;
  }

  it("pends at the chosen edge of the chosen port's pin", () => {
    const chip = withLine(true);
    chip.pin("A2")!.setOutside({ kind: "strong", level: 1 });
    expect(chip.pending.size).toBe(0);
    chip.pin("C2")!.setOutside({ kind: "strong", level: 1 });
    expect([...chip.pending]).toEqual([8]);
    chip.poke("EXTI", 0x14, 4);
    expect(chip.pending.size).toBe(0);
  });

  it("leaves the other edge alone", () => {
    const chip = withLine(false);
    chip.pin("C2")!.setOutside({ kind: "strong", level: 1 });
    expect(chip.peek("EXTI", 0x14)).toBe(0);
    chip.pin("C2")!.setOutside({ kind: "strong", level: 0 });
    expect(chip.peek("EXTI", 0x14)).toBe(4);
  });

  it("can be triggered by software where it is not masked", () => {
    const chip = withLine(true);
    chip.poke("EXTI", 0x10, 0b1100);
    expect(chip.peek("EXTI", 0x14)).toBe(4);
    chip.poke("EXTI", 0x14, 4);
    expect(chip.peek("EXTI", 0x10)).toBe(8);
  });

  it("shares an interrupt between lines 5 to 9", () => {
    const chip = new TestChip();
    chip.poke("EXTI", 0x00, 0x60);
    chip.poke("EXTI", 0x10, 0x60);
    chip.poke("EXTI", 0x14, 0x20);
    expect([...chip.pending]).toEqual([23]);
    chip.poke("EXTI", 0x14, 0x40);
    expect(chip.pending.size).toBe(0);
  });
});
