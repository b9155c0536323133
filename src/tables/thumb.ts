/**
 * The Thumb encoding table: every 16- and 32-bit encoding of ARMv7E-M with FPv4-SP, one row each.
 *
 * Where the bits of two rows overlap, the row with more fixed bits is meant; a row's exceptions take values
 * out of it first. The assembler tries rows in this order and takes the first that fits.
 */
import { thumbControl } from "./thumb-control.js";
import { thumbData } from "./thumb-data.js";
import { thumbFloat } from "./thumb-float.js";
import { thumbMemory } from "./thumb-memory.js";
import { thumbMultiply } from "./thumb-multiply.js";
import { thumbNarrow } from "./thumb-narrow.js";
import type { ThumbRowData } from "./thumb-row.js";

export const thumbRows: readonly ThumbRowData[] = [
  ...thumbNarrow,
  ...thumbData,
  ...thumbMemory,
  ...thumbMultiply,
  ...thumbControl,
  ...thumbFloat,
];

/** Other names of mnemonics, for the assembler. */
export const thumbMnemonicAliases: Readonly<Record<string, string>> = {
  ldm: "ldmia",
  ldmfd: "ldmia",
  ldmea: "ldmdb",
  stm: "stmia",
  stmea: "stmia",
  stmfd: "stmdb",
  vldm: "vldmia",
  vstm: "vstmia",
  swi: "svc",
};
