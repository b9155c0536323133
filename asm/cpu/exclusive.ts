/** Exclusive access: one processor, so only what it marked itself counts. */
import { Operation } from "../generated/thumb";
import { handle, handleFully } from "./handlers";
import { failAlignment, readAligned, writeAligned } from "./memory-access";
import { MicroOp } from "./micro";
import { Operand } from "./operand";
import { cpu } from "./registers";
import { Stop } from "./stop";

/** No address is marked; marked ones have bit 0 set. */
const UNMARKED: u32 = 0;

/** The kind is the size. */
function sizeOf(at: usize): u32 {
  return load<u16>(at, 2);
}

function addressOf(at: usize): u32 {
  return Operand.n(at) + MicroOp.number(at);
}

function loadExclusive(at: usize): i32 {
  const value = readAligned(addressOf(at), sizeOf(at));
  if (cpu.fault != 0) return Stop.Fault;
  cpu.exclusive = addressOf(at) | 1;
  Operand.setD(at, value);
  return Stop.None;
}

/** The value is in m, the outcome goes to d: 0 when it was stored. Alignment counts before the mark. */
function storeExclusive(at: usize): i32 {
  const address = addressOf(at);
  const marked = cpu.exclusive == (address | 1);
  if (marked) writeAligned(address, sizeOf(at), Operand.m(at));
  else if ((address & (sizeOf(at) - 1)) != 0) failAlignment(address);
  if (cpu.fault != 0) return Stop.Fault;
  cpu.exclusive = UNMARKED;
  Operand.setD(at, marked ? 0 : 1);
  return Stop.None;
}

function clear(at: usize): void {
  cpu.exclusive = UNMARKED;
}

export function initExclusive(): void {
  handleFully(Operation.Ldrex, loadExclusive.index, 4);
  handleFully(Operation.Ldrexh, loadExclusive.index, 2);
  handleFully(Operation.Ldrexb, loadExclusive.index, 1);
  handleFully(Operation.Strex, storeExclusive.index, 4);
  handleFully(Operation.Strexh, storeExclusive.index, 2);
  handleFully(Operation.Strexb, storeExclusive.index, 1);
  handle(Operation.Clrex, clear.index, 0);
}
