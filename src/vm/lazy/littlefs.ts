import * as littlefs from "../littlefs/volume.js";

/** littlefs, which few programs need; see docs/decisions/startup.md. */
export const loadLittlefs = (): typeof littlefs => littlefs;
