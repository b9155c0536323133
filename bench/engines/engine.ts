import type { Program } from "../programs.js";

/** A program loaded in an engine, its result checked once, ready to be timed. */
export interface Session {
  /** Name and version of what runs, as it reports itself. */
  version: string;
  /** Milliseconds of one call of `run(N)`. */
  sample(): Promise<number>;
  close(): Promise<void>;
}

/** Something that runs Python. */
export interface Engine {
  name: string;
  /** Loads a program and checks `run(N)`; throws WrongResult when it differs. */
  open(program: Program): Promise<Session>;
}

/** `run(N)` gave something else than `EXPECTED`. */
export class WrongResult extends Error {
  constructor(engine: string, program: string, result: string) {
    super(`${program} on ${engine}: run(N) is not EXPECTED but ${result}`);
    this.name = "WrongResult";
  }
}
