import { describe, expect, it } from "vitest";
import { Accelerometer } from "../../src/board/accelerometer.js";
import type { I2cDevice } from "../../src/board/i2c.js";
import { TestChip } from "./test-chip.js";

const CR1 = 0x00;
const DR = 0x10;
const SR1 = 0x14;
const SR2 = 0x18;
const CCR = 0x1c;
const PE = 1;
const START = 1 << 8;
const STOP = 1 << 9;
const ACK = 1 << 10;
const POS = 1 << 11;
const SB = 1;
const ADDR = 2;
const BTF = 4;
const RXNE = 1 << 6;
const TXE = 1 << 7;
const AF = 1 << 10;

/** Remembers what it was told, and counts when it is read. */
class Memory implements I2cDevice {
  readonly address = 0x50;
  readonly heard: number[] = [];
  readonly marks: string[] = [];
  next = 1;

  start(reading: boolean): boolean {
    this.marks.push(reading ? "read" : "write");
    return true;
  }

  write(byte: number): boolean {
    this.heard.push(byte);
    return byte !== 0xee;
  }

  read(): number {
    return this.next++;
  }

  stop(): void {
    this.marks.push("stop");
  }
}

/** I2C1 at 400 kHz, driven as a program that polls does it. */
class Driver extends TestChip {
  readonly device = new Memory();

  constructor() {
    super();
    this.i2c("I2C1")!.attach(this.device);
    this.poke("I2C1", CCR, 0xc000 | 5);
    this.poke("I2C1", CR1, PE);
  }

  waitFor(bits: number): number {
    for (let i = 0; i < 2000; i++) {
      const sr1 = this.peek("I2C1", SR1);
      if (sr1 & bits) return sr1;
      this.clock.advance(20);
    }
    throw new Error(`no flag of ${bits}`);
  }

  set(bits: number): void {
    this.poke("I2C1", CR1, this.peek("I2C1", CR1) | bits);
  }

  clear(bits: number): void {
    this.poke("I2C1", CR1, this.peek("I2C1", CR1) & ~bits);
  }

  begin(address: number, reading: boolean): number {
    this.set(START);
    this.waitFor(SB);
    this.poke("I2C1", DR, (address << 1) | (reading ? 1 : 0));
    return this.waitFor(ADDR | AF);
  }

  idle(): boolean {
    this.clock.advance(2000);
    return this.peek("I2C1", SR2) === 0 && (this.peek("I2C1", CR1) & STOP) === 0;
  }
}

describe("I2C", () => {
  it("flags an address that nobody has", () => {
    const chip = new Driver();
    expect(chip.begin(0x33, false) & (ADDR | AF)).toBe(AF);
    chip.set(STOP);
    expect(chip.idle()).toBe(true);
  });

  it("is master and busy between start and stop", () => {
    const chip = new Driver();
    chip.begin(0x50, false);
    expect(chip.peek("I2C1", SR2)).toBe(7);
    chip.set(STOP);
    expect(chip.idle()).toBe(true);
    expect(chip.device.marks).toEqual(["write", "stop"]);
  });

  it("writes bytes", () => {
    const chip = new Driver();
    chip.begin(0x50, false);
    chip.peek("I2C1", SR2);
    chip.waitFor(TXE);
    for (const byte of [1, 2, 3]) {
      chip.poke("I2C1", DR, byte);
      chip.waitFor(BTF);
    }
    chip.set(STOP);
    expect(chip.idle()).toBe(true);
    expect(chip.device.heard).toEqual([1, 2, 3]);
  });

  it("takes nine bits for a byte at its speed", () => {
    const chip = new Driver();
    chip.begin(0x50, false);
    chip.peek("I2C1", SR2);
    chip.poke("I2C1", DR, 1);
    const bit = 25 * 5 * 4;
    chip.clock.advance(9 * bit - 1);
    expect(chip.peek("I2C1", SR1) & BTF).toBe(0);
    chip.clock.advance(1);
    expect(chip.peek("I2C1", SR1) & BTF).toBe(BTF);
  });

  it("flags a byte that is not acknowledged", () => {
    const chip = new Driver();
    chip.begin(0x50, false);
    chip.peek("I2C1", SR2);
    chip.poke("I2C1", DR, 0xee);
    expect(chip.waitFor(AF | BTF) & (AF | BTF)).toBe(AF);
  });

  it("reads one byte", () => {
    const chip = new Driver();
    chip.begin(0x50, true);
    chip.clear(ACK);
    chip.peek("I2C1", SR2);
    chip.set(STOP);
    chip.waitFor(RXNE);
    expect(chip.peek("I2C1", DR)).toBe(1);
    expect(chip.idle()).toBe(true);
    expect(chip.device.next).toBe(2);
  });

  it("reads two bytes with POS", () => {
    const chip = new Driver();
    chip.begin(0x50, true);
    chip.set(POS);
    chip.clear(ACK);
    chip.peek("I2C1", SR2);
    chip.waitFor(BTF);
    chip.set(STOP);
    expect([chip.peek("I2C1", DR), chip.peek("I2C1", DR)]).toEqual([1, 2]);
    expect(chip.idle()).toBe(true);
    expect(chip.device.next).toBe(3);
  });

  it("reads more bytes, the last three as the manual says", () => {
    const chip = new Driver();
    chip.begin(0x50, true);
    chip.set(ACK);
    chip.peek("I2C1", SR2);
    const bytes: number[] = [];
    for (let left = 5; left > 0; left--) {
      chip.waitFor(BTF);
      if (left === 2) {
        chip.set(STOP);
        bytes.push(chip.peek("I2C1", DR), chip.peek("I2C1", DR));
        break;
      }
      if (left === 3) chip.clear(ACK);
      bytes.push(chip.peek("I2C1", DR));
    }
    expect(bytes).toEqual([1, 2, 3, 4, 5]);
    expect(chip.idle()).toBe(true);
    expect(chip.device.next).toBe(6);
  });

  it("starts again without a stop", () => {
    const chip = new Driver();
    chip.begin(0x50, false);
    chip.peek("I2C1", SR2);
    chip.poke("I2C1", DR, 9);
    chip.waitFor(BTF);
    chip.begin(0x50, true);
    expect(chip.device.marks).toEqual(["write", "read"]);
    expect(chip.device.heard).toEqual([9]);
  });

  it("interrupts for events and errors that are on", () => {
    const chip = new Driver();
    chip.poke("I2C1", 0x04, (1 << 9) | (1 << 8));
    chip.begin(0x33, false);
    expect(chip.risen).toEqual([31, 32]);
  });
});

describe("the accelerometer", () => {
  function powered(): { chip: TestChip; device: Accelerometer } {
    const chip = new TestChip();
    const device = new Accelerometer(chip.clock);
    device.setPower(true);
    chip.wait(2e-3);
    return { chip, device };
  }

  it("does not answer without its supply", () => {
    const device = new Accelerometer(new TestChip().clock);
    expect(device.start(false)).toBe(false);
  });

  it("shows counts of 21 for one g once it is active", () => {
    const { device } = powered();
    device.acceleration = { x: -1, y: 0.5, z: 1 };
    device.start(false);
    for (const byte of [7, 1]) device.write(byte);
    device.start(false);
    device.write(0);
    device.start(true);
    expect([device.read(), device.read(), device.read()]).toEqual([0x2b, 11, 21]);
  });
});
