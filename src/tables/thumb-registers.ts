/** Names that operands of Thumb instructions use, by number. */

/** Core registers, as they are printed. */
export const coreRegisters = [
  "r0",
  "r1",
  "r2",
  "r3",
  "r4",
  "r5",
  "r6",
  "r7",
  "r8",
  "r9",
  "r10",
  "r11",
  "r12",
  "sp",
  "lr",
  "pc",
] as const;

/** Other names of core registers (procedure call standard). */
export const coreRegisterAliases: Readonly<Record<string, number>> = {
  a1: 0,
  a2: 1,
  a3: 2,
  a4: 3,
  v1: 4,
  v2: 5,
  v3: 6,
  v4: 7,
  v5: 8,
  v6: 9,
  sb: 9,
  v7: 10,
  sl: 10,
  v8: 11,
  fp: 11,
  ip: 12,
  r13: 13,
  r14: 14,
  r15: 15,
};

/** Condition codes in the order of their numbers (DDI 0403, A7.3). */
export const conditions = [
  "eq",
  "ne",
  "cs",
  "cc",
  "mi",
  "pl",
  "vs",
  "vc",
  "hi",
  "ls",
  "ge",
  "lt",
  "gt",
  "le",
  "al",
] as const;

/** Other names of condition codes. */
export const conditionAliases: Readonly<Record<string, number>> = { hs: 2, lo: 3 };

/** Shifts in the order of their type field (A7.4). */
export const shiftNames = ["lsl", "lsr", "asr", "ror"] as const;

/** SYSm of MRS and MSR (B5.1.1). */
export const specialRegisters: Readonly<Record<string, number>> = {
  apsr: 0,
  iapsr: 1,
  eapsr: 2,
  xpsr: 3,
  ipsr: 5,
  epsr: 6,
  iepsr: 7,
  msp: 8,
  psp: 9,
  primask: 16,
  basepri: 17,
  basepri_max: 18,
  faultmask: 19,
  control: 20,
};

/** Up to this SYSm, MSR takes a mask of what to write. */
export const LAST_MASKED_REGISTER = 3;

/** The masks of MSR, by number. */
export const statusMasks: Readonly<Record<string, number>> = { g: 1, nzcvq: 2, nzcvqg: 3 };

/** Options of DMB and DSB (A7.7.33); the others are written as numbers. */
export const barrierOptions: Readonly<Record<string, number>> = {
  oshst: 2,
  osh: 3,
  nshst: 6,
  un: 7,
  ishst: 10,
  ish: 11,
  st: 14,
  sy: 15,
};

/** Interrupt masks of CPS, by the bits A (none on this profile), I and F. */
export const interruptMasks: Readonly<Record<string, number>> = { f: 1, i: 2, if: 3 };
