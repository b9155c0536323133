/**
 * `pyb.LCD`: the skin LCD32MKv1.0, 128 by 32 points behind an SPI bus and four pins. What the program draws is in memory
 * until `show`; what it writes as text goes to the display at once.
 */
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { LCD_PLACES } from "../../generated/pyboard";
import { Q } from "../../generated/qstrs";
import { allocate } from "../../memory/heap";
import { NONE, NULL, Ref, smallOf } from "../../memory/ref";
import { checkPositional } from "../../object/arguments";
import { method1, method2, method3, methodArgs } from "../../object/native-function";
import { truth } from "../../object/operators";
import { hasPending, raise1 } from "../../object/raise";
import { isStr, strData, strLength } from "../../object/str";
import { reserveNames, typeAt, typeOfKind } from "../../object/type";
import { toI32 } from "../../types/number";
import { busRow, clockOfBus } from "../bus";
import { initPin, portAddress, writePin } from "../port";
import {
  SPI_MASTER,
  SPI_PHASE,
  SPI_POLARITY,
  SPI_SOFT_SELECT,
  SpiBus,
  setDivider,
  spiBus,
  startSpi,
  transferSpi,
} from "../spi-controller";
import { waitMillis } from "../ticks";
import { drawText, forgetLines, writeLines } from "./lcd-text";
import { takeSend, transferAddress, transferLength } from "./transfer-buffers";

export const LCD_WIDTH: i32 = 128;
export const LCD_HEIGHT: i32 = 32;
const PAGES: u32 = 4;
const PICTURE: u32 = 512;
const CHARS: u32 = 64;

/** As large as the firmware's, with the text on the display and two pictures: what is shown and what is drawn. */
@unmanaged
export class Lcd {
  header: u32;
  /** The number of its bus from 0, and with it of its pins. */
  skin: u32;
  spare: u64;
  line: i32;
  column: i32;
  newLine: i32;
}

/** Behind the fields. */
export const LCD_CHARS: usize = 40;
const LCD_SHOWN: usize = LCD_CHARS + CHARS;
export const LCD_DRAWN: usize = LCD_SHOWN + PICTURE;
const LCD_BYTES: u32 = <u32>LCD_DRAWN + PICTURE;

/** Pins of a skin, by their order in the table. */
const enum LcdPin {
  Select,
  Reset,
  /** Low: what comes is a command. */
  Data,
  Light,
}

/** The display's registers (its data sheet, "Instruction table"). */
const COLUMN: u32 = 0x00;
const COLUMN_HIGH: u32 = 0x10;
const VOLUME: u32 = 0x81;
const MOST_VOLUME: i32 = 0x2f;
const PAGE: u32 = 0xb0;
/** Direction of columns and lines, bias, power, resistors, volume, first line, on. */
const START_COUNT: u32 = 9;
const START: usize = memory.data<u8>([0xa0, 0xc0, 0xa2, 0x2f, 0x21, 0x81, 0x28, 0x40, 0xaf]);

/** The clock is at most about this. */
const HERTZ: u32 = 16000000;
const MILLIS: u32 = 1000;
const BYTE: usize = memory.data(4, 4);

export function lcdAt(x: Ref): Lcd {
  return changetype<Lcd>(<usize>x);
}

export function initLcd(): void {
  const type = typeOfKind(Kind.Lcd);
  typeAt(type).make = lcd_make.index;
  reserveNames(type, 9);
  method3(type, Q.command, lcd_command);
  method2(type, Q.contrast, lcd_contrast);
  method2(type, Q.light, lcd_light);
  method2(type, Q.write, lcd_write);
  method2(type, Q.fill, lcd_fill);
  method3(type, Q.get, lcd_get);
  methodArgs(type, Q.pixel, 4, 4, lcd_pixel);
  methodArgs(type, Q.text, 5, 5, lcd_text);
  method1(type, Q.show, lcd_show);
}

function setLine(skin: u32, pin: LcdPin, high: bool): void {
  const place = <u32>load<u8>(LCD_PLACES + (skin << 2) + pin);
  writePin(portAddress(place), place & 15, high);
}

/** Sends a byte. false: an exception is pending. */
export function sendLcd(lcd: Lcd, data: bool, byte: u32): bool {
  const skin = lcd.skin;
  setLine(skin, LcdPin.Select, false);
  setLine(skin, LcdPin.Data, data);
  store<u8>(BYTE, <u8>byte);
  transferSpi(spiBus(skin), BYTE, 0, 1, MILLIS);
  setLine(skin, LcdPin.Select, true);
  return !hasPending();
}

/** Where the next data go. */
export function placeLcd(lcd: Lcd, page: u32, column: u32): bool {
  return (
    sendLcd(lcd, false, PAGE | page) &&
    sendLcd(lcd, false, COLUMN_HIGH | (column >> 4)) &&
    sendLcd(lcd, false, COLUMN | (column & 15))
  );
}

/** The skin of a position, X or Y; -1: there is none. */
function skinOf(name: Ref): i32 {
  if (!isStr(name) || strLength(name) != 1) return -1;
  const letter = load<u8>(strData(name)) | 0x20;
  return letter == 0x78 ? 0 : letter == 0x79 ? 1 : -1;
}

function lcd_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 1, 1)) return NULL;
  const name = load<u32>(args);
  if (!isStr(name)) return raise1(M.cannotConvertToStr, name);
  const skin = skinOf(name);
  if (skin < 0) return raise1(M.noLcd, name);
  const x = allocate(Kind.Lcd, LCD_BYTES);
  if (x == NULL) return NULL;
  const lcd = lcdAt(x);
  lcd.skin = skin;
  forgetLines(lcd);
  startBusOf(spiBus(skin));
  startPins(skin);
  return startDisplay(lcd) ? x : NULL;
}

function startBusOf(bus: SpiBus): void {
  bus.control = SPI_MASTER | SPI_SOFT_SELECT | SPI_POLARITY | SPI_PHASE;
  bus.control2 = 0;
  setDivider(bus, clockOfBus(busRow(bus.row)) / HERTZ);
  startSpi(bus);
}

function startPins(skin: u32): void {
  for (let pin = LcdPin.Select; pin <= LcdPin.Light; pin++) {
    setLine(skin, pin, pin != LcdPin.Light);
    const place = <u32>load<u8>(LCD_PLACES + (skin << 2) + pin);
    initPin(portAddress(place), place & 15, 1, 0, 0);
  }
}

/** Resets the display, sets it up and clears it. false: an exception is pending. */
function startDisplay(lcd: Lcd): bool {
  if (!waitMillis(1)) return false;
  setLine(lcd.skin, LcdPin.Reset, false);
  if (!waitMillis(1)) return false;
  setLine(lcd.skin, LcdPin.Reset, true);
  if (!waitMillis(1)) return false;
  for (let i: u32 = 0; i < START_COUNT; i++) {
    if (!sendLcd(lcd, false, load<u8>(START + i))) return false;
  }
  return showPicture(lcd);
}

/** Sends what is shown: the display hangs the other way round. */
function showPicture(lcd: Lcd): bool {
  const shown = changetype<usize>(lcd) + LCD_SHOWN;
  for (let page: u32 = 0; page < PAGES; page++) {
    if (!placeLcd(lcd, page, 0)) return false;
    for (let i: u32 = 1; i <= <u32>LCD_WIDTH; i++) {
      if (!sendLcd(lcd, true, load<u8>(shown + (page + 1) * LCD_WIDTH - i))) return false;
    }
  }
  return true;
}

/** `command(0 for a command or 1 for data, byte or buffer)` */
function lcd_command(x: Ref, kind: Ref, data: Ref): Ref {
  const isData = toI32(kind) != 0;
  if (hasPending() || !takeSend(data)) return NULL;
  const from = transferAddress;
  const length = transferLength;
  for (let i: u32 = 0; i < length; i++) {
    if (!sendLcd(lcdAt(x), isData, load<u8>(from + i))) return NULL;
  }
  return NONE;
}

function lcd_contrast(x: Ref, value: Ref): Ref {
  const contrast = min<i32>(max<i32>(toI32(value), 0), MOST_VOLUME);
  if (hasPending()) return NULL;
  return sendLcd(lcdAt(x), false, VOLUME) && sendLcd(lcdAt(x), false, contrast) ? NONE : NULL;
}

function lcd_light(x: Ref, on: Ref): Ref {
  const lit = truth(on);
  if (hasPending()) return NULL;
  setLine(lcdAt(x).skin, LcdPin.Light, lit);
  return NONE;
}

function lcd_write(x: Ref, text: Ref): Ref {
  if (!isStr(text)) return raise1(M.cannotConvertToStr, text);
  return writeLines(lcdAt(x), strData(text), strLength(text)) ? NONE : NULL;
}

function lcd_fill(x: Ref, colour: Ref): Ref {
  const set = toI32(colour) != 0;
  if (hasPending()) return NULL;
  memory.fill(<usize>x + LCD_SHOWN, set ? 0xff : 0, PICTURE << 1);
  return NONE;
}

function isInside(x: i32, y: i32): bool {
  return <u32>x < <u32>LCD_WIDTH && <u32>y < <u32>LCD_HEIGHT;
}

/** Sets or clears a point of what is drawn. */
export function drawPoint(lcd: Lcd, x: i32, y: i32, set: bool): void {
  if (!isInside(x, y)) return;
  const at = changetype<usize>(lcd) + LCD_DRAWN + x + LCD_WIDTH * (y >> 3);
  const bit: u32 = 1 << (y & 7);
  store<u8>(at, <u8>(set ? load<u8>(at) | bit : load<u8>(at) & ~bit));
}

/** A point of what is shown. */
function lcd_get(lcd: Ref, xValue: Ref, yValue: Ref): Ref {
  const x = toI32(xValue);
  const y = toI32(yValue);
  if (hasPending()) return NULL;
  if (!isInside(x, y)) return smallOf(0);
  const byte = <u32>load<u8>(<usize>lcd + LCD_SHOWN + x + LCD_WIDTH * (y >> 3));
  return smallOf((byte >> (y & 7)) & 1);
}

/** `pixel(x, y, colour)` */
function lcd_pixel(n: i32, args: usize): Ref {
  const x = toI32(load<u32>(args, 4));
  const y = toI32(load<u32>(args, 8));
  const colour = toI32(load<u32>(args, 12));
  if (hasPending()) return NULL;
  drawPoint(lcdAt(load<u32>(args)), x, y, colour != 0);
  return NONE;
}

/** `text(str, x, y, colour)` */
function lcd_text(n: i32, args: usize): Ref {
  const text = load<u32>(args, 4);
  if (!isStr(text)) return raise1(M.cannotConvertToStr, text);
  const x = toI32(load<u32>(args, 8));
  const y = toI32(load<u32>(args, 12));
  const colour = toI32(load<u32>(args, 16));
  if (hasPending()) return NULL;
  drawText(lcdAt(load<u32>(args)), strData(text), strLength(text), x, y, colour != 0);
  return NONE;
}

function lcd_show(x: Ref): Ref {
  memory.copy(<usize>x + LCD_SHOWN, <usize>x + LCD_DRAWN, PICTURE);
  return showPicture(lcdAt(x)) ? NONE : NULL;
}
