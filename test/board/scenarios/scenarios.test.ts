import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Trace } from "../../../src/board/pin-history.js";
import { createBoard } from "../../../src/board/pyboard.js";
import { parseScenario } from "../../../src/board/scenario/parse.js";
import { ScenarioRunner } from "../../../src/board/scenario/runner.js";
import { ScenarioExit } from "../../../src/board/scenario/scenario.js";
import { BudgetError } from "../../../src/vm/errors.js";
import { projectPath } from "../../language/programs.js";

/** The program that goes with each scenario. */
const programs: Readonly<Record<string, string>> = {
  switch: `import pyb
switch = pyb.Switch()
switch.callback(lambda: pyb.LED(2).on())
print("waiting")
while not switch(): pyb.delay(1)
while switch(): pyb.delay(1)
print("released")`,
  lcd: `import pyb
lcd = pyb.LCD("X")
lcd.write("ready\\n")
switch = pyb.Switch()
while not switch(): pyb.delay(1)
lcd.text("pressed", 16, 16, 1); lcd.show()
pyb.delay(100)`,
  pin: `import pyb
a = pyb.Pin("X1", pyb.Pin.IN)
b = pyb.Pin("X2", pyb.Pin.OUT_PP)
last = None
for _ in range(300):
  if a.value() != last:
    last = a.value()
    print(last)
    b.value(last)
  pyb.delay(1)`,
  adc: `import pyb
adc = pyb.ADC("X19")
while not 1000 < adc.read() < 1050: pyb.delay(1)
print("quarter")
while not 3050 < adc.read() < 3100: pyb.delay(1)
print("three quarters")
pyb.delay(10)`,
  accelerometer: `import pyb
accel = pyb.Accel()
while accel.z() < 15: pyb.delay(10)
print("flat")
while accel.x() < 15: pyb.delay(10)
print("on its side")
pyb.delay(10)`,
  uart: `import pyb
uart = pyb.UART(4, 9600, timeout=500)
print("ready")
if uart.read(4) == b"ping": uart.write("pong")
pyb.delay(50)`,
  timer: `import pyb
timer = pyb.Timer(2, freq=1000)
timer.channel(1, pyb.Timer.PWM, pin=pyb.Pin("X1"), pulse_width_percent=25)
ticks = 0
def tick(t):
  global ticks
  ticks += 1
pyb.Timer(4, freq=100, callback=tick)
while ticks < 5: pyb.delay(1)
print("ticked")
pyb.delay(10)`,
  servo: `import pyb
servo = pyb.Servo(3)
servo.angle(30)
pyb.delay(200)`,
  rtc: `import pyb
rtc = pyb.RTC()
rtc.datetime((2026, 1, 1, 4, 0, 0, 0, 0))
while rtc.datetime()[6] < 1: pyb.delay(10)
pyb.delay(200)
print("a second")
pyb.delay(10)`,
  i2s: `from machine import I2S, Pin
import array, time
lines = dict(sck=Pin("Y6"), ws=Pin("Y5"), sd=Pin("Y8"), bits=16, format=I2S.MONO, rate=16000, ibuf=1000)
heard = array.array("h", [0] * 100)
I2S(2, mode=I2S.RX, **lines).readinto(heard)
print("loudest", max(heard))
out = I2S(2, mode=I2S.TX, **lines)
out.write(array.array("h", [1, 2, 3] * 100))
time.sleep_ms(100)`,
  dac: `import pyb
dac = pyb.DAC(2)
adc = pyb.ADC("X6")
dac.write(round(2 / 3.3 * 255))
if abs(adc.read() * 3.3 / 4095 - 2) < 0.02: print("set to 2.0 V")
dac.write_timed(bytes(range(10, 20)), 100)
pyb.delay(101)
if adc.read() >> 4 in (18, 19): print("a wave of 10 samples")
pyb.delay(10)`,
  spi: `import pyb
spi = pyb.SPI(1, pyb.SPI.CONTROLLER, baudrate=1000000)
for wanted in (0xff, 0x00):
  while spi.recv(1)[0] != wanted: pyb.delay(1)
  print("%02x" % wanted)
pyb.delay(10)`,
  i2c: `import pyb
i2c = pyb.I2C(1, pyb.I2C.CONTROLLER)
print(i2c.scan() or "nobody")
pyb.Pin("MMA_AVDD", pyb.Pin.OUT_PP).high()
pyb.delay(30)
print(i2c.scan())
pyb.delay(10)`,
  random: `import pyb
seen = 0
while seen != 0x3fffffff: seen |= pyb.rng()
print("all bits seen")
pyb.delay(10)`,
  watchdog: `import machine, pyb
wdt = machine.WDT(timeout=100)
for i in range(20):
  pyb.delay(50)
  wdt.feed()
print("fed for a second")
pyb.delay(10)`,
  flash: `import pyb
pyb.delay(10)
with open("a.txt", "w") as f: f.write("text")
print("written")
pyb.delay(6000)`,
  usb: `import pyb
print("hello", input("your name? "))
try:
  while True: pyb.delay(1)
except KeyboardInterrupt: print("stopped")
pyb.delay(10)`,
  leds: `import pyb
for n in (1, 2): pyb.LED(n).on(); pyb.delay(5)
pyb.LED(4).intensity(100)
pyb.delay(100)`,
  interrupt: `import pyb
out = pyb.Pin("X2", pyb.Pin.OUT_PP)
line = None
def rise(n):
  global line
  line = n
  out.high()
pyb.ExtInt("X1", pyb.ExtInt.IRQ_RISING, pyb.Pin.PULL_DOWN, rise)
print("waiting")
while line is None: pyb.wfi()
print("line", line)
pyb.delay(10)`,
  encoder: `import pyb
t = pyb.Timer(2, prescaler=0, period=0xffff)
for n, pin in ((1, "X1"), (2, "X2")):
  t.channel(n, pyb.Timer.ENC_AB, pin=pyb.Pin(pin, pyb.Pin.AF_PP, pull=pyb.Pin.PULL_DOWN, af=pyb.Pin.AF1_TIM2))
t.counter(0)
print("ready")
while t.counter() != 4: pyb.delay(1)
print("4 forward")
while t.counter() != 2: pyb.delay(1)
print("2 back")
pyb.delay(10)`,
  capture: `import pyb
t = pyb.Timer(2, prescaler=83, period=0x3fffffff)
c = t.channel(1, pyb.Timer.IC, pin=pyb.Pin("X1"), polarity=pyb.Timer.BOTH)
times = [0, 0]
n = 0
def edge(t):
  global n
  times[n & 1] = c.capture()
  n += 1
c.callback(edge)
print("ready")
while n < 2: pyb.delay(1)
print("pulse of", round((times[1] - times[0]) / 1000), "ms")
pyb.delay(10)`,
  clock: `import pyb
for mhz in (168, 84):
  pyb.freq(mhz * 1000000)
  t = pyb.Timer(4, freq=1000)
  pyb.delay(10)
  if pyb.freq()[0] == mhz * 1000000 and t.source_freq() == pyb.freq()[2] * 2: print("at", mhz, "MHz")
pyb.delay(10)`,
  sleep: `import pyb
pyb.Switch().callback(lambda: None)
print("going to sleep")
pyb.stop()
print("woken")
pyb.delay(100)`,
  can: `import pyb
can = pyb.CAN(1, pyb.CAN.LOOPBACK)
can.setfilter(0, pyb.CAN.MASK16, 0, (0, 0, 0, 0))
can.send("looped", 123)
pyb.delay(5)
print(can.recv(0)[-1])
pyb.delay(10)`,
};

interface Played {
  readonly exit: ScenarioExit;
  readonly message: string;
  readonly cycles: number;
  readonly traces: readonly Trace[];
}

function play(name: string): Played {
  const file = projectPath(`test/board/scenarios/${name}.yml`);
  const scenario = parseScenario(readFileSync(file, "utf8"), `${name}.yml`);
  const pyboard = createBoard({ seed: 1 });
  const history = pyboard.board.recordPins(["X1", "X2", "X3", "LED_GREEN"]);
  const runner = new ScenarioRunner(pyboard.board, scenario);
  runner.begin(() => pyboard.stop());
  try {
    pyboard.run(programs[name]!, { timeout: 6 });
  } catch (error) {
    if (!(error instanceof BudgetError)) throw error;
  }
  const { exit, message } = runner.conclude();
  return { exit, message, cycles: pyboard.cycles, traces: history.traces };
}

describe("a scenario for each peripheral", () => {
  const names = readdirSync(projectPath("test/board/scenarios"))
    .filter((name) => name.endsWith(".yml"))
    .map((name) => name.slice(0, -".yml".length));

  it("has a program", () => {
    expect(names.sort()).toEqual(Object.keys(programs).sort());
  });

  it.each(names)("%s is met, in the same way each time", (name) => {
    const first = play(name);
    expect([first.exit, first.message]).toEqual([ScenarioExit.Passed, ""]);
    expect(play(name)).toEqual(first);
  });
});
