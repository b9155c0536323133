/** What the VM tells the board's host about the processor's sleep, by number. */
export const powerRequests = {
  /** The processor is awake again. */
  Awake: 0,
  /** It stops, with all clocks but those of the backup domain. */
  Stop: 1,
  /** It is in standby, and loses all but the backup domain. */
  Standby: 2,
  /** It sleeps, and nothing is to come that would wake it: the run ends. */
  Forever: 3,
  /** It is reset: the run ends. */
  Reset: 4,
  /** The program asks for a soft reset, and ends. */
  SoftReset: 5,
  /** The chip's bootloader is started: the run ends. */
  Bootloader: 6,
} as const;

/** What the VM asks of the serial port over USB, by number. */
export const usbRequests = {
  Available: 0,
  /** Takes up to so many bytes to an address; answers how many. */
  Take: 1,
  Connected: 2,
  /** Sets the character that interrupts the program. */
  Interrupt: 3,
} as const;

/** What the VM asks of the blocks in the flash memory, by number. */
export const flashRequests = { Read: 0, Write: 1, Sync: 2 } as const;

export type FlashRequest = (typeof flashRequests)[keyof typeof flashRequests];

export type UsbRequest = (typeof usbRequests)[keyof typeof usbRequests];

export type PowerRequest = (typeof powerRequests)[keyof typeof powerRequests];
