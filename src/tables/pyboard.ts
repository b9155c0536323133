/** How the PYBv1.0 is wired: its names for pins, and what is soldered to them. */

/** Names on the board and the processor's pins behind them. */
export const boardPins: Readonly<Record<string, string>> = {
  X1: "A0",
  X2: "A1",
  X3: "A2",
  X4: "A3",
  X5: "A4",
  X6: "A5",
  X7: "A6",
  X8: "A7",
  X9: "B6",
  X10: "B7",
  X11: "C4",
  X12: "C5",
  X17: "B3",
  X18: "C13",
  X19: "C0",
  X20: "C1",
  X21: "C2",
  X22: "C3",
  Y1: "C6",
  Y2: "C7",
  Y3: "B8",
  Y4: "B9",
  Y5: "B12",
  Y6: "B13",
  Y7: "B14",
  Y8: "B15",
  Y9: "B10",
  Y10: "B11",
  Y11: "B0",
  Y12: "B1",
  SW: "B3",
  LED_RED: "A13",
  LED_GREEN: "A14",
  LED_YELLOW: "A15",
  LED_BLUE: "B4",
  MMA_INT: "B2",
  MMA_AVDD: "B5",
  SD_D0: "C8",
  SD_D1: "C9",
  SD_D2: "C10",
  SD_D3: "C11",
  SD_CMD: "D2",
  SD_CK: "C12",
  SD: "A8",
  SD_SW: "A8",
  USB_VBUS: "A9",
  USB_ID: "A10",
  USB_DM: "A11",
  USB_DP: "A12",
};

/** The processor's name of a pin that may be named as on the board. */
export function processorPin(name: string): string {
  return Object.hasOwn(boardPins, name) ? boardPins[name]! : name;
}

/** Whether a pin of the board, or of the processor, has this name. */
export function isPinName(name: string): boolean {
  return /^[A-I](\d|1[0-5])$/.test(processorPin(name));
}

/** The four LEDs, lit when their pin is high; `timer`: channel 1 of that timer dims them. */
export const boardLeds = [
  { number: 1, colour: "red", pin: "A13" },
  { number: 2, colour: "green", pin: "A14" },
  { number: 3, colour: "yellow", pin: "A15", timer: 2 },
  { number: 4, colour: "blue", pin: "B4", timer: 3 },
] as const;

/** The switch: pressed, it pulls its pin to ground. */
export const SWITCH_PIN = "B3";

/**
 * Where the file system lies in the flash memory, sectors 1 to 4, and the block of `pyb.Flash()` at which it begins
 * behind a partition table (ports/stm32/flashbdev.c, storage.h of MicroPython).
 */
export const flashFiles = { offset: 0x4000, bytes: 112 * 1024, partitionBlock: 0x100 } as const;

/** The pins of the LCD skin in position X and Y: select, reset, data or command, light. Its bus is SPI 1 or 2. */
export const lcdSkins = {
  X: ["A2", "A3", "A4", "C5"],
  Y: ["B8", "B9", "B12", "B1"],
} as const;

/** The pins of the SD card: four lines for data, clock, command. */
export const cardPins = ["C8", "C9", "C10", "C11", "C12", "D2"] as const;

/** The servo connectors: pulses of TIM5's channels. */
export const servoPins = ["A0", "A1", "A2", "A3"] as const;

/** The accelerometer: its bus, and the pins for its supply and its interrupt. */
export const accelerometerWiring = {
  bus: "I2C1",
  supply: "B5",
  interrupt: "B2",
} as const;

/** Volts: the supply of the processor and of the backup battery's input. */
export const SUPPLY_VOLTAGE = 3.3;

/** The pins of ADC channels 0 to 15. */
export const adcPins = [
  "A0",
  "A1",
  "A2",
  "A3",
  "A4",
  "A5",
  "A6",
  "A7",
  "B0",
  "B1",
  "C0",
  "C1",
  "C2",
  "C3",
  "C4",
  "C5",
] as const;

/** The pins of DAC channels 1 and 2. */
export const dacPins = ["A4", "A5"] as const;

/** The peripherals for which the firmware knows pins, besides the timers. */
export const firmwarePeripherals: ReadonlySet<string> = new Set(
  "I2C1 I2C2 USART1 USART2 USART3 UART4 USART6 SPI1 SPI2 I2S2 CAN1 CAN2".split(" "),
);
