import type { Clock } from "./clock.js";
import type { I2cDevice } from "./i2c.js";

/** Registers of the MMA7660FC (datasheet revision 7, section 6). */
const Register = { X: 0, Y: 1, Z: 2, Tilt: 3, Mode: 7, SampleRate: 8 } as const;
const REGISTERS = 11;
const ACTIVE = 1;
/** Counts of an axis for one g; it measures 1.5 g in six bits. */
const COUNTS_PER_G = 21.33;
/** Seconds after power-on until it answers. */
const START_SECONDS = 0.001;

/** Acceleration in g. */
export interface Acceleration {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** The board's accelerometer, an MMA7660 at address 76. It answers while its supply is on. */
export class Accelerometer implements I2cDevice {
  readonly address = 0x4c;
  private readonly registers = new Uint8Array(REGISTERS);
  private pointer = 0;
  private addressed = false;
  private readyAt = Number.POSITIVE_INFINITY;
  private vector: Acceleration = { x: 0, y: 0, z: 1 };

  constructor(private readonly clock: Clock) {}

  /** What it feels. */
  set acceleration(vector: Acceleration) {
    this.vector = vector;
  }

  get acceleration(): Acceleration {
    return this.vector;
  }

  /** Switches its supply. */
  setPower(on: boolean): void {
    this.registers.fill(0);
    this.readyAt = on ? this.clock.now + this.clock.cyclesOf(START_SECONDS) : Infinity;
  }

  start(reading: boolean): boolean {
    if (this.clock.now < this.readyAt) return false;
    this.addressed = !reading;
    return true;
  }

  write(byte: number): boolean {
    if (this.addressed) this.pointer = byte;
    else if (this.pointer < REGISTERS) this.registers[this.pointer++] = byte;
    this.addressed = false;
    return true;
  }

  read(): number {
    const register = this.pointer++;
    if ((this.registers[Register.Mode]! & ACTIVE) === 0) return this.registers[register] ?? 0;
    const { x, y, z } = this.vector;
    switch (register) {
      case Register.X:
        return countsOf(x);
      case Register.Y:
        return countsOf(y);
      case Register.Z:
        return countsOf(z);
      case Register.Tilt:
        return this.tilt;
      default:
        return this.registers[register] ?? 0;
    }
  }

  stop(): void {}

  /** Front or back in bits 1 and 0, which edge is down in bits 4 to 2. */
  private get tilt(): number {
    const { x, y, z } = this.vector;
    const face = Math.abs(z) < 0.5 ? 0 : z > 0 ? 1 : 2;
    if (Math.max(Math.abs(x), Math.abs(y)) < 0.5) return face;
    const edge = Math.abs(x) > Math.abs(y) ? (x > 0 ? 1 : 2) : y > 0 ? 6 : 5;
    return face | (edge << 2);
  }
}

/** Six bits, two's complement. */
function countsOf(g: number): number {
  return Math.max(-32, Math.min(31, Math.round(g * COUNTS_PER_G))) & 0x3f;
}
