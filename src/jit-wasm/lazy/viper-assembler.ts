import * as viper from "../viper/viper-assembler.js";

/** The maker of viper's Wasm, which few programs need; see docs/decisions/startup.md. */
export const loadViper = (): typeof viper => viper;
