/** Where the translator writes micro-operations: with the side of each, and the stubs of branches. */
import { emit, generation, noteSide, sideOf } from "./code-cache";
import { Micro } from "./micro";
import { SLOT_CONSTANT } from "./registers";
import { Fault, Stop } from "./stop";

/** The most instructions of a run. */
export const RUN_LIMIT: u32 = 64;
/** How many it has now: 1 for single steps. */
export let runLimit: u32 = RUN_LIMIT;

export function setRunLimit(value: u32): void {
  runLimit = value;
}
/** Branches of the run that still need a stub. */
const BRANCHES: usize = memory.data(1024, 4);
let branchCount: u32 = 0;

/** The instruction that is being translated: its address, size, ITSTATE, and what came before it in the run. */
export let address: u32 = 0;
export let size: u32 = 0;
export let itState: u32 = 0;
export let cycles: i32 = 0;
export let count: u32 = 0;
/** What it costs without a refill. */
export let cost: i32 = 0;

/** Starts a run. */
export function startRun(target: u32, state: u32): void {
  address = target;
  itState = state;
  nextBlock = 0;
  endsRun = false;
  cycles = 0;
  count = 0;
  branchCount = 0;
}

/** Starts an instruction. */
export function startInstruction(bytes: u32): void {
  size = bytes;
}

/** Lets the current instruction, or the next one, wait before it starts. */
export function addWait(value: i32): void {
  cycles += value;
}

export function setCost(value: i32): void {
  cost = value;
}

/** Goes on to the next instruction. */
export function endInstruction(): void {
  address += size;
  cycles += cost;
  count++;
  if (nextBlock != 0) {
    itState = nextBlock;
    nextBlock = 0;
  } else if (itState != 0)
    itState = (itState & 7) == 0 ? 0 : (itState & 0xe0) | ((itState << 1) & 0x1f);
}

/** Whether the instruction is in an IT block. */
export function inBlock(): bool {
  return itState != 0;
}

/** The IT block that begins behind the instruction. */
let nextBlock: u32 = 0;

/** Begins an IT block behind this instruction. */
export function startBlock(state: u32): void {
  nextBlock = state;
}

/** Whether the run ends behind this instruction, or the IT block that it is in, with a look at what wants attention. */
export let endsRun: bool = false;

/** Ends the run behind this instruction or its IT block. */
export function endRun(): void {
  endsRun = true;
}

/** What PC reads as. */
export function counter(): u32 {
  return address + 4;
}

/** Writes a micro-operation. Registers are numbers; those of no meaning are 0. */
export function put(op: Micro, d: u32, n: u32, m: u32, a: u32, number: i32): usize {
  const at = emit(op, d, n, m, a, number);
  // At its head a run may be entered anew: what its first instruction waits for counts from there on.
  noteSide(at, address, count == 0 ? 0 : cycles, itState, count);
  return at;
}

/** A register as an operand: PC is a constant. */
export function source(register: u32): u32 {
  if (register != 15) return register;
  put(Micro.MovI, SLOT_CONSTANT, 0, 0, 0, counter());
  return SLOT_CONSTANT;
}

/** A branch to a known place. `refill` is what it costs when it is taken, beyond `cost`. */
export function putBranch(op: Micro, n: u32, m: u32, a: u32, target: u32, refill: i32): usize {
  const at = put(op, 0, n, m, a, target);
  noteTaken(at, refill);
  store<usize>(BRANCHES + (branchCount << 2), at);
  branchCount++;
  return at;
}

/** A branch to the address in a register. `number` is the link. */
export function putIndirect(op: Micro, m: u32, number: i32, refill: i32): void {
  noteTaken(put(op, 0, 0, m, 0, number), refill);
}

function noteTaken(at: usize, refill: i32): void {
  store<u16>(at, <u16>(count + 1), 2);
  store<i32>(at, cycles + cost + refill, 12);
}

/** Leaves the loop behind the instruction. */
export function putLeave(stop: Stop): void {
  const at = put(Micro.Leave, 0, 0, 0, 0, stop);
  noteSide(at, address + size, cycles + cost, 0, count + 1);
}

/** Leaves the loop because the instruction cannot be. */
export function putFault(fault: Fault): void {
  put(Micro.Fault, 0, 0, 0, 0, fault);
}

/** Goes on with the next instruction, but looks whether something wants attention. */
export function putChain(wait: i32): void {
  const at = putBranch(Micro.Chain, 0, 0, 0, address, 0);
  store<u16>(at, <u16>count, 2);
  store<i32>(at, cycles + wait, 12);
}

/** Writes the stubs that find the targets of the run's branches when they are first taken; each tells its generation. */
export function putStubs(): void {
  for (let index: u32 = 0; index < branchCount; index++) {
    const branch = load<usize>(BRANCHES + (index << 2));
    const stub = emit(Micro.Link, 0, 0, 0, 0, <i32>branch);
    const state = load<u16>(branch) == Micro.Chain ? sideOf(branch).itState : 0;
    noteSide(stub, load<u32>(branch, 8), 0, state, 0);
    store<u32>(stub, generation, 12);
    store<usize>(branch, stub, 8);
  }
}
