import { describe, expect, it } from "vitest";
import { runBoard } from "./run-board.js";

describe("Servo", () => {
  it("goes at once or within a time", () => {
    const source = `from pyb import Servo
import pyb
s = Servo(1); print(s)
s.angle(45); print(s, s.angle(), s.speed(), s.pulse_width())
s.angle(-45, 500); pyb.delay(250); print(1400 < s.pulse_width() < 1600); pyb.delay(300); print(s)
s.speed(100); print(s.pulse_width()); s.pulse_width(9999); print(s.pulse_width())
s.pulse_width(1500)
Servo(4).angle(0); pyb.delay(45)`;
    const { output, pyboard } = runBoard(source, undefined, false);
    expect(output).toBe(
      "<Servo 1 at 1500us>\n<Servo 1 at 1980us> 44 68 1980\nTrue\n<Servo 1 at 1020us>\n2200\n2420\n",
    );
    expect(pyboard.board.servoPulse(1)).toBeCloseTo(0.0015, 6);
    expect(pyboard.board.servoPulse(4)).toBeCloseTo(0.0015, 6);
    expect(pyboard.board.servoPulse(2)).toBeUndefined();
  });

  it("is calibrated by its pulses", () => {
    const source = `from pyb import Servo
s = Servo(2)
print(s.calibration())
s.calibration(630, 2410, 1490, 2460, 2190); print(s.calibration())
s.calibration(700, 2300, 1500); print(s.calibration())
s.angle(180); print(s.pulse_width())
for f in lambda: Servo(5), lambda: s.calibration(1), lambda: Servo("X1"):
  try: f()
  except Exception as e: print(type(e).__name__, e)`;
    expect(runBoard(source).output).toBe(
      "(640, 2420, 1500, 2470, 2200)\n(630, 2410, 1490, 2460, 2190)\n(700, 2300, 1500, 2470, 2200)\n2300\n" +
        "ValueError Servo(5) doesn't exist\nTypeError calibration expecting 1, 4 or 6 arguments, got 2\n" +
        "TypeError can't convert str to int\n",
    );
  });

  it("has functions older than the class", () => {
    const source = `import pyb, stm
s = pyb.Servo(3)
pyb.servo(3, 300); print(stm.mem32[stm.TIM5 + stm.TIM_CCR3])
pyb.pwm(999, 500); print(stm.mem32[stm.TIM5 + stm.TIM_ARR], stm.mem32[stm.TIM5 + stm.TIM_CCR3])`;
    const { output } = runBoard(source);
    expect(output).toBe("250\n999 500\n");
  });
});
