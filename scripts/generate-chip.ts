/** Prints what AssemblyScript knows of the chip: interrupts, clocks, timers, and the pins' alternate functions. */
import { alternateFunctions } from "../src/tables/alternate-functions.js";
import { plli2sRows } from "../src/tables/plli2s.js";
import { firmwarePeripherals } from "../src/tables/pyboard.js";
import {
  interrupts,
  type PeripheralName,
  type PeripheralRow,
  peripherals,
} from "../src/tables/stm32f405.js";
import { timers } from "../src/tables/timers.js";

/** Offsets of RCC's enable registers. */
const ENABLE = { AHB1: 0x30, AHB2: 0x34, APB1: 0x40, APB2: 0x44 } as const;

const constEnum = (name: string, rows: readonly (readonly [string, number])[]): string =>
  `export const enum ${name} {\n${rows.map(([key, value]) => `  ${key} = ${value},`).join("\n")}\n}\n`;

const data = (name: string, type: string, values: readonly number[]): string =>
  `export const ${name}: usize = memory.data<${type}>([${values.join(", ")}]);\n`;

/** The offset of an enable register and a bit of it. */
const clockOf = ({ bus, clock = 0 }: PeripheralRow): number => (ENABLE[bus] << 5) | clock;

function timerText(): string {
  const rows = Object.entries(timers);
  const places = rows.map(([name]): PeripheralRow => peripherals[name as PeripheralName]);
  const features = rows.map(
    ([, { bits, directions, advanced, channels }]) =>
      (bits === 32 ? 1 : 0) | (directions ? 2 : 0) | (advanced ? 4 : 0) | (channels << 4),
  );
  return [
    "/** Of timers 1 to 14, each at its number less 1. */\n",
    `export const TIMER_COUNT: u32 = ${rows.length};\n`,
    data(
      "TIMER_BASES",
      "u32",
      places.map(({ start }) => start),
    ),
    data("TIMER_CLOCKS", "u16", places.map(clockOf)),
    data(
      "TIMER_INTERRUPTS",
      "u8",
      rows.map(([, row]) => interrupts[row.interrupt]),
    ),
    data(
      "TIMER_COMPARE_INTERRUPTS",
      "u8",
      rows.map(([, row]) => interrupts[row.compareInterrupt ?? row.interrupt]),
    ),
    "/** 1: 32 bits, 2: counts in all directions, 4: advanced; from bit 4 on the number of channels. */\n",
    data("TIMER_FEATURES", "u8", features),
  ].join("");
}

/** A function that the firmware knows. */
export interface KnownFunction {
  /** The number of the alternate function. */
  readonly index: number;
  /** What the firmware calls it, such as `AF1_TIM2`. */
  readonly name: string;
  /** The kind of peripheral, one of `functionKinds`. */
  readonly kind: string;
  readonly unit: number;
  /** The end of the signal's name. */
  readonly signal: string;
  /** Where the peripheral's registers are. */
  readonly start: number;
}

/** Signals of an I2S, numbered from 1. */
const i2sSignals = ["CK", "MCK", "SD", "WS", "EXTSD"];

/** Kinds of peripherals, numbered from 1, and the signals of theirs that count. */
const functionSignals: Readonly<Record<string, RegExp>> = {
  TIM: /^(CH[1-4]|CH[1-3]N|ETR|BKIN)$/,
  I2C: /^(SDA|SCL)$/,
  USART: /^(RX|TX|CTS|RTS|CK)$/,
  UART: /^(RX|TX|CTS|RTS)$/,
  SPI: /^(NSS|SCK|MISO|MOSI)$/,
  I2S: new RegExp(`^(${i2sSignals.join("|")})$`),
  CAN: /^(TX|RX)$/,
};
const functionKinds = Object.keys(functionSignals);

/** The registers of an I2S are those of its SPI. */
const registersOf = (kind: string, unit: number): number =>
  peripherals[`${kind === "I2S" ? "SPI" : kind}${unit}` as PeripheralName].start;

/** The functions of a pin that the firmware of the board knows. */
export function knownFunctions(pin: string): KnownFunction[] {
  const groups = (alternateFunctions[pin] ?? "").split(" ").filter(Boolean);
  return groups.flatMap((group) => {
    const [index, signals] = group.split(":") as [string, string];
    return signals.split("/").flatMap((text): KnownFunction[] => {
      const found = /^([A-Z0-9]+[A-Z])(\d+)(ext)?_(\w+)$/.exec(text);
      if (found === null) return [];
      const [, kind, unit, ext, signal] = found as unknown as [
        string,
        string,
        string,
        string,
        string,
      ];
      const end = ext ? `EXT${signal}` : signal;
      if (functionSignals[kind]?.test(end) !== true) return [];
      if (kind !== "TIM" && !firmwarePeripherals.has(`${kind}${unit}`)) return [];
      const name = `AF${index}_${kind}${unit}`;
      return [
        {
          index: Number(index),
          name,
          kind,
          unit: Number(unit),
          signal: end,
          start: registersOf(kind, Number(unit)),
        },
      ];
    });
  });
}

/** All names of functions. */
export function functionNames(): string[] {
  const names = Object.keys(alternateFunctions).flatMap((pin) =>
    knownFunctions(pin).map(({ name }) => name),
  );
  return [...new Set(names)].sort();
}

function signalNumber({ kind, signal }: { kind: string; signal: string }): number {
  if (kind === "I2S") return i2sSignals.indexOf(signal) + 1;
  return kind === "TIM" ? Number(/^CH([1-4])$/.exec(signal)?.[1] ?? 0) : 0;
}

function functionText(ids: ReadonlyMap<string, number>): string {
  const pins = Object.keys(alternateFunctions).map(knownFunctions);
  const all = pins.flat();
  const starts: number[] = [0];
  for (const list of pins) starts.push(starts.at(-1)! + list.length);
  const names = functionNames();
  const numberOf = (name: string): number => Number(/^AF(\d+)/.exec(name)![1]);
  return [
    constEnum(
      "FunctionKind",
      functionKinds.map((kind, i) => [kind, i + 1]),
    ),
    constEnum(
      "I2sSignal",
      i2sSignals.map((signal, i) => [signal, i + 1]),
    ),
    "/** Per pin of the chip its first function, then how many there are. */\n",
    data("FUNCTION_STARTS", "u16", starts),
    `export const FUNCTION_COUNT: u32 = ${all.length};\n`,
    data(
      "FUNCTION_INDICES",
      "u8",
      all.map(({ index }) => index),
    ),
    data(
      "FUNCTION_KINDS",
      "u8",
      all.map(({ kind }) => functionKinds.indexOf(kind) + 1),
    ),
    data(
      "FUNCTION_UNITS",
      "u8",
      all.map(({ unit }) => unit),
    ),
    "/** Of I2S one of I2sSignal, of timers the number of the channel, of others 0. */\n",
    data("FUNCTION_SIGNALS", "u8", all.map(signalNumber)),
    data(
      "FUNCTION_NAMES",
      "u16",
      all.map(({ name }) => ids.get(name)!),
    ),
    data(
      "FUNCTION_REGISTERS",
      "u32",
      all.map(({ start }) => start),
    ),
    "/** The constants of Pin for them. */\n",
    `export const FUNCTION_NAME_COUNT: u32 = ${names.length};\n`,
    data(
      "FUNCTION_CONSTANTS",
      "u16",
      names.map((name) => ids.get(name)!),
    ),
    data("FUNCTION_VALUES", "u8", names.map(numberOf)),
  ].join("");
}

/** Settings of PLLI2S by rate and bits. */
function plli2sText(): string {
  return [
    `export const PLLI2S_COUNT: u32 = ${plli2sRows.length};\n`,
    data(
      "PLLI2S_RATES",
      "u32",
      plli2sRows.map(({ rate }) => rate),
    ),
    data(
      "PLLI2S_BITS",
      "u8",
      plli2sRows.map(({ bits }) => bits),
    ),
    data(
      "PLLI2S_MULTIPLIERS",
      "u16",
      plli2sRows.map(({ multiplier }) => multiplier),
    ),
    data(
      "PLLI2S_DIVISORS",
      "u8",
      plli2sRows.map(({ divisor }) => divisor),
    ),
  ].join("");
}

/** `asm/generated/chip.ts`. */
export function chipText(ids: ReadonlyMap<string, number>): string {
  const clocked = Object.entries<PeripheralRow>(peripherals).filter(
    ([, row]) => row.clock !== undefined,
  );
  return [
    "/** Positions in the vector table, without the sixteen of the processor. */\n",
    constEnum("Irq", Object.entries(interrupts)),
    "/** The offset of RCC's enable register times 32, and the bit of it. */\n",
    constEnum(
      "Clock",
      clocked.map(([name, row]) => [name, clockOf(row)]),
    ),
    timerText(),
    functionText(ids),
    plli2sText(),
  ].join("\n");
}
