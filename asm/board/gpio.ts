/**
 * Stores to output registers and loads from ports, without leaving Wasm. The host takes over whenever more follows
 * from a new level than the level itself.
 */
import { currentCycles } from "../cpu/slice";
import {
  BOARD_WORDS,
  BoardWord,
  EDGE_BYTES,
  EdgeWord,
  PORT_STEP,
  PORT_WORDS,
  PORTS_START,
  PortWord,
} from "../generated/board";
import { BOARD } from "./shared";

const ODR: u32 = PortWord.Odr << 2;
const BSRR: u32 = PortWord.Bsrr << 2;
/** Bytes of registers that read as they stand. */
const PLAIN_BYTES: u32 = BSRR;

function portWords(port: u32): usize {
  return BOARD + ((BOARD_WORDS + port * PORT_WORDS) << 2);
}

function hasClock(port: u32): bool {
  return ((load<u32>(BOARD, BoardWord.ClockedPorts << 2) >>> port) & 1) != 0;
}

/** Whether a load from a port can be done here. */
export function readsPort(address: u32): bool {
  const port = (address - PORTS_START) / PORT_STEP;
  return hasClock(port) && (address & (PORT_STEP - 1)) < PLAIN_BYTES;
}

/** Such a load. */
export function readPort(address: u32, size: u32): u32 {
  const place = portWords((address - PORTS_START) / PORT_STEP) + (address & (PORT_STEP - 1));
  if (size == 4) return load<u32>(place);
  return size == 2 ? load<u16>(place) : load<u8>(place);
}

/** Stores, in one piece with what calls them: machine code may do nothing else. */
export class PortStore {
  /** Stores `size` bytes to ODR or BSRR; false: it is the host's, nothing has been done. */
  @inline
  static write(address: u32, size: u32, value: u32): bool {
    const offset = address & (PORT_STEP - 1);
    const port = (address - PORTS_START) / PORT_STEP;
    if (size == 1 || !hasClock(port)) return false;
    const words = portWords(port);
    const old = load<u32>(words, ODR);
    let next = value & 0xffff;
    if ((offset & ~2) == BSRR) {
      const bits = size == 4 ? value : next << ((offset & 2) << 3);
      next = (old & ~(bits >>> 16)) | (bits & 0xffff);
    } else if (offset != ODR) return false;
    const changed = old ^ next;
    if (changed == 0) return true;
    if ((changed & ~load<u32>(words, PortWord.Fast << 2)) != 0) return false;
    const levels = (load<u32>(words, PortWord.Levels << 2) & ~changed) | (next & changed);
    const recorded = changed & load<u32>(words, PortWord.Record << 2);
    if (recorded != 0 && !PortStore.noteEdge(port | (recorded << 16), levels)) return false;
    store<u32>(words, next, ODR);
    store<u32>(words, levels, PortWord.Levels << 2);
    const inputs = load<u32>(words, PortWord.Idr << 2);
    store<u32>(words, (inputs & ~changed) | (next & changed), PortWord.Idr << 2);
    return true;
  }

  /** Appends to the log; false: it is full. */
  @inline
  private static noteEdge(pins: u32, levels: u32): bool {
    const count = load<u32>(BOARD, BoardWord.EdgeCount << 2);
    if (count >= load<u32>(BOARD, BoardWord.EdgeRoom << 2)) return false;
    const entry = <usize>load<u32>(BOARD, BoardWord.EdgeAddress << 2) + count * EDGE_BYTES;
    // Signed, which is one instruction of the host's where the unsigned one is a branch.
    store<f64>(entry, <f64>(<i64>currentCycles()));
    store<u32>(entry, pins, EdgeWord.Pins << 2);
    store<u32>(entry, levels, EdgeWord.Levels << 2);
    store<u32>(BOARD, count + 1, BoardWord.EdgeCount << 2);
    return true;
  }
}
