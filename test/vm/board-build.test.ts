import { describe, expect, it } from "vitest";
import { Runtime } from "../../src/vm/runtime.js";

/** What a program prints on the board build. */
function printed(source: string): string {
  const chunks: string[] = [];
  const decoder = new TextDecoder();
  const runtime = new Runtime({
    build: "board",
    machine: "thumb",
    stdout: (bytes) => chunks.push(decoder.decode(bytes)),
  });
  runtime.run(source);
  return chunks.join("").trimEnd();
}

describe("the board's floats", () => {
  it.each([
    ["print(0.1)", "0.1"],
    ["print(1 / 3)", "0.33333334"],
    ["print(0.1 + 0.2 == 0.3)", "True"],
    ["print(16777217 == 16777216.0)", "True"],
    ["print(float(16777217))", "16777216.0"],
    ["print(1e38 * 10)", "inf"],
    ["print(1e-46)", "0.0"],
    ["print(sum([0.1] * 10))", "1.0000001"],
    ["print(2 ** 100 / 2 ** 90)", "1024.0"],
    ["print((1.5 + 2j) * 0.1)", "(0.15+0.2j)"],
    ["import math; print(math.pi)", "3.1415927"],
    ["import struct; print(struct.unpack('d', struct.pack('d', 0.1))[0] == 0.1)", "True"],
    ["import array; print(array.array('f', [0.1])[0] == 0.1)", "True"],
  ])("%s gives %s", (source, text) => {
    expect(printed(source)).toBe(text);
  });

  it("overflow in math where 32 bits do", () => {
    const program = "import math\ntry:\n math.exp(100)\nexcept ValueError as e: print(e)";
    expect(printed(program)).toBe("math domain error");
  });
});

describe("the board", () => {
  it.each([
    ["import sys; print(sys.platform)", "pyboard"],
    ["import sys; print(sys.implementation._machine)", "PYBv1.0 with STM32F405RG"],
    ["import sys; print(hex(sys.implementation._mpy))", "0x1f06"],
    ["import gc; print(gc.mem_alloc() + gc.mem_free())", "102400"],
  ])("%s gives %s", (source, text) => {
    expect(printed(source)).toBe(text);
  });

  it("has no more heap than the pyboard", () => {
    const program = "try:\n bytearray(110000)\nexcept MemoryError: print('full')";
    expect(printed(program)).toBe("full");
  });
});

/** Cycles of a program on a new board. */
function cyclesOf(source: string): number {
  const runtime = new Runtime({ build: "board" });
  const start = runtime.cycles;
  runtime.run(source);
  return runtime.cycles - start;
}

describe("the board's clock", () => {
  it("counts the same cycles each time", () => {
    const program = "d = {}\nfor i in range(500): d[i] = [i * 0.5, str(i)]";
    expect(cyclesOf(program)).toBe(cyclesOf(program));
  });

  it("counts more for floats than for ints", () => {
    const loop = (value: string) => `def f(x):\n for i in range(2000): x + x\nf(${value})`;
    expect(cyclesOf(loop("1.5"))).toBeGreaterThan(1.5 * cyclesOf(loop("1")));
  });

  it("is the clock of time.ticks_us", () => {
    const program =
      "import time\nt = time.ticks_us()\nfor i in range(1000): pass\nprint(time.ticks_us() - t)";
    expect(printed(program)).toBe(printed(program));
  });

  it("stands still for the bytecode of the host's build", () => {
    const runtime = new Runtime();
    runtime.run("for i in range(1000): pass");
    expect(runtime.cycles).toBe(0);
  });
});
