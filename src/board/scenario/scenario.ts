import type { LcdPosition, PinLevel } from "../board.js";
import type { SampleBits } from "../i2s-line.js";

/** A place in a scenario file, from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** One thing that happens to the board. */
export type Setting =
  | { readonly kind: "level"; readonly pin: string; readonly level: PinLevel }
  | { readonly kind: "volts"; readonly pin: string; readonly volts: number }
  | { readonly kind: "acceleration"; readonly x: number; readonly y: number; readonly z: number }
  | { readonly kind: "temperature"; readonly celsius: number }
  | { readonly kind: "text"; readonly to: string; readonly text: string }
  | {
      readonly kind: "samples";
      readonly bus: I2sBus;
      readonly samples: readonly number[];
      readonly bits: SampleBits;
    };

/** A bus of I2S. */
export type I2sBus = 2 | 3;

/** What a step does once its time has come. Times are in seconds. */
export type Action =
  | { readonly kind: "set"; readonly settings: readonly Setting[] }
  | { readonly kind: "press"; readonly seconds: number }
  | { readonly kind: "wait"; readonly seconds: number }
  | {
      readonly kind: "expect-pin";
      readonly pin: string;
      readonly level: 0 | 1;
      readonly within: number;
    }
  | {
      readonly kind: "expect-text";
      readonly text: string;
      readonly from: string;
      readonly within: number;
    }
  | {
      /** A line of the display has this text. */
      readonly kind: "expect-lcd";
      readonly text: string;
      readonly on: LcdPosition;
      readonly within: number;
    }
  | {
      /** A bus sends these samples one after the other. */
      readonly kind: "expect-i2s";
      readonly samples: readonly number[];
      readonly on: I2sBus;
      readonly within: number;
    };

export interface Step {
  readonly place: Place;
  /** Seconds since the start of the scenario, undefined: right behind the step before. */
  readonly at: number | undefined;
  readonly action: Action;
}

export interface Scenario {
  readonly name: string;
  /** Seconds of virtual time after which it has failed. */
  readonly timeout: number;
  readonly steps: readonly Step[];
}

/** How a scenario has ended; the exit code of a command that runs one. */
export enum ScenarioExit {
  Passed = 0,
  /** An expectation was not met. */
  Failed = 1,
  /** The file is wrong. */
  Wrong = 2,
  /** The virtual time ran out. */
  Timeout = 3,
}

/** A scenario file that cannot be understood. The message begins with file, line and column. */
export class ScenarioError extends Error {
  override readonly name = "ScenarioError";

  constructor(
    readonly file: string,
    readonly place: Place,
    readonly problem: string,
  ) {
    super(`${file}:${place.line}:${place.column}: ${problem}`);
  }
}
