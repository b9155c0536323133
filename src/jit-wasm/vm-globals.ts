/** Globals of the VM that compiled code reads and writes, behind the fuel; all are words. */
export const vmGlobals = [
  "heapCursor",
  "heapLimit",
  "stackTop",
  "currentFrame",
  "directEnd",
  "nativeLevel",
  "rootTop",
] as const;

export type VmGlobal = (typeof vmGlobals)[number];

/** The number of the first global that a module imports for itself. */
export const FIRST_WORD = 1 + vmGlobals.length;
