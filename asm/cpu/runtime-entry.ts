/** From the loop to the runtime's functions. */
import { noteEvents } from "../board/time";
import { cpu } from "./registers";
import { callRuntime } from "./runtime-call";

/** Calls the function of a slot and returns to LR. */
export function enterRuntime(slot: i32): bool {
  cpu.pc = cpu.lr & ~1;
  cpu.itState = 0;
  const done = callRuntime(slot, cpu);
  if (BOARD) noteEvents();
  return done;
}
