import type { Pyboard } from "../../board/pyboard.js";
import { ScenarioRunner } from "../../board/scenario/runner.js";
import { type Scenario, ScenarioExit } from "../../board/scenario/scenario.js";
import type { Limits } from "../../board/stopping.js";
import {
  BoardReset,
  BudgetError,
  HostTimeout,
  PythonError,
  PythonExit,
  RuntimeFailure,
  VirtualTimeout,
} from "../../vm/errors.js";
import type { Interrupts } from "../interrupts.js";
import { complain } from "../streams.js";
import type { BoardRequest } from "./request.js";

/** How it has ended: the exit status, and what is to be said about it. */
export interface Ended {
  readonly status: number;
  readonly message: string;
}

/** A program on its way through the board, with the world that a scenario plays around it. */
export class BoardProgram {
  private readonly runner: ScenarioRunner | undefined;

  constructor(
    private readonly pyboard: Pyboard,
    private readonly interrupts: Interrupts,
    private readonly request: BoardRequest,
    scenario: Scenario | undefined,
  ) {
    if (scenario !== undefined) this.runner = new ScenarioRunner(pyboard.board, scenario);
  }

  /**
   * Runs boot.py and main.py of the flash; complains of what they do wrong, as the board does.
   *
   * @returns whether they have reset the board
   */
  startUp(): boolean {
    this.interrupts.listen();
    try {
      this.pyboard.startUp(this.limits());
      return false;
    } catch (error) {
      complain(endOf(error).message);
      return isRestart(this.pyboard, error);
    } finally {
      this.interrupts.ignore();
    }
  }

  /** Runs a program, or what starts by itself, to its end. */
  run(source: Uint8Array | undefined): Ended {
    const { interrupts } = this;
    let over = false;
    this.runner?.begin(() => {
      // The scenario is the measure: what the program would do behind its end is of no interest.
      over = true;
      this.pyboard.stop();
    });
    interrupts.listen();
    try {
      this.execute(source);
      return this.conclude({ status: 0, message: "" });
    } catch (error) {
      if (over) return this.conclude({ status: 0, message: "" });
      return this.conclude(endOf(error));
    } finally {
      interrupts.ignore();
    }
  }

  private execute(source: Uint8Array | undefined): void {
    const { program } = this.request;
    if (source === undefined) {
      this.pyboard.startUp(this.limits());
      return;
    }
    const filename = program.kind === "file" ? program.text : "<stdin>";
    if (filename.endsWith(".mpy")) this.pyboard.runMpy(source, this.limits());
    else this.pyboard.run(source, { filename, ...this.limits() });
  }

  private limits(): Limits {
    const { timeout, hostTimeout } = this.request;
    return {
      ...(timeout !== undefined && { timeout }),
      ...(hostTimeout !== undefined && { hostTimeout }),
    };
  }

  /** What the program did wrong goes before what the scenario says. */
  private conclude(ended: Ended): Ended {
    if (this.runner === undefined || ended.status !== 0) return ended;
    const { exit, message } = this.runner.conclude();
    if (exit === ScenarioExit.Passed) return ended;
    return { status: exit, message: `${message}\n` };
  }
}

/** Whether with this error the board starts again; then its chip knows why. */
export function isRestart(pyboard: Pyboard, error: unknown): boolean {
  if (error instanceof BoardReset) return error.reason !== "bootloader";
  if (!(error instanceof PythonExit) || !pyboard.asksForSoftReset) return false;
  pyboard.softReset();
  return true;
}

/** How an error ends the command. @throws what is a fault of ours */
export function endOf(error: unknown): Ended {
  if (error instanceof PythonExit) {
    return { status: error.status, message: error.text === undefined ? "" : `${error.text}\n` };
  }
  if (error instanceof BoardReset) {
    return { status: 0, message: `adder board: ${error.message}\n` };
  }
  if (error instanceof PythonError) return { status: 1, message: error.traceback };
  if (error instanceof VirtualTimeout || error instanceof HostTimeout) {
    return {
      status: ScenarioExit.Timeout,
      message: `${error.where}adder board: ${error.message}\n`,
    };
  }
  if (error instanceof BudgetError || error instanceof RuntimeFailure) {
    return { status: 1, message: `adder board: ${error.message}\n` };
  }
  throw error;
}
