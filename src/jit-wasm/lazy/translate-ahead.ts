import * as ahead from "../ahead/translate-ahead.js";

/** The translator of bytecode, which few programs need; see docs/decisions/startup.md. */
export const loadTranslateAhead = (): typeof ahead => ahead;
