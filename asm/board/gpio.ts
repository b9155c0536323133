/**
 * Stores to output registers and loads from ports, without leaving Wasm. The host takes over whenever more follows
 * from a new level than the level itself.
 */
import { currentCycles } from "../cpu/slice";
import {
  BOARD_WORDS,
  BoardWord,
  EDGE_BYTES,
  EdgeHalf,
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

/** Does a store to ODR or BSRR; false: it is the host's. */
export function writePort(address: u32, size: u32, value: u32): bool {
  const offset = address & (PORT_STEP - 1);
  if (offset - ODR >= 8 || size == 1) return false;
  const port = (address - PORTS_START) / PORT_STEP;
  if (!hasClock(port)) return false;
  const words = portWords(port);
  const old = load<u32>(words, ODR);
  let next = value & 0xffff;
  if (offset >= BSRR) {
    const bits = size == 4 ? value : (value & 0xffff) << ((offset & 2) << 3);
    next = (old & ~(bits >>> 16)) | (bits & 0xffff);
  } else if (offset != ODR) return false;
  const changed = old ^ next;
  if (changed == 0) return true;
  if ((changed & ~load<u32>(words, PortWord.Fast << 2)) != 0) return false;
  const levels = (load<u32>(words, PortWord.Levels << 2) & ~changed) | (next & changed);
  const recorded = changed & load<u32>(words, PortWord.Record << 2);
  if (recorded != 0 && !noteEdge(port, recorded, levels)) return false;
  store<u32>(words, next, ODR);
  store<u32>(words, levels, PortWord.Levels << 2);
  const inputs = load<u32>(words, PortWord.Idr << 2);
  store<u32>(words, (inputs & ~changed) | (next & changed), PortWord.Idr << 2);
  return true;
}

/** Appends to the log; false: it is full. */
function noteEdge(port: u32, changed: u32, levels: u32): bool {
  const count = load<u32>(BOARD, BoardWord.EdgeCount << 2);
  if (count >= load<u32>(BOARD, BoardWord.EdgeRoom << 2)) return false;
  const entry = <usize>load<u32>(BOARD, BoardWord.EdgeAddress << 2) + count * EDGE_BYTES;
  store<f64>(entry, <f64>currentCycles());
  store<u16>(entry, <u16>port, EdgeHalf.Port << 1);
  store<u16>(entry, <u16>changed, EdgeHalf.Changed << 1);
  store<u16>(entry, <u16>levels, EdgeHalf.Levels << 1);
  store<u32>(BOARD, count + 1, BoardWord.EdgeCount << 2);
  return true;
}
