/** The system control space. */
import { cpu } from "./registers";
import { Fault } from "./stop";

export function readSystem(address: u32, size: u32): u32 {
  cpu.fault = Fault.Data;
  cpu.faultAddress = address;
  return 0;
}

export function writeSystem(address: u32, size: u32, value: u32): void {
  if (address == 0xe000ed88) return;
  cpu.fault = Fault.Data;
  cpu.faultAddress = address;
}
