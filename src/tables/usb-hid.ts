/** What the board shows itself as when it is a mouse or a keyboard: `pyb.hid_mouse` and `pyb.hid_keyboard`. */
export interface HidRow {
  /** 1: as a boot device. */
  readonly subclass: number;
  /** 1 a keyboard, 2 a mouse. */
  readonly protocol: number;
  /** Bytes of a report. */
  readonly packet: number;
  /** Milliseconds between two questions of the host. */
  readonly interval: number;
  /** The descriptor of its reports (HID 1.11, appendix E), in hexadecimal. */
  readonly descriptor: string;
}

/** Three buttons, then how far it moved: x, y, wheel. */
export const hidMouse: HidRow = {
  subclass: 1,
  protocol: 2,
  packet: 4,
  interval: 8,
  descriptor:
    "05010902a1010901a100050919012903150025019503750181029501750581010501093009" +
    "3109381581257f750895038106c0093c05ff09011500250175019502b12275069501b101c0",
};

/** Modifiers, an empty byte, six keys. */
export const hidKeyboard: HidRow = {
  subclass: 1,
  protocol: 1,
  packet: 8,
  interval: 8,
  descriptor:
    "05010906a101050719e029e71500250175019508810295017508810195057501" +
    "050819012905910295017503910195067508150025650507190029658100c0",
};
