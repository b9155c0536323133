import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createBoard, type Pyboard } from "../../src/board/pyboard.js";
import { PythonError } from "../../src/vm/errors.js";
import { projectPath } from "../language/programs.js";

interface Ran {
  readonly pyboard: Pyboard;
  readonly output: string;
}

/**
 * Runs a program while X1 rises (and falls again) at these microseconds from the start.
 *
 * @param mpy a file that runs first
 */
function run(
  source: string,
  micros: readonly number[],
  pins: readonly string[] = ["X1"],
  mpy?: Uint8Array,
): Ran {
  const decoder = new TextDecoder();
  let output = "";
  const pyboard = createBoard({
    stdout: (bytes) => {
      output += decoder.decode(bytes, { stream: true });
    },
  });
  const { board } = pyboard;
  const { clock } = board.chip;
  micros.forEach((at, index) => {
    const pin = pins[index % pins.length]!;
    clock.at(clock.cyclesOf(at * 1e-6), () => board.setPin(pin, "high"));
    clock.at(clock.cyclesOf((at + 0.5) * 1e-6), () => board.setPin(pin, "low"));
  });
  try {
    if (mpy !== undefined) pyboard.runMpy(mpy);
    pyboard.run(source, { timeout: 0.1 });
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    output += error.traceback;
  }
  return { pyboard, output };
}

const outputOf = (source: string, micros: readonly number[], pins?: readonly string[]): string =>
  run(source, micros, pins).output;

const HITS = `import pyb
hits = bytearray(4)
def f(line): hits[0] += 1
e = pyb.ExtInt("X1", pyb.ExtInt.IRQ_RISING, pyb.Pin.PULL_DOWN, f)
`;

/** Loops that end when hits[0] is 3. */
const loops = {
  native: `@micropython.native
def wait():
  while hits[0] < 3: pass
`,
  viper: `@micropython.viper
def wait():
  p = ptr8(hits)
  while p[0] < 3: pass
`,
  "the inline assembler": `@micropython.asm_thumb
def loop(r0):
  label(AGAIN)
  ldrb(r1, [r0, 0])
  cmp(r1, 3)
  blt(AGAIN)
def wait(): loop(hits)
`,
};

describe("interrupts of a busy loop", () => {
  for (const [name, loop] of Object.entries(loops)) {
    it(`come at once in ${name}`, () => {
      expect(outputOf(`${HITS}${loop}wait()\nprint(hits[0])`, [15000, 16000, 17000])).toBe("3\n");
    });
  }

  it("are told of with what the loop has counted", () => {
    const source = `${HITS}
@micropython.viper
def count() -> int:
  p = ptr8(hits)
  n = 0
  while p[0] < 3: n += 1
  return n
n = count()
print(0 < n < 400000, pyb.micros() - 17000 < 50)`;
    expect(outputOf(source, [15000, 16000, 17000])).toBe("True True\n");
  });

  it("keep the FPU's registers when a function of C is called", () => {
    const source = `import pyb
hits = bytearray(4)
b = bytearray(3)
def f(line):
  try: weigh(b, HALF)
  except MemoryError: pass
  hits[0] += 1
HALF = 0.5
pyb.ExtInt("X1", pyb.ExtInt.IRQ_RISING, pyb.Pin.PULL_DOWN, f)
@micropython.asm_thumb
def steady(r0):
  mov(r2, 2)
  vmov(s0, r2)
  label(AGAIN)
  vmov(r5, s0)
  cmp(r5, 2)
  bne(BAD)
  ldrb(r5, [r0, 0])
  cmp(r5, 10)
  blt(AGAIN)
  mov(r0, 0)
  b(END)
  label(BAD)
  mov(r0, 1)
  label(END)
print(steady(hits), hits[0])`;
    const times = Array.from({ length: 10 }, (_, i) => 60000 + 2000.3 * i);
    const sampler = readFileSync(projectPath("test/native/natmod/sampler.mpy"));
    expect(run(source, times, ["X1"], sampler).output).toBe("0 10\n");
  });

  it("keep registers, flags and IT blocks of what they interrupt", () => {
    const source = `import pyb
hits = bytearray(4)
@micropython.asm_thumb
def spoil(r0):
  mov(r1, 99)
  mov(r2, r1)
  mov(r3, r1)
  mov(r12, r1)
  vmov(s0, r1)
  vmov(s15, r1)
  vadd(s1, s0, s15)
  cmp(r1, 98)
@micropython.native
def f(line):
  spoil(line)
  hits[0] += 1
pyb.ExtInt("X1", pyb.ExtInt.IRQ_RISING, pyb.Pin.PULL_DOWN, f)
@micropython.asm_thumb
def steady(r0):
  push({r8, r9})
  mov(r1, 1)
  mov(r2, 2)
  mov(r3, 3)
  mov(r4, 4)
  mov(r8, r1)
  vmov(s0, r2)
  vmov(s15, r3)
  label(AGAIN)
  cmp(r1, 1)
  ite(eq)
  mov(r5, r4)
  mov(r5, r0)
  cmp(r5, 4)
  bne(BAD)
  vmov(r5, s0)
  cmp(r5, 2)
  bne(BAD)
  vmov(r5, s15)
  cmp(r5, 3)
  bne(BAD)
  mov(r5, r8)
  cmp(r5, 1)
  bne(BAD)
  ldrb(r5, [r0, 0])
  cmp(r5, 50)
  blt(AGAIN)
  mov(r0, 0)
  b(END)
  label(BAD)
  mov(r0, 1)
  label(END)
  pop({r8, r9})
print(steady(hits), hits[0])`;
    const times = Array.from({ length: 50 }, (_, i) => 15000 + 61.3 * i);
    expect(outputOf(source, times)).toBe("0 50\n");
  });

  it("show what a callback raises, and end it", () => {
    const source = `import pyb
hits = bytearray(4)
def f(line):
  hits[0] += 3
  [1]
e = pyb.ExtInt("X1", pyb.ExtInt.IRQ_RISING, pyb.Pin.PULL_DOWN, f)
${loops.viper}wait()
pyb.delay(10)
print(hits[0])`;
    expect(outputOf(source, [15000, 16000])).toBe(
      `uncaught exception in ExtInt interrupt handler line 0
MemoryError: memory allocation failed, heap is locked
3
`,
    );
  });

  it("of pins that are not hard are scheduled, and served while the loop goes on", () => {
    const source = `import pyb
hits = bytearray(4)
made = []
def f(pin):
  made.append([pin.name()])
  hits[0] += 1
pyb.Pin("X1", pyb.Pin.IN, pyb.Pin.PULL_DOWN).irq(f, pyb.Pin.IRQ_RISING)
${loops.viper}wait()
print(made)`;
    expect(outputOf(source, [15000, 16000, 17000])).toBe("[['A0'], ['A0'], ['A0']]\n");
  });
});

describe("interrupts that are off", () => {
  const off = (disable: string, enable: string, body: string): string => `${HITS}
@micropython.native
def wait():
  ${disable}
  while pyb.micros() < 19000: pass
  a = hits[0]
  ${enable}
  return a, hits[0]
${body}`;

  it("wait for pyb.enable_irq", () => {
    const source = off("state = pyb.disable_irq()", "pyb.enable_irq(state)", "print(wait())");
    expect(outputOf(source, [16000, 17000])).toBe("(0, 1)\n");
  });

  it("wait for cpsie in assembler code", () => {
    const source = `${HITS}
@micropython.asm_thumb
def masked(r0):
  cpsid(i)
  movwt(r1, 4000000)
  label(AGAIN)
  sub(r1, r1, 1)
  bne(AGAIN)
  ldrb(r2, [r0, 0])
  cpsie(i)
  ldrb(r3, [r0, 0])
  lsl(r2, r2, 4)
  add(r0, r2, r3)
print(hex(masked(hits)))`;
    expect(outputOf(source, [16000])).toBe("0x1\n");
  });
});

describe("handlers", () => {
  /** X1 is line 0, X2 line 1; the callback of X1 waits for that of X2 for a while. */
  const nested = (priority: number): string => `import pyb, stm
log = bytearray(8)
def note(x):
  log[log[0] + 1] = x
  log[0] += 1
@micropython.viper
def spin(n: int):
  while n: n -= 1
def f(line):
  note(1); spin(20000); note(2)
def g(line): note(3)
pyb.ExtInt("X1", pyb.ExtInt.IRQ_RISING, pyb.Pin.PULL_DOWN, f)
pyb.ExtInt("X2", pyb.ExtInt.IRQ_RISING, pyb.Pin.PULL_DOWN, g)
stm.mem8[0xE000E400 + 7] = ${priority}
@micropython.viper
def wait():
  p = ptr8(log)
  while p[0] < 3: pass
wait()
print(list(log[1:4]))`;

  it("interrupt one another by priority", () => {
    expect(outputOf(nested(13 << 4), [15000, 15100], ["X1", "X2"])).toBe("[1, 3, 2]\n");
  });

  it("wait for those of the same priority", () => {
    expect(outputOf(nested(14 << 4), [15000, 15100], ["X1", "X2"])).toBe("[1, 2, 3]\n");
  });

  it("come a dozen cycles behind the interrupt", () => {
    const source = `import pyb, stm
@micropython.asm_thumb
def cycles():
  movwt(r0, 0xE0001004)
  ldr(r0, [r0, 0])
hits = bytearray(1)
at = [0, 0]
def f(line):
  at[hits[0]] = cycles()
  hits[0] += 1
pyb.ExtInt("X1", pyb.ExtInt.IRQ_RISING, pyb.Pin.PULL_DOWN, f)
@micropython.viper
def wait():
  p = ptr8(hits)
  while p[0] < 2: pass
wait()
print(at[1] - at[0])`;
    const distance = Number(outputOf(source, [16000, 17000]));
    expect(Math.abs(distance - 168000)).toBeLessThan(20);
  });

  it("wake code that waits for an interrupt", () => {
    const source = `${HITS}
@micropython.asm_thumb
def sleep(r0):
  mov(r2, 0)
  label(AGAIN)
  wfi()
  add(r2, 1)
  ldrb(r1, [r0, 0])
  cmp(r1, 3)
  blt(AGAIN)
  mov(r0, r2)
print(3 <= sleep(hits) <= 18, pyb.micros() - 17000 < 30)`;
    const { pyboard, output } = run(source, [15000, 16000, 17000]);
    expect(output).toBe("True True\n");
    expect(pyboard.cycles).toBeLessThan(17200 * 168);
  });

  it("leave nothing behind when a program is stopped within one", () => {
    const decoder = new TextDecoder();
    let output = "";
    const pyboard = createBoard({
      stdout: (bytes) => {
        output += decoder.decode(bytes);
      },
    });
    const { clock } = pyboard.board.chip;
    clock.at(clock.cyclesOf(0.005), () => pyboard.board.setPin("X1", "high"));
    const source = `import pyb
def f(line):
  while True: pass
e = pyb.ExtInt("X1", pyb.ExtInt.IRQ_RISING, pyb.Pin.PULL_DOWN, f)
@micropython.viper
def wait():
  while True: pass
wait()`;
    expect(() => pyboard.run(source, { timeout: 0.02 })).toThrow("has not ended");
    output = "";
    pyboard.run("print([1, 2], hex(__import__('stm').mem32[0xE000ED04] & 0x1ff))");
    expect(output).toBe("[1, 2] 0x0\n");
  });
});
