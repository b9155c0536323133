/** The RTC's wake-up timer as `lightsleep` and `deepsleep` use it (RM0090, 26.3.5). */
import { FIRST_INTERRUPT, setEnabled, setPriorityByte } from "../cpu/nvic";
import { LINE_INTERRUPTS } from "../generated/pyboard";
import { modifyRegister, readRegister, writeRegister } from "./access";
import { passTime } from "./time";

const RTC: u32 = 0x40002800;
const CR: u32 = RTC + 0x08;
const ISR: u32 = RTC + 0x0c;
const WUTR: u32 = RTC + 0x14;
const WPR: u32 = RTC + 0x24;
const RCC_BDCR: u32 = 0x40023870;
const LSE_READY: u32 = 1 << 1;
const CR_ENABLE: u32 = 1 << 10;
const CR_INTERRUPT: u32 = 1 << 14;
const ISR_WRITABLE: u32 = 1 << 2;
const ISR_FLAG: u32 = 1 << 10;
const EXTI_IMR: u32 = 0x40013c00;
const EXTI_RTSR: u32 = 0x40013c08;
const EXTI_PR: u32 = 0x40013c14;
const LINE: u32 = 22;
const PRIORITY: u32 = 15 << 4;
const CRYSTAL_HERTZ: u64 = 32768;
/** The slowest clock of the crystal's, by WUCKSEL 3 to 0 divided by 2 to 16; then seconds, and seconds behind 65536. */
const SECONDS: u32 = 4;
const LATER_SECONDS: u32 = 6;
const MOST: u64 = 0x10000;

/** Lets the timer wake the processor after so many milliseconds; false: they are too many. */
export function startSleepTimer(millis: u32): bool {
  while ((readRegister(RCC_BDCR, 4) & LSE_READY) == 0 && passTime()) {}
  let select: u32 = 3;
  let divider: u64 = 2;
  let counts = (CRYSTAL_HERTZ * <u64>millis) / (1000 * divider);
  while (counts > MOST && select > 0) {
    select--;
    divider <<= 1;
    counts = (CRYSTAL_HERTZ * <u64>millis) / (1000 * divider);
  }
  if (counts > MOST) {
    counts = <u64>millis / 1000;
    select = counts > MOST ? LATER_SECONDS : SECONDS;
    if (counts > MOST) counts -= MOST;
    if (counts > MOST) return false;
  }
  program(select, counts > 0 ? <u32>(counts - 1) : 0, CR_ENABLE | CR_INTERRUPT);
  modifyRegister(EXTI_RTSR, 0, 1 << LINE);
  modifyRegister(EXTI_IMR, 0, 1 << LINE);
  const number = <u32>load<u8>(LINE_INTERRUPTS + LINE) + FIRST_INTERRUPT;
  setPriorityByte(number, PRIORITY);
  setEnabled(number, true);
  return true;
}

/** Stops the timer. */
export function stopSleepTimer(): void {
  program(0, 0, 0);
}

function program(select: u32, counts: u32, enable: u32): void {
  writeRegister(WPR, 4, 0xca);
  writeRegister(WPR, 4, 0x53);
  modifyRegister(CR, CR_ENABLE | CR_INTERRUPT | 7, 0);
  while ((readRegister(ISR, 4) & ISR_WRITABLE) == 0 && passTime()) {}
  writeRegister(WUTR, 4, counts);
  writeRegister(ISR, 4, ~ISR_FLAG);
  writeRegister(EXTI_PR, 4, 1 << LINE);
  modifyRegister(CR, 0, select | enable);
  writeRegister(WPR, 4, 0xff);
}
