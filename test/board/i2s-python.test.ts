import { describe, expect, it } from "vitest";
import type { Pyboard } from "../../src/board/pyboard.js";
import { after, runBoard } from "./run-board.js";

const SETUP = `from machine import I2S, Pin
import array, gc, time
def make(mode, bits, format, rate=48000, ibuf=2000):
  return I2S(2, sck=Pin("Y6"), ws=Pin("Y5"), sd=Pin("Y8"), mode=mode, bits=bits, format=format, rate=rate, ibuf=ibuf)
def counted(code, n):
  return array.array(code, range(1, n + 1))
def show(f, *args, **named):
  try: print(f(*args, **named))
  except Exception as e: print(repr(e))
`;

interface Heard {
  readonly output: string;
  readonly pyboard: Pyboard;
  /** What was sent, without the silence before and behind it. */
  readonly sent: number[];
}

function play(source: string, prepare?: (pyboard: Pyboard) => void, hardMode = false): Heard {
  const { output, pyboard } = runBoard(SETUP + source, prepare, hardMode);
  const all = [...pyboard.board.i2s(2).read()];
  const first = all.findIndex((sample) => sample !== 0);
  const last = all.findLastIndex((sample) => sample !== 0);
  return { output, pyboard, sent: first < 0 ? [] : all.slice(first, last + 1) };
}

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

describe("machine.I2S, set up", () => {
  const print = (source: string): string => play(source, undefined, true).output;

  it("prints itself", () => {
    expect(print("print(make(I2S.TX, 16, I2S.STEREO))")).toBe(
      "I2S(id=2,\nsck=B13,\nws=B12,\nsd=B15,\nmode=512,\nbits=16, format=1,\nrate=48000, ibuf=2000)\n",
    );
  });

  it("has the constants of the port", () => {
    expect(print("print(I2S.RX, I2S.TX, I2S.MONO, I2S.STEREO)")).toBe("768 512 0 1\n");
  });

  const good =
    'sck=Pin("Y6"), ws=Pin("Y5"), sd=Pin("Y8"), mode=I2S.TX, bits=16, format=0, rate=8000, ibuf=500';
  it.each([
    ["I2S(1)", "ValueError('invalid id',)"],
    ["I2S(2)", "TypeError(\"'sck' argument required\",)"],
    ["I2S(2, 3)", "TypeError('extra positional arguments given',)"],
    [`I2S(2, ${good}, mck=1)`, "TypeError('extra keyword arguments given',)"],
    [`I2S(2, ${good.replace('Pin("Y6")', '"Y6"')})`, "ValueError('SCK not a Pin type',)"],
    [`I2S(2, ${good.replace('Pin("Y5")', "None")})`, "ValueError('WS not a Pin type',)"],
    [`I2S(2, ${good.replace('Pin("Y8")', "8")})`, "ValueError('SD not a Pin type',)"],
    [`I2S(2, ${good.replace("Y6", "Y5")})`, "ValueError('invalid SCK pin',)"],
    [`I2S(2, ${good.replace("Y5", "X1")})`, "ValueError('invalid WS pin',)"],
    [`I2S(2, ${good.replace("Y8", "Y7")})`, "ValueError('invalid SD pin',)"],
    [`I2S(2, ${good.replace("I2S.TX", "0")})`, "ValueError('invalid mode',)"],
    [`I2S(2, ${good.replace("bits=16", "bits=24")})`, "ValueError('invalid bits',)"],
    [`I2S(2, ${good.replace("format=0", "format=2")})`, "ValueError('invalid format',)"],
    [`I2S(2, ${good.replace("ibuf=500", "ibuf=0")})`, "ValueError('invalid ibuf',)"],
    [`I2S(2, ${good.replace("rate=8000", "rate=100")})`, "OSError('I2S init failed',)"],
    [`I2S(2, ${good.replace("rate=8000", "rate=0")})`, "OSError('I2S init failed',)"],
  ])("%s raises", (call, exception) => {
    const lines = print(`show(lambda: ${call})`).trimEnd().split("\n");
    expect(lines.at(-1)).toBe(exception);
  });

  it("says what the HAL says of a rate that it cannot make", () => {
    expect(print("show(make, I2S.TX, 16, 0, 100)")).toBe(
      "I2S Error = 16\nOSError('I2S init failed',)\n",
    );
  });

  it("takes the other pins, too", () => {
    const source = `print(I2S(2, sck=Pin("Y9"), ws=Pin("Y4"), sd=Pin("X22"), mode=I2S.RX, bits=32, format=0, rate=8000, ibuf=500))`;
    expect(print(source)).toContain("sck=B10,\nws=B9,\nsd=C3,\nmode=768");
  });

  it("is one object, which begins anew", () => {
    expect(print("a = make(I2S.TX, 16, 0)\nb = make(I2S.RX, 32, 1)\nprint(a is b, a)")).toMatch(
      /^True .*mode=768/s,
    );
  });

  it.each([
    [16, 44100],
    [16, 8000],
    [32, 22050],
    [32, 48000],
  ])("of %d bits moves word select at %d Hz", (bits, rate) => {
    const { pyboard } = play(`make(I2S.TX, ${bits}, 0, ${rate})\ntime.sleep_ms(100)`, (made) =>
      after(made, 0.05, () => made.board.clearReports()),
    );
    const report = pyboard.board.pinReport("Y5");
    expect(report.frequency).toBeGreaterThan(rate * 0.9999);
    expect(report.frequency).toBeLessThan(rate * 1.0001);
    expect(pyboard.board.i2s(2).rate / rate).toBeCloseTo(1, 4);
  });

  it("leaves the bus to SPI", () => {
    const { output } = play(`import pyb
make(I2S.RX, 16, I2S.MONO)
spi = pyb.SPI(2, pyb.SPI.CONTROLLER, baudrate=1000000)
print(spi.send_recv(b"12"))`);
    expect(output).toBe("b'\\xff\\xff'\n");
  });

  it("divides what the PLL gives after a reset for other rates", () => {
    const { pyboard } = play("make(I2S.TX, 16, I2S.MONO, 10000)");
    expect(pyboard.board.chip.rcc.frequencies.i2s).toBe(96e6);
    expect(pyboard.board.i2s(2).rate).toBe(96e6 / 32 / 300);
  });

  it("stops when it is switched off, and can be set up again", () => {
    const { output, pyboard } = play(`a = make(I2S.TX, 16, I2S.MONO)
a.deinit()
a.deinit()
show(a.write, b"1234")
a.init(sck=Pin("Y6"), ws=Pin("Y5"), sd=Pin("Y8"), mode=I2S.RX, bits=16, format=I2S.MONO, rate=8000, ibuf=300)
show(a.readinto, bytearray(4))
a.deinit()
show(a.readinto, bytearray(4))`);
    expect(output).toBe("OSError(5,)\n4\nOSError(5,)\n");
    expect(pyboard.board.i2s(2).pending).toBe(0);
  });
});

describe("machine.I2S sends", () => {
  it.each([
    ["h", 16, "MONO", 2],
    ["h", 16, "STEREO", 1],
    ["i", 32, "MONO", 2],
    ["i", 32, "STEREO", 1],
  ])("samples %s of %d bits, %s", (code, bits, format, times) => {
    const { output, sent, pyboard } = play(`a = make(I2S.TX, ${bits}, I2S.${format})
print(a.write(counted("${code}", 128)))
a.write(bytes(64))
time.sleep_ms(20)`);
    expect(output).toBe(`${128 * (bits / 8)}\n`);
    expect(sent).toEqual(upTo(128).flatMap((n) => Array(times).fill(n)));
    expect(pyboard.board.i2s(2).bits).toBe(bits);
  });

  it("all 32 bits, and signs", () => {
    const source = `a = make(I2S.TX, 32, I2S.STEREO)
a.write(array.array("i", [0x12345678, -2, 3, -0x7fffffff] * 8))
time.sleep_ms(5)`;
    expect(play(source).sent.slice(0, 4)).toEqual([0x12345678, -2, 3, -0x7fffffff]);
  });

  it("no more than half of what DMA goes round in, until there is enough", () => {
    const source = `a = make(I2S.TX, 16, I2S.STEREO)
a.write(counted("h", 63))
time.sleep_ms(5)
print("written")
time.sleep_ms(5)
a.write(bytes(2))
time.sleep_ms(5)`;
    expect(play(source).sent).toEqual(upTo(63));
  });

  it("and waits while the ring is full", () => {
    const { output, sent } = play(`a = make(I2S.TX, 16, I2S.STEREO, 8000, 1000)
start = time.ticks_ms()
a.write(counted("h", 3200))
print(150 < time.ticks_diff(time.ticks_ms(), start) < 200)
time.sleep_ms(100)`);
    expect(output).toBe("True\n");
    expect(sent).toEqual(upTo(3200));
  });

  it("a part of a buffer", () => {
    const { output, sent } = play(`a = make(I2S.TX, 16, I2S.STEREO)
print(a.write(counted("h", 200), 20, 256))
time.sleep_ms(5)`);
    expect(output).toBe("256\n");
    expect(sent).toEqual(upTo(138).slice(10));
  });

  it("without a break while memory is collected", () => {
    const { sent } = play(`keep = [[i] for i in range(900)]
a = make(I2S.TX, 16, I2S.STEREO, 48000, 8000)
for k in range(6):
  a.write(array.array("h", range(1000 * k + 1, 1000 * k + 1001)))
  gc.collect()
time.sleep_ms(50)`);
    expect(sent).toEqual(upTo(5952));
  });

  it("without a break while machine code runs", () => {
    const { sent } = play(`@micropython.viper
def spin(n: int):
  while n > 0: n -= 1
a = make(I2S.TX, 16, I2S.STEREO, 48000, 8000)
a.write(counted("h", 3200))
spin(1000000)`);
    expect(sent).toEqual(upTo(3200));
  });

  it("what it was last given again and again while interrupts are off", () => {
    const { sent } = play(`import machine
a = make(I2S.TX, 16, I2S.STEREO, 48000, 2000)
a.write(counted("h", 900))
time.sleep_ms(3)
state = machine.disable_irq()
time.sleep_us(10000)
machine.enable_irq(state)
time.sleep_ms(20)`);
    const times = (n: number): number => sent.filter((sample) => sample === n).length;
    expect([1, 200, 800].map(times)).toEqual([1, 8, 1]);
  });

  it("the same each time", () => {
    const source = `a = make(I2S.TX, 16, I2S.MONO, 44100)
for i in range(5): a.write(counted("h", 500))`;
    const [first, second] = [play(source), play(source)];
    expect(second.sent).toEqual(first.sent);
    expect(second.pyboard.cycles).toBe(first.pyboard.cycles);
  });
});

describe("machine.I2S receives", () => {
  const feed = (samples: readonly number[], bits: 16 | 32 = 16) => {
    return ({ board }: Pyboard): void => board.i2s(2).feed(samples, bits);
  };
  const negative = upTo(200).map((n) => (n % 2 ? n : -n));

  it.each([
    ["h", 16, "STEREO", [1, -2, 3, -4]],
    ["h", 16, "MONO", [1, 3, 5, 7]],
    ["i", 32, "STEREO", [0x10000, -0x20000, 0x30000, -0x40000]],
    ["i", 32, "MONO", [0x10000, 0x30000, 0x50000, 0x70000]],
  ])("samples %s of %d bits, %s", (code, bits, format, samples) => {
    const { output } = play(
      `a = make(I2S.RX, ${bits}, I2S.${format}, 16000)
b = array.array("${code}", [0] * 4)
print(a.readinto(b), list(b))`,
      feed(negative),
    );
    expect(output).toBe(`${bits / 2} [${samples.join(", ")}]\n`);
  });

  it("all 32 bits", () => {
    const { output } = play(
      `a = make(I2S.RX, 32, I2S.STEREO, 16000)
b = array.array("i", [0] * 2)
a.readinto(b)
print(list(b))`,
      feed([0x12345678, -0x7fffffff], 32),
    );
    expect(output).toBe("[305419896, -2147483647]\n");
  });

  it("and waits for what is missing", () => {
    const { output } = play(
      `b = array.array("h", [0] * 800)
a = make(I2S.RX, 16, I2S.MONO, 8000)
start = time.ticks_ms()
print(a.readinto(b))
print(98 < time.ticks_diff(time.ticks_ms(), start) < 102)
print(b[0], b[799])`,
      feed(upTo(1600)),
    );
    expect(output).toBe("1600\nTrue\n1 1599\n");
  });

  it("and loses what the ring has no room for", () => {
    const { output } = play(
      `a = make(I2S.RX, 16, I2S.MONO, 8000, 300)
time.sleep_ms(20)
b = array.array("h", [0] * 48)
a.readinto(b)
print(list(b[:33]))`,
      feed(upTo(600)),
    );
    const numbers = JSON.parse(output) as number[];
    expect(numbers.slice(0, 32)).toEqual(upTo(32).map((n) => 2 * n - 1));
    expect(numbers[32]).toBeGreaterThan(250);
  });

  it("ones from a line that nobody drives, which is pulled up", () => {
    const { output } = play(`a = make(I2S.RX, 16, I2S.MONO, 8000)
b = bytearray(4)
a.readinto(b)
print(b)`);
    expect(output).toBe("bytearray(b'\\xff\\xff\\xff\\xff')\n");
  });
});

describe("machine.I2S in the background", () => {
  it("sends a buffer, then calls back", () => {
    const { output, sent } = play(`done = []
a = make(I2S.TX, 16, I2S.STEREO, 48000, 1000)
a.irq(done.append)
data = counted("h", 960)
start = time.ticks_us()
print(a.write(data))
print(time.ticks_diff(time.ticks_us(), start) < 1000, done)
time.sleep_ms(20)
print(len(done), done[0] is a)`);
    expect(output).toBe("1920\nTrue []\n1 True\n");
    expect(sent).toEqual(upTo(960));
  });

  it("goes on with the next buffer from the callback", () => {
    const { output, sent } = play(
      `left = [b"".join(bytes([i, 0]) for i in range(k, k + 32)) for k in (1, 33, 65, 97)]
def next(i2s):
  if left: i2s.write(left.pop(0))
  gc.collect()
a = make(I2S.TX, 16, I2S.STEREO, 8000, 1000)
a.irq(next)
a.write(left.pop(0))
time.sleep_ms(100)
print(len(left))`,
      undefined,
      true,
    );
    expect(output).toBe("0\n");
    expect(sent.filter((sample) => sample !== 0)).toEqual(upTo(128));
  });

  it.each([
    [16, "MONO"],
    [32, "STEREO"],
  ])("receives a buffer of %d bits, %s, then calls back", (bits, format) => {
    const { output } = play(
      `done = []
a = make(I2S.RX, ${bits}, I2S.${format}, 8000)
a.irq(done.append)
b = bytearray(256)
print(a.readinto(b), done)
time.sleep_ms(60)
print(len(done), list(b[:8]))`,
      ({ board }) => board.i2s(2).feed(upTo(400)),
    );
    const first = bits === 16 ? "1, 0, 3, 0, 5, 0, 7, 0" : "0, 0, 1, 0, 0, 0, 2, 0";
    expect(output).toBe(`256 []\n1 [${first}]\n`);
  });

  it("waits again without a handler", () => {
    const { output } = play(`a = make(I2S.TX, 16, I2S.STEREO, 8000, 1000)
a.irq(print)
a.irq(None)
start = time.ticks_ms()
a.write(bytes(3200))
print(time.ticks_diff(time.ticks_ms(), start) > 50)
show(a.irq, 5)`);
    expect(output).toBe("True\nValueError('invalid callback',)\n");
  });

  it("lets go of a buffer that has become shorter", () => {
    const { output } = play(`a = make(I2S.RX, 16, I2S.MONO, 8000)
a.irq(print)
b = bytearray(1024)
a.readinto(b)
b[:] = b"short"
gc.collect()
time.sleep_ms(100)
print(b)`);
    expect(output).toBe("bytearray(b'short')\n");
  });
});

describe("machine.I2S with polls", () => {
  it("sends as much as there is room for", () => {
    const { output, sent } = play(`import select
a = make(I2S.TX, 16, I2S.STEREO, 8000, 1000)
p = select.poll()
p.register(a, select.POLLOUT)
data = memoryview(bytes(counted("h", 1600)))
parts = []
while data:
  p.poll()
  parts.append(a.write(data))
  data = data[parts[-1]:]
time.sleep_ms(60)
print(parts[0], sum(parts), max(parts[1:]))`);
    expect(output).toBe("999 3200 128\n");
    expect(sent).toEqual(upTo(1600));
  });

  it("receives as much as there is", () => {
    const { output } = play(
      `import select
a = make(I2S.RX, 16, I2S.STEREO, 8000)
p = select.poll()
p.register(a, select.POLLIN)
heard, part = [], array.array("h", [0] * 100)
while len(heard) < 96:
  p.poll()
  heard += list(part[:a.readinto(part) // 2])
print(heard[:96] == list(range(1, 97)))`,
      ({ board }) => board.i2s(2).feed(upTo(200)),
    );
    expect(output).toBe("True\n");
  });

  it.each([
    ["TX", "POLLIN"],
    ["RX", "POLLOUT"],
  ])("in mode %s refuses %s", (mode, event) => {
    const { output } = play(`import select
p = select.poll()
p.register(make(I2S.${mode}, 16, I2S.MONO), select.${event})
show(p.poll)`);
    expect(output).toBe("OSError(1,)\n");
  });
});

describe("machine.I2S", () => {
  it.each([
    ["I2S.TX", "a.readinto(bytearray(4))", 1],
    ["I2S.RX", "a.write(bytes(4))", 1],
    ["I2S.RX", "a.readinto(bytearray(3))", 22],
  ])("in mode %s refuses %s", (mode, call, errno) => {
    const { output } = play(`a = make(${mode}, 16, I2S.MONO)\nshow(lambda: ${call})`);
    expect(output).toBe(`OSError(${errno},)\n`);
  });

  it("can be interrupted while it waits", () => {
    const { output } = play(
      "a = make(I2S.RX, 16, I2S.MONO, 8000)\nshow(a.readinto, bytearray(80000))\n",
      (pyboard) => after(pyboard, 0.05, () => pyboard.runtime.interrupt()),
    );
    expect(output).toContain("KeyboardInterrupt");
  });

  it.each([
    ["h", 16, 1, [2, -4, -2]],
    ["h", 16, -1, [0, -1, 16383]],
    ["h", 16, 16, [0, 0, 0]],
    ["h", 16, -100, [0, -1, 0]],
    ["i", 32, 2, [4, -8, 131068]],
    ["i", 32, 40, [0, 0, 0]],
    ["i", 32, -40, [0, -1, 0]],
  ])("shifts samples %s of %d bits by %d", (code, bits, shift, samples) => {
    const { output } = play(`b = array.array("${code}", [1, -2, 32767])
print(I2S.shift(buf=b, bits=${bits}, shift=${shift}), list(b))`);
    expect(output).toBe(`None [${samples.join(", ")}]\n`);
  });

  it("shifts by names only, and no other samples", () => {
    const { output } = play(`show(I2S.shift, bytearray(2), 16, 1)
show(I2S.shift, buf=bytearray(2), bits=8, shift=1)
show(I2S.shift, buf=b"12", bits=16, shift=1)`);
    expect(output).toBe(
      "TypeError('extra positional arguments given',)\nValueError('invalid bits',)\nTypeError('object with buffer protocol required',)\n",
    );
  });
});
