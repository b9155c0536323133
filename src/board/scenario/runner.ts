import type { Board, LcdPosition } from "../board.js";
import type { ByteStream } from "../byte-stream.js";
import { ClockEvent } from "../event-queue.js";
import { HeardSamples } from "./heard-samples.js";
import {
  type Action,
  type I2sBus,
  type Scenario,
  ScenarioExit,
  type Setting,
  type Step,
} from "./scenario.js";

/** How it has ended. */
export interface ScenarioResult {
  readonly exit: ScenarioExit;
  /** What was not met, with its line; empty when all was. */
  readonly message: string;
}

/** What was read from a stream and not yet matched. */
interface Heard {
  text: string;
}

/**
 * Plays a scenario on a board: it listens and acts while the board's time goes on, whoever lets it go on.
 * Expected texts are looked for behind the last one that was found.
 */
export class ScenarioRunner {
  private readonly next = new ClockEvent(() => this.proceed());
  private readonly deadline = new ClockEvent(() => this.miss());
  private readonly end = new ClockEvent(() => this.runOut());
  private readonly heard = new Map<string, Heard>();
  private readonly looked = new Set<LcdPosition>();
  private readonly samples = new Map<I2sBus, HeardSamples>();
  private readonly decoder = new TextDecoder();
  private index = 0;
  private start = 0;
  private expected: Step | undefined;
  private outcome: ScenarioResult | undefined;
  private readonly pinHeard = (level: number): void => this.checkPin(level);
  private whenDone: (result: ScenarioResult) => void = () => {};

  constructor(
    private readonly board: Board,
    private readonly scenario: Scenario,
  ) {}

  /** The result, undefined while it goes on. */
  get result(): ScenarioResult | undefined {
    return this.outcome;
  }

  /** Begins. `whenDone` is called when it has ended, within an event of the clock. */
  begin(whenDone: (result: ScenarioResult) => void = () => {}): void {
    const { clock } = this.board.chip;
    this.whenDone = whenDone;
    this.start = clock.seconds;
    for (const { action } of this.scenario.steps) {
      if (action.kind === "expect-text") this.hear(action.from);
      if (action.kind === "expect-lcd") this.look(action.on);
      if (action.kind === "expect-i2s") this.listen(action.on);
    }
    clock.scheduleAtSeconds(this.end, this.start + this.scenario.timeout);
    this.schedule(0);
  }

  /** The program has ended: what is still expected will not come. */
  conclude(): ScenarioResult {
    if (this.outcome === undefined) {
      const step = this.expected ?? this.scenario.steps[this.index];
      if (step === undefined) this.finish(ScenarioExit.Passed, "");
      else this.fail(step, "the program ended before this step was done");
    }
    return this.outcome!;
  }

  private hear(name: string): void {
    if (this.heard.has(name)) return;
    const heard: Heard = { text: "" };
    this.heard.set(name, heard);
    this.stream(name).onByte((byte) => {
      heard.text += this.decoder.decode(Uint8Array.of(byte), { stream: true });
      this.checkText(name);
    });
  }

  /** Looks at a display, which is plugged in for that. */
  private look(position: LcdPosition): void {
    if (this.looked.has(position)) return;
    this.looked.add(position);
    this.board.lcd(position).onChange(() => this.checkLcd());
  }

  /** Hears the samples of a bus. */
  private listen(bus: I2sBus): void {
    if (this.samples.has(bus)) return;
    const heard = new HeardSamples();
    this.samples.set(bus, heard);
    this.board.i2s(bus).onSample((sample) => {
      heard.push(sample);
      this.checkSamples(bus);
    });
  }

  private stream(name: string): ByteStream {
    return name === "usb" ? this.board.usb.output : this.board.uartOutput(name);
  }

  private schedule(seconds: number): void {
    const { clock } = this.board.chip;
    clock.scheduleAtSeconds(this.next, clock.seconds + seconds);
  }

  private proceed(): void {
    const step = this.scenario.steps[this.index];
    if (step === undefined) {
      this.finish(ScenarioExit.Passed, "");
      return;
    }
    const { clock } = this.board.chip;
    if (step.at !== undefined) {
      const cycle = clock.cycleAt(this.start + step.at);
      if (cycle > clock.now) {
        clock.schedule(this.next, cycle);
        return;
      }
    }
    this.index++;
    this.act(step, step.action);
  }

  private act(step: Step, action: Action): void {
    switch (action.kind) {
      case "set":
        for (const setting of action.settings) this.set(setting);
        this.schedule(0);
        break;
      case "press":
        this.press(action.seconds);
        break;
      case "wait":
        this.schedule(action.seconds);
        break;
      case "expect-pin":
        this.expectPin(step, action.pin, action.level, action.within);
        break;
      case "expect-text":
        this.expect(step, action.within);
        this.checkText(action.from);
        break;
      case "expect-lcd":
        this.expect(step, action.within);
        this.checkLcd();
        break;
      case "expect-i2s":
        this.expect(step, action.within);
        this.checkSamples(action.on);
    }
  }

  private set(setting: Setting): void {
    const { board } = this;
    switch (setting.kind) {
      case "level":
        board.setPin(setting.pin, setting.level);
        break;
      case "volts":
        board.setVoltage(setting.pin, setting.volts);
        break;
      case "acceleration":
        board.setAcceleration(setting);
        break;
      case "temperature":
        board.setTemperature(setting.celsius);
        break;
      case "text":
        if (setting.to === "usb") board.usb.feed(new TextEncoder().encode(setting.text));
        else board.feedUart(setting.to, setting.text);
        break;
      case "samples":
        board.i2s(setting.bus).feed(setting.samples, setting.bits);
    }
  }

  private press(seconds: number): void {
    const { board } = this;
    board.pressSwitch();
    const { clock } = board.chip;
    clock.atSeconds(clock.seconds + seconds, () => board.releaseSwitch());
    this.schedule(seconds);
  }

  private expect(step: Step, within: number): void {
    this.expected = step;
    const { clock } = this.board.chip;
    clock.scheduleAtSeconds(this.deadline, clock.seconds + within);
  }

  private expectPin(step: Step, name: string, level: 0 | 1, within: number): void {
    if (this.board.readPin(name) === level) {
      this.schedule(0);
      return;
    }
    this.board.pin(name).watch(this.pinHeard);
    this.expect(step, within);
  }

  private checkPin(level: number): void {
    const action = this.expected?.action;
    if (action?.kind === "expect-pin" && level === action.level) this.met();
  }

  private checkText(name: string): void {
    const action = this.expected?.action;
    if (action?.kind !== "expect-text" || action.from !== name) return;
    const heard = this.heard.get(name)!;
    const place = heard.text.indexOf(action.text);
    if (place < 0) return;
    heard.text = heard.text.slice(place + action.text.length);
    this.met();
  }

  private checkLcd(): void {
    const action = this.expected?.action;
    if (action?.kind !== "expect-lcd") return;
    const lines = this.board.lcd(action.on).text();
    if (lines.some((line) => line.includes(action.text))) this.met();
  }

  private checkSamples(bus: I2sBus): void {
    const action = this.expected?.action;
    if (action?.kind !== "expect-i2s" || action.on !== bus) return;
    if (this.samples.get(bus)!.takeUpTo(action.samples)) this.met();
  }

  private met(): void {
    this.drop();
    this.schedule(0);
  }

  private drop(): void {
    const action = this.expected?.action;
    if (action?.kind === "expect-pin") this.board.pin(action.pin).unwatch(this.pinHeard);
    this.expected = undefined;
    this.board.chip.clock.cancel(this.deadline);
  }

  private miss(): void {
    const step = this.expected!;
    const { action } = step;
    if (action.kind === "expect-pin") {
      const wanted = action.level ? "high" : "low";
      this.fail(step, `expected ${action.pin} to be ${wanted} within ${action.within} s`);
    } else if (action.kind === "expect-lcd") {
      const got = JSON.stringify(this.board.lcd(action.on).text());
      this.fail(
        step,
        `expected ${JSON.stringify(action.text)} on LCD ${action.on} within ${action.within} s, got ${got}`,
      );
    } else if (action.kind === "expect-i2s") {
      const wanted = JSON.stringify(action.samples);
      const got = JSON.stringify(this.samples.get(action.on)!.last(20));
      this.fail(
        step,
        `expected ${wanted} from I2S ${action.on} within ${action.within} s, got ${got}`,
      );
    } else if (action.kind === "expect-text") {
      const { text } = this.heard.get(action.from)!;
      const got = JSON.stringify(text.slice(-200));
      this.fail(
        step,
        `expected ${JSON.stringify(action.text)} from ${action.from} within ${action.within} s, got ${got}`,
      );
    }
  }

  private runOut(): void {
    const step = this.expected ?? this.scenario.steps[this.index];
    const problem = `the timeout of ${this.scenario.timeout} s came before the end`;
    this.finish(ScenarioExit.Timeout, this.placed(step, problem));
  }

  private fail(step: Step, problem: string): void {
    this.finish(ScenarioExit.Failed, this.placed(step, problem));
  }

  private placed(step: Step | undefined, problem: string): string {
    const { name } = this.scenario;
    if (step === undefined) return `${name}: ${problem}`;
    return `${name}:${step.place.line}:${step.place.column}: ${problem}`;
  }

  private finish(exit: ScenarioExit, message: string): void {
    this.drop();
    const { clock } = this.board.chip;
    for (const event of [this.next, this.deadline, this.end]) clock.cancel(event);
    this.outcome = { exit, message };
    this.whenDone(this.outcome);
  }
}
