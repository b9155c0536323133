/**
 * What a PYBv1.x draws in each state, in milliamperes at 3.3 V. The chip's own tables have not been used: these are
 * figures that people have measured on the board.
 */

/** A figure and where it is from. */
export interface Current {
  readonly milliamperes: number;
  readonly source: string;
}

/** While it runs, and while it waits in WFI, at 168 MHz. */
export const runCurrent: Current = {
  milliamperes: 60,
  source: "busy loop, UART REPL, 3.3 V supply: MicroPython forum, topic 7701",
};
export const idleCurrent: Current = {
  milliamperes: 22,
  source: "REPL waiting, UART REPL, 3.3 V supply: MicroPython forum, topic 7701",
};

/** The part of both that does not follow the frequency: regulator, oscillators, leakage. */
export const baseCurrent: Current = {
  milliamperes: 4,
  source: "assumed: no figure at another frequency is known to us",
};

/** The frequency at which those were measured. */
export const MEASURED_HERTZ = 168e6;

export const stopCurrent: Current = {
  milliamperes: 0.29,
  source: "PYBv1.0, flash in deep power-down: MicroPython commit f44ace11fb",
};
export const standbyCurrent: Current = {
  milliamperes: 0.03,
  source: "PYBv1.0: micropython-micropower, HARDWARE.md",
};

/** Added for each LED while it is lit. */
export const ledCurrent: Current = {
  milliamperes: 3,
  source: "the red LED: MicroPython forum, topic 7701; the others are taken as equal",
};

/** Added for each DMA controller while it has its clock. */
export const dmaCurrent: Current = {
  milliamperes: 8,
  source: "MicroPython commit b677f03407",
};

/** Volts at which all of these were measured. */
export const SUPPLY_VOLTS = 3.3;
