import { beforeEach, describe, expect, it } from "vitest";
import { Board } from "../../src/board/board.js";
import type { Lcd } from "../../src/board/lcd.js";
import { runBoard } from "./run-board.js";
import { TestChip } from "./test-chip.js";

describe("the display of the LCD skin, at its pins", () => {
  let board: Board;
  let lcd: Lcd;

  beforeEach(() => {
    board = new Board(new TestChip());
    lcd = board.lcd("X");
    board.setPin("X3", "low");
    board.setPin("X4", "high");
    for (const byte of [0xaf, 0xb1, 0x10, 0x02]) send(false, byte);
  });

  const send = (data: boolean, byte: number): void => {
    board.setPin("X5", data ? "high" : "low");
    lcd.transfer(byte);
  };

  it("shows a byte as a column of eight points, from the right", () => {
    send(true, 0x81);
    const dark = Array.from({ length: 32 }, (_, y) => lcd.pixel(125, y));
    expect(dark.flatMap((bit, y) => (bit ? [y] : []))).toEqual([8, 15]);
  });

  it("counts its column up behind each byte", () => {
    for (const byte of [1, 1]) send(true, byte);
    expect([lcd.pixel(125, 8), lcd.pixel(124, 8), lcd.pixel(123, 8)]).toEqual([1, 1, 0]);
  });

  it("takes nothing while it is not selected", () => {
    board.setPin("X3", "high");
    send(true, 0xff);
    expect(lcd.rows().join("")).not.toContain("#");
  });

  it("shows all points, the picture inverted, or nothing", () => {
    send(true, 1);
    send(false, 0xa7);
    expect([lcd.pixel(125, 8), lcd.pixel(0, 0)]).toEqual([0, 1]);
    send(false, 0xa5);
    expect(lcd.pixel(125, 8)).toBe(1);
    send(false, 0xae);
    expect(lcd.pixel(0, 0)).toBe(0);
  });

  it("starts with another line, and turns columns and lines", () => {
    send(true, 1);
    send(false, 0x48);
    expect(lcd.pixel(125, 0)).toBe(1);
    send(false, 0x40);
    send(false, 0xc8);
    expect(lcd.pixel(125, 23)).toBe(1);
    send(false, 0xc0);
    send(false, 0xa1);
    // Column 2 of 132 is seen from the other side.
    expect(lcd.rows().join("")).not.toContain("#");
  });

  it("is reset by its pin", () => {
    send(false, 0x81);
    send(false, 0x12);
    expect(lcd.contrast).toBe(0x12);
    board.setPin("X4", "low");
    expect(lcd.contrast).toBe(0x20);
  });

  it("has a position X and a position Y", () => {
    expect(() => board.lcd("Z" as "X")).toThrow("no LCD position Z");
    expect(board.lcd("Y")).toBe(board.lcd("Y"));
  });
});

describe("pyb.LCD", () => {
  const shown = (source: string, position: "X" | "Y" = "X"): { lcd: Lcd; output: string } => {
    const { output, pyboard } = runBoard(source, ({ board }) => board.lcd(position), false);
    return { lcd: pyboard.board.lcd(position), output };
  };

  it("writes text at once, from line to line", () => {
    const { lcd } = shown("import pyb; l = pyb.LCD('X'); l.write('Hello\\nworld~')");
    expect(lcd.text().map((line) => line.trimEnd())).toEqual(["Hello", "world~", "", ""]);
  });

  it("breaks long lines, and moves them up behind the last", () => {
    const { lcd } = shown(
      "import pyb; l = pyb.LCD('x'); l.write('0123456789abcdefXY'); l.write('\\n2\\n3\\n4\\n5')",
    );
    expect(lcd.text().map((line) => line.trimEnd())).toEqual(["2", "3", "4", "5"]);
  });

  it("goes back by \\r and \\b", () => {
    const { lcd } = shown("import pyb; l = pyb.LCD('X'); l.write('abc\\rX'); l.write('\\b\\bZ')");
    expect(lcd.text()[0]!.trimEnd()).toBe("Zbc");
  });

  it("shows what is drawn when it is asked to", () => {
    const { lcd, output } = shown(
      `import pyb
l = pyb.LCD('Y')
l.fill(0); l.pixel(3, 9, 1); l.pixel(-1, 0, 1); l.pixel(128, 31, 1); l.text('Ab', 16, 8, 1)
print(l.get(3, 9), l.get(200, 0)); l.show(); print(l.get(3, 9))`,
      "Y",
    );
    expect(output).toBe("0 0\n1\n");
    expect([lcd.pixel(3, 9), lcd.pixel(4, 9)]).toEqual([1, 0]);
    expect(lcd.text()[1]!.slice(2, 4)).toBe("Ab");
  });

  it("switches its light, and sets the contrast within its bounds", () => {
    const { lcd } = shown("import pyb; l = pyb.LCD('X'); l.light(1); l.contrast(99)");
    expect([lcd.light, lcd.contrast]).toEqual([true, 0x2f]);
  });

  it("sends commands and data", () => {
    const { lcd } = shown(
      "import pyb; l = pyb.LCD('X'); l.command(0, 0xb0); l.command(0, b'\\x10\\x00'); l.command(1, b'\\xff\\x0f')",
    );
    const column = (x: number) => Array.from({ length: 9 }, (_, y) => lcd.pixel(x, y)).join("");
    expect([column(127), column(126)]).toEqual(["111111110", "111100000"]);
  });

  it("takes the time of its bus", () => {
    const { output } = shown(
      "import pyb; l = pyb.LCD('X'); t = pyb.micros(); l.show(); print(400 < pyb.elapsed_micros(t) < 2000)",
    );
    expect(output).toBe("True\n");
  });

  it("refuses other positions", () => {
    expect(shown("import pyb; pyb.LCD('A')").output).toContain("ValueError: LCD(A) doesn't exist");
  });
});
