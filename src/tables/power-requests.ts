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

/** What the VM asks of the USB host: of its serial port and its input device, by number. */
export const usbRequests = {
  Available: 0,
  /** Takes up to so many bytes to an address; answers how many. */
  Take: 1,
  Connected: 2,
  /** Sets the character that interrupts the program. */
  Interrupt: 3,
  /** The descriptor at an address is that of the input device which is shown next. */
  HidDescriptor: 4,
  /** Shows the host an input device; see `UsbHid.show`. */
  HidShow: 5,
  /** Gives the report at an address; answers its length, or 0. */
  HidSend: 6,
  /** Whether a report can be given. */
  HidReady: 7,
  /** The length of the host's report, -1 for none. */
  HidWaiting: 8,
  /** Takes the host's report to an address, so many bytes at most; answers how many. */
  HidTake: 9,
  /** The number of the serial port that is the terminal, too; 0 for none. */
  Terminal: 10,
} as const;

/** What the VM asks of the blocks in the flash memory, by number. */
export const flashRequests = { Read: 0, Write: 1, Sync: 2 } as const;

export type FlashRequest = (typeof flashRequests)[keyof typeof flashRequests];

export type UsbRequest = (typeof usbRequests)[keyof typeof usbRequests];

export type PowerRequest = (typeof powerRequests)[keyof typeof powerRequests];
