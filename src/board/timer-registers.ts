import type { TimerRow } from "../tables/timers.js";
import type { Register } from "./peripheral.js";

/** Offsets of a timer's registers: RM0090, 17.4 and 18.4. */
export const TIM = {
  CR1: 0x00,
  CR2: 0x04,
  SMCR: 0x08,
  DIER: 0x0c,
  SR: 0x10,
  EGR: 0x14,
  CCMR1: 0x18,
  CCMR2: 0x1c,
  CCER: 0x20,
  CNT: 0x24,
  PSC: 0x28,
  ARR: 0x2c,
  RCR: 0x30,
  CCR1: 0x34,
  CCR4: 0x40,
  BDTR: 0x44,
  DCR: 0x48,
  DMAR: 0x4c,
  OR: 0x50,
} as const;

export const CR1 = { CEN: 1, UDIS: 2, URS: 4, OPM: 8, DIR: 16, CMS: 0x60, ARPE: 0x80 } as const;
/** Bits of SR, DIER and EGR. */
export const FLAG = { U: 1, CC1: 2, COM: 0x20, T: 0x40, B: 0x80, CC1O: 0x200 } as const;
/** Requests for DMA in DIER. */
export const DMA = { U: 1 << 8, CC1: 1 << 9 } as const;
export const MOE = 1 << 15;

/** The registers that a timer has. */
export function timerRegisters({ bits, channels, advanced, triggers }: TimerRow): Register[] {
  const all = bits === 32 ? 0xffffffff : 0xffff;
  const status = 0x1e5f | (advanced ? 0xa0 : 0);
  const list: Register[] = [
    { name: "CR1", offset: TIM.CR1, write: 0x3ff },
    { name: "CR2", offset: TIM.CR2, write: advanced ? 0x7ffd : 0xf8 },
    { name: "DIER", offset: TIM.DIER, write: 0x7fff },
    { name: "SR", offset: TIM.SR, clear0: status },
    { name: "EGR", offset: TIM.EGR, write: 0 },
    { name: "CNT", offset: TIM.CNT, write: all },
    { name: "PSC", offset: TIM.PSC, write: 0xffff },
    { name: "ARR", offset: TIM.ARR, reset: all, write: all },
  ];
  if (triggers || channels > 0) list.push({ name: "SMCR", offset: TIM.SMCR, write: 0xfff7 });
  if (channels > 0) list.push({ name: "CCMR1", offset: TIM.CCMR1, write: 0xffff });
  if (channels > 0) list.push({ name: "CCER", offset: TIM.CCER, write: 0xffff });
  if (channels > 2) list.push({ name: "CCMR2", offset: TIM.CCMR2, write: 0xffff });
  for (let channel = 0; channel < channels; channel++) {
    list.push({ name: `CCR${channel + 1}`, offset: TIM.CCR1 + 4 * channel, write: all });
  }
  if (advanced) {
    list.push({ name: "RCR", offset: TIM.RCR, write: 0xff });
    list.push({ name: "BDTR", offset: TIM.BDTR, write: 0xffff });
  }
  if (channels > 2) {
    list.push({ name: "DCR", offset: TIM.DCR, write: 0x1f1f, inert: true });
    list.push({ name: "DMAR", offset: TIM.DMAR, inert: true });
  }
  list.push({ name: "OR", offset: TIM.OR, write: 0xcc0, inert: true });
  return list;
}
