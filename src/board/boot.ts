import { peripherals } from "../tables/stm32f405.js";
import type { Chip } from "./chip.js";

const RCC = peripherals.RCC.start;
const HSE_READY = 1 << 17;
const PLL_READY = 1 << 25;
/** BDCR: the crystal runs, and the clock is on. */
const RTC_RUNS = 0x8002;

/** Stores of the firmware's start, in order; what it waits for is waited for. */
function write(chip: Chip, address: number, value: number): void {
  chip.write(address, 4, value >>> 0);
}

/** Lets the clock run until bits of RCC_CR are set. */
function awaitReady(chip: Chip, bits: number): void {
  while ((chip.read(RCC, 4)! & bits) === 0) chip.clock.advanceTo(chip.clock.next);
}

function startClocks(chip: Chip): void {
  write(chip, RCC, 0x00010083);
  awaitReady(chip, HSE_READY);
  write(chip, RCC + 0x04, 0x27400000 | (336 << 6) | 8 | (7 << 24));
  write(chip, RCC, 0x01010083);
  awaitReady(chip, PLL_READY);
  write(chip, peripherals.FLASH.start, 0x705);
  write(chip, RCC + 0x08, 0x00009402);
}

function enablePeripherals(chip: Chip): void {
  write(chip, RCC + 0x30, 0x001401ff);
  write(chip, RCC + 0x40, 1 << 28);
  write(chip, RCC + 0x44, 1 << 14);
  write(chip, peripherals.PWR.start, 0x4100);
}

/** LEDs and the accelerometer's supply are outputs at low, the switches of user and card slot are pulled up. */
function configurePins(chip: Chip): void {
  const { GPIOA, GPIOB } = peripherals;
  write(chip, GPIOA.start + 0x14, 0);
  write(chip, GPIOA.start + 0x0c, 1 << 16);
  write(chip, GPIOA.start, 0x54000000);
  write(chip, GPIOB.start + 0x14, 0);
  write(chip, GPIOB.start + 0x0c, 1 << 6);
  write(chip, GPIOB.start, (1 << 8) | (1 << 10));
}

/** The real-time clock on its crystal, at the start of 2015 as after the first power-on; one that runs goes on. */
function startRtc(chip: Chip): void {
  if ((chip.read(RCC + 0x70, 4)! & RTC_RUNS) === RTC_RUNS) return;
  const rtc = peripherals.RTC.start;
  write(chip, RCC + 0x70, 0x101);
  write(chip, RCC + 0x70, 0x8101);
  write(chip, rtc + 0x24, 0xca);
  write(chip, rtc + 0x24, 0x53);
  write(chip, rtc + 0x0c, 0x80);
  write(chip, rtc + 0x10, 0x7f00ff);
  write(chip, rtc, 0);
  write(chip, rtc + 0x04, 0x158101);
  write(chip, rtc + 0x0c, 0);
  write(chip, rtc + 0x24, 0xff);
}

/**
 * Leaves the chip as the firmware of a PYBv1.0 has left it when the first line of Python runs: 168 MHz, the ports
 * on, LEDs off.
 */
export function bootFirmware(chip: Chip): void {
  startClocks(chip);
  enablePeripherals(chip);
  configurePins(chip);
  startRtc(chip);
}
