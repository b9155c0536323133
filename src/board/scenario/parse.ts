import { isMap, isScalar, LineCounter, parseDocument, type YAMLMap } from "yaml";
import { isPinName } from "../../tables/pyboard.js";
import type { PinLevel } from "../board.js";
import type { SampleBits } from "../i2s-line.js";
import { Fields } from "./fields.js";
import {
  type Action,
  type I2sBus,
  type Scenario,
  ScenarioError,
  type Setting,
  type Step,
} from "./scenario.js";

const DEFAULT_TIMEOUT = 60;
/** How long an expectation waits, and for how long the switch is pressed, unless it is said. */
const DEFAULT_WITHIN = 1;
const DEFAULT_PRESS = 0.1;

const levels: readonly PinLevel[] = ["high", "low", "float", "pull-up", "pull-down"];
const expectations = ["expect-pin", "expect-text", "expect-lcd", "expect-i2s"] as const;
const actions = ["set", "press", "wait", ...expectations] as const;
const sampleBits = [16, 24, 32] as const;
/** More at once would fill the host's memory: 20 s of stereo. */
const MOST_SAMPLES = 2_000_000;
/** What a pin of the processor stands. */
const MOST_VOLTS = 5.5;
const streams = ["usb", "XA", "XB", "YA", "YB", "1", "2", "3", "4", "6"] as const;

/** Reads a scenario file. @throws ScenarioError with the place */
export function parseScenario(source: string, file: string): Scenario {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  const problem = document.errors[0];
  if (problem !== undefined) {
    const { line, col } = lines.linePos(problem.pos[0]);
    throw new ScenarioError(file, { line, column: col }, problem.message.split("\n")[0]!);
  }
  return new ScenarioParser(new Fields(file, lines)).scenario(document.contents, file);
}

class ScenarioParser {
  constructor(private readonly fields: Fields) {}

  scenario(root: unknown, file: string): Scenario {
    const { fields } = this;
    const map = fields.map(root, "a scenario");
    const entries = fields.entries(map, "a scenario", ["name", "timeout", "steps"]);
    const timeout = entries.get("timeout");
    const name = entries.get("name");
    const steps = fields.list(fields.need(entries, "steps", map, "a scenario"), "steps");
    return {
      name: name === undefined ? file : fields.text(name.value, "name"),
      timeout: timeout ? fields.duration(timeout.value, "timeout") : DEFAULT_TIMEOUT,
      steps: this.ordered(steps.map((step) => this.step(step))),
    };
  }

  private ordered(steps: readonly Step[]): readonly Step[] {
    let last = 0;
    for (const { at, place } of steps) {
      if (at === undefined) continue;
      if (at < last) this.failAt(place, "at: the step before is later");
      last = at;
    }
    return steps;
  }

  private failAt(place: { line: number; column: number }, problem: string): never {
    throw new ScenarioError(this.fields.file, place, problem);
  }

  private step(node: unknown): Step {
    const { fields } = this;
    const map = fields.map(node, "a step");
    const entries = fields.entries(map, "a step", ["at", ...actions]);
    const at = entries.get("at");
    const [action, more] = [...entries.keys()].flatMap(
      (key) => actions.find((name) => name === key) ?? [],
    );
    if (more !== undefined) {
      fields.fail(entries.get(more)!.key, `a step: '${more}' belongs into a step of its own`);
    }
    const place = fields.placeOf(map);
    const when = at && fields.duration(at.value, "at");
    if (action === undefined) {
      if (when === undefined) fields.fail(map, `a step: expected one of ${actions.join(", ")}`);
      return { place, at: when, action: { kind: "wait", seconds: 0 } };
    }
    return { place, at: when, action: this.action(action, entries.get(action)!.value) };
  }

  private action(name: (typeof actions)[number], value: unknown): Action {
    const { fields } = this;
    switch (name) {
      case "set":
        return { kind: "set", settings: this.settings(fields.map(value, "set")) };
      case "press": {
        const empty = isScalar(value) && (value.value === null || value.value === true);
        const seconds = empty || value === null ? DEFAULT_PRESS : fields.duration(value, "press");
        return { kind: "press", seconds };
      }
      case "wait":
        return { kind: "wait", seconds: fields.duration(value, "wait") };
      case "expect-pin":
        return this.expectPin(fields.map(value, "expect-pin"));
      case "expect-text":
        return this.expectText(value);
      case "expect-lcd":
        return this.expectLcd(fields.map(value, "expect-lcd"));
      case "expect-i2s":
        return this.expectI2s(fields.map(value, "expect-i2s"));
    }
  }

  /** `{X1: high, X19: 1.2, acceleration: [0, 0, 1], temperature: 30, usb: text, XA: text, I2S2: [1, -1]}`. */
  private settings(map: YAMLMap): Setting[] {
    return map.items.map(({ key, value }) => {
      const name = this.fields.text(key, "set: a key");
      if (name === "acceleration") return this.acceleration(value);
      if (name === "temperature") {
        return { kind: "temperature", celsius: this.fields.number(value, "temperature") };
      }
      if ((streams as readonly string[]).includes(name)) {
        return { kind: "text", to: name, text: this.fields.text(value, name) };
      }
      if (name === "I2S2" || name === "I2S3") {
        return this.samplesSetting(name, name === "I2S2" ? 2 : 3, value);
      }
      return this.pinSetting(name, key, value);
    });
  }

  private acceleration(value: unknown): Setting {
    const axes = this.fields.list(value, "acceleration");
    if (axes.length !== 3) this.fields.fail(value, "acceleration: expected three numbers");
    const [x, y, z] = axes.map((axis) => this.fields.number(axis, "acceleration"));
    return { kind: "acceleration", x: x!, y: y!, z: z! };
  }

  /** Samples of 16 bits, or a mapping of them with `bits` and `times`. */
  private samplesSetting(name: string, bus: I2sBus, value: unknown): Setting {
    const { fields } = this;
    if (!isMap(value)) {
      return { kind: "samples", bus, samples: this.samples(value, name, 16), bits: 16 };
    }
    const entries = fields.entries(value, name, ["samples", "bits", "times"]);
    const bits = entries.get("bits");
    const width = bits ? fields.number(bits.value, "bits") : 16;
    const known = sampleBits.find((n) => n === width);
    if (known === undefined) return fields.fail(bits!.value, "bits: expected 16, 24 or 32");
    const given = fields.need(entries, "samples", value, name);
    const samples = this.samples(given, `${name}: samples`, known);
    const times = entries.get("times");
    const most = Math.floor(MOST_SAMPLES / Math.max(1, samples.length));
    const count = times ? fields.whole(times.value, "times", 1, most) : 1;
    const repeated = Array.from({ length: count }, () => samples).flat();
    return { kind: "samples", bus, samples: repeated, bits: known };
  }

  private samples(node: unknown, what: string, bits: SampleBits): number[] {
    const limit = 2 ** (bits - 1);
    const { fields } = this;
    return fields.list(node, what).map((sample) => fields.whole(sample, what, -limit, limit - 1));
  }

  private pinSetting(name: string, key: unknown, value: unknown): Setting {
    const pin = this.pinName(name, key);
    if (isScalar(value) && typeof value.value === "number") {
      return { kind: "volts", pin, volts: this.fields.within(value, name, 0, MOST_VOLTS) };
    }
    return { kind: "level", pin, level: this.fields.oneOf(value, name, levels) };
  }

  private pinName(name: string, node: unknown): string {
    if (isPinName(name)) return name;
    this.fields.fail(node, `the board has no pin named '${name}'`);
  }

  private expectPin(map: YAMLMap): Action {
    const { fields } = this;
    const entries = fields.entries(map, "expect-pin", ["pin", "level", "within"]);
    const pin = fields.need(entries, "pin", map, "expect-pin");
    const level = fields.need(entries, "level", map, "expect-pin");
    const within = entries.get("within");
    return {
      kind: "expect-pin",
      pin: this.pinName(fields.text(pin, "pin"), pin),
      level: fields.oneOf(level, "level", ["high", "low"]) === "high" ? 1 : 0,
      within: within ? fields.duration(within.value, "within") : 0,
    };
  }

  private expectLcd(map: YAMLMap): Action {
    const { fields } = this;
    const entries = fields.entries(map, "expect-lcd", ["text", "on", "within"]);
    const on = entries.get("on");
    const within = entries.get("within");
    return {
      kind: "expect-lcd",
      text: fields.text(fields.need(entries, "text", map, "expect-lcd"), "text"),
      on: on ? fields.oneOf(on.value, "on", ["X", "Y"]) : "X",
      within: within ? fields.duration(within.value, "within") : DEFAULT_WITHIN,
    };
  }

  private expectI2s(map: YAMLMap): Action {
    const { fields } = this;
    const entries = fields.entries(map, "expect-i2s", ["samples", "on", "within"]);
    const samples = fields.need(entries, "samples", map, "expect-i2s");
    const on = entries.get("on");
    const within = entries.get("within");
    return {
      kind: "expect-i2s",
      samples: this.samples(samples, "samples", 32),
      on: on && fields.oneOf(on.value, "on", ["2", "3"]) === "3" ? 3 : 2,
      within: within ? fields.duration(within.value, "within") : DEFAULT_WITHIN,
    };
  }

  /** A text, or a mapping of it with `from` and `within`. */
  private expectText(value: unknown): Action {
    const { fields } = this;
    if (isScalar(value)) {
      const text = fields.text(value, "expect-text");
      return { kind: "expect-text", text, from: "usb", within: DEFAULT_WITHIN };
    }
    const map = fields.map(value, "expect-text");
    const entries = fields.entries(map, "expect-text", ["text", "from", "within"]);
    const from = entries.get("from");
    const within = entries.get("within");
    return {
      kind: "expect-text",
      text: fields.text(fields.need(entries, "text", map, "expect-text"), "text"),
      from: from ? fields.oneOf(from.value, "from", streams) : "usb",
      within: within ? fields.duration(within.value, "within") : DEFAULT_WITHIN,
    };
  }
}
