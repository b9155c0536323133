/** Loads and stores of several registers. */

import { codeWritten } from "./code-cache";
import { readAligned, writeAligned } from "./memory-access";
import { isPlain } from "./memory-map";
import { MicroOp } from "./micro";
import { Operand } from "./operand";
import { cpu, REGISTERS } from "./registers";
import { Stop } from "./stop";
import { Several } from "./translate-memory";

function outcome(): i32 {
  return cpu.fault == 0 ? Stop.None : Stop.Fault;
}

/** Whether words can be moved without looking at each. */
function isFast(start: u32, bytes: u32): bool {
  return (start & 3) == 0 && isPlain(start, bytes);
}

/** The lowest register of a list, as a distance. */
function lowest(list: u32): u32 {
  return ctz<u32>(list) << 2;
}

/** LDM: the base is written back last, and not at all after a fault. */
export function loadMultiple(at: usize): i32 {
  const list = <u32>MicroOp.number(at);
  const mode = MicroOp.a(at);
  const bytes = popcnt<u32>(list) << 2;
  const base = <u32>Operand.n(at);
  let p = (mode & Several.Down) != 0 ? base - bytes : base;
  const after = (mode & Several.Down) != 0 ? p : p + bytes;
  if (isFast(p, bytes)) {
    p += cpu.memoryShift;
    for (let rest = list; rest != 0; rest &= rest - 1) {
      store<u32>(lowest(rest), load<u32>(p), REGISTERS);
      p += 4;
    }
  } else if (!loadSlowly(at, list, p)) return Stop.Fault;
  if ((mode & Several.WriteBack) != 0) Operand.setN(at, after);
  return Stop.None;
}

function loadSlowly(at: usize, list: u32, p: u32): bool {
  const base = Operand.n(at);
  for (let rest = list; rest != 0; rest &= rest - 1) {
    const value = readAligned(p, 4);
    if (cpu.fault != 0) {
      Operand.setN(at, base);
      return false;
    }
    store<u32>(lowest(rest), value, REGISTERS);
    p += 4;
  }
  return true;
}

/** STM. */
export function storeMultiple(at: usize): i32 {
  const list = <u32>MicroOp.number(at);
  const mode = MicroOp.a(at);
  const bytes = popcnt<u32>(list) << 2;
  const base = <u32>Operand.n(at);
  let p = (mode & Several.Down) != 0 ? base - bytes : base;
  const after = (mode & Several.Down) != 0 ? p : p + bytes;
  if (isFast(p, bytes)) {
    p += cpu.memoryShift;
    codeWritten(p, bytes);
    for (let rest = list; rest != 0; rest &= rest - 1) {
      store<u32>(p, load<u32>(lowest(rest), REGISTERS));
      p += 4;
    }
  } else {
    for (let rest = list; rest != 0; rest &= rest - 1) {
      writeAligned(p, 4, load<u32>(lowest(rest), REGISTERS));
      if (cpu.fault != 0) return Stop.Fault;
      p += 4;
    }
  }
  if ((mode & Several.WriteBack) != 0) Operand.setN(at, after);
  return Stop.None;
}

export function loadDouble(at: usize): i32 {
  const address = <u32>(Operand.n(at) + MicroOp.number(at));
  const first = readAligned(address, 4);
  if (cpu.fault != 0) return Stop.Fault;
  const second = readAligned(address + 4, 4);
  if (cpu.fault != 0) return Stop.Fault;
  Operand.setD(at, first);
  Operand.setA(at, second);
  return Stop.None;
}

export function storeDouble(at: usize): i32 {
  const address = <u32>(Operand.n(at) + MicroOp.number(at));
  writeAligned(address, 4, Operand.d(at));
  if (cpu.fault == 0) writeAligned(address + 4, 4, Operand.a(at));
  return outcome();
}
