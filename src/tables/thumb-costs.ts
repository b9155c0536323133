/**
 * Cycles of a Cortex-M4F without wait states: ARM DDI 0439, table 3-1 (core) and table 7-1 (FPU).
 * What the tables leave out (store and square root of the FPU, exclusives, IT, system) is common knowledge
 * of the core and marked so.
 */

/** One class of instructions that take the same time. */
export interface ThumbCostRow {
  /** Cycles, without what follows. */
  readonly cycles: number;
  /** Most cycles, where the operands decide. */
  readonly most?: number;
  /** Cycles for each register of a list; two for a double register. */
  readonly perRegister?: number;
  /** Refills the pipeline (1 to 3 cycles): always, when the branch is taken, or when PC is written. */
  readonly refill?: "always" | "taken" | "pc";
  /** Least cycles of one that refills. */
  readonly least?: number;
  /** One cycle less right behind another load or store of this kind. */
  readonly pipelined?: true;
  /** Not from the manual's table. */
  readonly known?: true;
}

/** The classes from `float` on are the FPU's. */
export const thumbCosts = {
  alu: { cycles: 1, refill: "pc" },
  multiply: { cycles: 1 },
  divide: { cycles: 2, most: 12 },
  branch: { cycles: 1, refill: "always" },
  conditional: { cycles: 1, refill: "taken" },
  table: { cycles: 2, refill: "always", least: 6 },
  load: { cycles: 2, refill: "pc", pipelined: true, least: 5 },
  store: { cycles: 1, pipelined: true },
  storeRegister: { cycles: 2 },
  double: { cycles: 3 },
  multiple: { cycles: 1, perRegister: 1, refill: "pc" },
  exclusive: { cycles: 2, known: true },
  it: { cycles: 1, known: true },
  hint: { cycles: 1, known: true },
  system: { cycles: 1, most: 2, known: true },
  barrier: { cycles: 1, known: true },
  flush: { cycles: 1, refill: "always", known: true },
  exception: { cycles: 12, known: true },
  coprocessor: { cycles: 1, known: true },
  float: { cycles: 1 },
  floatAccumulate: { cycles: 3 },
  floatDivide: { cycles: 14 },
  floatLoad: { cycles: 2 },
  floatLoadDouble: { cycles: 3 },
  floatMultiple: { cycles: 1, perRegister: 1 },
  floatCore: { cycles: 1, known: true },
  floatCorePair: { cycles: 2, known: true },
} as const satisfies Record<string, ThumbCostRow>;

/** The name of a class. */
export type ThumbCost = keyof typeof thumbCosts;

/** Cycles for which VDIV and VSQRT keep the FPU while integer instructions go on. */
export const FLOAT_DIVIDE_OVERLAP = 13;

/**
 * Cycles of a pipeline refill, 1 to 3 in the manual: a target known when the branch is decoded, one that comes
 * from a register or from memory, and what a wide instruction across a word boundary adds as the target.
 * The split is common knowledge of the core (a loop of SUBS and BNE takes 3 cycles).
 */
export const thumbRefill = { direct: 1, indirect: 2, acrossWord: 1 } as const;

/** Cycles for an address from the result of the instruction before, and for an FPU result used by the next one. */
export const ADDRESS_HAZARD = 1;
export const FLOAT_HAZARD = 1;
/** Cycles more for an access that is not aligned. */
export const UNALIGNED_ACCESS = 1;
