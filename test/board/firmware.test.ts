import { describe, expect, it } from "vitest";
import { createBoard, type PyboardOptions } from "../../src/board/pyboard.js";
import { stallFactor } from "../../src/tables/board-costs.js";
import type { FirmwareName } from "../../src/tables/firmwares.js";

const TURNS = 100;
/** What rows are multiplied by when nothing stalls. */
const PATH = stallFactor("path", 0);
const LOOP = stallFactor("loop", 0);

function cyclesOf(source: string, options: PyboardOptions = {}): number {
  const board = createBoard({ stdout: () => {}, ...options });
  board.run(source);
  return board.cycles;
}

/** Cycles that a statement takes in a function, as long as nothing prolongs the runtime's code. */
function statement(text: string, firmware: FirmwareName, globals = ""): number {
  const run = (body: string): number =>
    cyclesOf(
      `import machine
machine.mem32[0x40023c00] = 0x700
${globals}
class C:
    def __init__(self):
        self.a = 1
def work(i, j, l, o, d):
    for k in range(${TURNS}):
        ${body}
work(1, 2, [1], C(), {1: 2})
`,
      { firmware },
    );
  return (run(text) - run("pass")) / TURNS;
}

const more = (text: string, globals?: string): number =>
  statement(text, "1.9.4", globals) - statement(text, "1.19", globals);

describe("the firmware of a board", () => {
  it("is 1.19 unless another is chosen", () => {
    const source = "class C: pass\nc = C()\nc.a = [1, len('a')]\nfor i in range(99): c.a.append(i)";
    expect(cyclesOf(source)).toBe(cyclesOf(source, { firmware: "1.19" }));
    expect(cyclesOf(source)).toBe(349367);
    expect(cyclesOf(source, { firmware: "1.9.4" })).toBeGreaterThan(349367);
  });

  it("is one of those that are known", () => {
    const firmware = "1.8" as FirmwareName;
    expect(() => createBoard({ firmware })).toThrow(
      'firmware: expected "1.19" or "1.9.4", not 1.8',
    );
  });

  it("stays in a board that is reset", () => {
    const source = "x = 1\nfor i in range(100): x";
    const after = createBoard({ firmware: "1.9.4" });
    const restarted = cyclesOf(source, { after });
    expect(restarted).toBe(cyclesOf(source, { firmware: "1.9.4" }));
    expect(restarted).toBeGreaterThan(cyclesOf(source));
  });

  it("is one board's alone", () => {
    const source = "x = 1\nfor i in range(100): x";
    const before = cyclesOf(source);
    cyclesOf(source, { firmware: "1.9.4" });
    expect(cyclesOf(source)).toBe(before);
  });
});

describe("the firmware 1.9.4", () => {
  it.each(["x = i", "x = i + j", "x = l[0]", "l[0] = i"])("takes for %s what 1.19 does", (text) => {
    expect(more(text)).toBe(0);
  });

  it("looks for a global from the place of its hash on", () => {
    expect(Math.round((more("G", "G = 1") - 57 * PATH) / (29 * LOOP))).toBe(1);
  });

  it("passes the globals that stand in the way", () => {
    // Of machine, pyb, LED, led, n and f in a table of eight, led has three before it, machine none.
    const run = (name: string): number =>
      cyclesOf(
        `import machine
machine.mem32[0x40023c00] = 0x700
import pyb
LED = led = n = ${TURNS}
def f():
    for i in range(n): ${name}
f()
`,
        { firmware: "1.9.4" },
      );
    expect((run("led") - run("machine")) / TURNS).toBeCloseTo(3 * 29 * LOOP, 0);
  });

  it("searches the builtins from the first on", () => {
    expect(Math.round((more("len") - more("bool")) / (15 * LOOP))).toBe(53);
  });

  it("searches the methods of a built-in type from the first on", () => {
    expect(more("l.append(i)")).toBe(0);
    expect(more("l.pop") - more("l.append")).toBeGreaterThan(50);
  });

  it("has no short way to an instance's attributes", () => {
    expect(more("o.a")).toBeCloseTo((57 + 102) * PATH, -1);
    expect(more("o.a = i")).toBeCloseTo((57 + 365) * PATH, -1);
  });

  it("looks again when a table has grown", () => {
    const loop = "for k in range(50): G\n";
    const grow = Array.from({ length: 40 }, (_, i) => `v${i} = 1\n`).join("");
    const run = (source: string): number => cyclesOf(`G = k = 1\n${source}`, { firmware: "1.9.4" });
    const fresh = run(grow + loop) - run(grow);
    expect(run(loop + grow + loop) - run(loop + grow)).toBeCloseTo(fresh, -1);
    expect(fresh).not.toBeCloseTo(run(loop + loop) - run(loop), -1);
  });
});
