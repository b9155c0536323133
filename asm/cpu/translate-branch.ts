/** Branches. */
import { Operation } from "../generated/thumb";
import { refillCycles } from "./cycles";
import { address, counter, put, putBranch, putIndirect, size, source } from "./emitter";
import { fuse } from "./fuse";
import { Micro } from "./micro";
import { SLOT_PC } from "./registers";
import { field, Letter, numberOperand, operation, registerN } from "./rows";
import { tableByte, tableHalf } from "./table-branch";
import { targetCycles } from "./translate";

const NO_CONDITION: i32 = -1;

/** The cycles of a branch to a known place beyond its first. */
function refillTo(target: u32): i32 {
  return refillCycles(true) + targetCycles(target | 1);
}

/** B with and without a condition. */
export function translateBranch(): bool {
  const target = counter() + numberOperand();
  const condition = field(Letter.c);
  const refill = refillTo(target);
  if (condition == NO_CONDITION) {
    putBranch(Micro.B, 0, 0, 0, target, refill);
    return false;
  }
  if (!fuse(condition, target, refill)) {
    putBranch(Micro.Beq + condition, 0, 0, 0, target, refill);
  }
  return true;
}

/** BL: the link stands in place of the registers. */
export function translateLink(): bool {
  const target = counter() + numberOperand();
  const at = putBranch(Micro.Bl, 0, 0, 0, target, refillTo(target));
  store<u32>(at, (address + size) | 1, 4);
  return false;
}

export function translateBranchRegister(link: bool): bool {
  const m = source(field(Letter.m));
  const next = (address + size) | 1;
  putIndirect(link ? Micro.Blx : Micro.Bx, m, link ? next : 0, refillCycles(false));
  return false;
}

export function translateCompareBranch(): bool {
  const target = counter() + numberOperand();
  const op = operation() == Operation.Cbz ? Micro.Cbz : Micro.Cbnz;
  putBranch(op, registerN(), 0, 0, target, refillTo(target));
  return true;
}

/** TBB and TBH: a call finds the target, an indirect branch goes there. */
export function translateTable(): bool {
  const half = operation() == Operation.Tbh;
  const n = source(registerN());
  const at = put(Micro.CallState, SLOT_PC, n, field(Letter.m), 0, counter());
  store<i32>(at, half ? tableHalf.index : tableByte.index, 12);
  putIndirect(Micro.Bw, SLOT_PC, 0, refillCycles(false));
  return false;
}
