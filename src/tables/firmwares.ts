/** The versions of MicroPython's firmware whose costs the board's clock knows; the first is the one that it charges by default. */
export const firmwares = ["1.19", "1.9.4"] as const;

export type FirmwareName = (typeof firmwares)[number];
