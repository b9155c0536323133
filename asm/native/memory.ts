/** Runtime functions of machine code that work on bytes. They touch no other memory than the machine code could. */
import { raiseFault } from "./machine-lines";
import { callSite } from "./site";

/** Whether bytes are in linear memory. false: an exception is pending. */
export function isMemory(at: usize, length: u32): bool {
  const end = <u64>at + <u64>length;
  if (end <= (<u64>memory.size()) << 16) return true;
  raiseFault(<u32>at, <u32>callSite, callSite);
  return false;
}

export function rt_memset(to: usize, byte: u32, length: u32): u32 {
  if (isMemory(to, length)) memory.fill(to, <u8>byte, length);
  return <u32>to;
}

export function rt_memmove(to: usize, from: usize, length: u32): u32 {
  if (isMemory(to, length) && isMemory(from, length)) memory.copy(to, from, length);
  return <u32>to;
}
