import { describe, expect, it } from "vitest";
import { createBoard, type Pyboard } from "../../src/board/pyboard.js";
import { BoardReset, BudgetError } from "../../src/vm/errors.js";
import { runBoard } from "./run-board.js";

const run = (
  source: string,
  prepare?: (pyboard: Pyboard) => void,
): { readonly output: string; readonly pyboard: Pyboard } => runBoard(source, prepare, false);

describe("freq", () => {
  it("sets the PLL, and all clocks follow", () => {
    const { output, pyboard } = run(`import pyb, machine, stm
for f in (8, 16, 24, 30, 84, 120, 168):
  pyb.freq(f * 1000000)
  print(pyb.freq()[0] // 1000000, end=" ")
pyb.freq(100000000); print(machine.freq())
pyb.freq(84000000, 42000000, 21000000, 42000000); print(pyb.freq())
print(stm.mem32[stm.RCC + stm.RCC_CFGR] >> 2 & 3)`);
    expect(output).toBe(
      "8 16 24 30 84 120 168 (96000000, 96000000, 24000000, 48000000)\n" +
        "(84000000, 42000000, 21000000, 42000000)\n2\n",
    );
    expect(pyboard.board.chip.rcc.frequencies).toMatchObject({
      hclk: 42e6,
      pclk1: 21e6,
      pll48: 48e6,
    });
  });

  it("refuses what cannot be had", () => {
    const source = `import pyb
try: pyb.freq(7000000)
except ValueError as e: print(e)`;
    expect(run(source).output).toBe("invalid freq\n");
  });

  it("leaves time as it is", () => {
    const source = `import pyb, time
for f in (24, 96, 168):
  pyb.freq(f * 1000000)
  a = pyb.millis(); pyb.delay(50); print(pyb.elapsed_millis(a), end=" ")
u = pyb.UART(4, 9600)
t = time.ticks_us(); u.write("abcde"); print(5208 <= time.ticks_diff(time.ticks_us(), t) < 5300)`;
    const { output, pyboard } = run(source);
    expect(output).toBe("50 50 50 True\n");
    expect(pyboard.seconds).toBeGreaterThan(0.17);
    expect(pyboard.seconds).toBeLessThan(0.19);
  });
});

describe("stop mode", () => {
  it("ends with an interrupt of a pin, at the frequency of before", () => {
    const source = `import pyb
pyb.freq(84000000)
pyb.ExtInt("X1", pyb.ExtInt.IRQ_RISING, pyb.Pin.PULL_DOWN, lambda line: print("line", line))
a = pyb.millis(); pyb.stop(); print(pyb.elapsed_millis(a) < 10, pyb.freq()[0])`;
    const { output, pyboard } = run(source, ({ board }) => {
      board.chip.clock.atSeconds(2, () => board.setPin("X1", "high"));
    });
    expect(output).toBe("line 0\nTrue 84000000\n");
    const { stop } = pyboard.board.energy().parts;
    expect(stop.seconds).toBeCloseTo(2, 1);
    expect(stop.charge / stop.seconds).toBeCloseTo(0.29, 5);
  });

  it("ends after a time", () => {
    const { output, pyboard } = run(`import machine
machine.lightsleep(1500); machine.lightsleep(10000); print("awake")`);
    expect(output).toBe("awake\n");
    expect(pyboard.board.energy().parts.stop.seconds).toBeCloseTo(11.5, 2);
  });

  it("without an end ends the run", () => {
    const pyboard = createBoard();
    expect(() => pyboard.run("import pyb; pyb.stop()")).toThrow(BudgetError);
    expect(() => pyboard.run("import machine; machine.lightsleep(1 << 28)")).toThrow(
      "wakeup value too large",
    );
  });
});

describe("standby and reset", () => {
  it("end the run, and say why", () => {
    const pyboard = createBoard();
    expect(() => pyboard.run("import machine; machine.deepsleep(2000)")).toThrow(BoardReset);
    expect(pyboard.board.energy().parts.standby.seconds).toBeCloseTo(2, 2);
    pyboard.run("import machine; cause = machine.reset_cause() == machine.DEEPSLEEP_RESET");
    expect(pyboard.runtime.globals.get("cause")).toBe(true);
    expect(() => createBoard().run("import pyb; pyb.hard_reset()")).toThrow(/reset/);
  });

  it.each([
    ["stm.mem32", "stm.mem32[0xE000ED0C] = 0x05FA0004"],
    [
      "machine code",
      "@micropython.asm_thumb\ndef f(r0, r1):\n  str(r1, [r0, 0])\nf(0xE000ED0C, 0x05FA0004)",
    ],
  ])("are what %s asks AIRCR for", (_, request) => {
    const pyboard = createBoard();
    expect(() => pyboard.run(`import stm, micropython\n${request}`)).toThrow(BoardReset);
    pyboard.run("import machine; cause = machine.reset_cause() == machine.HARD_RESET");
    expect(pyboard.runtime.globals.get("cause")).toBe(true);
  });

  it("tell how the board was started", () => {
    const source = `import machine
print(machine.reset_cause() == machine.PWRON_RESET, machine.SOFT_RESET, machine.HARD_RESET, machine.WDT_RESET)`;
    expect(run(source).output).toBe("True 0 2 3\n");
  });
});
