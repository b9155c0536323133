import { describe, expect, it } from "vitest";
import { loadDemonstrations, runDemonstration } from "../../../src/cli/talk/demonstration.js";
import { talkFigures } from "../../../src/tables/talk.js";

/** Instead of 100,000: the rate is the same from here on. */
const COUNT = 1600;
/** How far from the talk's figure a rate may be. */
const TOLERANCE = 0.1;
/** Whose rates are not that near. */
const farOff = ["led_5", "led_6", "file_1", "file_2"];
/** Instead of 1000 reads; as many objects as make the collector run. */
const READS = 300;

const demonstrations = loadDemonstrations(new URL("../../../examples/talk/", import.meta.url));
const blinking = demonstrations.filter(({ figure }) => figure.unit === "Hz");
const reading = demonstrations.filter(({ figure }) => figure.unit === "B/s");
const results = new Map(
  demonstrations.map((each) => {
    const { unit, program } = each.figure;
    return [program, runDemonstration(each, unit === "Hz" ? COUNT : READS)];
  }),
);

describe("the talk's demonstrations", () => {
  it("are eight of LEDs and three of files", () => {
    expect(talkFigures).toHaveLength(11);
    expect(blinking).toHaveLength(8);
    expect(reading).toHaveLength(3);
  });

  it("have a title each", () => {
    for (const { title } of demonstrations) expect(title).toMatch(/^[A-Z].*\.$/);
  });

  it("say what was assumed where the talk leaves it open", () => {
    const open = ["led_4", "led_5", "led_6", "led_6_loop", "led_7", "file_1", "file_2", "file_3"];
    for (const program of open) {
      const { source } = demonstrations.find(({ figure }) => figure.program === program)!;
      expect(source).toMatch(/# The talk does not say .* assumed/s);
    }
  });
});

/** The part by which a rate misses what the talk says. */
function miss(program: string): number {
  const { rate, figure } = results.get(program)!;
  const [least, most] = figure.rate;
  return rate < least ? 1 - rate / least : Math.max(0, rate / most - 1);
}

describe("the rate of", () => {
  const near = demonstrations.filter(({ figure }) => !farOff.includes(figure.program));
  it.each(near.map(({ figure }) => figure.program))("%s is the talk's", (program) => {
    expect(miss(program)).toBeLessThan(TOLERANCE);
  });

  it.fails.each(farOff)("%s is the talk's", (program) => {
    expect(miss(program)).toBeLessThan(TOLERANCE);
  });
});

describe("reading a file", () => {
  const rateOf = (program: string) => results.get(program)!.rate;

  it("barely gains by preloaded methods", () => {
    expect(rateOf("file_2") / rateOf("file_1")).toBeGreaterThan(1);
    expect(rateOf("file_2") / rateOf("file_1")).toBeLessThan(1.1);
  });

  it("gains much by a buffer that is used again", () => {
    expect(rateOf("file_3") / rateOf("file_1")).toBeGreaterThan(5);
    expect(results.get("file_1")!.bytes).toBeGreaterThan(READS * 1000);
    expect(results.get("file_3")!.bytes).toBeLessThan(8000);
  });
});

describe("a demonstration tells", () => {
  it.each([...results.keys()])("%s: cycles, memory, code and energy", (program) => {
    const { cycles, rate, objects, bytes, codeBytes, joules, seconds } = results.get(program)!;
    expect(cycles * rate).toBeCloseTo(168e6, -1);
    expect(objects).toBeGreaterThan(0);
    expect(bytes).toBeGreaterThanOrEqual(objects * 16);
    expect(codeBytes).toBeGreaterThan(50);
    // A board that runs draws some 60 mA at 3.3 V.
    expect(joules / seconds).toBeGreaterThan(0.15);
    expect(joules / seconds).toBeLessThan(0.25);
  });

  it.each(blinking.map(({ figure }) => figure.program))("%s: the first edges", (program) => {
    const { trace } = results.get(program)!;
    expect(trace!.times).toHaveLength(2400);
    expect(trace!.start).toBe(0);
  });

  it("that it does not allocate in its loop", () => {
    for (const demonstration of blinking) {
      const { objects } = runDemonstration(demonstration, 80);
      expect(objects).toBe(results.get(demonstration.figure.program)!.objects);
    }
  });

  it("the same each time", () => {
    expect(runDemonstration(blinking[4]!, 80)).toEqual(runDemonstration(blinking[4]!, 80));
  });
});
