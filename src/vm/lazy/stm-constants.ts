import * as table from "../../tables/stm-constants.js";

/** What only programs for the board need; see docs/decisions/startup.md. */
export const loadStmConstants = (): typeof table => table;
