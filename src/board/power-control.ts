import { Peripheral } from "./peripheral.js";
import type { Warnings } from "./warnings.js";

const CR = 0x00;
const CSR = 0x04;

const LPDS = 1 << 0;
const PDDS = 1 << 1;
const CWUF = 1 << 2;
const CSBF = 1 << 3;
const DBP = 1 << 8;

const WUF = 1 << 0;
const SBF = 1 << 1;
const BRR = 1 << 3;
const BRE = 1 << 9;
const VOSRDY = 1 << 14;

/** Power control: RM0090, 5.4. */
export class PowerControl extends Peripheral {
  constructor(warnings: Warnings) {
    super("PWR", warnings, [
      { name: "CR", offset: CR, reset: 0x4000, write: 0x43f3 },
      { name: "CSR", offset: CSR, reset: VOSRDY, write: 0x300 },
    ]);
  }

  /** A system reset leaves the flags that say where it came from. */
  override reset(): void {
    const flags = this.get(CSR) & (WUF | SBF | BRE | BRR);
    super.reset();
    this.setBits(CSR, flags);
  }

  /** The firmware has read why the chip was started. */
  forgetStandby(): void {
    this.clearBits(CSR, WUF | SBF);
  }

  /** Tells of another chip's standby. */
  continueFrom(other: PowerControl): void {
    this.setBits(CSR, other.get(CSR) & (WUF | SBF));
  }

  /** Whether the backup domain may be written. */
  get opensBackup(): boolean {
    return this.has(CR, DBP);
  }

  /** What deep sleep means: standby loses all but the backup domain. */
  get deepSleep(): "stop" | "standby" {
    return this.has(CR, PDDS) ? "standby" : "stop";
  }

  /** Whether the regulator saves power in stop mode. */
  get lowPowerRegulator(): boolean {
    return this.has(CR, LPDS);
  }

  /** Standby has begun. */
  noteStandby(): void {
    this.setBits(CSR, SBF);
  }

  /** Something has ended standby. */
  noteWakeup(): void {
    this.setBits(CSR, WUF);
  }

  protected override stored(offset: number, _value: number, _old: number, written: number): void {
    if (offset === CR && written & CWUF) this.clearBits(CSR, WUF);
    if (offset === CR && written & CSBF) this.clearBits(CSR, SBF);
    if (offset === CSR && this.has(CSR, BRE)) this.setBits(CSR, BRR);
  }
}
