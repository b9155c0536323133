/** When the FPU may be used. */
import { cpu } from "./registers";

/** Called before the first FPU instruction of a run that finds it not ready. False: it faults. */
export function prepareFloat(): bool {
  cpu.floatReady = 1;
  return true;
}
