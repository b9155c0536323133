import type { NativeTarget } from "../compile/native/assembler.js";
import { loadTranslateAhead } from "./lazy/translate-ahead.js";
import { viperTarget } from "./viper/viper-target.js";

/** Makes Wasm of viper functions, and of native ones besides their bytecode: for files that are loaded later. */
export const aheadTarget = (): NativeTarget =>
  Object.assign(viperTarget(false), {
    translate: (bytecode, module) => loadTranslateAhead().translateAhead(bytecode, module),
  } satisfies Partial<NativeTarget>);
