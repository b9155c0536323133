/** Text on `pyb.LCD`: 4 lines of 16 characters that go to the display at once, and text that is drawn. */
import { FONT, FONT_FIRST, FONT_LAST } from "../../generated/font";
import { drawPoint, LCD_CHARS, Lcd, placeLcd, sendLcd } from "./lcd";

const COLUMNS: i32 = 16;
const LINES: i32 = 4;
const SPACE: u8 = 0x20;
const BACKSPACE: u32 = 0x08;
const NEWLINE: u32 = 0x0a;
const RETURN: u32 = 0x0d;
/** Points of a character either way. */
const CHAR: u32 = 8;

/** The characters that have to be sent again: from one, up to another. */
let first: i32 = 0;
let end: i32 = 0;

function charsOf(lcd: Lcd): usize {
  return changetype<usize>(lcd) + LCD_CHARS;
}

/** Empties the lines, and goes to their start. */
export function forgetLines(lcd: Lcd): void {
  memory.fill(charsOf(lcd), SPACE, COLUMNS * LINES);
  lcd.line = 0;
  lcd.column = 0;
  lcd.newLine = 0;
}

/** Writes behind what is there, and shows it. false: an exception is pending. */
export function writeLines(lcd: Lcd, text: usize, length: u32): bool {
  first = lcd.line * COLUMNS + lcd.column;
  end = first;
  for (let i: u32 = 0; i < length; i++) putChar(lcd, load<u8>(text + i));
  for (let i = first; i < end; i++) {
    if (!sendChar(lcd, i)) return false;
  }
  return true;
}

function putChar(lcd: Lcd, char: u32): void {
  if (lcd.newLine != 0) startLine(lcd);
  if (char == NEWLINE) lcd.newLine = 1;
  else if (char == RETURN) lcd.column = 0;
  else if (char == BACKSPACE) {
    if (lcd.column == 0) return;
    lcd.column--;
    first = 0;
  } else {
    if (lcd.column >= COLUMNS) startLine(lcd);
    const place = lcd.line * COLUMNS + lcd.column++;
    store<u8>(charsOf(lcd) + place, <u8>char);
    end = max<i32>(end, place + 1);
  }
}

/** Goes to the next line; behind the last, all move up. */
function startLine(lcd: Lcd): void {
  const chars = charsOf(lcd);
  lcd.newLine = 0;
  lcd.column = 0;
  if (lcd.line + 1 < LINES) {
    lcd.line++;
    return;
  }
  memory.copy(chars, chars + COLUMNS, COLUMNS * (LINES - 1));
  memory.fill(chars + COLUMNS * (LINES - 1), SPACE, COLUMNS);
  first = 0;
  end = COLUMNS * LINES;
}

/** The columns of a character: what the font has not is drawn as its last one. */
function glyph(char: u32, last: u32): usize {
  const known = char >= FONT_FIRST && char <= last;
  return FONT + ((known ? char : FONT_LAST) - FONT_FIRST) * CHAR;
}

/** The display hangs the other way round: the right column first. */
function sendChar(lcd: Lcd, place: i32): bool {
  const page = place / COLUMNS;
  const columns = glyph(load<u8>(charsOf(lcd) + place), FONT_LAST - 1);
  if (!placeLcd(lcd, page, CHAR * (COLUMNS - 1 - (place - page * COLUMNS)))) return false;
  for (let j: u32 = 1; j <= CHAR; j++) {
    if (!sendLcd(lcd, true, load<u8>(columns + CHAR - j))) return false;
  }
  return true;
}

/** Draws text, each byte a character, with its upper left corner at a place. */
export function drawText(lcd: Lcd, text: usize, length: u32, x: i32, y: i32, set: bool): void {
  for (let i: u32 = 0; i < length * CHAR; i++) {
    const columns = glyph(load<u8>(text + i / CHAR), FONT_LAST);
    const column = <u32>load<u8>(columns + (i & (CHAR - 1)));
    for (let bit: u32 = 0; bit < CHAR; bit++) {
      if (((column >> bit) & 1) != 0) drawPoint(lcd, x + i, y + bit, set);
    }
  }
}
