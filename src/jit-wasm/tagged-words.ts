import { Rep, type Value } from "./value.js";

/** Tagged words that stand for themselves; as in asm/memory/ref.ts. */
export const NONE = 0x06;
export const FALSE = 0x0e;
export const TRUE = 0x16;

/** The word of a constant; of a float, the object that it has already. */
export function wordOfConstant({ rep, constant, boxed }: Value): number {
  if (rep === Rep.Int) return ((constant << 1) | 1) >>> 0;
  if (rep === Rep.Bool) return constant === 0 ? FALSE : TRUE;
  return rep === Rep.Float ? boxed : constant;
}
