import { runtimeFunctions } from "../../tables/runtime-functions.js";

const slots = new Map(runtimeFunctions.map(({ name }, slot) => [name, slot]));

/** The slot of a runtime function or value, by its name in the table. */
export function slotOf(name: string): number {
  const slot = slots.get(name);
  if (slot === undefined) throw new Error(`the runtime has no ${name}`);
  return slot;
}

export const CONST_NONE = slotOf("const_none");
export const CONST_FALSE = slotOf("const_false");
