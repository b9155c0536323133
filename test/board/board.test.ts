import { describe, expect, it } from "vitest";
import { Board, type PinLevel } from "../../src/board/board.js";
import { Chip } from "../../src/board/chip.js";
import { TIM } from "../../src/board/timer-registers.js";
import { vcd } from "../../src/board/vcd.js";
import { waveform } from "../../src/board/waveform.js";
import { peripherals } from "../../src/tables/stm32f405.js";

const GPIOA = peripherals.GPIOA.start;
const GPIOB = peripherals.GPIOB.start;
const BSRR = 0x18;

function wait(board: Board, seconds: number): void {
  board.chip.clock.advance(board.chip.clock.cyclesOf(seconds));
}

describe("Board", () => {
  it("is booted at 168 MHz without warnings", () => {
    const board = new Board(new Chip());
    expect(board.chip.clock.frequency).toBe(168e6);
    expect(board.chip.warnings.texts).toEqual([]);
  });

  it("has LEDs that the firmware leaves off", () => {
    const board = new Board(new Chip());
    expect([1, 2, 3, 4].map((led) => board.led(led))).toEqual([0, 0, 0, 0]);
    board.chip.write(GPIOA + BSRR, 4, 1 << 13);
    expect(board.led(1)).toBe(1);
  });

  it("shows the duty of an LED that a timer dims", () => {
    const board = new Board(new Chip());
    const { chip } = board;
    const tim3 = peripherals.TIM3.start;
    chip.write(peripherals.RCC.start + 0x40, 4, 2 | (1 << 28));
    chip.write(tim3 + TIM.ARR, 4, 255);
    chip.write(tim3 + TIM.CCMR1, 4, 0x60);
    chip.write(tim3 + TIM.CCR1, 4, 64);
    chip.write(tim3 + TIM.CCER, 4, 1);
    chip.write(GPIOB + 0x20, 4, 2 << 16);
    chip.write(GPIOB, 4, (2 << 8) | (1 << 10));
    expect(board.led(4)).toBe(0.25);
  });

  it("pulls the switch's pin up until it is pressed", () => {
    const board = new Board(new Chip());
    expect(board.readPin("SW")).toBe(1);
    board.pressSwitch();
    expect(board.readPin("X17")).toBe(0);
    board.releaseSwitch();
    expect(board.readPin("SW")).toBe(1);
  });

  it("powers the accelerometer by its pin", () => {
    const board = new Board(new Chip());
    expect(board.accelerometer.start(true)).toBe(false);
    board.chip.write(GPIOB + BSRR, 4, 1 << 5);
    wait(board, 0.002);
    expect(board.accelerometer.start(true)).toBe(true);
  });

  it("refuses what cannot be, and stays as it was", () => {
    const board = new Board(new Chip());
    board.setPin("X1", "high");
    expect(() => board.setPin("X1", "up" as PinLevel)).toThrow(
      "X1: expected one of high, low, float, pull-up, pull-down, not up",
    );
    expect(() => board.setVoltage("X1", Number.NaN)).toThrow("volts at X1: expected a number");
    expect(() => board.setTemperature(Number.POSITIVE_INFINITY)).toThrow("celsius: expected");
    expect(() => board.setAcceleration({ x: 0, y: Number.NaN, z: 0 })).toThrow("y: expected");
    expect(board.readPin("X1")).toBe(1);
  });

  it("names what it does not have", () => {
    const board = new Board(new Chip());
    expect(() => board.pin("X13")).toThrow("the board has no pin named X13");
    expect(() => board.feedUart("9", "x")).toThrow("the board has no serial port named 9");
  });

  it("reports frequency, duty and pulses of a pin", () => {
    const board = new Board(new Chip());
    for (let i = 0; i < 11; i++) {
      board.chip.write(GPIOB + BSRR, 4, 1 << 4);
      wait(board, 0.3e-3);
      board.chip.write(GPIOB + BSRR, 4, 1 << 20);
      wait(board, 0.7e-3);
    }
    const report = board.pinReport("LED_BLUE");
    expect(report.edges).toBe(22);
    expect(report.frequency).toBeCloseTo(1000, 6);
    expect(report.duty).toBeCloseTo(0.3, 6);
    expect(report.high!.max).toBeCloseTo(0.3e-3, 9);
    expect(report.low!.min).toBeCloseTo(0.7e-3, 9);
    expect(board.formatPins()).toContain(
      "B4 LED_BLUE  22     1 kHz      30.00 %  300 us .. 300 us",
    );
  });

  it("measures the pulse of a servo", () => {
    const board = new Board(new Chip());
    board.chip.write(GPIOA, 4, 0x54000001);
    board.chip.write(GPIOA + BSRR, 4, 1);
    wait(board, 1.5e-3);
    board.chip.write(GPIOA + BSRR, 4, 1 << 16);
    expect(board.servoPulse(1)).toBeCloseTo(1.5e-3, 9);
  });

  it("keeps what its serial ports send", () => {
    const board = new Board(new Chip());
    const { chip } = board;
    chip.write(peripherals.RCC.start + 0x44, 4, 0x4010);
    chip.write(peripherals.USART1.start + 0x08, 4, 729);
    chip.write(peripherals.USART1.start + 0x0c, 4, 0x200c);
    chip.write(peripherals.USART1.start + 0x04, 4, 0x41);
    wait(board, 1e-3);
    expect([...board.uartOutput("XB").read()]).toEqual([0x41]);
  });
});

describe("recorded pins", () => {
  function recorded() {
    const board = new Board(new Chip());
    const start = board.chip.clock.seconds;
    const history = board.recordPins(["LED_BLUE", "X1"]);
    board.chip.write(GPIOB + BSRR, 4, 1 << 4);
    wait(board, 1e-6);
    board.setPin("X1", "high");
    board.chip.write(GPIOB + BSRR, 4, 1 << 20);
    board.chip.edges.drain();
    return { start, history, end: board.chip.clock.seconds };
  }

  it("become a dump of value changes", () => {
    const { start, history, end } = recorded();
    const at = Math.round(start * 1e9);
    const text = vcd(history.traces, end);
    expect(text).toContain("$timescale 1 ns $end");
    expect(text).toContain('$var wire 1 ! LED_BLUE $end\n$var wire 1 " X1 $end');
    expect(text).toContain(`$dumpvars\n0!\n0"\n$end\n#${at}\n1!\n#${at + 1000}\n0!\n1"\n`);
  });

  it("become a picture", () => {
    const { start, history, end } = recorded();
    const svg = waveform(history.traces, { from: start, to: end + 1e-6, width: 320 });
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 320 120"/);
    expect(svg).toContain(">LED_BLUE</text>");
    expect(svg).toContain('d="M110.0 60H110.0V36H210.0V60H310.0"');
  });
});

describe("energy", () => {
  it("is the measured current at 168 MHz", () => {
    const board = new Board(new Chip());
    wait(board, 2);
    const report = board.energy();
    expect(report.milliamperes).toBeCloseTo(60, 6);
    expect(report.joules).toBeCloseTo(2 * 0.06 * 3.3, 6);
    expect(report.milliampereHours).toBeCloseTo((2 * 60) / 3600, 6);
  });

  it("tells waiting and sleeping from running", () => {
    const board = new Board(new Chip());
    board.chip.memory.idleCycles = 168e6;
    wait(board, 2);
    board.sleep("stop");
    wait(board, 8);
    board.sleep("awake");
    const { parts } = board.energy();
    expect(parts.run.charge).toBeCloseTo(60, 6);
    expect(parts.idle.charge).toBeCloseTo(22, 6);
    expect(parts.stop.charge).toBeCloseTo(8 * 0.29, 9);
  });

  it("counts the time for which LEDs are lit", () => {
    const board = new Board(new Chip());
    board.chip.write(GPIOA + BSRR, 4, 1 << 13);
    wait(board, 3);
    board.chip.write(GPIOA + BSRR, 4, 1 << 29);
    wait(board, 1);
    expect(board.energy().parts.leds.charge).toBeCloseTo(9, 6);
  });

  it("follows the frequency", () => {
    const board = new Board(new Chip());
    board.chip.write(peripherals.RCC.start + 0x08, 4, 0x82);
    wait(board, 1);
    expect(board.chip.clock.frequency).toBe(84e6);
    expect(board.energy().milliamperes).toBeCloseTo(4 + 56 / 2, 5);
  });
});
