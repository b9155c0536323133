/** The loads and stores of the loop that are not plain. */

import { failAlignment, readMemory, writeMemory } from "./memory-access";
import { Micro, MicroOp } from "./micro";
import { Operand } from "./operand";
import { cpu, FLOATS } from "./registers";
import { chargeAccess } from "./system-bus";

/** Does the micro-operation at `at` with its address; false when it faults. */
export function accessMemory(at: usize, address: u32): bool {
  if (MicroOp.d(at) >= FLOATS && (address & 3) != 0) return failAlignment(address);
  chargeAccess(address);
  const op = <i32>load<u16>(at);
  switch ((op - Micro.LdrI) >> 1) {
    case (Micro.LdrI - Micro.LdrI) >> 1:
      return loaded(at, readMemory(address, 4));
    case (Micro.LdrbI - Micro.LdrI) >> 1:
      return loaded(at, readMemory(address, 1));
    case (Micro.LdrhI - Micro.LdrI) >> 1:
      return loaded(at, readMemory(address, 2));
    case (Micro.LdrsbI - Micro.LdrI) >> 1:
      return loaded(at, <i32>(<i8>readMemory(address, 1)));
    case (Micro.LdrshI - Micro.LdrI) >> 1:
      return loaded(at, <i32>(<i16>readMemory(address, 2)));
    case (Micro.StrI - Micro.LdrI) >> 1:
      writeMemory(address, 4, Operand.d(at));
      break;
    case (Micro.StrbI - Micro.LdrI) >> 1:
      writeMemory(address, 1, Operand.d(at));
      break;
    default:
      writeMemory(address, 2, Operand.d(at));
  }
  return cpu.fault == 0;
}

function loaded(at: usize, value: u32): bool {
  if (cpu.fault != 0) return false;
  Operand.setD(at, value);
  return true;
}
