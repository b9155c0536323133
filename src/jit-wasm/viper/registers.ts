/** The Wasm locals of a viper function. Its four parameters are the registers of arguments. */
export const Local = {
  /** The words of the function that the collector sees. */
  Frame: 6,
  /** The module's names. */
  Names: 7,
  /** Backward jumps until the next look at what is due. */
  Fuel: 8,
  /** What a counter reaches when the fuel of its loop is used up. */
  Limit: 9,
  /** For numbers within one operation. */
  Scratch: 10,
  /** The next block, where the code has no nested form. */
  State: 11,
  /** The frame's words from here on. */
  Slots: 12,
} as const;

/** Parameters: the function object, the counts of arguments and of keywords, the arguments' address. */
export const PARAMETERS = 4;
