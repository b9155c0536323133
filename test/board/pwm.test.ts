import { describe, expect, it } from "vitest";
import { runBoard } from "./run-board.js";

const START = `import pyb, stm
from machine import Pin, PWM
def error(f):
  try: f()
  except Exception as e: print(repr(e))
`;
const outputOf = (source: string): string => runBoard(START + source).output;

describe("machine.PWM", () => {
  it("drives a pin by a channel of a timer", () => {
    const source = `pwm = PWM(Pin("X1"), freq=1000, duty_u16=16384)
print(pwm, pwm.freq(), pwm.duty_u16(), pwm.duty_ns())
pyb.delay(20)`;
    const { output, pyboard } = runBoard(START + source, undefined, false);
    expect(output).toBe("<PWM TIM5_CH1> 1000 16384 250000\n");
    const report = pyboard.board.pinReport("X1");
    expect(report.frequency).toBeCloseTo(1000, 3);
    expect(report.duty).toBeCloseTo(0.25, 3);
  });

  it("has the object of a channel once, with what it was set to", () => {
    const source = `a = PWM("Y1", 500, duty_ns=100000); b = PWM("Y1")
print(a is b, b.freq(), b.duty_ns())`;
    expect(outputOf(source)).toBe("True 500 100000\n");
  });

  it("keeps the duty when the frequency changes, of all channels", () => {
    const source = `a = PWM("X1", freq=1000, duty_u16=32768); b = PWM("X2", freq=2000, duty_ns=50000)
print(a, b, a.freq(), a.duty_u16(), b.duty_ns())
a.freq(100); print(b.freq(), a.duty_u16(), b.duty_ns())`;
    expect(outputOf(source)).toBe(
      "<PWM TIM5_CH1> <PWM TIM5_CH2> 2000 32768 50000\n100 32768 50000\n",
    );
  });

  it("has no frequency and no duty until it is given them", () => {
    const source = `pwm = PWM("X3"); print(pwm.freq(), pwm.duty_u16(), pwm.duty_ns())
pwm.duty_u16(1000); print(pwm.duty_u16()); pwm.freq(50); print(pwm.duty_u16())
pwm.init(freq=100, duty_u16=65535); print(pwm.freq(), pwm.duty_u16())`;
    expect(outputOf(source)).toBe("0 0 0\n0\n1000\n100 65535\n");
  });

  it("is inverted, and ends", () => {
    const source = `pwm = PWM("X1", freq=1000, duty_u16=16384, invert=1)
pyb.delay(20); pwm.deinit()
print(stm.mem32[stm.TIM5 + stm.TIM_CR1] & 1)`;
    const { output, pyboard } = runBoard(START + source, undefined, false);
    expect(output).toBe("0\n");
    expect(pyboard.board.pinReport("X1").duty).toBeCloseTo(0.75, 2);
  });

  it("drives complementary timers, too", () => {
    const source = `pwm = PWM("Y9", freq=10000, duty_u16=6554); print(pwm); pyb.delay(5)`;
    const { output, pyboard } = runBoard(START + source, undefined, false);
    expect(output).toMatch(/^<PWM TIM\d+_CH\d>\n$/);
    expect(pyboard.board.pinReport("Y9").duty).toBeCloseTo(0.1, 2);
  });

  it("refuses what cannot be", () => {
    const source = `error(lambda: PWM("X5"))
error(lambda: PWM())
error(lambda: PWM("X1", freq=0))
error(lambda: PWM("X1", freq=100000000))
error(lambda: PWM("X1", 100, 5))
error(lambda: PWM("X1", wrong=5))`;
    expect(outputOf(source).trimEnd().split("\n")).toEqual([
      'ValueError("Pin(A4) doesn\'t have PWM capabilities",)',
      "TypeError('function takes 1 positional arguments but 0 were given',)",
      "ValueError('freq too small',)",
      "ValueError('freq too large',)",
      "TypeError('extra positional arguments given',)",
      "TypeError('extra keyword arguments given',)",
    ]);
  });

  it("tells of no register without a clock", () => {
    const { pyboard } = runBoard(`${START}PWM("X1", 100)`);
    expect(pyboard.board.chip.warnings.texts).toEqual([]);
  });
});
