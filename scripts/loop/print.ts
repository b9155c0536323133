/** Prints the processor's loop: one `switch` with a case for each micro-operation. */
import { cases } from "./cases.js";

/** The text of asm/generated/micro.ts. */
export function microText(): string {
  const rows = cases.map(([name], index) => `  ${name} = ${index},`);
  return `/** Micro-operations; scripts/loop/cases.ts says what each does. */
export const enum Micro {
${rows.join("\n")}
}
`;
}

const HEAD = `/**
 * The loop: executes micro-operations until something stops it. The one long function of the processor.
 *
 * The condition flags, the cycles and the count of instructions are in locals; cycles and instructions are
 * added up only where a run is left, from what the branch knows of its run.
 */
import { accessMemory } from "../cpu/access";
import { findRun, PIECE_MASK, PIECE_SHIFT, PIECES, sideOf } from "../cpu/code-cache";
import { divideCycles, divideSigned } from "../cpu/divide";
import { Flags, storeFlags } from "../cpu/flags";
import { prepareFloat } from "../cpu/float-context";
import { link, makeRun, runAt } from "../cpu/link";
import { MICRO_BYTES, MicroOp } from "../cpu/micro";
import { Micro } from "./micro";
import { Operand } from "../cpu/operand";
import { cpu, REGISTERS } from "../cpu/registers";
import { enterRuntime } from "../cpu/runtime-entry";
import { reverseBits, Shift } from "../cpu/shift";
import { cyclesLeft, settleSlice } from "../cpu/slice";
import { Fault, Stop } from "../cpu/stop";

/** In the low bits of a run's address: cycles that its first instruction's place costs. */
const ALIGNMENT_CYCLES: usize = 15;
/** A limit that has passed. */
const ENDED: i32 = i32.MIN_VALUE;
/** Not a stop: a load or store that is not plain. */
const ACCESS: i32 = -1;

/**
 * Runs from \`cpu.pc\` on for at most \`cpu.limit\` cycles or until the next branch behind them. Leaves all state in
 * \`cpu\` and returns one of \`Stop\`: \`pc\` is the instruction to come, or the one that stopped.
 */
export function execute(): i32 {
  let n: i32 = Flags.n(cpu.apsr);
  let z: i32 = Flags.z(cpu.apsr);
  let c: i32 = Flags.c(cpu.apsr);
  let v: i32 = Flags.v(cpu.apsr);
  let cycles: i32 = 0;
  let count: i32 = 0;
  let limit: i32 = cpu.limit;
  let low: u32 = cpu.memoryLow;
  let words: u32 = cpu.memoryWords;
  let shift: u32 = cpu.memoryShift;
  let address: u32 = 0;
  let stop: i32 = Stop.None;
  let at: usize = runAt(cpu.pc | (cpu.arm ^ 1));
  while (true) {
    switch (<i32>load<u16>(at)) {`;

const TAIL = `      default:
        stop = Stop.Fault;
        cpu.fault = Fault.Undefined;
        break;
    }
    if (stop == ACCESS) {
      cpu.sliceCycles = cycles + sideOf(at).cycles;
      const next = accessMemory(at, address);
      cycles += cpu.extraCycles;
      cpu.extraCycles = 0;
      if (cpu.attention != 0) limit = ENDED;
      if (next != 0) {
        stop = Stop.None;
        at = next;
        continue;
      }
      stop = Stop.Fault;
    }
    storeFlags(n, z, c, v);
    if (stop == Stop.None) {
      stop = Stop.Slice;
      cpu.arm = load<u16>(at) == Micro.Fault && MicroOp.number(at) == Fault.InvalidState ? 1 : 0;
    }
    settleSlice(at, cycles, count);
    return stop;
  }
}
`;

/** The text of asm/generated/execute.ts. */
export function loopText(): string {
  const printed = cases.map(([name, statements]) => `      case Micro.${name}: { ${statements} }`);
  return [HEAD, ...printed, TAIL].join("\n");
}
