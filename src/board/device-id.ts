import { SUPPLY_VOLTAGE } from "../tables/pyboard.js";
import { memoryRegions } from "../tables/stm32f405.js";
import { REFERENCE_VOLTAGE, sensorVoltage } from "./adc-block.js";
import { Peripheral } from "./peripheral.js";
import type { Warnings } from "./warnings.js";

const UID = 0x10;
const FLASH_SIZE = 0x20;
const REFERENCE = 0x28;
const SENSOR = 0x2c;
const UID_WORDS = 3;

function raw(volts: number): number {
  return Math.round((volts / SUPPLY_VOLTAGE) * 0xfff);
}

/** What the maker wrote into the chip: RM0090, chapter 39, and the calibration of the converters. */
export class DeviceId extends Peripheral {
  constructor(warnings: Warnings, unique: Uint8Array) {
    const view = new DataView(unique.buffer, unique.byteOffset, unique.byteLength);
    const words = Array.from({ length: UID_WORDS }, (_, index) => ({
      name: `UID${index}`,
      offset: UID + 4 * index,
      reset: view.getUint32(4 * index, true),
      write: 0,
    }));
    const flash = memoryRegions[0]!.size >> 10;
    super("DEVICE_ID", warnings, [
      ...words,
      { name: "FLASH_SIZE", offset: FLASH_SIZE, reset: flash << 16, write: 0 },
      { name: "VREFINT_CAL", offset: REFERENCE, reset: raw(REFERENCE_VOLTAGE) << 16, write: 0 },
      {
        name: "TS_CAL",
        offset: SENSOR,
        reset: raw(sensorVoltage(30)) | (raw(sensorVoltage(110)) << 16),
        write: 0,
      },
    ]);
  }
}
