import { FONT_FIRST, fontColumns } from "../tables/font.js";
import type { Pin } from "./pin.js";
import type { SpiDevice } from "./spi.js";

/** Points of the display. */
export const LCD_WIDTH = 128;
export const LCD_HEIGHT = 32;
/** Columns and pages of eight lines in the controller's memory; the last page is a single line of icons. */
const COLUMNS = 132;
const PAGES = 9;
const LINES = 64;
/** Points of a character either way. */
const CHAR = 8;

/** The pins of the skin besides those of the bus. */
export interface LcdPins {
  readonly select: Pin;
  readonly reset: Pin;
  /** Low while commands come. */
  readonly data: Pin;
  readonly light: Pin;
}

const characters: ReadonlyMap<string, string> = new Map(
  fontColumns.map((columns, index) => [columns, String.fromCharCode(FONT_FIRST + index)]),
);

/** The display of the skin LCD32MKv1.0: 128 by 32 points, a controller of the family ST7565. It is only written to. */
export class Lcd implements SpiDevice {
  private readonly memory = new Uint8Array(COLUMNS * PAGES);
  private readonly listeners: (() => void)[] = [];
  private page = 0;
  private column = 0;
  private firstLine = 0;
  private on = false;
  private inverse = false;
  private allOn = false;
  /** Columns and lines are counted from the other side. */
  private turnedColumns = false;
  private turnedLines = false;
  private volume = 0x20;
  private awaitsVolume = false;

  constructor(private readonly pins: LcdPins) {
    pins.reset.watch((level) => {
      if (level === 0) this.reset();
    });
  }

  /** The contrast, 0 to 63. */
  get contrast(): number {
    return this.volume;
  }

  /** Whether its light is on. */
  get light(): boolean {
    return this.pins.light.level === 1;
  }

  /** Calls back when what it shows may have changed. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Whether a point is dark; it is none outside. */
  pixel(x: number, y: number): 0 | 1 {
    if (!this.on || x < 0 || x >= LCD_WIDTH || y < 0 || y >= LCD_HEIGHT) return 0;
    if (this.allOn) return 1;
    // The glass hangs the other way round: its first column is on the right.
    const column = this.turnedColumns ? COLUMNS - LCD_WIDTH + x : LCD_WIDTH - 1 - x;
    const line = ((this.turnedLines ? LCD_HEIGHT - 1 - y : y) + this.firstLine) % LINES;
    const bit = (this.memory[(line >> 3) * COLUMNS + column]! >> (line & 7)) & 1;
    return (this.inverse ? bit ^ 1 : bit) as 0 | 1;
  }

  /** The picture as lines of text, `#` for a dark point. */
  rows(): string[] {
    return Array.from({ length: LCD_HEIGHT }, (_, y) =>
      Array.from({ length: LCD_WIDTH }, (_, x) => (this.pixel(x, y) ? "#" : ".")).join(""),
    );
  }

  /** The four lines of 16 characters that can be read in the picture; what is no character of the font is `?`. */
  text(): string[] {
    return Array.from({ length: LCD_HEIGHT / CHAR }, (_, line) =>
      Array.from({ length: LCD_WIDTH / CHAR }, (_, place) => this.character(place, line)).join(""),
    );
  }

  private character(place: number, line: number): string {
    const columns = Array.from({ length: CHAR }, (_, i) => {
      let byte = 0;
      for (let bit = 0; bit < CHAR; bit++) {
        byte |= this.pixel(place * CHAR + i, line * CHAR + bit) << bit;
      }
      return byte.toString(16).padStart(2, "0");
    });
    return characters.get(columns.join("")) ?? "?";
  }

  transfer(word: number): undefined {
    if (this.pins.select.level === 1 || this.pins.reset.level === 0) return;
    if (this.pins.data.level === 0) this.command(word & 0xff);
    else this.put(word & 0xff);
    for (const listener of this.listeners) listener();
  }

  private put(byte: number): void {
    if (this.column >= COLUMNS) return;
    if (this.page < PAGES) this.memory[this.page * COLUMNS + this.column] = byte;
    this.column++;
  }

  /** What a reset leaves: memory stays. */
  private reset(): void {
    this.page = 0;
    this.column = 0;
    this.firstLine = 0;
    this.on = false;
    this.inverse = false;
    this.allOn = false;
    this.turnedColumns = false;
    this.turnedLines = false;
    this.volume = 0x20;
    this.awaitsVolume = false;
  }

  /** The commands that change the picture; bias, power and resistors do not. */
  private command(byte: number): void {
    if (this.awaitsVolume) {
      this.awaitsVolume = false;
      this.volume = byte & 0x3f;
      return;
    }
    const low = byte & 0x0f;
    if (byte >= 0xb0 && byte < 0xc0) this.page = low;
    else if (byte >= 0x40 && byte < 0x80) this.firstLine = byte & 0x3f;
    else if (byte < 0x10) this.column = (this.column & 0xf0) | low;
    else if (byte < 0x20) this.column = (this.column & 0x0f) | (low << 4);
    else this.switchCommand(byte);
  }

  private switchCommand(byte: number): void {
    const set = (byte & 1) === 1;
    if (byte === 0x81) this.awaitsVolume = true;
    else if (byte === 0xe2) this.reset();
    else if (byte >> 1 === 0xa0 >> 1) this.turnedColumns = set;
    else if (byte >> 1 === 0xa4 >> 1) this.allOn = set;
    else if (byte >> 1 === 0xa6 >> 1) this.inverse = set;
    else if (byte >> 1 === 0xae >> 1) this.on = set;
    else if (byte >> 4 === 0xc) this.turnedLines = (byte & 8) !== 0;
  }
}
