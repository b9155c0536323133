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
