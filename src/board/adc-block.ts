import { adcPins, SUPPLY_VOLTAGE } from "../tables/pyboard.js";
import { Adc } from "./adc.js";
import type { Clock } from "./clock.js";
import type { Served } from "./dma.js";
import type { Interrupts } from "./interrupts.js";
import { Peripheral } from "./peripheral.js";
import type { Pin } from "./pin.js";
import type { Timer } from "./timer.js";
import type { Warnings } from "./warnings.js";

const CONVERTERS = 3;
const CONVERTER_BYTES = 0x100;
const COMMON = 0x300;
const CSR = 0x00;
const CCR = 0x04;

const VBATE = 1 << 22;
const TSVREFE = 1 << 23;

/** Channels that are no pins. */
export const AdcChannel = { Temperature: 16, Reference: 17, Battery: 18 } as const;

/** Volts of the internal reference, and of the sensor at 25 °C with its slope (datasheet, tables 69 and 72). */
export const REFERENCE_VOLTAGE = 1.21;
const SENSOR_VOLTAGE = 0.76;
const SENSOR_SLOPE = 0.0025;
const SENSOR_CELSIUS = 25;

/** The temperature sensor's voltage. */
export function sensorVoltage(celsius: number): number {
  return SENSOR_VOLTAGE + (celsius - SENSOR_CELSIUS) * SENSOR_SLOPE;
}

/** Timers whose trigger outputs start a conversion, by EXTSEL. */
const triggerTimers: Readonly<Record<number, string>> = { 6: "TIM2", 8: "TIM3", 14: "TIM8" };

/** What the converters need of the board. */
export interface AdcBlockParts {
  readonly clock: Clock;
  readonly interrupts: Interrupts;
  readonly warnings: Warnings;
  /** The clock of APB2 in hertz. */
  readonly frequency: () => number;
  pin(name: string): Pin | undefined;
  timer(name: string): Timer | undefined;
  requestDma(name: string): Served;
}

/** The registers that the converters have in common. */
class Common extends Peripheral {
  constructor(warnings: Warnings) {
    super("ADC", warnings, [
      { name: "CSR", offset: CSR, write: 0 },
      { name: "CCR", offset: CCR, write: 0x00c3ef1f },
      { name: "CDR", offset: 0x08, write: 0 },
    ]);
  }

  /** ADCPRE, as the divisor. */
  get divisor(): number {
    return 2 * (((this.get(CCR) >> 16) & 3) + 1);
  }

  enables(bit: number): boolean {
    return this.has(CCR, bit);
  }

  setStatus(value: number): void {
    this.set(CSR, value);
  }
}

/** The three converters with their common registers: RM0090, 13.13. */
export class AdcBlock extends Peripheral {
  readonly converters: readonly Adc[];
  private readonly common: Common;
  /** What the sensor feels, in degrees Celsius. */
  temperature = SENSOR_CELSIUS;
  /** The backup battery in volts. */
  battery = SUPPLY_VOLTAGE;
  private readonly heard = new Map<number, () => void>();

  constructor(private readonly parts: AdcBlockParts) {
    super("ADC", parts.warnings, []);
    this.common = new Common(parts.warnings);
    this.converters = Array.from({ length: CONVERTERS }, (_, index) => {
      const { clock, warnings } = parts;
      return new Adc(`ADC${index + 1}`, {
        clock,
        warnings,
        source: parts.interrupts.source("ADC"),
        frequency: () => parts.frequency() / this.common.divisor,
        level: (channel) => this.voltage(channel) / SUPPLY_VOLTAGE,
        requestDma: (name) => parts.requestDma(name),
      });
    });
  }

  override reset(): void {
    for (const device of [...this.converters, this.common]) device.reset();
  }

  override read(offset: number, size: number): number {
    if (offset < COMMON) {
      const converter = this.converters[Math.floor(offset / CONVERTER_BYTES)]!;
      return converter.read(offset % CONVERTER_BYTES, size);
    }
    const status = this.converters.map((converter, i) => (converter.get(0) & 0x3f) << (8 * i));
    this.common.setStatus(status[0]! | status[1]! | status[2]!);
    return this.common.read(offset - COMMON, size);
  }

  override write(offset: number, size: number, value: number): void {
    if (offset >= COMMON) {
      this.common.write(offset - COMMON, size, value);
      return;
    }
    const converter = this.converters[Math.floor(offset / CONVERTER_BYTES)]!;
    converter.write(offset % CONVERTER_BYTES, size, value);
    this.listen();
  }

  /** Follows the timers that trigger. */
  private listen(): void {
    for (const [number, name] of Object.entries(triggerTimers)) {
      const event = Number(number);
      const wanted = this.converters.some((converter) => converter.follows(event));
      const heard = this.heard.get(event);
      if (wanted && heard === undefined) {
        const listener = (): void => {
          for (const converter of this.converters)
            if (converter.follows(event)) converter.trigger();
        };
        this.heard.set(event, listener);
        this.parts.timer(name)?.onTrigger(listener);
      } else if (!wanted && heard !== undefined) {
        this.parts.timer(name)?.offTrigger(heard);
        this.heard.delete(event);
      }
    }
  }

  /** Volts at a channel. */
  voltage(channel: number): number {
    const name = adcPins[channel];
    if (name !== undefined) return this.parts.pin(name)!.voltage;
    const measures = this.common.enables(TSVREFE);
    if (channel === AdcChannel.Battery) return this.common.enables(VBATE) ? this.battery / 2 : 0;
    if (channel === AdcChannel.Temperature) return measures ? sensorVoltage(this.temperature) : 0;
    return channel === AdcChannel.Reference && measures ? REFERENCE_VOLTAGE : 0;
  }
}
