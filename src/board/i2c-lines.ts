import type { I2cDevice } from "./i2c.js";
import { type Pin, PinMode } from "./pin.js";

/**
 * An I2C bus at its pins, for programs that drive them as open-drain outputs themselves: it hands what they send to
 * the devices, and pulls SDA down for them. The bus has resistors that pull both lines up.
 */
export class I2cLines {
  private device: I2cDevice | undefined;
  private phase: "idle" | "address" | "write" | "read" = "idle";
  /** Bits of the byte on the lines that have been, and the byte. */
  private bits = 0;
  private byte = 0;

  constructor(
    private readonly scl: Pin,
    private readonly sda: Pin,
    private readonly find: (address: number) => I2cDevice | undefined,
  ) {
    scl.setOutside({ kind: "pull", level: 1 });
    sda.setOutside({ kind: "pull", level: 1 });
    scl.watchOpenDrain((level) => {
      if (this.inUse) this.clock(level);
    });
    sda.watchOpenDrain((level) => {
      if (this.inUse && scl.level === 1) this.condition(level);
    });
  }

  private get inUse(): boolean {
    return this.scl.mode === PinMode.Output && this.sda.mode === PinMode.Output;
  }

  /** SDA has changed while SCL was high. */
  private condition(level: number): void {
    if (level === 1) this.device?.stop();
    if (level === 1) this.device = undefined;
    this.phase = level === 1 ? "idle" : "address";
    this.bits = 0;
    this.byte = 0;
  }

  private clock(level: number): void {
    if (this.phase === "idle") return;
    if (level === 1) this.sample();
    else this.shift();
  }

  /** SCL has risen: a bit is valid, the ninth is the acknowledgement. */
  private sample(): void {
    this.bits++;
    if (this.bits === 9) {
      if (this.phase === "read" && this.sda.level === 1) this.phase = "idle";
    } else if (this.phase !== "read") this.byte = (this.byte << 1) | this.sda.level;
  }

  /** SCL has fallen: SDA may change. */
  private shift(): void {
    if (this.bits === 8) this.acknowledge();
    else if (this.bits === 9) this.nextByte();
    else if (this.phase === "read") this.pull((this.byte >> (7 - this.bits)) & 1);
  }

  private acknowledge(): void {
    if (this.phase === "read") this.pull(1);
    else if (this.phase === "write") this.pull(this.device!.write(this.byte) ? 0 : 1);
    else {
      const found = this.find(this.byte >> 1);
      this.device = found?.start((this.byte & 1) !== 0) === true ? found : undefined;
      this.pull(this.device === undefined ? 1 : 0);
    }
  }

  private nextByte(): void {
    if (this.phase === "address") {
      if (this.device === undefined) this.phase = "idle";
      else this.phase = (this.byte & 1) !== 0 ? "read" : "write";
    }
    this.bits = 0;
    this.byte = this.phase === "read" ? this.device!.read() : 0;
    this.pull(this.phase === "read" ? this.byte >> 7 : 1);
  }

  private pull(level: number): void {
    this.sda.setOutside(level === 0 ? { kind: "strong", level: 0 } : { kind: "pull", level: 1 });
  }
}
