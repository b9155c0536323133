/** TBB and TBH: the target of a jump by a table. */
import { readGuarded } from "./memory-access";
import { MicroOp } from "./micro";
import { Operand } from "./operand";
import { cpu } from "./registers";
import { Stop } from "./stop";

/** The register d becomes PC plus twice the table's entry. */
function jump(at: usize, entry: u32): i32 {
  if (cpu.fault != 0) return Stop.Fault;
  Operand.setD(at, MicroOp.number(at) + (entry << 1));
  return Stop.None;
}

export function tableByte(at: usize): i32 {
  return jump(at, readGuarded(Operand.n(at) + Operand.m(at), 1));
}

export function tableHalf(at: usize): i32 {
  return jump(at, readGuarded(Operand.n(at) + (Operand.m(at) << 1), 2));
}
