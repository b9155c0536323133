import * as link from "../chip-link.js";

/** What only programs for the board need; see docs/decisions/startup.md. */
export const loadChipLink = (): typeof link => link;
