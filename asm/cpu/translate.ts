/** From instructions to runs of micro-operations. */

import { Operation } from "../generated/thumb";
import { accessWait } from "./access-words";
import { forgetCode, notePiece, tail } from "./code-cache";
import { noteDecoded } from "./code-in-data";
import { codeAt } from "./code-memory";
import { alignmentCycles, baseCycles, remainingFloat, startCycles } from "./cycles";
import {
  address,
  addWait,
  cost,
  count,
  cycles,
  endInstruction,
  endsRun,
  inBlock,
  itState,
  put,
  putChain,
  putFault,
  putStubs,
  runLimit,
  setCost,
  startInstruction,
  startRun,
} from "./emitter";
import { Micro } from "./micro";
import { Access, isAllowed } from "./protection";
import { decode, isWide, operation } from "./rows";
import { RUNTIME_BASE, RUNTIME_SLOTS } from "./runtime-call";
import { Fault, Stop } from "./stop";
import { codeWait, startBus } from "./system-bus";
import { translateInstruction } from "./translate-instruction";
import { putFetch, startFetch } from "./wait-states";

/** Where `run` lets functions return to. */
export const RETURN_ADDRESS: u32 = 0x1ffe0000;
/** EXC_RETURN values start here (DDI 0403, B1.5.8). */
const EXCEPTION_RETURN: u32 = 0xf0000000;

/** Cycles that the place of a branch's target adds. */
export function targetCycles(target: u32): i32 {
  const place = codeAt(target & ~1);
  return place == 0 ? 0 : alignmentCycles(target, load<u16>(place));
}

/** Two pieces of code want the same slot: all is forgotten, and the run is made once more. */
let conflict: bool = false;

/** Makes a run. Bit 0 of the target tells Thumb; `state` is the ITSTATE. Returns where it starts. */
export function translateRun(target: u32, state: u32): usize {
  let start = attempt(target, state);
  if (conflict) {
    forgetCode();
    start = attempt(target, state);
  }
  putStubs();
  return start;
}

function attempt(target: u32, state: u32): usize {
  conflict = false;
  startRun(target & ~1, state);
  startCycles();
  startFetch();
  startBus(target & ~1);
  const start = tail;
  if (!translateMagic(target)) translateCode();
  return start;
}

/** Targets that are no code. */
function translateMagic(target: u32): bool {
  if (target >= EXCEPTION_RETURN) put(Micro.Leave, 0, 0, 0, 0, Stop.ExceptionReturn);
  else if (target == (RETURN_ADDRESS | 1)) put(Micro.Leave, 0, 0, 0, 0, Stop.Returned);
  else if (target - RUNTIME_BASE < RUNTIME_SLOTS << 2) {
    put(Micro.Runtime, 0, 0, 0, 0, (target - RUNTIME_BASE) >>> 2);
  } else if ((target & 1) == 0) putFault(Fault.InvalidState);
  else return false;
  return true;
}

/** Translates instructions until the run ends. */
function translateCode(): void {
  while (fetch() && translateOne()) {
    if (conflict) return;
    if (runLimit == 1 || ((endsRun || count >= runLimit) && !inBlock())) {
      putChain(remainingFloat(cycles));
      return;
    }
  }
}

/** Fetches and decodes an instruction; false when there is none. */
function fetch(): bool {
  const place = codeAt(address);
  if (place == 0) return refuse(Fault.Fetch);
  if (!isAllowed(address, Access.Execute, false)) return refuse(Fault.NoExecute);
  note(place);
  putFetch(address);
  const first = <u32>load<u16>(place);
  const wide = isWide(first);
  startInstruction(wide ? 4 : 2);
  addWait(codeWait(address, wide ? 4 : 2, cycles));
  let second: u32 = 0;
  if (wide) {
    const next = codeAt(address + 2);
    if (next == 0) return refuse(Fault.Fetch);
    if (!isAllowed(address + 2, Access.Execute, false)) return refuse(Fault.NoExecute);
    note(next);
    second = load<u16>(next);
  }
  return decode(first, second) || refuse(Fault.Undefined);
}

function refuse(fault: Fault): bool {
  putFault(fault);
  return false;
}

/** Notes that there is code. */
function note(place: usize): void {
  if (!notePiece(place)) conflict = true;
  noteDecoded(place);
}

/** Translates an instruction; false when the run ends with it, which it does not where it is skipped. */
function translateOne(): bool {
  addWait(accessWait());
  setCost(baseCycles(0));
  // BKPT knows no condition.
  const skip = inBlock() && operation() != Operation.Bkpt ? putSkip(itState >>> 4) : 0;
  const goesOn = translateInstruction();
  if (skip != 0) {
    store<i32>(skip, <i32>(tail - skip) - 16, 8);
    store<i32>(skip, cost - 1, 12);
  }
  endInstruction();
  return goesOn || skip != 0;
}

/** The skip of a conditional instruction; 0 for the condition "always". */
function putSkip(condition: u32): usize {
  return condition >= 14 ? 0 : put(Micro.SkipEq + condition, 0, 0, 0, 0, 0);
}
