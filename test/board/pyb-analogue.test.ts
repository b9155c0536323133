import { describe, expect, it } from "vitest";
import type { Pyboard } from "../../src/board/pyboard.js";
import { after as later, runBoard } from "./run-board.js";

const outputOf = (source: string, prepare?: (pyboard: Pyboard) => void): string =>
  runBoard(source, prepare, false).output;

describe("ADC", () => {
  it("reads a pin and what is inside", () => {
    const source = `from pyb import ADC, Pin
a = ADC("X19")
print(a, a.read(), Pin("X19"))
print(ADC(Pin.cpu.A1).read(), ADC(17).read(), 900 < ADC(16).read() < 1000, ADC(18).read())
print(ADC(16))`;
    const prepare = ({ board }: Pyboard): void => {
      board.setVoltage("X19", 1.65);
      board.setVoltage("X2", 3.3);
    };
    expect(outputOf(source, prepare)).toBe(
      "<ADC on X19 channel=10> 2048 Pin(Pin.cpu.C0, mode=Pin.ANALOG)\n4095 1502 True 2048\n" +
        "<ADC on 16 channel=16>\n",
    );
  });

  it("samples at the updates of a timer", () => {
    const source = `from pyb import ADC, Timer
import pyb, array
a = ADC("X1")
for rate in 1000, Timer(4, freq=1000), Timer(7, freq=1000):
  b = bytearray(8); t = pyb.micros(); n = a.read_timed(b, rate)
  print(n, 6500 < pyb.elapsed_micros(t) < 8500)
h = array.array("H", [0] * 4); a.read_timed(h, 100); print(h)
print(list(b))`;
    // Each first sample comes at once, shortly before the timer's update: no step may fall into between.
    const ramp = (pyboard: Pyboard): void => {
      for (let i = 0; i < 200; i++) {
        later(pyboard, (i + 0.8) / 1e3, () => pyboard.board.setVoltage("X1", i * 0.0165));
      }
    };
    const [first, second, third, halves, bytes] = outputOf(source, ramp).split("\n");
    expect([first, second, third]).toEqual(["8 True", "8 True", "8 True"]);
    const steps = (list: number[]): number[] => list.slice(1).map((value, i) => value - list[i]!);
    for (const step of steps(JSON.parse(bytes!) as number[])) expect([1, 2]).toContain(step);
    const wide = JSON.parse(/\[.*\]/.exec(halves!)![0]) as number[];
    for (const step of steps(wide)) expect(step).toBeCloseTo(205, -0.5);
  });

  it("samples several pins at once, and tells whether it was fast enough", () => {
    const source = `from pyb import ADC, Timer
import array
a, b = ADC("X1"), ADC("X2")
x, y = array.array("h", [0] * 5), array.array("h", [0] * 5)
print(ADC.read_timed_multi((a, b), [x, y], Timer(8, freq=1000)), x, y)
print(ADC.read_timed_multi((a, b), (x, y), Timer(8, freq=5000000)))`;
    const prepare = ({ board }: Pyboard): void => board.setVoltage("X2", 3.3);
    expect(outputOf(source, prepare)).toBe(
      "True array('h', [0, 0, 0, 0, 0]) array('h', [4095, 4095, 4095, 4095, 4095])\nFalse\n",
    );
  });

  it.each([
    [2, 210],
    [3, 140],
    [4, 110],
  ])("is as fast as documented: %i pins at %i kHz", (pins, kilohertz) => {
    const source = `from pyb import ADC, Timer
pins = ["X1", "X2", "X3", "X4"][:${pins}]
adcs = [ADC(p) for p in pins]; buffers = [bytearray(20) for p in pins]
for rate in ${kilohertz * 920}, ${kilohertz * 1080}:
  print(ADC.read_timed_multi(adcs, buffers, Timer(8, freq=rate)))`;
    expect(outputOf(source)).toBe("True\nFalse\n");
  });

  it("refuses what is wrong", () => {
    const source = `from pyb import ADC, ADCAll
a = ADC("X1"); b = bytearray(3)
for f in (lambda: ADC(19), lambda: ADC("Y3"), lambda: ADCAll(11), lambda: a.read_timed(b, 3.0), lambda: a.read_timed(3, 3),
    lambda: ADC.read_timed_multi((), (), 1), lambda: ADC.read_timed_multi((a,), (), 1), lambda: ADC.read_timed_multi((a, a), (b, bytearray(4)), 1)):
  try: f()
  except Exception as e: print(type(e).__name__, e)`;
    expect(outputOf(source).split("\n").slice(0, -1)).toEqual([
      "ValueError not a valid ADC Channel: 19",
      "ValueError Pin(B8) doesn't have ADC capabilities",
      "ValueError resolution 11 not supported",
      "ValueError need a Timer object",
      "TypeError object with buffer protocol required",
      "ValueError need at least 1 ADC",
      "ValueError length of ADC and buffer lists differ",
      "ValueError size and type of buffers must match",
    ]);
  });
});

describe("ADCAll", () => {
  it("makes chosen pins analogue and reads by channel", () => {
    const source = `from pyb import ADCAll, Pin
Pin("X1", Pin.IN); Pin("X2", Pin.IN)
a = ADCAll(8, 0x70001)
print(a, Pin("X1").mode(), Pin("X2").mode(), a.read_channel(0))
print(24 < a.read_core_temp() < 36, 3.1 < a.read_core_vbat() < 3.4, 1.2 < a.read_core_vref() < 1.22, 3.2 < a.read_vref() < 3.4)`;
    const prepare = ({ board }: Pyboard): void => {
      board.setVoltage("X1", 3.3);
      board.setTemperature(30);
    };
    expect(outputOf(source, prepare)).toBe("<ADCAll> 3 0 255\nTrue True True True\n");
  });
});

describe("DAC", () => {
  it("puts a level out", () => {
    const source = `from pyb import DAC, Pin
import stm
d = DAC("X5", bits=12); d.write(2048)
e = DAC(2); e.write(64)
print(d, e, DAC(1) is d, Pin("X5"), hex(stm.mem32[stm.DAC + stm.DAC_CR]), stm.mem32[stm.DAC + stm.DAC_DOR1])
DAC(2, buffering=True).write(128); print(hex(stm.mem32[stm.DAC + stm.DAC_CR]))
e.deinit(); print(hex(stm.mem32[stm.DAC + stm.DAC_CR]))`;
    const { output, pyboard } = runBoard(source, undefined, false);
    expect(output).toBe(
      "DAC(1, bits=12) DAC(2, bits=8) True Pin(Pin.cpu.A4, mode=Pin.ANALOG) 0x30003 2048\n0x10003\n0x20003\n",
    );
    expect(pyboard.board.readVoltage("X5")).toBeCloseTo(1.65, 2);
  });

  it("plays a buffer by DMA", () => {
    const source = `from pyb import DAC, Timer
import pyb, stm, array
dor = stm.DAC + stm.DAC_DOR1
d = DAC(1)
d.write_timed(bytearray([50, 100, 150, 200]), 1000)
seen = []
for i in range(8): pyb.delay(1); seen.append(stm.mem32[dor] >> 4)
print(sorted(set(seen)), seen[-1])
d.write_timed(bytearray(range(4)), Timer(4, freq=1000), mode=DAC.CIRCULAR)
pyb.delay(50); seen = []
for i in range(8): seen.append(stm.mem32[dor] >> 4); pyb.udelay(1000)
print(sorted(set(seen)))
d = DAC(1, bits=12)
d.write_timed(array.array("H", [4095, 300]), 10000); pyb.delay(10); print(stm.mem32[dor])
try: d.write_timed(b"abc", Timer(3, freq=3))
except ValueError as e: print(e)`;
    expect(outputOf(source)).toBe(
      "[0, 50, 100, 150, 200] 200\n[0, 1, 2, 3]\n300\nTimer does not support DAC triggering\n",
    );
  });

  it("makes triangles and noise", () => {
    const source = `from pyb import DAC
import pyb, stm
dor = stm.DAC + stm.DAC_DOR2
d = DAC(2)
d.triangle(100000)
a = stm.mem32[dor]; pyb.delay(10); b = stm.mem32[dor]; print(900 < b - a < 1100)
d.noise(100000)
print(len(set([(stm.mem32[dor], pyb.udelay(20))[0] for i in range(20)])) > 10)
for f in lambda: DAC(3), lambda: DAC("X1"), lambda: DAC(1, bits=9):
  try: f()
  except ValueError as e: print(e)`;
    expect(outputOf(source)).toBe(
      "True\nTrue\nDAC(3) doesn't exist\nPin(A0) doesn't have DAC capabilities\nunsupported bits\n",
    );
  });
});
