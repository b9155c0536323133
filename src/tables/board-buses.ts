/** The buses that the PYBv1.0's firmware knows: their peripherals, names on the board and pins. */
import { alternateFunctions } from "./alternate-functions.js";
import { type InterruptName, interrupts, type PeripheralName, peripherals } from "./stm32f405.js";

/** A bus. */
export interface BusRow {
  readonly number: number;
  /** What the board calls it. */
  readonly name?: string;
  readonly peripheral: PeripheralName;
  /** The first interrupt; others follow it. */
  readonly interrupt: InterruptName;
  /** Pins by the ends of their signals' names, in the order in which the firmware sets them up. */
  readonly pins: Readonly<Record<string, string>>;
}

export const uarts: readonly BusRow[] = [
  {
    number: 1,
    name: "XB",
    peripheral: "USART1",
    interrupt: "USART1",
    pins: { TX: "B6", RX: "B7" },
  },
  {
    number: 2,
    peripheral: "USART2",
    interrupt: "USART2",
    pins: { TX: "A2", RX: "A3", RTS: "A1", CTS: "A0" },
  },
  {
    number: 3,
    name: "YB",
    peripheral: "USART3",
    interrupt: "USART3",
    pins: { TX: "B10", RX: "B11", RTS: "B14", CTS: "B13" },
  },
  { number: 4, name: "XA", peripheral: "UART4", interrupt: "UART4", pins: { TX: "A0", RX: "A1" } },
  {
    number: 6,
    name: "YA",
    peripheral: "USART6",
    interrupt: "USART6",
    pins: { TX: "C6", RX: "C7" },
  },
];

export const i2cBuses: readonly BusRow[] = [
  {
    number: 1,
    name: "X",
    peripheral: "I2C1",
    interrupt: "I2C1_EV",
    pins: { SCL: "B6", SDA: "B7" },
  },
  {
    number: 2,
    name: "Y",
    peripheral: "I2C2",
    interrupt: "I2C2_EV",
    pins: { SCL: "B10", SDA: "B11" },
  },
];

export const spiBuses: readonly BusRow[] = [
  {
    number: 1,
    name: "X",
    peripheral: "SPI1",
    interrupt: "SPI1",
    pins: { NSS: "A4", SCK: "A5", MISO: "A6", MOSI: "A7" },
  },
  {
    number: 2,
    name: "Y",
    peripheral: "SPI2",
    interrupt: "SPI2",
    pins: { NSS: "B12", SCK: "B13", MISO: "B14", MOSI: "B15" },
  },
];

export const canBuses: readonly BusRow[] = [
  {
    number: 1,
    name: "YA",
    peripheral: "CAN1",
    interrupt: "CAN1_TX",
    pins: { TX: "B9", RX: "B8" },
  },
  {
    number: 2,
    name: "YB",
    peripheral: "CAN2",
    interrupt: "CAN2_TX",
    pins: { TX: "B13", RX: "B12" },
  },
];

/** The number of the alternate function that connects a pin with a signal. */
function functionOf(pin: string, signal: string): number {
  for (const entry of alternateFunctions[pin]!.split(" ")) {
    const [number, signals] = entry.split(":");
    if (signals!.split("/").includes(signal)) return Number(number);
  }
  throw new Error(`tables: ${pin} has no ${signal}`);
}

/** A bus as AssemblyScript sees it; absent pins are 255. */
export interface BusWords {
  readonly address: number;
  readonly number: number;
  /** The bit of RCC's registers, and which peripherals' bus it is on: 1 or 2. */
  readonly clock: number;
  readonly bus: number;
  readonly interrupt: number;
  readonly function: number;
  /** Port times 16 plus bit. */
  readonly pins: readonly number[];
}

const placeOf = (pin: string): number => (pin.charCodeAt(0) - 65) * 16 + Number(pin.slice(1));

/** Works a row out. */
export function wordsOfBus(row: BusRow): BusWords {
  const peripheral = peripherals[row.peripheral];
  if (!("clock" in peripheral)) throw new Error(`tables: ${row.peripheral} has no clock`);
  const pins = Object.entries(row.pins);
  const functions = pins.map(([end, pin]) => functionOf(pin, `${row.peripheral}_${end}`));
  if (new Set(functions).size !== 1) throw new Error(`tables: functions of ${row.peripheral}`);
  const places = pins.map(([, pin]) => placeOf(pin));
  return {
    address: peripheral.start,
    number: row.number,
    clock: peripheral.clock,
    bus: peripheral.bus === "APB1" ? 1 : 2,
    interrupt: interrupts[row.interrupt],
    function: functions[0]!,
    pins: [...places, ...Array<number>(4 - places.length).fill(0xff)],
  };
}
