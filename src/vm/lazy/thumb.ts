import * as thumb from "../../thumb/native-target.js";

/** The compiler for the emulated processor, which few programs need; see docs/decisions/startup.md. */
export const loadThumb = (): typeof thumb => thumb;
