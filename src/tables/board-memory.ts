/**
 * What the board shares with the VM in linear memory: the RAM; and, so that a store to a GPIO port need not leave Wasm,
 * the ports' registers and a log of edges.
 */

/** The chip's RAM, which lies in linear memory at its own address, and so do flash and core-coupled memory. */
export const RAM_START = 0x20000000;
export const RAM_BYTES = 128 << 10;

/** Words of a port. The first ten are its registers, at their own offsets (RM0090, 8.4). */
export const PortWord = {
  Moder: 0,
  Otyper: 1,
  Ospeedr: 2,
  Pupdr: 3,
  /** Levels of the pins whose input is on. */
  Idr: 4,
  Odr: 5,
  Bsrr: 6,
  Lckr: 7,
  Afrl: 8,
  Afrh: 9,
  /** Pins of which a new ODR bit is the new level, and nobody needs to hear of it at once. */
  Fast: 10,
  /** Pins whose edges go into the log. */
  Record: 11,
  /** Levels of all pins. */
  Levels: 12,
} as const;

/** Words that each port takes. */
export const PORT_WORDS = 16;
/** GPIOA to GPIOI. */
export const PORT_COUNT = 9;
export const PORTS_START = 0x40020000;
/** Bytes of addresses between ports. */
export const PORT_STEP = 0x400;

/** Words in front of the ports. */
export const BoardWord = {
  /** Entries that are in the log. */
  EdgeCount: 0,
  /** Entries for which there is room; 0 while no board uses the memory. */
  EdgeRoom: 1,
  /** The ports that have their clock. */
  ClockedPorts: 2,
  /** Where the log is. */
  EdgeAddress: 3,
  /** A float, in two words: the cycle of the next event; 0: there is no board. */
  Horizon: 4,
  /** Not 0: the horizon has come nearer. */
  Sooner: 6,
  /** A float: cycles for which the processor has waited for an interrupt. */
  IdleCycles: 8,
  /**
   * How memory is timed: bits 0 to 2 and 4 to 6 are the shifts from HCLK to the clocks of APB1 and APB2, bits 8 to 11 the
   * wait states of the flash, bit 12 says that there is a chip.
   */
  Timing: 10,
} as const;

/** Bit 12 of `Timing`. */
export const TIMED = 0x1000;

/** Words before the first port. */
export const BOARD_WORDS = 16;

/** Bytes of an entry of the log: its cycle as a float, then the words below. */
export const EDGE_BYTES = 16;
/** Words of an entry: the port with the pins that changed in the upper half, and the port's levels after it. */
export const EdgeWord = { Pins: 2, Levels: 3 } as const;
