/** The loads and stores of the loop that are not plain. */

import { PortStore } from "../board/gpio";
import { PORT_COUNT, PORT_STEP, PORTS_START } from "../generated/board";
import { sideOf } from "./code-cache";
import { failAlignment, failProtection, readMemory, writeMemory } from "./memory-access";
import { MICRO_BYTES, Micro, MicroOp } from "./micro";
import { Operand } from "./operand";
import { Access, isGuarded, isRangeAllowed } from "./protection";
import { cpu, FLOATS } from "./registers";
import { setUser } from "./special-registers";
import { endLoad, endStore } from "./store-buffer";
import { chargeAccess } from "./system-bus";

/** The addresses of the GPIO ports. */
const PORTS_BYTES: u32 = PORT_COUNT * PORT_STEP;

const HALF_STORE = (Micro.StrhI - Micro.StrI) >> 1;

/**
 * Does the micro-operation at `at` with its address, and stores to ports behind it. Returns the next one to be done;
 * 0: it faults.
 */
export function accessMemory(at: usize, address: u32): usize {
  if (address - PORTS_START < PORTS_BYTES) {
    const next = storeToPorts(at, address);
    if (next != at) return next;
  }
  return accessSlowly(at, address) ? at + MICRO_BYTES : 0;
}

function accessSlowly(at: usize, address: u32): bool {
  if (MicroOp.d(at) >= FLOATS && (address & 3) != 0) return failAlignment(address);
  const op = <i32>load<u16>(at);
  const user = ((op - Micro.LdrI) & 1) == 0 && MicroOp.a(at) != 0;
  if (isGuarded() && !isRangeAllowed(address, sizeOf(op), accessOf(op), user)) {
    return failProtection(address);
  }
  chargeAccess(address);
  setUser(user);
  const done = access(at, op, address);
  setUser(false);
  return done;
}

/**
 * Sets pins, the commonest of what is not plain, by a shorter way: such stores take no time on the bus and cannot fault. Code that
 * blinks has one behind the other: they are done without going back to the loop. Returns the next micro-operation.
 */
function storeToPorts(at: usize, address: u32): usize {
  if (isGuarded()) return at;
  const cycles = cpu.sliceCycles - sideOf(at).cycles;
  let next = at;
  while (address - PORTS_START < PORTS_BYTES) {
    const kind = (<i32>load<u16>(next) - Micro.StrI) >> 1;
    if (kind != 0 && kind != HALF_STORE) break;
    const size: u32 = kind == 0 ? 4 : 2;
    if ((address & (size - 1)) != 0 || MicroOp.d(next) >= FLOATS) break;
    if (!PortStore.write(address, size, Operand.d(next))) break;
    next += MICRO_BYTES;
    const op = <i32>load<u16>(next);
    if (op != Micro.StrhI && op != Micro.StrI) break;
    address = Operand.n(next) + MicroOp.number(next);
    cpu.sliceCycles = cycles + sideOf(next).cycles;
  }
  return next;
}

/** The bytes that a micro-operation loads or stores. */
function sizeOf(op: i32): u32 {
  switch ((op - Micro.LdrI) >> 1) {
    case (Micro.LdrI - Micro.LdrI) >> 1:
    case (Micro.StrI - Micro.LdrI) >> 1:
      return 4;
    case (Micro.LdrhI - Micro.LdrI) >> 1:
    case (Micro.LdrshI - Micro.LdrI) >> 1:
    case (Micro.StrhI - Micro.LdrI) >> 1:
      return 2;
    default:
      return 1;
  }
}

function accessOf(op: i32): Access {
  return op >= <i32>Micro.StrI ? Access.Write : Access.Read;
}

function access(at: usize, op: i32, address: u32): bool {
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
  return endStore(address);
}

function loaded(at: usize, value: u32): bool {
  if (!endLoad()) return false;
  Operand.setD(at, value);
  return true;
}
