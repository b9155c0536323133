/** C's `setjmp`, as newlib has it for this processor. */
import { WindowRight } from "../cpu/memory-map";
import { Cpu, cpu, REGISTERS } from "../cpu/registers";
import { isMemory } from "./memory";

/** r4 to r11, and s16 to s31. */
const WORDS: usize = 8 << 2;
const FLOATS: usize = 16 << 2;
const BYTES: u32 = <u32>(WORDS + 8 + FLOATS);

/** Writes the registers that a function keeps, SP and LR to a `jmp_buf`. Gives 0, as for the first time. */
export function rt_setjmp(buffer: usize): u32 {
  if (!isMemory(buffer, BYTES, WindowRight.Write)) return 0;
  memory.copy(buffer, REGISTERS + offsetof<Cpu>("r4"), WORDS);
  store<u32>(buffer + WORDS, cpu.sp);
  store<u32>(buffer + WORDS, cpu.lr, 4);
  memory.copy(buffer + WORDS + 8, REGISTERS + offsetof<Cpu>("s16"), FLOATS);
  return 0;
}
