import * as lowering from "../native/lower-function.js";

/** The lowering to machine code, which few programs need; see docs/decisions/startup.md. */
export const loadLowering = (): typeof lowering => lowering;
