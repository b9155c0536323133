/** Runtime functions of machine code that work on bytes. They touch no other memory than the machine code could. */
import { placeOf, WindowRight } from "../cpu/memory-map";
import { placeOfRam } from "../memory/ram";
import { raiseFault } from "./machine-lines";
import { callSite } from "./site";

/** Whether bytes are linear memory with these rights. false: an exception is pending. */
export function isMemory(at: usize, length: u32, rights: u32 = 0): bool {
  if (length == 0 || placeOf(<u32>at, length, rights) == <u32>placeOfRam(at)) return true;
  raiseFault(<u32>at, <u32>callSite, callSite);
  return false;
}

export function rt_memset(to: usize, byte: u32, length: u32): u32 {
  if (isMemory(to, length, WindowRight.Write)) memory.fill(to, <u8>byte, length);
  return <u32>to;
}

export function rt_memmove(to: usize, from: usize, length: u32): u32 {
  if (isMemory(to, length, WindowRight.Write) && isMemory(from, length)) {
    memory.copy(to, from, length);
  }
  return <u32>to;
}
