import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Workplace } from "../adder.js";

const place = new Workplace();
afterAll(() => place.remove());

const run = (...args: string[]) => place.run(["board", ...args]);

const blink = place.write(
  "blink.py",
  `import pyb
led = pyb.LED(4)
for i in range(5):
    led.toggle()
    pyb.delay(10)
print("done")
`,
);

describe("adder board", () => {
  it("runs a program on the board", () => {
    const { status, stdout } = run("-c", "import sys, pyb; print(sys.platform, pyb.freq()[0])");
    expect([status, stdout]).toEqual([0, "pyboard 168000000\n"]);
  });

  it("ends with 1 behind an exception, and with what sys.exit is given", () => {
    const { status, stderr } = run("-c", "1/0");
    expect(status).toBe(1);
    expect(stderr).toMatch(/line 1, in <module>\r?\nZeroDivisionError: divide by zero/);
    expect(run("-c", "import sys; sys.exit(4)").status).toBe(4);
  });

  it("ends with 2 for arguments that are wrong", () => {
    expect(run("--nothing").status).toBe(2);
    expect(run("--timeout", "long", blink).stderr).toBe(
      "adder board: --timeout: long is no time\n",
    );
    expect(run("missing.py").stderr).toMatch(/^adder board: missing.py: ENOENT/);
    expect(run("--timeout", "-5", blink).stderr).toBe(
      "adder board: --timeout: expected a value that does not begin with '-'\n",
    );
    expect(run("--pins", "X1,X99", blink)).toMatchObject({
      status: 2,
      stderr: "adder board: --pins: the board has no pin named 'X99'\n",
    });
  });

  it("tells of a fault with its address and line", () => {
    const { status, stderr } = run("-c", "import stm\n\nstm.mem32[0x60000000] = 1");
    expect(status).toBe(1);
    expect(stderr).toMatch(/line 3, in <module>\r?\nRuntimeError: HardFault at 0x60000000 pc /);
  });

  it("ends when the program resets the board", () => {
    expect(run("-c", "import machine; machine.reset()")).toMatchObject({
      status: 0,
      stderr: "adder board: the program has reset the board\n",
    });
  });

  it("warns once of a register that is not modelled", () => {
    const source = "import stm\nfor i in range(3): stm.mem32[stm.GPIOA + 0x3f0]";
    expect(run("-c", source)).toMatchObject({
      status: 0,
      stderr: "adder board: warning: read of GPIOA+0x3f0, which is not modelled\n",
    });
  });

  it("hands on the program's arguments", () => {
    const file = place.write("argv.py", "import sys; print(sys.argv[1:])");
    expect(run("--seed", "7", file, "--json", "x").stdout).toBe("['--json', 'x']\n");
  });

  it("counts the cycles of the firmware that is chosen", () => {
    const cycles = (...args: string[]): number =>
      JSON.parse(run(...args, "--json", "-c", "x = 1\nfor i in range(500): x").stdout).cycles;
    expect(cycles("--firmware", "1.19")).toBe(cycles());
    expect(cycles("--firmware", "1.9.4")).toBeGreaterThan(cycles());
    expect(run("--firmware", "1.8", "-c", "")).toMatchObject({
      status: 2,
      stderr: "adder board: --firmware: 1.8 is none of 1.19, 1.9.4\n",
    });
  });

  it("reports pins, time and energy", () => {
    const { stdout } = run("--report", blink);
    expect(stdout).toMatch(/^done\ntime {4}[\d.]+ ms, \d+ cycles\nenergy {2}[\d.]+ mA, /);
    expect(stdout).toMatch(/\nB4 LED_BLUE {2}5 {6}(49\.9|50\.0)\d? Hz/);
  });

  it("reports as JSON", () => {
    const report = JSON.parse(run("--json", blink).stdout);
    expect(report).toMatchObject({ status: 0, output: "done\n", pins: [{ pin: "B4", edges: 5 }] });
    expect(report.energy.parts.idle.seconds).toBeGreaterThan(0.04);
  });

  it("puts the edges into the JSON", () => {
    const { edges } = JSON.parse(run("--json", "--trace", "--pins", "B4", blink).stdout);
    expect(edges).toHaveLength(5);
    expect(edges[0]).toMatchObject({ pin: "B4", level: 1 });
  });

  it("writes and prints the edges, the same each time", () => {
    const vcd = join(place.folder, "edges.vcd");
    const args = ["--vcd", vcd, "--svg", join(place.folder, "edges.svg"), "--trace", blink];
    const [first, dump] = [run(...args).stdout, readFileSync(vcd, "utf8")];
    expect(first).toMatch(/^done\n0\.\d{9} LED_BLUE 1\n/);
    expect(dump).toContain("$var wire 1 ! LED_BLUE $end");
    expect(readFileSync(join(place.folder, "edges.svg"), "utf8")).toContain("<svg");
    expect(run(...args).stdout).toBe(first);
    expect(readFileSync(vcd, "utf8")).toBe(dump);
  });
});

describe("a program that does not end", () => {
  it("is stopped by the board's time, and says where it was", () => {
    const file = place.write("endless.py", "def spin():\n    while True:\n        pass\nspin()\n");
    const { status, stderr } = run("--timeout", "20 ms", file);
    expect(status).toBe(3);
    expect(stderr).toMatch(
      /endless.py", line [23], in spin\r?\nadder board: .* 0.02 s of the board/,
    );
  });

  it("is stopped in a delay", () => {
    const { status, stderr } = run("--timeout", "1", "-c", "import pyb\npyb.delay(5000)");
    expect([status, stderr.includes("line 2, in <module>")]).toEqual([3, true]);
  });

  it("is stopped by the host's time", () => {
    const { status, stderr } = run("--host-timeout", "200ms", "-c", "while True: x = 1");
    expect([status, stderr.includes("0.2 s of the host's time")]).toEqual([3, true]);
  });

  it("is stopped in machine code", () => {
    const source = "@micropython.asm_thumb\ndef f():\n label(x)\n b(x)\nf()";
    const { status, stderr } = run("--timeout", "10ms", "-c", source);
    expect([status, /0x[0-9a-f]{8}|in <module>/.test(stderr)]).toEqual([3, true]);
  });

  it("is stopped although it catches what it can", () => {
    const source =
      "while True:\n  try:\n    while True: pass\n  except KeyboardInterrupt:\n    pass\n";
    expect(run("--timeout", "10 ms", "-c", source).status).toBe(3);
  });
});

describe("a scenario", () => {
  const scenario = place.write(
    "press.yml",
    `timeout: 2 s
steps:
  - expect-text: {text: "ready", within: 100 ms}
  - press: 50 ms
  - expect-pin: {pin: LED_RED, level: high, within: 200 ms}
  - expect-text: {text: "bye", within: 1 s}
`,
  );
  const source = (last: string): string => `import pyb
switch = pyb.Switch()
print("ready")
while not switch(): pyb.delay(1)
pyb.LED(1).on()
print("${last}")
while True: pass
`;

  it("plays the world, and ends the program when it is done", () => {
    const file = place.write("good.py", source("bye"));
    expect(run("--scenario", scenario, file)).toMatchObject({ status: 0, stderr: "" });
  });

  it("talks with a program that reads standard input", () => {
    const talk = place.write(
      "talk.yml",
      `timeout: 2 s
steps:
  - expect-text: {text: "name? ", within: 100 ms}
  - set: {usb: "Ada\\r"}
  - expect-text: {text: "hello Ada", within: 100 ms}
`,
    );
    const { status, stdout } = run("--scenario", talk, "-c", "print('hello', input('name? '))");
    expect([status, stdout]).toEqual([0, "name? hello Ada\n"]);
  });

  it("ends with 1 when an expectation is not met", () => {
    const file = place.write("bad.py", source("hello"));
    const { status, stderr } = run("--scenario", scenario, file);
    expect([status, /^\S*press.yml:6:5: expected /.test(stderr)]).toEqual([1, true]);
  });

  it("is refused with its place", () => {
    const file = place.write("wrong.yml", "steps: 3\n");
    const { status, stderr } = run("--scenario", file, blink);
    expect(status).toBe(2);
    expect(stderr).toMatch(/wrong.yml:1:8: /);
  });
});

describe("the prompt", () => {
  it("comes again behind a reset, on a board with the same flash and clock", () => {
    const boot = place.write("restart/boot.py", "print('boot')\n");
    const lines = [
      "import machine; machine.reset_cause() == machine.PWRON_RESET",
      "with open('kept.txt', 'w') as f: f.write('kept')",
      "",
      "machine.mem8[0x40024000] = 7; rtc = machine.RTC()",
      "x = rtc.datetime((2026, 11, 23, 1, 2, 3, 4, 0))",
      "machine.reset()",
      "open('kept.txt').read()",
      "import machine; machine.reset_cause() == machine.HARD_RESET, machine.mem8[0x40024000]",
      "machine.RTC().datetime()[:6]",
      "machine.soft_reset()",
      "import machine; machine.reset_cause() == machine.SOFT_RESET",
      "\x04import machine; machine.RTC().datetime()[0]",
    ];
    const input = `${lines.join("\n")}\n`;
    const { status, stdout, stderr } = place.run(["board", "--fs", dirname(boot)], input);
    expect(status).toBe(0);
    const said = stdout.split(/\r?\n/).filter((line) => !line.startsWith(">>>"));
    expect(said.filter((line) => /^(boot|True|'kept'|\(.*\)|20\d\d)$/.test(line))).toEqual([
      ...["boot", "True", "boot", "'kept'", "(True, 7)", "(2026, 11, 23, 1, 2, 3)"],
      ...["boot", "True", "boot", "2026"],
    ]);
    expect(stderr).toContain("the program has reset the board");
  });

  it("is left by Ctrl-X", () => {
    const { status, stdout } = place.run(["board"], "1 + 1\n\x18\n40 + 2\n");
    expect([status, stdout.includes("42")]).toEqual([0, false]);
  });

  it("tells what an input took when it is asked to", () => {
    const lines = ["import pyb", "pyb.repl_info(1)", "pyb.delay(20)", "pyb.repl_info(0)", "1", ""];
    const { stdout } = place.run(["board"], lines.join("\n"));
    const told = stdout.split(/\r?\n/).filter((line) => /^(took|qstr|stack|GC)/.test(line));
    expect(told.map((line) => line.replace(/[\d.]+/g, "n").split(",")[0])).toEqual([
      ...["took n ms", "qstr pool: n_pool=n", "stack: n out of n", "GC: total: n"],
      ...["took n ms", "qstr pool: n_pool=n", "stack: n out of n", "GC: total: n"],
    ]);
    expect(told[4]).toMatch(/^took (19|20) ms/);
  });

  it("runs what is typed on the board", () => {
    const { status, stdout } = place.run(["board"], "import pyb\npyb.LED(1)\n1 / 0\n6 * 7\n");
    expect(status).toBe(0);
    expect(stdout).toContain("LED(1)");
    expect(stdout).toContain("42");
  });
});
