import type { NativeTarget } from "../../compile/native/assembler.js";
import { WASM_ARCHITECTURE } from "../../tables/mpy-format.js";
import { loadViper } from "../lazy/viper-assembler.js";

/**
 * Makes viper functions Wasm modules of their own.
 *
 * @param isChecked a bad pointer becomes a Python exception instead of a trap
 */
export const viperTarget = (isChecked: boolean): NativeTarget => ({
  architecture: WASM_ARCHITECTURE,
  onlyViper: true,
  contextWords: 1,
  get exceptionSlot() {
    return loadViper().EXCEPTION_SLOT;
  },
  newAssembler: () => new (loadViper().ViperAssembler)(isChecked),
});
