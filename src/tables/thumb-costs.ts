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
  /** One cycle less right behind another load or store of this kind. */
  readonly pipelined?: true;
  /** Not from the manual's table. */
  readonly known?: true;
}

export const thumbCosts = {
  alu: { cycles: 1, refill: "pc" },
  multiply: { cycles: 1 },
  divide: { cycles: 2, most: 12 },
  branch: { cycles: 1, refill: "always" },
  conditional: { cycles: 1, refill: "taken" },
  table: { cycles: 2, refill: "always" },
  load: { cycles: 2, refill: "pc", pipelined: true },
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
