import { BoardWord, PORT_COUNT, TIMED } from "../tables/board-memory.js";
import { memoryRegions, type PeripheralName, peripherals } from "../tables/stm32f405.js";
import { timers as timerRows } from "../tables/timers.js";
import { AdcBlock } from "./adc-block.js";
import { BackupMemory } from "./backup-memory.js";
import { Bus } from "./bus.js";
import { Can } from "./can.js";
import { Clock, type CycleCounter } from "./clock.js";
import { Crc } from "./crc.js";
import { Dac } from "./dac.js";
import { DeviceId } from "./device-id.js";
import { Dma, type Served, type SystemBus } from "./dma.js";
import { EdgeLog } from "./edge-log.js";
import { Exti } from "./exti.js";
import { Flash } from "./flash.js";
import { Gpio } from "./gpio.js";
import { I2c } from "./i2c.js";
import { Interrupts } from "./interrupts.js";
import type { Peripheral } from "./peripheral.js";
import type { Pin } from "./pin.js";
import { PowerControl } from "./power-control.js";
import { RandomGenerator } from "./random.js";
import { Rcc, ResetFlag } from "./rcc.js";
import { Rtc } from "./rtc.js";
import { Sdio } from "./sdio.js";
import { SharedMemory } from "./shared-memory.js";
import { Signals } from "./signal.js";
import { Spi } from "./spi.js";
import { Syscfg } from "./syscfg.js";
import { Timer } from "./timer.js";
import { Usart } from "./usart.js";
import { Warnings } from "./warnings.js";
import { IndependentWatchdog, WindowWatchdog } from "./watchdogs.js";

/** What the chip is made of that may come from a virtual machine. */
export interface ChipOptions {
  readonly counter?: CycleCounter;
  readonly memory?: SharedMemory;
  /** What DMA reaches besides the peripherals. */
  readonly systemMemory?: SystemBus;
  /** Shows a warning. */
  readonly warn?: (text: string) => void;
  /** From which the random numbers follow. */
  readonly seed?: number;
  /** Twelve bytes. */
  readonly uniqueId?: Uint8Array;
  /** A watchdog has expired. */
  readonly onWatchdog?: (flag: number) => void;
}

const UNIQUE_ID = new TextEncoder().encode("\x26\x00\x3a\x00\x0dQ3431537");
const flashRegion = memoryRegions[0]!;
const NO_MEMORY: SystemBus = { read: () => undefined, write: () => false };

/** The serial ports; the fourth and fifth are asynchronous only. */
const serialPorts = ["USART1", "USART2", "USART3", "UART4", "UART5", "USART6"] as const;

/** An STM32F405 without its processor: everything behind the bus. */
export class Chip {
  readonly warnings: Warnings;
  readonly clock: Clock;
  readonly interrupts = new Interrupts();
  readonly signals = new Signals();
  readonly memory: SharedMemory;
  readonly edges: EdgeLog;
  readonly bus: Bus;
  readonly rcc: Rcc;
  readonly ports: readonly Gpio[];
  readonly exti: Exti;
  readonly syscfg: Syscfg;
  readonly power: PowerControl;
  readonly flash: Flash;
  readonly rtc: Rtc;
  readonly backup: BackupMemory;
  readonly adc: AdcBlock;
  readonly dac: Dac;
  readonly sdio: Sdio;
  readonly can1: Can;
  readonly can2: Can;
  private readonly timers = new Map<string, Timer>();
  private readonly usarts = new Map<string, Usart>();
  private readonly spis = new Map<string, Spi>();
  private readonly i2cs = new Map<string, I2c>();
  private readonly dmas: readonly Dma[];
  private readonly systemMemory: SystemBus;

  constructor(options: ChipOptions = {}) {
    this.warnings = new Warnings(options.warn);
    this.clock = new Clock(options.counter);
    this.memory = options.memory ?? SharedMemory.own();
    this.systemMemory = options.systemMemory ?? NO_MEMORY;
    this.edges = new EdgeLog(this.memory);
    this.bus = new Bus(this.warnings);
    const { warnings, clock, interrupts, bus } = this;
    this.rcc = this.attach("RCC", new Rcc(warnings, clock, bus));
    bus.useGate(this.rcc);
    this.ports = this.makePorts();
    this.syscfg = this.attach("SYSCFG", new Syscfg(warnings));
    this.exti = this.attach("EXTI", this.makeExti());
    this.power = this.attach("PWR", new PowerControl(warnings));
    this.flash = this.attach("FLASH", new Flash(warnings, clock, interrupts));
    this.dmas = this.makeDmas();
    this.makeTimers();
    this.makeSerial();
    this.adc = this.attach("ADC", new AdcBlock(this.partsOf(2)));
    this.dac = this.attach("DAC", new Dac(this.partsOf(1)));
    const pll48 = (): number => this.rcc.frequencies.pll48;
    this.sdio = this.attach("SDIO", new Sdio({ ...this.partsOf(2), frequency: pll48 }));
    this.can1 = this.attach("CAN1", new Can("CAN1", this.partsOf(1)));
    this.can2 = this.attach("CAN2", new Can("CAN2", this.partsOf(1), this.can1));
    this.rtc = this.attach("RTC", this.makeRtc());
    this.backup = this.attach("BKPSRAM", new BackupMemory(warnings, () => this.power.opensBackup));
    this.makeRest(options);
    this.rcc.onFrequencies(() => this.noteFrequencies());
    this.flash.onLatency(() => this.noteFrequencies());
    clock.onFrequencyEnd(() => this.edges.drain());
    this.noteFrequencies();
  }

  /** The pin of a name such as `A13`, undefined when the chip has none. */
  pin(name: string): Pin | undefined {
    const port = this.ports[name.charCodeAt(0) - 65];
    return port?.pins.find((pin) => pin.name === name);
  }

  /** The timer of a name such as `TIM3`. */
  timer(name: string): Timer | undefined {
    return this.timers.get(name);
  }

  /** The serial port of a name such as `USART1`. */
  usart(name: string): Usart | undefined {
    return this.usarts.get(name);
  }

  /** The bus of a name such as `SPI1`. */
  spi(name: string): Spi | undefined {
    return this.spis.get(name);
  }

  /** The bus of a name such as `I2C1`. */
  i2c(name: string): I2c | undefined {
    return this.i2cs.get(name);
  }

  /** Reads what is not plain memory; undefined: there is nothing at the address. */
  read(address: number, size: number): number | undefined {
    return this.bus.read(address, size);
  }

  /** Writes to a peripheral or to flash; false: there is nothing at the address. */
  write(address: number, size: number, value: number): boolean {
    if (this.edges.full) this.edges.drain();
    const flash = address - flashRegion.start;
    if (flash >= 0 && flash < flashRegion.size) return this.flash.program(flash, size, value);
    return this.bus.write(address, size, value);
  }

  /** A reset of the chip: all but the backup domain. `flag` is one of `ResetFlag`. */
  reset(flag: number): void {
    for (const device of this.bus.devices()) if (device !== this.rcc) device.reset();
    this.rcc.reset(flag);
  }

  /** Is what another chip becomes by the reset that it has seen: its backup domain, and the reason. */
  continueFrom(other: Chip): void {
    this.rcc.continueFrom(other.rcc);
    this.power.continueFrom(other.power);
    this.rtc.continueFrom(other.rtc);
    this.backup.continueFrom(other.backup);
  }

  /** The firmware has read why the chip was started: the next reset's reason stands alone. */
  forgetReasons(): void {
    this.rcc.forgetReset();
    this.power.forgetStandby();
  }

  private attach<P extends Peripheral>(name: PeripheralName, device: P): P {
    this.bus.attach(name, device);
    return device;
  }

  private requestDma(name: string): Served {
    for (const dma of this.dmas) {
      const served = dma.request(name);
      if (served !== "not") return served;
    }
    return "not";
  }

  /** What most peripherals need; `apb` is the bus whose clock is theirs. */
  private partsOf(apb: 1 | 2) {
    const { clock, interrupts, signals, warnings } = this;
    return {
      clock,
      interrupts,
      signals,
      warnings,
      frequency: () => this.rcc.frequencies[apb === 1 ? "pclk1" : "pclk2"],
      pin: (name: string) => this.pin(name),
      timer: (name: string) => this.timers.get(name),
      requestDma: (name: string) => this.requestDma(name),
    };
  }

  private makePorts(): Gpio[] {
    const { memory, edges, signals, clock, warnings } = this;
    const parts = { memory, log: edges, signals, clock, warnings };
    return Array.from({ length: PORT_COUNT }, (_, number) => {
      const port = new Gpio(number, parts);
      return this.attach(port.name as PeripheralName, port);
    });
  }

  private makeExti(): Exti {
    const exti = new Exti(
      this.warnings,
      this.interrupts,
      (line) => this.ports[this.syscfg.portOf(line)]!.pins[line]!,
    );
    this.syscfg.onLines(() => exti.listen());
    return exti;
  }

  private makeDmas(): Dma[] {
    const reach: SystemBus = {
      read: (address, size) =>
        this.bus.read(address, size) ?? this.systemMemory.read(address, size),
      write: (address, size, value) =>
        this.bus.write(address, size, value) || this.systemMemory.write(address, size, value),
    };
    return ([1, 2] as const).map((number) =>
      this.attach(`DMA${number}`, new Dma(number, this.warnings, this.interrupts, reach)),
    );
  }

  private makeTimers(): void {
    for (const [name, row] of Object.entries(timerRows)) {
      const timer = new Timer(name, row, this.partsOf(row.bus));
      this.timers.set(name, this.attach(name as PeripheralName, timer));
    }
  }

  private makeSerial(): void {
    for (const name of serialPorts) {
      const usart = new Usart(name, this.partsOf(peripherals[name].bus === "APB1" ? 1 : 2));
      this.usarts.set(name, this.attach(name, usart));
      for (const dma of this.dmas) dma.provide(`${name}_TX`, () => usart.wantsData);
    }
    for (const name of ["SPI1", "SPI2", "SPI3"] as const) {
      const i2sFrequency = (): number => this.rcc.frequencies.i2s;
      const parts = name === "SPI1" ? this.partsOf(2) : { ...this.partsOf(1), i2sFrequency };
      const spi = new Spi(name, parts);
      this.spis.set(name, this.attach(name, spi));
      for (const dma of this.dmas) dma.provide(`${name}_TX`, () => spi.wantsData);
    }
    for (const name of ["I2C1", "I2C2", "I2C3"] as const) {
      this.i2cs.set(name, this.attach(name, new I2c(name, this.partsOf(1))));
    }
  }

  private makeRtc(): Rtc {
    const { clock, warnings, exti } = this;
    return new Rtc({
      clock,
      warnings,
      exti,
      frequency: () => this.rcc.rtcClock,
      isOpen: () => this.power.opensBackup,
    });
  }

  private makeRest({ seed, uniqueId = UNIQUE_ID, onWatchdog = () => {} }: ChipOptions): void {
    const { warnings, interrupts, clock } = this;
    const pll48 = (): number => this.rcc.frequencies.pll48;
    this.attach("RNG", new RandomGenerator(warnings, interrupts, clock, pll48, seed));
    this.attach("CRC", new Crc(warnings));
    this.attach("DEVICE_ID", new DeviceId(warnings, uniqueId));
    const bite = (): void => onWatchdog(ResetFlag.Watchdog);
    const start = (): void => this.rcc.startLsi();
    this.attach("IWDG", new IndependentWatchdog(warnings, clock, bite, start));
    const window = (): void => onWatchdog(ResetFlag.WindowWatchdog);
    const { frequency } = this.partsOf(1);
    this.attach("WWDG", new WindowWatchdog(warnings, interrupts, clock, frequency, window));
  }

  private noteFrequencies(): void {
    const { hclk, pclk1, pclk2, timers1, timers2 } = this.rcc.frequencies;
    const shifts = Math.log2(hclk / pclk1) | (Math.log2(hclk / pclk2) << 4);
    this.memory.setWord(BoardWord.Timing, shifts | (this.flash.latency << 8) | TIMED);
    for (const timer of this.timers.values()) {
      timer.setRatio(hclk / (timer.row.bus === 1 ? timers1 : timers2));
    }
    for (const spi of this.spis.values()) spi.i2s?.retime();
    if (this.rcc.backupReset) this.rtc.resetDomain();
    this.rtc.rescale();
    this.memory.setWord(BoardWord.ClockedPorts, this.rcc.enabled(peripherals.GPIOA.bus));
  }
}
