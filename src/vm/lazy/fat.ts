import * as fat from "../fat/volume.js";

/** The FAT file system, which few programs need; see docs/decisions/startup.md. */
export const loadFat = (): typeof fat => fat;
