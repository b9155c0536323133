import { describe, expect, it } from "vitest";
import { createBoard, type Pyboard } from "../../src/board/pyboard.js";
import { PythonError, VirtualTimeout } from "../../src/vm/errors.js";

interface Ran {
  readonly pyboard: Pyboard;
  readonly output: string;
}

/** Runs a program on a board that `prepare` has seen; in hard mode unless it is given a limit of time. */
function run(source: string, prepare: (pyboard: Pyboard) => void = () => {}, limit = 0): Ran {
  const decoder = new TextDecoder();
  let output = "";
  const pyboard = createBoard({
    // Collections take time of the board's, too.
    hardMode: limit === 0,
    stdout: (bytes) => {
      output += decoder.decode(bytes, { stream: true });
    },
  });
  prepare(pyboard);
  try {
    pyboard.run(source, { timeout: limit || 6 });
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    output += error.traceback;
  }
  return { pyboard, output };
}

const outputOf = (source: string, prepare?: (pyboard: Pyboard) => void): string =>
  run(source, prepare).output;

describe("a board", () => {
  it("stops a program that does not end, by its own time", () => {
    const pyboard = createBoard();
    expect(() => pyboard.run("while True: pass", { timeout: 0.01 })).toThrow(VirtualTimeout);
    expect(pyboard.seconds).toBeGreaterThan(0.01);
    pyboard.run("x = 1");
    expect(pyboard.runtime.globals.get("x")).toBe(1);
  });

  it("refuses a limit that is no time", () => {
    const pyboard = createBoard();
    expect(() => pyboard.run("x = 1", { timeout: Number.NaN })).toThrow("expected seconds");
    expect(() => pyboard.run("x = 1", { hostTimeout: -1 })).toThrow("expected seconds");
  });

  it("stops machine code that does not end", () => {
    const pyboard = createBoard();
    const loop = "@micropython.asm_thumb\ndef f():\n label(x)\n b(x)\nf()";
    expect(() => pyboard.run(loop, { timeout: 0.001 })).toThrow(VirtualTimeout);
  });

  it.each([
    [
      "a loop that catches",
      "while True:\n  try:\n    while True: pass\n  except: pass",
      "line 3, in <module>",
    ],
    [
      "a callback",
      `import pyb
def tick(t):
  while True: pass
pyb.Timer(4, freq=100, callback=tick)
while True: pyb.wfi()`,
      "line 3, in tick",
    ],
    [
      "machine code that sleeps",
      `@micropython.asm_thumb
def f():
  label(x)
  wfi()
  b(x)
f()`,
      "line 5, in f",
    ],
    [
      "a conversion that never comes",
      "import pyb\npyb.ADC('X19').read_timed(bytearray(3), 0)",
      "line 2, in <module>",
    ],
  ])("tells where %s was", (_, source, place) => {
    const pyboard = createBoard();
    let where = "";
    try {
      pyboard.run(source, { timeout: 0.1 });
    } catch (error) {
      if (!(error instanceof VirtualTimeout)) throw error;
      where = error.where;
    }
    expect(where).toContain(place);
  });

  it("does the same each time", () => {
    const source = `import pyb
led = pyb.LED(1)
for i in range(50):
  led.toggle()
  pyb.udelay(pyb.rng() & 63)`;
    const [a, b] = [run(source), run(source)];
    expect(a.pyboard.cycles).toBe(b.pyboard.cycles);
    expect(a.pyboard.board.pinReports()).toEqual(b.pyboard.board.pinReports());
  });

  it("reaches registers through stm", () => {
    const source = `import stm
stm.mem32[stm.GPIOA + stm.GPIO_BSRR] = 1 << 15
print(hex(stm.mem32[stm.GPIOA + stm.GPIO_ODR]))
stm.mem16[stm.GPIOA + stm.GPIO_BSRRH] = 1 << 15
print(stm.mem32[stm.GPIOA + stm.GPIO_ODR], stm.mem8[0x1FFF7A10])`;
    expect(outputOf(source)).toBe("0x8000\n0 38\n");
  });
});

describe("time", () => {
  it("passes in delays as on the board", () => {
    const source = `import pyb, time
a = pyb.millis(); pyb.delay(17); print(pyb.elapsed_millis(a))
a = pyb.micros(); pyb.udelay(500); print(500 <= pyb.elapsed_micros(a) < 530)
a = time.ticks_ms(); time.sleep(2); print(time.ticks_diff(time.ticks_ms(), a))`;
    expect(outputOf(source)).toBe("17\nTrue\n2000\n");
  });

  it("takes no time of the host", () => {
    const start = performance.now();
    expect(run("import pyb; pyb.delay(5000)").pyboard.seconds).toBeGreaterThan(4.99);
    expect(performance.now() - start).toBeLessThan(4000);
  });
});

describe("pyb", () => {
  it("tells about the chip", () => {
    const source = `import pyb
print(pyb.freq(), len(pyb.unique_id()), pyb.have_cdc(), 0 <= pyb.rng() < 1 << 30)
print(pyb.disable_irq(), pyb.disable_irq())
pyb.enable_irq()
print(pyb.disable_irq())`;
    expect(outputOf(source)).toBe(
      "(168000000, 168000000, 42000000, 84000000) 12 True True\nTrue False\nTrue\n",
    );
  });

  it("lights LEDs", () => {
    const { pyboard, output } = run(`import pyb
from pyb import LED
for i in range(1, 5): LED(i).on()
LED(2).off(); LED(1).toggle()
LED(4).intensity(64)
pyb.delay(20)
print([LED(i).intensity() for i in range(1, 5)], LED(3))
try: LED(5)
except ValueError as e: print(e)`);
    expect(output).toBe("[0, 0, 255, 64] LED(3)\nLED(5) doesn't exist\n");
    expect(pyboard.board.led(3)).toBe(1);
    expect(pyboard.board.led(4)).toBeCloseTo(0.25, 2);
  });

  it("dims LEDs 3 and 4 in 256 steps", () => {
    const source = `from pyb import LED
for n in 3, 4:
  led = LED(n)
  for i in range(256):
    led.intensity(i)
    assert led.intensity() == i
  led.off()
  assert led.intensity() == 0`;
    expect(outputOf(source)).toBe("");
  });

  it("sets pins up", () => {
    const source = `from pyb import Pin
p = Pin("X8", Pin.IN, pull=Pin.PULL_UP); print(p, p.value())
p.init(Pin.IN, Pin.PULL_DOWN); print(p.value(), p.pull(), p.mode())
p.init(Pin.OUT_PP, value=1); print(p, p(), p.name(), p.names(), p.port(), p.pin())
p.low(); print(p.value())
p = Pin(Pin.board.X1, Pin.AF_PP, af=1); print(p, p.af())
print(Pin.cpu.B4 is Pin("LED_BLUE"), Pin("C13", Pin.ANALOG))
for f in lambda: Pin("Q9"), lambda: Pin("A0", 9), lambda: Pin("A0", Pin.ALT):
  try: f()
  except ValueError as e: print(e)`;
    expect(outputOf(source)).toBe(
      "Pin(Pin.cpu.A7, mode=Pin.IN, pull=Pin.PULL_UP) 1\n0 2 0\n" +
        "Pin(Pin.cpu.A7, mode=Pin.OUT) 1 A7 ['A7', 'X8'] 0 7\n0\n" +
        "Pin(Pin.cpu.A0, mode=Pin.ALT, alt=Pin.AF1_TIM2) 1\nTrue Pin(Pin.cpu.C13, mode=Pin.ANALOG)\n" +
        "Pin(Q9) doesn't exist\ninvalid pin mode: 9\ninvalid pin af: -1\n",
    );
  });

  it("reads what drives a pin from outside", () => {
    const source = 'import pyb; print(pyb.Pin("X1", pyb.Pin.IN).value(), pyb.Switch()())';
    const press = ({ board }: Pyboard): void => {
      board.setPin("X1", "high");
      board.pressSwitch();
    };
    expect(outputOf(source, press)).toBe("1 True\n");
  });
});

describe("interrupts", () => {
  it("of a line call back at once, unless it is off", () => {
    const source = `import pyb
e = pyb.ExtInt("X5", pyb.ExtInt.IRQ_RISING, pyb.Pin.PULL_DOWN, lambda line: print("line", line))
print(e, e.line())
e.swint(); e.disable(); e.swint(); e.enable(); e.swint()
print("end")`;
    expect(outputOf(source)).toBe("<ExtInt line=4> 4\nline 4\nline 4\nend\n");
  });

  it("of the switch come while the program waits", () => {
    const source = `import pyb
times = [0, 0, 0]
count = bytearray(1)
def pressed():
  times[count[0]] = pyb.micros()
  count[0] += 1
pyb.Switch().callback(pressed)
pyb.delay(50)
pyb.Switch().callback(None)
pyb.delay(50)
print(count[0], abs(times[1] - times[0] - 20000) < 20)`;
    const press = ({ board }: Pyboard): void => {
      const { clock } = board.chip;
      for (const seconds of [0.02, 0.04, 0.08]) {
        clock.at(clock.now + clock.cyclesOf(seconds), () => board.pressSwitch());
        clock.at(clock.now + clock.cyclesOf(seconds + 0.001), () => board.releaseSwitch());
      }
    };
    expect(run(source, press, 1).output).toBe("2 True\n");
  });

  const busyLoop = (decorator: string): string => `import pyb
hits = bytearray(1)
def f(line): hits[0] = 1
pyb.ExtInt("X1", pyb.ExtInt.IRQ_RISING, pyb.Pin.PULL_DOWN, f)
${decorator}def wait():
  while not hits[0]: pass
wait()
print("seen")`;
  const rise = ({ board }: Pyboard): void => {
    const { clock } = board.chip;
    clock.at(clock.now + clock.cyclesOf(0.005), () => board.setPin("X1", "high"));
  };

  it("come in a loop that does not wait", () => {
    expect(run(busyLoop(""), rise, 0.05).output).toBe("seen\n");
  });

  // The processor's slices do not come to the handlers of the firmware yet.
  it("come in machine code", () => {
    expect(run(busyLoop("@micropython.native\n"), rise, 0.05).output).toBe("seen\n");
  });

  it("lock the heap, and end with what they raise", () => {
    const source = `import pyb
def f(line): return [line] * 9
e = pyb.ExtInt("X1", pyb.ExtInt.IRQ_RISING, pyb.Pin.PULL_DOWN, f)
e.swint(); e.swint()
print("end")`;
    const output = outputOf(source);
    expect(output).toContain("uncaught exception in ExtInt interrupt handler line 0\n");
    expect(output).toContain("MemoryError: memory allocation failed, heap is locked\nend\n");
    expect(output.split("uncaught").length).toBe(2);
  });

  it("of a pin are scheduled unless they are hard", () => {
    const source = `from pyb import Pin
import machine, stm
def show(p): print(p, [1])
Pin("X2", Pin.IN, Pin.PULL_DOWN).irq(show, Pin.IRQ_RISING)
stm.mem32[stm.EXTI + stm.EXTI_SWIER] = 2
for i in range(3): pass`;
    expect(outputOf(source)).toBe("Pin(Pin.cpu.A1, mode=Pin.IN, pull=Pin.PULL_DOWN) [1]\n");
  });
});
