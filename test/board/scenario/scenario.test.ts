import { describe, expect, it } from "vitest";
import { Board } from "../../../src/board/board.js";
import { Chip } from "../../../src/board/chip.js";
import { parseScenario } from "../../../src/board/scenario/parse.js";
import { ScenarioRunner } from "../../../src/board/scenario/runner.js";
import { ScenarioExit } from "../../../src/board/scenario/scenario.js";
import { peripherals } from "../../../src/tables/stm32f405.js";

function play(source: string, program: (board: Board) => void = () => {}) {
  const board = new Board(new Chip());
  const runner = new ScenarioRunner(board, parseScenario(source, "s.yaml"));
  runner.begin();
  program(board);
  const { clock } = board.chip;
  while (runner.result === undefined && clock.next < Number.POSITIVE_INFINITY) {
    clock.advanceTo(clock.next);
  }
  return { board, result: runner.result!, seconds: clock.seconds };
}

/** After so many seconds the program lights the blue LED. */
function lightAfter(seconds: number) {
  return ({ chip }: Board): void => {
    chip.clock.at(chip.clock.now + chip.clock.cyclesOf(seconds), () => {
      chip.write(peripherals.GPIOB.start + 0x18, 4, 1 << 4);
    });
  };
}

describe("a scenario", () => {
  it("sets what is outside of the board", () => {
    const { board, result } = play(`steps:
  - set: {X1: high, X19: 1.2, acceleration: [0, 1, 0], temperature: 40, usb: "hi\\r"}
`);
    expect(result).toEqual({ exit: ScenarioExit.Passed, message: "" });
    expect(board.readPin("X1")).toBe(1);
    expect(board.readVoltage("X19")).toBe(1.2);
    expect(board.accelerometer.acceleration.y).toBe(1);
    expect(board.usb.take(9)).toEqual([0x68, 0x69, 13]);
  });

  it("waits for a pin", () => {
    const source = "steps:\n  - expect-pin: {pin: LED_BLUE, level: high, within: 200 ms}\n";
    expect(play(source, lightAfter(0.1)).result.exit).toBe(ScenarioExit.Passed);
    expect(play(source, lightAfter(0.3)).result).toEqual({
      exit: ScenarioExit.Failed,
      message: "s.yaml:2:5: expected LED_BLUE to be high within 0.2 s",
    });
  });

  it("feeds an I2S bus", () => {
    const source = "steps:\n  - set: {I2S2: [1, -1], I2S3: {samples: [5], bits: 24, times: 3}}\n";
    const { board } = play(source);
    expect([board.i2s(2).pending, board.i2s(3).pending]).toEqual([2, 3]);
    expect(board.i2s(3).pull("left")).toBe(5 << 8);
  });

  it("waits for samples, one behind the other", () => {
    const source = `steps:
  - expect-i2s: {samples: [1, 2], within: 200 ms}
  - expect-i2s: {samples: [1, 2]}
  - expect-i2s: {samples: [2, 3], within: 10 ms}
`;
    const { result } = play(source, ({ chip }) => {
      const { line } = chip.spi("SPI2")!.i2s!;
      for (const sample of [0, 1, 1, 2]) line.push(sample, 16, "left");
      chip.clock.at(chip.clock.now + chip.clock.cyclesOf(0.1), () => {
        for (const sample of [1, 2, 3]) line.push(sample, 16, "left");
      });
    });
    expect(result).toEqual({
      exit: ScenarioExit.Failed,
      message: "s.yaml:4:5: expected [2,3] from I2S 2 within 0.01 s, got [3]",
    });
  });

  it("presses the switch for a time", () => {
    const levels: number[] = [];
    play("steps:\n  - at: 10 ms\n    press: 50 ms\n  - wait: 1 ms\n", (board) => {
      board.pin("SW").watch((level) => levels.push(level));
    });
    expect(levels).toEqual([0, 1]);
  });

  it("waits for texts, one behind the other", () => {
    const source = `steps:
  - expect-text: one
  - expect-text: {text: two, within: 2 s}
`;
    const say = (text: string) => (board: Board) => {
      for (const byte of new TextEncoder().encode(text)) board.usb.output.push(byte);
    };
    expect(play(source, say("one two")).result.exit).toBe(ScenarioExit.Passed);
    expect(play(source, say("two one")).result.message).toBe(
      's.yaml:3:5: expected "two" from usb within 2 s, got ""',
    );
  });

  it("ends at its timeout in virtual time", () => {
    const { result } = play("timeout: 2 s\nsteps:\n  - wait: 5 s\n  - press:\n");
    expect(result).toEqual({
      exit: ScenarioExit.Timeout,
      message: "s.yaml:4:5: the timeout of 2 s came before the end",
    });
  });

  it("fails when the program ends before it", () => {
    const board = new Board(new Chip());
    const runner = new ScenarioRunner(board, parseScenario("steps:\n  - wait: 1 s\n", "s.yaml"));
    runner.begin();
    expect(runner.conclude().message).toBe(
      "s.yaml:2:5: the program ended before this step was done",
    );
  });
});

describe("a wrong scenario file", () => {
  const cases: readonly (readonly [what: string, source: string, message: string])[] = [
    ["no mapping", "- 1\n", "s.yaml:1:1: a scenario: expected a mapping"],
    ["no steps", "name: x\n", "s.yaml:1:1: a scenario: 'steps' is missing"],
    [
      "an unknown step",
      "steps:\n  - wat: 1 s\n",
      "s.yaml:2:5: a step: unknown key 'wat'; expected at, set, press, wait, expect-pin, expect-text",
    ],
    [
      "two actions",
      "steps:\n  - wait: 1 s\n    press:\n",
      "s.yaml:3:5: a step: 'press' belongs into a step of its own",
    ],
    ["no time", "steps:\n  - wait: soon\n", "s.yaml:2:11: wait: expected a time such as '20 ms'"],
    [
      "no such pin",
      "steps:\n  - set: {Z9: high}\n",
      "s.yaml:2:11: the board has no pin named 'Z9'",
    ],
    [
      "no such level",
      "steps:\n  - set: {X1: up}\n",
      "s.yaml:2:15: X1: expected one of high, low, float, pull-up, pull-down",
    ],
    [
      "samples of other bits",
      "steps:\n  - set: {I2S2: {samples: [1], bits: 8}}\n",
      "s.yaml:2:38: bits: expected 16, 24 or 32",
    ],
    ["no finite voltage", "steps:\n  - set: {X1: .nan}\n", "s.yaml:2:15: X1: expected a number"],
    [
      "more volts than a pin stands",
      "steps:\n  - set: {X1: 12}\n",
      "s.yaml:2:15: X1: expected a number from 0 to 5.5",
    ],
    [
      "a pin that is a property of objects",
      "steps:\n  - set: {constructor: high}\n",
      "s.yaml:2:11: the board has no pin named 'constructor'",
    ],
    [
      "samples without an end",
      "steps:\n  - set: {I2S2: {samples: [1, 2], times: 1e12}}\n",
      "s.yaml:2:42: times: expected a number from 1 to 1000000",
    ],
    [
      "samples half a time",
      "steps:\n  - set: {I2S2: {samples: [1, 2], times: 1.5}}\n",
      "s.yaml:2:42: times: expected a whole number",
    ],
    [
      "samples that do not fit",
      "steps:\n  - set: {I2S2: [40000]}\n",
      "s.yaml:2:18: I2S2: expected a number from -32768 to 32767",
    ],
    [
      "steps out of order",
      "steps:\n  - at: 2 s\n  - at: 1 s\n",
      "s.yaml:3:5: at: the step before is later",
    ],
  ];

  it.each(cases)("with %s is refused with its place", (_what, source, message) => {
    expect(() => parseScenario(source, "s.yaml")).toThrow(message);
  });

  it("that is no YAML is refused with its place", () => {
    expect(() => parseScenario("steps: [\n  a: {\n", "s.yaml")).toThrow(/^s\.yaml:\d+:\d+: /);
  });
});
