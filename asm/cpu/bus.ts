/**
 * What lies behind addresses that are no memory: the system control space, which is the processor's own, and
 * peripherals, which are the host's.
 */

import { noteEvents } from "../board/time";
import { busRead, busWrite } from "../host";
import { Cost } from "../vm/cost";
import { cpu } from "./registers";
import { Fault } from "./stop";
import { readSystem, writeSystem } from "./system-space";

/** The private peripheral bus. */
const SYSTEM_START: u32 = 0xe0000000;
const SYSTEM_END: u32 = 0xe0100000;

/** Reads 1, 2 or 4 bytes. When nothing answers, `cpu.fault` is set. */
export function readBus(address: u32, size: u32): u32 {
  if (address >= SYSTEM_START && address < SYSTEM_END) return readSystem(address, size);
  const value = busRead(address, size);
  noteEvents();
  if (Number.isNaN(value)) {
    failAccess(address);
    return 0;
  }
  return <u32>value;
}

/** Writes 1, 2 or 4 bytes. */
export function writeBus(address: u32, size: u32, value: u32): void {
  if (address >= SYSTEM_START && address < SYSTEM_END) writeSystem(address, size, value);
  else if (busWrite(address, size, value) == 0) failAccess(address);
  else {
    noteEvents();
    Cost.followLatency();
  }
}

/** Notes a precise BusFault. */
export function failAccess(address: u32): void {
  cpu.fault = Fault.Data;
  cpu.faultAddress = address;
}
