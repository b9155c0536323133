/** Loads and stores of several FPU registers, and FPSCR. */
import { Operation } from "../generated/thumb";
import { FPSCR_WRITABLE } from "./float-status";
import { handleFully } from "./handlers";
import { readAligned, writeAligned } from "./memory-access";
import { MicroOp } from "./micro";
import { Operand } from "./operand";
import { cpu, REGISTERS } from "./registers";
import { Stop } from "./stop";
import { Several } from "./translate-memory";

const FLAGS: u32 = 0xf0000000;
/** The distance of the slot that stands for PC: VMRS to it moves the flags. */
const FLAGS_DISTANCE: u32 = 60;

/** Where the words start, and what the base becomes. */
function startOf(at: usize, bytes: u32): u32 {
  const base = <u32>Operand.n(at);
  return (MicroOp.a(at) & Several.Down) != 0 ? base - bytes : base;
}

function writeBack(at: usize, bytes: u32): void {
  const mode = MicroOp.a(at);
  if ((mode & Several.WriteBack) == 0) return;
  const base = <u32>Operand.n(at);
  Operand.setN(at, (mode & Several.Down) != 0 ? base - bytes : base + bytes);
}

function loadSeveral(at: usize): i32 {
  const bytes = MicroOp.number(at) << 2;
  const start = startOf(at, bytes);
  const first = REGISTERS + MicroOp.d(at);
  for (let offset = 0; offset < bytes; offset += 4) {
    const value = readAligned(start + offset, 4);
    if (cpu.fault != 0) return Stop.Fault;
    store<u32>(first + offset, value);
  }
  writeBack(at, bytes);
  return Stop.None;
}

function storeSeveral(at: usize): i32 {
  const bytes = MicroOp.number(at) << 2;
  const start = startOf(at, bytes);
  const first = REGISTERS + MicroOp.d(at);
  for (let offset = 0; offset < bytes; offset += 4) {
    writeAligned(start + offset, 4, load<u32>(first + offset));
    if (cpu.fault != 0) return Stop.Fault;
  }
  writeBack(at, bytes);
  return Stop.None;
}

function vmrs(at: usize): i32 {
  if (MicroOp.d(at) == FLAGS_DISTANCE) cpu.apsr = (cpu.apsr & ~FLAGS) | (cpu.fpscr & FLAGS);
  else Operand.setD(at, cpu.fpscr);
  return Stop.None;
}

function vmsr(at: usize): i32 {
  cpu.fpscr = Operand.d(at) & FPSCR_WRITABLE;
  return Stop.None;
}

export function initFloatMemory(): void {
  handleFully(Operation.Vldmia, loadSeveral.index, 0);
  handleFully(Operation.Vstmia, storeSeveral.index, 0);
  handleFully(Operation.Vmrs, vmrs.index, 0);
  handleFully(Operation.Vmsr, vmsr.index, 0);
}
