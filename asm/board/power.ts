/** The processor's frequencies and its deep sleep, as the firmware sets them (RM0090, chapters 5 and 7). */
import { firstPending, resetExceptions } from "../cpu/nvic";
import { cpu } from "../cpu/registers";
import { control } from "../cpu/system-control";
import { PowerRequest } from "../generated/power";
import { boardPower } from "../host";
import { modifyRegister, readRegister, writeRegister } from "./access";
import { coreHertz } from "./clocks";
import { planTimers } from "./modules/machine-timer";
import { boardMicros, setBoardHertz, startBoardTime, waitMillis } from "./ticks";
import { passTime } from "./time";

const RCC: u32 = 0x40023800;
const RCC_CR: u32 = RCC;
const RCC_PLLCFGR: u32 = RCC + 0x04;
const RCC_CFGR: u32 = RCC + 0x08;
const PWR_CR: u32 = 0x40007000;
const EXTI_IMR: u32 = 0x40013c00;
const EXTI_PR: u32 = 0x40013c14;
const RTC_CR: u32 = 0x40002808;
const RTC_ISR: u32 = 0x4000280c;
/** Alarms, wake-up timer and timestamp; the bits that let them ask are four places above. */
const RTC_FLAGS: u32 = 0xf00;
/** What the firmware starts with. */
const START_HERTZ: f64 = 168e6;
const SCR: u32 = 0xe000ed10;
const SLEEPDEEP: u32 = 1 << 2;

const HSE_ON: u32 = 1 << 16;
const HSE_READY: u32 = 1 << 17;
const PLL_ON: u32 = 1 << 24;
const PLL_READY: u32 = 1 << 25;
const SOURCE_HSI: u32 = 0;
const SOURCE_HSE: u32 = 1;
const SOURCE_PLL: u32 = 2;
const PLL_FROM_HSE: u32 = 1 << 22;
const HSI_MEGAHERTZ: u32 = 16;
const HSE_MEGAHERTZ: u32 = 8;
/** What the PLL's oscillator can do, and what USB needs of it. */
const VCO_LEAST: u32 = 192;
const VCO_MOST: u32 = 432;
const USB_MEGAHERTZ: u32 = 48;
const FASTEST: u32 = 168;
/** Dividers before and behind the oscillator. */
const M_LEAST: u32 = 4;
const M_MOST: u32 = 8;

const PWR_LPDS: u32 = 1 << 0;
const PWR_PDDS: u32 = 1 << 1;
const PWR_CWUF: u32 = 1 << 2;
const PWR_FPDS: u32 = 1 << 9;

/** How long the firmware waits for USB before it changes the clock. */
const SETTLE_MILLIS: f64 = 5;

let pllM: u32 = 0;
let pllN: u32 = 0;
let pllP: u32 = 0;

/** Finds the PLL's factors for so many MHz, with 48 MHz for USB besides. */
function findPll(megahertz: u32): bool {
  for (pllP = 2; pllP <= 8; pllP += 2) {
    const vco = megahertz * pllP;
    if (vco < VCO_LEAST || vco > VCO_MOST || vco % USB_MEGAHERTZ != 0) continue;
    for (pllM = M_LEAST; pllM <= M_MOST; pllM++) {
      if ((vco * pllM) % HSE_MEGAHERTZ != 0) continue;
      pllN = (vco * pllM) / HSE_MEGAHERTZ;
      return true;
    }
  }
  return false;
}

/** The source for so many MHz; -1: they cannot be had. */
function sourceOf(megahertz: u32): i32 {
  if (megahertz == HSE_MEGAHERTZ) return SOURCE_HSE;
  if (megahertz == HSI_MEGAHERTZ) return SOURCE_HSI;
  return findPll(megahertz) ? <i32>SOURCE_PLL : -1;
}

/** CFGR's bits for a divider of AHB; it has no 32. */
function ahbBits(divider: u32): u32 {
  if (divider <= 1) return 0;
  let bits: u32 = 8;
  for (let d: u32 = 2; d < divider && bits < 15; d <<= 1) if (d != 32) bits++;
  return bits;
}

function ahbDivider(bits: u32): u32 {
  if (bits < 8) return 1;
  return bits < 12 ? 2 << (bits - 8) : 4 << (bits - 8);
}

function apbBits(divider: u32): u32 {
  let bits: u32 = divider <= 1 ? 0 : 4;
  for (let d: u32 = 2; d < divider && bits < 7; d <<= 1) bits++;
  return bits;
}

/** Lets time pass until a bit of RCC_CR is set. */
function awaitReady(bit: u32): void {
  while ((readRegister(RCC_CR, 4) & bit) == 0 && passTime()) {}
}

/** Chooses the source of the system's clock; the firmware's clock follows. */
function useSource(source: u32): void {
  modifyRegister(RCC_CFGR, 3, source);
  setBoardHertz(coreHertz());
  planTimers();
}

/**
 * Sets the frequencies in hertz: the fastest possible that are not above. false: there are none so low, or an
 * exception is pending.
 */
export function setFrequencies(system: u32, ahb: u32, apb1: u32, apb2: u32): bool {
  let megahertz = min<u32>(system / 1000000, FASTEST);
  let source = -1;
  for (; megahertz >= HSE_MEGAHERTZ; megahertz--) {
    source = sourceOf(megahertz);
    if (source >= 0) break;
  }
  if (source < 0 || !waitMillis(SETTLE_MILLIS)) return false;
  const core = ahbBits(system / max<u32>(ahb, 1));
  const bus = system / ahbDivider(core);
  const dividers =
    (apbBits(bus / max<u32>(apb1, 1)) << 10) | (apbBits(bus / max<u32>(apb2, 1)) << 13);
  const direct = source == <i32>SOURCE_PLL ? SOURCE_HSE : <u32>source;
  modifyRegister(RCC_CR, 0, HSE_ON | 1);
  awaitReady(HSE_READY);
  modifyRegister(RCC_CFGR, 0xfcf0, (core << 4) | dividers);
  useSource(direct);
  if (source != <i32>SOURCE_PLL) return true;
  startPll(megahertz);
  useSource(SOURCE_PLL);
  return true;
}

function startPll(megahertz: u32): void {
  modifyRegister(RCC_CR, PLL_ON, 0);
  const q = (megahertz * pllP) / USB_MEGAHERTZ;
  const factors = pllM | (pllN << 6) | ((pllP / 2 - 1) << 16) | PLL_FROM_HSE | (q << 24);
  modifyRegister(RCC_PLLCFGR, 0x0f437fff, factors);
  modifyRegister(RCC_CR, 0, PLL_ON);
  awaitReady(PLL_READY);
}

/** WFI without the firmware's clock: up to the next interrupt of EXTI, which alone has its clock. */
function sleepDeeply(): void {
  while ((readRegister(EXTI_PR, 4) & readRegister(EXTI_IMR, 4)) == 0 || firstPending() == 0) {
    if (!passTime()) boardPower(PowerRequest.Forever);
  }
}

/** Stop mode, and back to the clock that there was. Interrupts wait until that runs. */
export function enterStop(): void {
  const masked = cpu.primask;
  cpu.primask = 1;
  modifyRegister(PWR_CR, PWR_PDDS, PWR_LPDS | PWR_FPDS | PWR_CWUF);
  const source = (readRegister(RCC_CFGR, 4) >>> 2) & 3;
  modifyRegister(SCR, 0, SLEEPDEEP);
  const micros = boardMicros();
  boardPower(PowerRequest.Stop);
  sleepDeeply();
  boardPower(PowerRequest.Awake);
  modifyRegister(SCR, SLEEPDEEP, 0);
  modifyRegister(RCC_CR, 0, HSE_ON);
  awaitReady(HSE_READY);
  modifyRegister(RCC_CR, 0, PLL_ON);
  awaitReady(PLL_READY);
  startBoardTime(micros);
  useSource(source);
  cpu.primask = masked;
}

/** Standby, from which the chip is reset. Of what the firmware knows only the RTC wakes it. */
export function enterStandby(): void {
  cpu.primask = 1;
  writeRegister(RTC_ISR, 4, ~RTC_FLAGS);
  modifyRegister(PWR_CR, 0, PWR_PDDS | PWR_CWUF);
  modifyRegister(SCR, 0, SLEEPDEEP);
  boardPower(PowerRequest.Standby);
  while (((readRegister(RTC_ISR, 4) >>> 8) & (readRegister(RTC_CR, 4) >>> 12) & 15) == 0) {
    if (!passTime()) boardPower(PowerRequest.Forever);
  }
  resetChip();
}

/** A reset, after which the firmware starts; the run ends. */
export function resetChip(): void {
  cpu.primask = 0;
  control.resetRequest = 0;
  modifyRegister(SCR, SLEEPDEEP, 0);
  resetExceptions();
  setBoardHertz(START_HERTZ);
  boardPower(PowerRequest.Reset);
}
