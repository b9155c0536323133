import { describe, expect, it } from "vitest";
import type { Pyboard } from "../../src/board/pyboard.js";
import { after as later, runBoard } from "./run-board.js";

const outputOf = (source: string, prepare?: (pyboard: Pyboard) => void): string =>
  runBoard(source, prepare, false).output;

/** What an expression raises, in Python. */
const tried = (expressions: string): string => `
for f in (${expressions}):
  try: f()
  except Exception as e: print(type(e).__name__, e)`;

describe("Timer", () => {
  it("finds prescaler and period", () => {
    const source = `from pyb import Timer
print(Timer(4))
for rate in {"freq": 1000}, {"freq": 0.5}, {"period": 250}, {"period": 7, "tick_hz": 14}, {"prescaler": 99, "period": 199}:
  t = Timer(4, **rate)
  print(t.prescaler(), t.period(), t.freq())
t = Timer(2, freq=0.5, mode=Timer.CENTER, div=2)
print(t, t.source_freq())
print(Timer(1, freq=50))
print(Timer(4) is Timer(4))`;
    expect(outputOf(source)).toBe(
      "Timer(4)\n4 16799 1000\n6249 26879 0.5\n624 33599 4\n3124 13439 2\n99 199 4200\n" +
        "Timer(2, freq=0, prescaler=9, period=16799999, mode=CENTER, div=2) 84000000\n" +
        "Timer(1, freq=50, prescaler=124, period=26879, mode=UP, div=1, deadtime=0, brk=BRK_OFF)\nTrue\n",
    );
  });

  it("changes its registers", () => {
    const source = `from pyb import Timer
import stm
t = Timer(3, prescaler=9, period=999, mode=Timer.DOWN, div=4)
print(hex(stm.mem32[stm.TIM3 + stm.TIM_CR1]), stm.mem32[stm.TIM3 + stm.TIM_PSC], stm.mem32[stm.TIM3 + stm.TIM_ARR])
t.prescaler(7); t.period(0x12345); print(stm.mem32[stm.TIM3 + stm.TIM_PSC], hex(stm.mem32[stm.TIM3 + stm.TIM_ARR]))
t.freq(100); t.counter(30000); print(t.freq(), 30000 >= t.counter() > 25000)
t.deinit(); print(stm.mem32[stm.TIM3 + stm.TIM_CR1], t)
Timer(1, freq=10, deadtime=600, brk=Timer.BRK_HIGH)
print(hex(stm.mem32[stm.TIM1 + stm.TIM_BDTR]), Timer(1))`;
    expect(outputOf(source)).toBe(
      "0x291 9 999\n7 0x2345\n100 True\n0 Timer(3)\n0x30e5 " +
        "Timer(1, freq=10, prescaler=624, period=26879, mode=UP, div=1, deadtime=592, brk=BRK_HIGH)\n",
    );
  });

  it("refuses what is wrong", () => {
    const source = `from pyb import Timer, Pin
t = Timer(8, freq=100)${tried(`lambda: Timer(15), lambda: Timer(), lambda: Timer(1, freq=-1), lambda: Timer(1, freq=0.0),
  lambda: Timer(1, freq=1, mode=3), lambda: Timer(1, 3), lambda: Timer(1, freq=1, speed=3), lambda: Timer(1, mode=0),
  lambda: Timer(1, period=1 << 30, tick_hz=1), lambda: t.callback(3), lambda: t.channel(5),
  lambda: t.channel(1, callback=3), lambda: t.channel(1, 99), lambda: t.channel(1, Timer.PWM, pin="A0"),
  lambda: t.channel(1, Timer.PWM, pin=Pin("Y9")), lambda: t.channel(1, Timer.IC, polarity=1),
  lambda: Timer(14, freq=1).channel(1, Timer.ENC_A)`)}`;
    expect(outputOf(source).split("\n").slice(0, -1)).toEqual([
      "ValueError Timer(15) doesn't exist",
      "TypeError function missing 1 required positional arguments",
      "ValueError must have positive freq",
      "ValueError must have positive freq",
      "ValueError invalid mode (3)",
      "TypeError extra positional arguments given",
      "TypeError extra keyword arguments given",
      "TypeError must specify either freq, period, or prescaler and period",
      "ValueError period too large",
      "ValueError callback must be None or a callable object",
      "ValueError invalid channel (5)",
      "TypeError 'mode' argument required",
      "ValueError invalid mode (99)",
      "ValueError pin argument needs to be a Pin type",
      "ValueError Pin(B10) doesn't have an alt for Timer(8)",
      "ValueError invalid polarity (1)",
      "ValueError encoder not supported on timer 14",
    ]);
  });

  it("calls back at each update, with the heap locked", () => {
    const source = `from pyb import Timer
import pyb, micropython
n = 0
def count(timer):
  global n
  n += 1
  if n == 1: print(timer, micropython.heap_locked())
t = Timer(7, freq=1000, callback=count)
pyb.delay(50); t.callback(None)
print(48 <= n <= 50)
n = 5
pyb.delay(10); print(n)`;
    expect(outputOf(source)).toBe(
      "Timer(7, freq=1000, prescaler=4, period=16799, mode=UP, div=1) 1\nTrue\n5\n",
    );
  });

  it("calls back softly, by the scheduler", () => {
    const source = `from pyb import Timer
import pyb
log = []
t = Timer(2, freq=100, hard=False, callback=lambda t: log.append([pyb.millis()]))
pyb.delay(95); t.deinit(); print(len(log))`;
    expect(outputOf(source)).toBe("9\n");
  });

  it("drops a callback that raises", () => {
    const source = `from pyb import Timer
import pyb
def bad(t): return [t]
t = Timer(12, freq=100, callback=bad)
pyb.delay(100)`;
    expect(outputOf(source)).toBe(
      "Uncaught exception in IRQ callback handler\nMemoryError: memory allocation failed, heap is locked\n",
    );
  });

  it("is served by functions of machine code", () => {
    const source = `from pyb import Timer
import pyb
n = bytearray(1)
@micropython.native
def count(t): n[0] += 1
t = Timer(4, freq=200, callback=count); pyb.delay(52); t.callback(None); print(n[0])`;
    expect(outputOf(source)).toBe("10\n");
  });
});

describe("a timer's callback", () => {
  it.each(["native", "viper"])("comes while %s code is busy", (kind) => {
    const source = `from pyb import Timer
import pyb
n = 0
def count(t):
  global n
  n += 1
@micropython.${kind}
def busy():
  i = 0
  while i < ${kind === "viper" ? 300000 : 30000}: i += 1
t = Timer(4, freq=1000, callback=count); start = pyb.millis(); busy(); t.deinit()
print(abs(n - pyb.elapsed_millis(start)) <= 1, n > 3)`;
    expect(outputOf(source)).toBe("True True\n");
  });
});

describe("TimerChannel", () => {
  it("drives a pin with pulses", () => {
    const source = `from pyb import Timer, Pin
import pyb
t = Timer(4, freq=1000)
a = t.channel(1, Timer.PWM, pin=Pin("X9"), pulse_width_percent=25)
b = t.channel(2, Timer.PWM_INVERTED, pin=Pin("X10"), pulse_width=8400)
print(a, b, a.pulse_width(), a.pulse_width_percent(), b.pulse_width_percent(), a.pulse_width_us(), a.pulse_width_ns())
pyb.delay(20)
a.pulse_width_percent(33.3); print(a.pulse_width(), t.channel(1) is a, t.channel(3), Pin("X9"))
a.pulse_width_us(100); print(a.pulse_width())`;
    const { output, pyboard } = runBoard(source, undefined, false);
    expect(output).toBe(
      "TimerChannel(timer=4, channel=1, mode=PWM) TimerChannel(timer=4, channel=2, mode=PWM_INVERTED) " +
        "4200 25.0 50.0 250 250000\n5594 True None Pin(Pin.cpu.B6, mode=Pin.ALT, alt=Pin.AF2_TIM4)\n1680\n",
    );
    const report = pyboard.board.pinReports().find(({ pin }) => pin === "B6")!;
    expect(report.frequency).toBeGreaterThan(990);
    expect(report.frequency).toBeLessThan(1010);
  });

  it("keeps the other channels of its timer when it is set up anew", () => {
    const source = `from pyb import Timer
import pyb
log = []
def note(t): log.append(1)
t = Timer(5, freq=100)
t.channel(1, Timer.OC_TIMING, compare=100)
t.channel(2, Timer.OC_TIMING, compare=200, callback=print)
t.channel(1, Timer.OC_TOGGLE, compare=300, polarity=Timer.LOW)
print(t.channel(2))
t.channel(2).callback(None)
print(t.channel(2).compare(), t.channel(1).compare())`;
    expect(outputOf(source)).toBe("TimerChannel(timer=5, channel=2, mode=OC_TIMING)\n200 300\n");
  });

  it.each([
    [1, "TIM1 has an interrupt of its own for it"],
    [2, "others share it with updates"],
  ])("calls back at a match: timer %i, %s", (number) => {
    const source = `from pyb import Timer
import pyb
n = 0
def match(t):
  global n
  n += 1
t = Timer(${number}, freq=100)
c = t.channel(1, Timer.OC_TIMING, compare=t.period() // 2, callback=match)
pyb.delay(58); c.callback(None); print(n); pyb.delay(30); print(n)`;
    expect(outputOf(source)).toBe("6\n6\n");
  });

  it("measures by capturing", () => {
    const source = `from pyb import Timer, Pin
import pyb
t = Timer(2, prescaler=83, period=0x3fffffff)
c = t.channel(4, Timer.IC, pin=Pin("X4"), polarity=Timer.FALLING)
c.capture(); t.counter(0); pyb.delay(100); print(40000 < c.capture() < 50000, c)`;
    const pulse = (pyboard: Pyboard): void => {
      const { board } = pyboard;
      board.setPin("X4", "high");
      later(pyboard, 0.05, () => board.setPin("X4", "low"));
    };
    expect(outputOf(source, pulse)).toBe("True TimerChannel(timer=2, channel=4, mode=IC)\n");
  });

  it("counts an encoder", () => {
    const source = `from pyb import Timer, Pin
import pyb
t = Timer(2, prescaler=0, period=1000)
Pin("X2", Pin.AF_PP, af=1)
t.channel(1, Timer.ENC_AB, pin=Pin("X1"))
print(t.counter()); pyb.delay(100); print(t.counter())`;
    const turn = (pyboard: Pyboard): void => {
      const { board } = pyboard;
      for (const pin of ["X1", "X2"]) board.setPin(pin, "low");
      const steps: [string, "high" | "low"][] = [
        ["X1", "high"],
        ["X2", "high"],
        ["X1", "low"],
        ["X2", "low"],
      ];
      for (let i = 0; i < 6; i++) {
        const [pin, level] = steps[i % 4]!;
        later(pyboard, 0.05 + i / 1e3, () => board.setPin(pin, level));
      }
    };
    expect(outputOf(source, turn)).toBe("0\n6\n");
  });
});
