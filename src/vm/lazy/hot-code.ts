import * as hotCode from "../hot-code.js";

/** The compiler of hot code, which short programs do not need; see docs/decisions/startup.md. */
export const loadHotCode = (): typeof hotCode => hotCode;
