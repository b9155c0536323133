import { describe, expect, it } from "vitest";
import type { PinHistory } from "../../src/board/pin-history.js";
import { createBoard, type Pyboard } from "../../src/board/pyboard.js";
import { BoardReset } from "../../src/vm/errors.js";
import { runBoard } from "./run-board.js";

const outputOf = (source: string, prepare?: (pyboard: Pyboard) => void): string =>
  runBoard(source, prepare, false).output;

describe("machine", () => {
  it("shares classes and functions with pyb", () => {
    const source = `import machine, pyb
print(machine.Pin is pyb.Pin, machine.RTC is pyb.RTC, machine.UART is pyb.UART)
print(machine.unique_id() == pyb.unique_id(), machine.freq() == pyb.freq(), 0 <= machine.rng() < 1 << 30)
s = machine.disable_irq(); print(s, machine.disable_irq()); machine.enable_irq(s); print(machine.disable_irq())`;
    expect(outputOf(source)).toBe("True True True\nTrue True True\nTrue False\nTrue\n");
  });

  it("measures pulses", () => {
    const source = `import machine
p = machine.Pin("X1", machine.Pin.IN)
print(machine.time_pulse_us(p, 1, 100000), machine.time_pulse_us(p, 1, 500), machine.time_pulse_us(p, 0, 100000))`;
    const output = outputOf(source, ({ board }) => {
      const { clock } = board.chip;
      const level = (at: number, high: boolean): void => {
        clock.atSeconds(at, () => board.setPin("X1", high ? "high" : "low"));
      };
      level(clock.seconds + 0.02, true);
      level(clock.seconds + 0.023, false);
      level(clock.seconds + 0.03, true);
    });
    const [pulse, none, low] = output.trim().split(" ").map(Number);
    expect(pulse).toBeGreaterThan(2995);
    expect(pulse).toBeLessThan(3005);
    expect(none).toBe(-2);
    expect(low).toBeGreaterThan(6000);
  });
});

describe("functions of machine", () => {
  it("time_pulse_us asks a program's own pin", () => {
    const source = `import machine
class P(machine.PinBase):
  def __init__(self): self.n = 0
  def value(self, v=None):
    self.n += 1; return self.n // 10 % 2
t = machine.time_pulse_us(P(), 1); print(0 < t < 1000, machine.time_pulse_us(P(), 1, 0))
class Bad(machine.PinBase):
  def value(self): raise OSError(7)
try: machine.time_pulse_us(Bad(), 1)
except OSError as e: print(e.errno)`;
    expect(outputOf(source)).toBe("True -2\n7\n");
  });

  it("bitstream makes a pulse of each bit", () => {
    const source = `import machine
p = machine.Pin("X1", machine.Pin.OUT, value=0)
machine.bitstream(p, 0, (400, 850, 800, 450), b"\\xa0")
for args in ((1, (1, 2, 3, 4)), (0, (1, 2))):
  try: machine.bitstream(p, *args, b"")
  except ValueError as e: print(e)`;
    let history: PinHistory | undefined;
    const output = outputOf(source, ({ board }) => {
      history = board.recordPins(["X1"]);
    });
    expect(output).toBe("encoding\nrequested length 4 but object has length 2\n");
    const { times } = history!.traces[0]!;
    const nanos = times.slice(1).map((time, i) => Math.round((time - times[i]!) * 1e9));
    const wanted = [800, 450, 400, 850, 800, 450, ...[400, 850, 400, 850, 400, 850, 400, 850, 400]];
    expect(nanos.length).toBe(wanted.length);
    for (const [i, time] of nanos.entries()) expect(Math.abs(time - wanted[i]!)).toBeLessThan(60);
  });

  it("dht_readinto reads a sensor", () => {
    const source = `import machine
b = bytearray(5)
try: machine.dht_readinto(machine.Pin("X2"), b)
except OSError as e: print(e.errno)
machine.dht_readinto(machine.Pin("X1"), b); print(list(b))
try: machine.dht_readinto(machine.Pin("X1"), bytearray(4))
except ValueError as e: print(e)`;
    const bytes = [0x02, 0x8c, 0x01, 0x5f, 0xee];
    const output = outputOf(source, (pyboard) => {
      const { board } = pyboard;
      for (const name of ["X1", "X2"]) board.setPin(name, "pull-up");
      let low = 0;
      board.pin("X1").watchOpenDrain((level) => {
        const { clock } = board.chip;
        if (level === 0) low = clock.seconds;
        else if (clock.seconds - low > 0.01 && low > 0) answer(pyboard, bytes);
      });
    });
    expect(output).toBe(`110\n[${bytes.join(", ")}]\nbuffer too small\n`);
  });

  it("info and bootloader are those of pyb", () => {
    expect(outputOf("import machine, pyb; print(machine.info is pyb.info)")).toBe("True\n");
    expect(() => createBoard().run("import pyb; pyb.bootloader()")).toThrow(/bootloader/);
    expect(() => createBoard().run("import machine; machine.bootloader()")).toThrow(BoardReset);
  });

  it("tell once of a register that is not modelled", () => {
    const { pyboard } = runBoard(
      "import stm\nfor i in range(3): stm.mem32[stm.GPIOA + 0x3f0]\nstm.mem32[stm.RCC + 0x98] = 1",
    );
    expect(pyboard.board.chip.warnings.texts).toEqual([
      "read of GPIOA+0x3f0, which is not modelled",
      "write to RCC+0x98, which is not modelled",
    ]);
  });
});

/** What a DHT sends: low, high, then for each bit a gap and a pulse whose length is the bit. */
function answer({ board }: Pyboard, bytes: readonly number[]): void {
  const { clock } = board.chip;
  let at = clock.seconds + 30e-6;
  const hold = (level: "low" | "pull-up", micros: number): void => {
    clock.atSeconds(at, () => board.setPin("X1", level));
    at += micros * 1e-6;
  };
  hold("low", 80);
  hold("pull-up", 80);
  for (let i = 0; i < 40; i++) {
    hold("low", 50);
    hold("pull-up", (bytes[i >> 3]! >> (7 - (i & 7))) & 1 ? 70 : 26);
  }
  hold("low", 50);
  hold("pull-up", 0);
}

describe("machine.Timer", () => {
  it("calls back once or again and again", () => {
    const source = `import machine, time
from machine import Timer
t = Timer(period=5, mode=Timer.ONE_SHOT, callback=lambda t: print("once"))
print(t)
time.sleep_ms(20)
n = bytearray(2)
def soft(t): n[0] += 1
def hard(t): n[1] += 1
a = Timer(-1, freq=100, callback=soft); b = Timer(period=4, callback=hard, hard=True)
time.sleep_ms(41)
a.deinit(); b.deinit(); time.sleep_ms(20)
print(n[0], n[1])`;
    expect(outputOf(source)).toBe("Timer(mode=ONE_SHOT, period=5)\nonce\n4 10\n");
  });

  it("interrupts a loop, also of machine code, and waits while interrupts are off", () => {
    const source = `import machine, pyb
hits = bytearray(1)
def hit(t): hits[0] += 1
t = machine.Timer(period=3, callback=hit, hard=True)
@micropython.native
def wait():
  while not hits[0]: pass
wait(); t.deinit()
s = machine.disable_irq()
t.init(period=2, mode=machine.Timer.ONE_SHOT); pyb.delay(10); print(hits[0])
machine.enable_irq(s); print(hits[0])`;
    expect(outputOf(source)).toBe("1\n2\n");
  });

  it("keeps its time when the frequency changes", () => {
    const source = `import machine, pyb
t = machine.Timer(period=50, mode=machine.Timer.ONE_SHOT, callback=lambda t: print(pyb.elapsed_millis(a)))
a = pyb.millis(); pyb.freq(24000000); pyb.delay(100)`;
    expect(outputOf(source)).toBe("50\n");
  });

  it("refuses what it has not", () => {
    const source = `import machine
for f in lambda: machine.Timer(1), lambda: machine.Timer(period=1 << 30):
  try: f()
  except ValueError as e: print(e)`;
    expect(outputOf(source)).toBe("Timer doesn't exist\nperiod too large\n");
  });
});

describe("machine.ADC", () => {
  it("reads 16 bits", () => {
    const source = `from machine import ADC, Pin
a = ADC("X19"); print(a, a.read_u16(), ADC(ADC.VREF).read_u16(), ADC(Pin("X20")).read_u16())
print(20000 < ADC(ADC.CORE_VREF).read_u16() < 26000)
try: ADC("Y1")
except ValueError as e: print(e)`;
    const output = outputOf(source, ({ board }) => {
      board.setVoltage("X19", 1.65);
      board.setVoltage("X20", 3.3);
    });
    expect(output).toMatch(
      /^<ADC1 channel=10> 327\d\d 65535 65535\nTrue\nPin\(C6\) does not have ADC capabilities\n$/,
    );
  });
});

describe("machine.Signal", () => {
  it("inverts a pin, or a program's own", () => {
    const source = `from machine import Signal, Pin, PinBase
p = Pin("X1", Pin.OUT)
s = Signal(p, invert=True); s.on(); print(p(), s.value()); s(0); print(p(), s())
s = Signal("X2", Pin.OUT, value=1, invert=True); print(Pin("X2").value(), s())
class Own(PinBase):
  v = 0
  def value(self, v=None):
    if v is None: return self.v
    self.v = v
o = Own(); s = Signal(o, invert=True); s.off(); print(o.v, s.value())`;
    expect(outputOf(source)).toBe("0 1\n1 0\n0 1\n1 0\n");
  });
});

describe("machine.WDT", () => {
  it("is fed, or resets the board", () => {
    const source = `import machine, pyb
w = machine.WDT(timeout=500)
for i in range(4): pyb.delay(300); w.feed()
print("fed")`;
    expect(outputOf(source)).toBe("fed\n");
    const pyboard = createBoard();
    expect(() =>
      pyboard.run("import machine, pyb; machine.WDT(timeout=500); pyb.delay(2000)"),
    ).toThrow(/watchdog/);
    expect(pyboard.seconds).toBeLessThan(1);
  });

  it("refuses what it has not", () => {
    const source = `import machine
for f in lambda: machine.WDT(1), lambda: machine.WDT(timeout=0), lambda: machine.WDT(timeout=40000):
  try: f()
  except ValueError as e: print(e)`;
    expect(outputOf(source)).toBe(
      "WDT(1) doesn't exist\nWDT timeout too short\nWDT timeout too long\n",
    );
  });
});
