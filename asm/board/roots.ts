/** The board's roots of the collector: what each is for, by its first one's number (see `boardRoot`). */
export const enum BoardRoot {
  /** The callbacks of EXTI's 23 lines. */
  Lines = 0,
  /** `Pin.mapper` and `Pin.dict`. */
  Mapper = 24,
  Switch = 25,
  PinDict = 26,
  /** The objects of the 14 timers. */
  Timers = 27,
  /** What `DAC` plays. */
  DacBuffers = 41,
  /** The callback of `RTC.wakeup`. */
  Wakeup = 43,
  /** The handler of `USB_VCP.irq`. */
  UsbHandler = 44,
  /** The serial port of `repl_uart`. */
  Terminal = 45,
  /** The memories and the irq objects of the I2C targets 1 and 2. */
  TargetMemories = 46,
  TargetIrqs = 48,
  /** The object of I2S bus 2. */
  I2s = 50,
  /** The objects of serial ports 1 to 6. */
  Uarts = 64,
  /** The objects of CAN controllers 1 and 2. */
  Cans = 70,
  /** The first of the running timers of `machine.Timer`. */
  SoftTimers = 72,
}
