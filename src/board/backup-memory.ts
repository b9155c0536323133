import { peripherals } from "../tables/stm32f405.js";
import { Peripheral } from "./peripheral.js";
import type { Warnings } from "./warnings.js";

/** The memory that the battery keeps: RM0090, 5.1.2. It is written only while the backup domain is open. */
export class BackupMemory extends Peripheral {
  /** What it holds, also over resets. */
  readonly bytes = new Uint8Array(peripherals.BKPSRAM.size);
  private readonly view = new DataView(this.bytes.buffer);

  constructor(
    warnings: Warnings,
    private readonly isOpen: () => boolean,
  ) {
    super("BKPSRAM", warnings, []);
  }

  override reset(): void {}

  /** Holds what another chip's holds. */
  continueFrom(other: BackupMemory): void {
    this.bytes.set(other.bytes);
  }

  override read(offset: number, size: number): number {
    if (size === 4) return this.view.getUint32(offset, true);
    return size === 2 ? this.view.getUint16(offset, true) : this.view.getUint8(offset);
  }

  override write(offset: number, size: number, value: number): void {
    if (!this.isOpen()) this.warnings.warn("BKPSRAM was written while PWR_CR.DBP was 0");
    else if (size === 4) this.view.setUint32(offset, value, true);
    else if (size === 2) this.view.setUint16(offset, value, true);
    else this.view.setUint8(offset, value);
  }
}
