/** Makes the functions of instructions known to the translator. */
import { Operation } from "../generated/thumb";
import { initExclusive } from "./exclusive";
import { initFloatMemory } from "./float-memory";
import { initFloatOperations } from "./float-operations";
import { handle } from "./handlers";
import { MicroOp } from "./micro";
import { initMultiply } from "./multiply";
import { cpu } from "./registers";
import { initSaturate } from "./saturate";
import { initSimd } from "./simd";
import { initSpecialRegisters } from "./special-registers";

/** SVC and BKPT leave their number behind. */
function noteNumber(at: usize): void {
  cpu.stopNumber = MicroOp.number(at);
}

/** WFI and WFE leave behind which of them it was. */
function noteKind(at: usize): void {
  cpu.stopNumber = load<u16>(at, 2);
}

function sev(at: usize): void {
  cpu.event = 1;
}

let done: bool = false;

export function initInstructions(): void {
  if (done) return;
  done = true;
  initExclusive();
  initFloatMemory();
  initFloatOperations();
  initMultiply();
  initSaturate();
  initSimd();
  initSpecialRegisters();
  handle(Operation.Wfi, noteKind.index, 0);
  handle(Operation.Wfe, noteKind.index, 1);
  handle(Operation.Svc, noteNumber.index, 0);
  handle(Operation.Bkpt, noteNumber.index, 0);
  handle(Operation.Sev, sev.index, 0);
}
