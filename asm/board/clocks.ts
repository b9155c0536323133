/** Frequencies as RCC's registers have them. */
import { modifyRegister, readRegister } from "./access";

const RCC: u32 = 0x40023800;
const RCC_PLLCFGR: u32 = 0x40023804;
const RCC_CFGR: u32 = 0x40023808;
const RCC_PLLI2SCFGR: u32 = 0x40023884;
const HSI_HERTZ: u32 = 16000000;
const HSE_HERTZ: u32 = 8000000;
/** Shifts for HPRE from 8 on. */
const AHB_SHIFTS: usize = memory.data<u8>([1, 2, 3, 4, 6, 7, 8, 9]);

export function systemHertz(): u32 {
  const source = (readRegister(RCC_CFGR, 4) >>> 2) & 3;
  if (source == 0) return HSI_HERTZ;
  if (source == 1) return HSE_HERTZ;
  const pll = readRegister(RCC_PLLCFGR, 4);
  const input = (pll & (1 << 22)) != 0 ? HSE_HERTZ : HSI_HERTZ;
  const output = (<u64>input * ((pll >>> 6) & 0x1ff)) / (pll & 0x3f);
  return <u32>(output / ((((pll >>> 16) & 3) + 1) << 1));
}

export function coreHertz(): u32 {
  const divider = (readRegister(RCC_CFGR, 4) >>> 4) & 15;
  return divider < 8 ? systemHertz() : systemHertz() >> load<u8>(AHB_SHIFTS + divider - 8);
}

/** Of I2S by its PLL, which multiplies what the other one does; whole as the HAL reckons. */
export function i2sHertz(): u32 {
  const pll = readRegister(RCC_PLLCFGR, 4);
  const input = ((pll & (1 << 22)) != 0 ? HSE_HERTZ : HSI_HERTZ) / (pll & 0x3f);
  const own = readRegister(RCC_PLLI2SCFGR, 4);
  return (input * ((own >>> 6) & 0x1ff)) / max<u32>((own >>> 28) & 7, 1);
}

/** Of bus 1 or 2. */
export function busHertz(bus: u32): u32 {
  const divider = (readRegister(RCC_CFGR, 4) >>> (bus == 1 ? 10 : 13)) & 7;
  return divider < 4 ? coreHertz() : coreHertz() >> (divider - 3);
}

/** What a timer counts: its bus, twice when that is divided. */
export function timerHertz(number: u32): u32 {
  const bus: u32 = number == 1 || (number >= 8 && number <= 11) ? 2 : 1;
  const divider = (readRegister(RCC_CFGR, 4) >>> (bus == 1 ? 10 : 13)) & 7;
  return divider < 4 ? busHertz(bus) : busHertz(bus) << 1;
}

/** Gives a peripheral its clock: one of `Clock`. */
export function enableClock(clock: u32): void {
  modifyRegister(RCC + (clock >>> 5), 0, 1 << (clock & 31));
}
