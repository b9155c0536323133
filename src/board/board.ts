import { i2cBuses } from "../tables/board-buses.js";
import { PORT_COUNT } from "../tables/board-memory.js";
import {
  accelerometerWiring,
  boardLeds,
  boardPins,
  lcdSkins,
  processorPin,
  SWITCH_PIN,
  servoPins,
} from "../tables/pyboard.js";
import { UsageError } from "../vm/errors.js";
import { type Acceleration, Accelerometer } from "./accelerometer.js";
import { bootFirmware } from "./boot.js";
import { ByteStream, UsbSerial } from "./byte-stream.js";
import type { Chip } from "./chip.js";
import { EnergyMeter, type EnergyReport } from "./energy.js";
import type { I2cDevice } from "./i2c.js";
import { I2cLines } from "./i2c-lines.js";
import { I2cMaster } from "./i2c-target.js";
import type { I2sLine } from "./i2s-line.js";
import { Lcd } from "./lcd.js";
import type { Outside, Pin } from "./pin.js";
import { PinHistory } from "./pin-history.js";
import { formatReport, type PinReport, PinStatistics } from "./pin-statistics.js";
import { SdCard } from "./sd-card.js";
import type { SpiDevice } from "./spi.js";
import { UsbHid } from "./usb-hid.js";

const ALL_PINS = 0xffff;

/** Where the LCD skin is plugged in. */
export type LcdPosition = keyof typeof lcdSkins;

/** What a pin may be connected to. */
export type PinLevel = "high" | "low" | "float" | "pull-up" | "pull-down";

const outsides: Readonly<Record<PinLevel, Outside>> = {
  high: { kind: "strong", level: 1 },
  low: { kind: "strong", level: 0 },
  float: { kind: "open" },
  "pull-up": { kind: "pull", level: 1 },
  "pull-down": { kind: "pull", level: 0 },
};

/** Names of buses on the board. */
const busNames: Readonly<Record<string, string>> = {
  XA: "UART4",
  XB: "USART1",
  YA: "USART6",
  YB: "USART3",
};

/** A PYBv1.0 seen from outside: its pins, what is soldered to them, and what comes out of them. */
export class Board {
  readonly accelerometer: Accelerometer;
  readonly usb = new UsbSerial();
  /** The mouse or keyboard that the board is to its USB host. */
  readonly hid: UsbHid;
  private readonly statistics = new PinStatistics();
  private readonly meter: EnergyMeter;
  private readonly sent = new Map<string, ByteStream>();
  private readonly ledPins: readonly Pin[];
  private readonly lcds = new Map<LcdPosition, Lcd>();
  private readonly interrupters: (() => void)[] = [];
  /** The serial port that is a terminal, too. */
  private terminal: string | undefined;

  /** @param chip the processor's peripherals; they are booted as the firmware does */
  constructor(readonly chip: Chip) {
    this.accelerometer = new Accelerometer(chip.clock);
    this.hid = new UsbHid(chip.clock);
    this.solder();
    bootFirmware(chip);
    this.ledPins = boardLeds.map(({ pin }) => this.pin(pin));
    for (let port = 0; port < PORT_COUNT; port++) chip.ports[port]!.record(ALL_PINS);
    chip.edges.drain();
    chip.edges.listen(this.statistics);
    this.meter = this.makeMeter();
  }

  /** Connects what is on the board. */
  private solder(): void {
    const { bus, supply } = accelerometerWiring;
    this.chip.i2c(bus)!.attach(this.accelerometer);
    for (const { peripheral, pins } of i2cBuses) {
      const controller = this.chip.i2c(peripheral)!;
      const find = (address: number): I2cDevice | undefined => controller.deviceAt(address);
      new I2cLines(this.pin(pins.SCL!), this.pin(pins.SDA!), find);
    }
    this.pin(supply).watch((level) => this.accelerometer.setPower(level !== 0));
    for (const name of ["USART1", "USART2", "USART3", "UART4", "UART5", "USART6"]) {
      const stream = new ByteStream();
      this.sent.set(name, stream);
      this.chip.usart(name)!.onSent((byte) => stream.push(byte));
    }
  }

  private makeMeter(): EnergyMeter {
    const { clock, memory, rcc } = this.chip;
    const parts = {
      seconds: () => clock.seconds,
      idleCycles: () => memory.idleCycles,
      litCycles: () => this.litCycles(),
    };
    const meter = new EnergyMeter(parts, clock.frequency);
    clock.onFrequency(() => meter.setFrequency(clock.frequency));
    rcc.onFrequencies(() => meter.setDmas(bitCount((rcc.enabled("AHB1") >> 21) & 3)));
    return meter;
  }

  /** Cycles for which the LEDs were lit, together. */
  private litCycles(): number {
    const { clock, edges } = this.chip;
    edges.drain();
    let cycles = 0;
    for (const { portNumber, bit } of this.ledPins) {
      cycles += this.statistics.highCycles(portNumber, bit, clock.now);
    }
    return cycles;
  }

  /** A pin by its name on the board or on the processor: `X1`, `LED_RED`, `A13`. @throws UsageError */
  pin(name: string): Pin {
    const pin = this.chip.pin(processorPin(name));
    if (pin === undefined) throw new UsageError(`the board has no pin named ${name}`);
    return pin;
  }

  /** Connects a pin. @throws UsageError */
  setPin(name: string, level: PinLevel): void {
    const outside = outsides[level];
    if (outside === undefined) {
      throw new UsageError(
        `${name}: expected one of ${Object.keys(outsides).join(", ")}, not ${level}`,
      );
    }
    this.pin(name).setOutside(outside);
  }

  /** Puts a voltage on a pin. @throws UsageError */
  setVoltage(name: string, volts: number): void {
    checkNumber(`volts at ${name}`, volts);
    this.pin(name).setOutside({ kind: "voltage", volts });
  }

  /** The level of a pin. */
  readPin(name: string): 0 | 1 {
    return this.pin(name).level as 0 | 1;
  }

  /** Volts at a pin. */
  readVoltage(name: string): number {
    return this.pin(name).voltage;
  }

  pressSwitch(): void {
    this.setPin(SWITCH_PIN, "low");
  }

  releaseSwitch(): void {
    this.setPin(SWITCH_PIN, "float");
  }

  /** What the accelerometer feels, in g. */
  setAcceleration(vector: Acceleration): void {
    for (const axis of ["x", "y", "z"] as const) checkNumber(axis, vector[axis]);
    this.accelerometer.acceleration = vector;
  }

  /** What the chip's sensor feels, in degrees Celsius. */
  setTemperature(celsius: number): void {
    checkNumber("celsius", celsius);
    this.chip.adc.temperature = celsius;
  }

  /** Sends bytes or text to a serial port: `USART1`, `XB` or `1`. @throws UsageError */
  feedUart(name: string, data: string | Iterable<number>): void {
    const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
    const port = this.uartName(name);
    if (port !== this.terminal) this.chip.usart(port)!.feed(bytes);
    else this.feedTerminal(port, [...bytes]);
  }

  private feedTerminal(port: string, bytes: readonly number[]): void {
    const { interruptCharacter } = this.usb;
    if (bytes.includes(interruptCharacter)) for (const listener of this.interrupters) listener();
    this.chip.usart(port)!.feed(bytes.filter((byte) => byte !== interruptCharacter));
  }

  /** For the runtime: what goes to standard output comes out of USB, and of the terminal's port. */
  printed(bytes: Uint8Array): void {
    this.usb.output.pushAll(bytes);
    if (this.terminal !== undefined) this.sent.get(this.terminal)!.pushAll(bytes);
  }

  /** For the runtime: the number of the serial port that is a terminal besides USB, 0 for none. */
  setTerminal(number: number): void {
    this.terminal = number === 0 ? undefined : this.uartName(`${number}`);
  }

  /** Calls back when the interrupting character comes to the terminal's port. */
  onTerminalInterrupt(listener: () => void): void {
    this.interrupters.push(listener);
  }

  /** What a serial port sends. @throws UsageError */
  uartOutput(name: string): ByteStream {
    return this.sent.get(this.uartName(name))!;
  }

  private uartName(name: string): string {
    const found = [busNames[name], name, `USART${name}`, `UART${name}`].find(
      (candidate) => candidate !== undefined && this.sent.has(candidate),
    );
    if (found === undefined) throw new UsageError(`the board has no serial port named ${name}`);
    return found;
  }

  /**
   * The display of the LCD skin in position X or Y; it is plugged in when it is first asked for. What a program has sent
   * before is lost. @throws UsageError
   */
  lcd(position: LcdPosition): Lcd {
    const pins = lcdSkins[position];
    if (pins === undefined) throw new UsageError(`the board has no LCD position ${position}`);
    let lcd = this.lcds.get(position);
    if (lcd !== undefined) return lcd;
    const [select, reset, data, light] = pins.map((pin) => this.pin(pin));
    lcd = new Lcd({ select: select!, reset: reset!, data: data!, light: light! });
    this.attachSpi(position === "X" ? 1 : 2, lcd);
    this.lcds.set(position, lcd);
    return lcd;
  }

  /**
   * Puts an SD card into the slot, with the image of its blocks, which the program changes in place.
   * @throws UsageError when the image is not a multiple of 512 KB
   */
  insertCard(image: Uint8Array): SdCard {
    const { sdio, clock } = this.chip;
    const card = new SdCard(image, () => clock.seconds);
    sdio.card = card;
    this.setPin("SD", "low");
    return card;
  }

  /** Takes the card out. */
  removeCard(): void {
    this.chip.sdio.card = undefined;
    this.setPin("SD", "float");
  }

  /** Puts a device on I2C bus 1 or 2. */
  attachI2c(bus: number, device: I2cDevice): void {
    const controller = this.chip.i2c(`I2C${bus}`);
    if (controller === undefined) throw new UsageError(`the board has no I2C bus ${bus}`);
    controller.attach(device);
  }

  /** A master on I2C bus 1 or 2, for a program that is a slave there. @throws UsageError */
  i2cMaster(bus: number, hertz = 100000): I2cMaster {
    const controller = this.chip.i2c(`I2C${bus}`);
    if (controller === undefined) throw new UsageError(`the board has no I2C bus ${bus}`);
    return new I2cMaster(controller.target, this.chip.clock, hertz);
  }

  /** Puts a device on SPI bus 1 or 2. */
  attachSpi(bus: number, device: SpiDevice): void {
    const controller = this.chip.spi(`SPI${bus}`);
    if (controller === undefined) throw new UsageError(`the board has no SPI bus ${bus}`);
    controller.attach(device);
  }

  /** What is connected to the data line of I2S bus 2 or 3. @throws UsageError */
  i2s(bus: number): I2sLine {
    const mode = this.chip.spi(`SPI${bus}`)?.i2s;
    if (mode === undefined) throw new UsageError(`the board has no I2S bus ${bus}`);
    return mode.line;
  }

  /** How brightly LED 1 to 4 is lit, 0 to 1: the level, or the duty of its timer's channel. */
  led(number: number): number {
    const pin = this.ledPins[number - 1];
    if (pin === undefined) throw new UsageError(`the board has no LED ${number}`);
    for (const { name } of pin.signals) {
      const [timer, channel] = name.split("_CH");
      const duty = this.chip.timer(timer!)?.duty(Number(channel) - 1);
      if (duty !== undefined) return duty;
    }
    return pin.level;
  }

  /** Seconds of the last pulse at servo connector 1 to 4, undefined without one. */
  servoPulse(number: number): number | undefined {
    const name = servoPins[number - 1];
    if (name === undefined) throw new UsageError(`the board has no servo connector ${number}`);
    this.chip.edges.drain();
    const { portNumber, bit } = this.pin(name);
    const cycles = this.statistics.lastPulse(portNumber, bit);
    return cycles === 0 ? undefined : cycles / this.chip.clock.frequency;
  }

  /** Keeps the edges of pins from now on, by the names given. */
  recordPins(names: readonly string[]): PinHistory {
    const { edges, clock } = this.chip;
    const pins = names.map((name) => ({ pin: this.pin(name), name }));
    const history = new PinHistory(pins, (cycle) => clock.secondsAt(cycle));
    edges.listen(history);
    return history;
  }

  /** What the edges of a pin tell; of all pins that had some without a name. */
  pinReport(name: string): PinReport {
    this.chip.edges.drain();
    const { portNumber, bit } = this.pin(name);
    return this.statistics.report(portNumber, bit, this.chip.clock.frequency);
  }

  pinReports(): PinReport[] {
    this.chip.edges.drain();
    return this.statistics.reports(this.chip.clock.frequency);
  }

  /** The same as a table. */
  formatPins(): string {
    const names = new Map(Object.entries(boardPins).map(([name, pin]) => [pin, name]));
    return formatReport(this.pinReports(), names);
  }

  /** Forgets the edges that were counted. */
  clearReports(): void {
    this.chip.edges.drain();
    this.statistics.clear();
  }

  /** What was used since the start. */
  energy(): EnergyReport {
    return this.meter.report();
  }

  /** For the runtime: the processor falls into deep sleep, or is awake again. */
  sleep(state: "awake" | "stop" | "standby"): void {
    this.meter.setState(state);
  }
}

/** @throws UsageError */
function checkNumber(what: string, value: number): void {
  if (!Number.isFinite(value)) throw new UsageError(`${what}: expected a number, not ${value}`);
}

function bitCount(bits: number): number {
  return (bits & 1) + ((bits >> 1) & 1);
}
