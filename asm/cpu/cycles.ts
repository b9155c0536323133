/** What instructions cost (src/tables/thumb-costs.ts), as far as it is known when they are translated. */
import {
  ADDRESS_HAZARD,
  COSTS,
  Cost,
  FLOAT_DIVIDE_OVERLAP,
  FLOAT_HAZARD,
  REFILL_ACROSS_WORD,
  REFILL_DIRECT,
  REFILL_INDIRECT,
} from "../generated/thumb";
import { costClass, isWide } from "./rows";

@unmanaged
class CostRow {
  cycles: u8;
  most: u8;
  perRegister: u8;
  refill: u8;
  pipelined: u8;
  least: u8;
  spare: u16;
}

/** What the instruction before leaves behind: its result's register, or none. */
const NONE: i32 = -1;
let afterAccess: bool = false;
let lastResult: i32 = NONE;
let lastFloat: i32 = NONE;
/** Cycles of the run at which a division of the FPU ends. */
let floatBusy: i32 = 0;

/** Starts a run: the pipeline is empty. */
export function startCycles(): void {
  afterAccess = false;
  lastResult = NONE;
  lastFloat = NONE;
  floatBusy = 0;
}

function rowOf(cost: Cost): CostRow {
  return changetype<CostRow>(COSTS + ((<usize>cost) << 3));
}

/** Cycles of the current instruction without a refill: `registers` is the length of its list. */
export function baseCycles(registers: u32): i32 {
  const row = rowOf(costClass());
  return <i32>row.cycles + <i32>row.perRegister * <i32>registers;
}

/** The rest of what it costs to load PC or to jump by a table, where the manual gives a least. */
export function refillCycles(direct: bool): i32 {
  const row = rowOf(costClass());
  const refill = direct ? REFILL_DIRECT : REFILL_INDIRECT;
  return max<i32>(refill, <i32>row.least - <i32>row.cycles);
}

/** Cycles that a branch's target adds: a wide instruction that does not start in a word. */
export function alignmentCycles(target: u32, first: i32): i32 {
  return (target & 2) != 0 && first >= 0 && isWide(first) ? REFILL_ACROSS_WORD : 0;
}

/**
 * What its neighbours change in a plain load or store: one less behind another; one more when the address comes
 * from the instruction before. `result` is the register that it loads or -1.
 */
export function accessCycles(base: i32, index: i32, result: i32): i32 {
  const pipelined = rowOf(costClass()).pipelined != 0;
  const needsResult = lastResult != NONE && (base == lastResult || index == lastResult);
  const change = needsResult ? ADDRESS_HAZARD : 0;
  const saved = pipelined && afterAccess && !needsResult ? pipelinedSaving() : 0;
  afterAccess = pipelined;
  lastResult = result;
  return change - saved;
}

/** A store takes its one cycle in any case. */
function pipelinedSaving(): i32 {
  return rowOf(costClass()).cycles > 1 ? 1 : 0;
}

/** Tells the register that an instruction without an access writes, or -1. */
export function noteResult(result: i32): void {
  afterAccess = false;
  lastResult = result;
}

/**
 * What the FPU adds at `cycles` of the run: waiting for a division, and for the result of the instruction before.
 * Registers are numbers of singles, -1 for none.
 */
export function floatCycles(cycles: i32, d: i32, n: i32, m: i32, arithmetic: bool): i32 {
  let wait = max<i32>(0, floatBusy - cycles);
  if (lastFloat != NONE && wait == 0 && (n == lastFloat || m == lastFloat)) wait = FLOAT_HAZARD;
  lastFloat = arithmetic ? d : NONE;
  if (costClass() != Cost.FloatDivide) return wait;
  floatBusy = cycles + wait + 1 + FLOAT_DIVIDE_OVERLAP;
  return wait - FLOAT_DIVIDE_OVERLAP;
}

/** An instruction of the core between those of the FPU. */
export function noteCore(): void {
  lastFloat = NONE;
}

/** Cycles until the FPU is done, for the end of a run. */
export function remainingFloat(cycles: i32): i32 {
  return max<i32>(0, floatBusy - cycles);
}
