/** The Wasm locals of a viper function. Its four parameters are the registers of arguments. */
export const Local = {
  /** The words of the function that the collector sees. */
  Frame: 6,
  /** The module's names. */
  Names: 7,
  /** Backward jumps until the next look at what is due. */
  Fuel: 8,
  /** For numbers within one operation. */
  Scratch: 9,
  /** The next block, where the code has no nested form. */
  State: 10,
  /** The frame's words from here on. */
  Slots: 11,
} as const;

/** Parameters: the function object, the counts of arguments and of keywords, the arguments' address. */
export const PARAMETERS = 4;
