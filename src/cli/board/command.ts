import { readFileSync, writeFileSync } from "node:fs";
import { checkImage, freshImage } from "../../board/flash-files.js";
import type { PinHistory, Trace } from "../../board/pin-history.js";
import { createBoard, type Pyboard } from "../../board/pyboard.js";
import { type Scenario, ScenarioError } from "../../board/scenario/scenario.js";
import { boardPins } from "../../tables/pyboard.js";
import { UsageError } from "../../vm/errors.js";
import { Interrupts } from "../interrupts.js";
import { complain, readSome, writeAll } from "../streams.js";
import { withFolder } from "./folder.js";
import { BoardProgram, type Ended } from "./program.js";
import { edgesOf, formatBoard, reportOf, traceLines } from "./report.js";
import { type BoardRequest, RequestError, readRequest, usage } from "./request.js";

const STDIN = 0;
const STDOUT = 1;
/** The status for arguments and scenario files that are wrong. */
const WRONG = 2;

/** Runs `adder board`; gives the exit status. */
export async function runBoard(args: readonly string[]): Promise<number> {
  try {
    const request = readRequest(args);
    if (request !== "help") return await new BoardCommand(request).run();
    print(usage);
    return 0;
  } catch (error) {
    if (error instanceof RequestError || error instanceof UsageError) {
      complain(`adder board: ${error.message}\n`);
    } else if (error instanceof ScenarioError) complain(`${error.message}\n`);
    else throw error;
    return WRONG;
  }
}

/** One board, from its start to its report. */
class BoardCommand {
  private readonly output: Uint8Array[] = [];
  private readonly interrupts: Interrupts = new Interrupts(() => this.pyboard.runtime.interrupt());
  private pyboard: Pyboard;
  /** When the command began, by the host's clock, and the seconds of the boards that were reset. */
  private readonly began = performance.now();
  private spent = 0;
  private history: PinHistory | undefined;

  constructor(private readonly request: BoardRequest) {
    this.pyboard = this.makeBoard(imageOf(request));
    if (request.card !== undefined) this.pyboard.board.insertCard(read(request.card));
  }

  private makeBoard(from: { image?: Uint8Array; after?: Pyboard }): Pyboard {
    const { seed, firmware, realTime, argv, json, scenario } = this.request;
    return createBoard({
      argv,
      realTime,
      ...(seed !== undefined && { seed }),
      ...(firmware !== undefined && { firmware }),
      ...from,
      stdout: (bytes) => {
        if (json) this.output.push(bytes.slice());
        else writeAll(STDOUT, bytes);
      },
      stderr: complainBytes,
      ...(scenario === undefined && { stdin: (into: Uint8Array) => readSome(STDIN, into) }),
      warn: (text) => complain(`adder board: warning: ${text}\n`),
      onSafepoint: () => this.interrupts.poll(),
    });
  }

  async run(): Promise<number> {
    const { request } = this;
    const source = readProgram(request);
    const scenario = await readScenario(request.scenario);
    this.history = this.record();
    const ended =
      source === undefined && scenario === undefined
        ? { status: await this.converse(), message: "" }
        : new BoardProgram(this.pyboard, this.interrupts, request, scenario).run(source);
    if (request.saveImage !== undefined) {
      // As the soft reset behind a program does, this closes what it has left open.
      this.pyboard.runtime.dispose();
      write(request.saveImage, this.pyboard.saveImage());
    }
    this.keepCard();
    if (ended.message !== "" && !request.json) complain(ended.message);
    await this.tell(ended);
    return ended.status;
  }

  /** What the program has changed on the SD card stays in its file. */
  private keepCard(): void {
    const { card } = this.request;
    const image = this.pyboard.board.chip.sdio.card?.image;
    if (card === undefined || image === undefined) return;
    if (Buffer.compare(read(card), image) !== 0) write(card, image);
  }

  /** Starts the board and talks with a person, anew after each reset; gives the exit status. */
  private async converse(): Promise<number> {
    const { runPrompt } = await import("./prompt.js");
    while (true) {
      const program = new BoardProgram(this.pyboard, this.interrupts, this.left(), undefined);
      const ended = program.startUp() ? "restart" : await runPrompt(this.pyboard, this.interrupts);
      if (ended !== "restart") return ended;
      this.restart();
    }
  }

  /** The board starts again: a new one, with the old one's flash and what its battery keeps. */
  private restart(): void {
    const after = this.pyboard;
    this.spent += after.seconds;
    after.runtime.dispose();
    this.pyboard = this.makeBoard({ after });
    this.history = this.record();
  }

  /** What is asked of a board that starts now: no more than is left of the limits. */
  private left(): BoardRequest {
    const { timeout, hostTimeout } = this.request;
    const passed = (performance.now() - this.began) / 1000;
    return {
      ...this.request,
      timeout: timeout === undefined ? undefined : Math.max(0, timeout - this.spent),
      hostTimeout: hostTimeout === undefined ? undefined : Math.max(0, hostTimeout - passed),
    };
  }

  /** Keeps the edges where something is to be made of them. */
  private record(): PinHistory | undefined {
    const { vcd, svg, trace, pins } = this.request;
    if (vcd === undefined && svg === undefined && !trace) return undefined;
    return this.pyboard.board.recordPins(pins ?? Object.keys(boardPins));
  }

  private async tell(ended: Ended): Promise<void> {
    const { request, pyboard, history } = this;
    const report = reportOf(pyboard, ended.status, ended.message);
    const traces = history === undefined ? [] : this.tracesOf(history);
    if (history !== undefined) await this.writeTraces(traces);
    if (request.json) {
      const output = Buffer.concat(this.output).toString("utf8");
      const edges = request.trace ? { edges: edgesOf(traces) } : {};
      print(`${JSON.stringify({ ...report, ...edges, output }, undefined, 2)}\n`);
      return;
    }
    if (request.trace) for (const line of traceLines(traces)) print(line);
    if (request.report) print(formatBoard(pyboard, report));
  }

  /** What was kept, of the pins that were asked for or have moved. */
  private tracesOf(history: PinHistory): readonly Trace[] {
    const { pins } = this.request;
    if (history.dropped > 0) {
      complain(`adder board: warning: ${history.dropped} edges were too many to be kept\n`);
    }
    return history.traces.filter(({ times }) => pins !== undefined || times.length > 0);
  }

  private async writeTraces(traces: readonly Trace[]): Promise<void> {
    const { vcd: dump, svg } = this.request;
    const { seconds } = this.pyboard;
    if (dump !== undefined) {
      const { vcd } = await import("../../board/vcd.js");
      write(dump, vcd(traces, seconds));
    }
    if (svg !== undefined) {
      const { waveform } = await import("../../board/waveform.js");
      write(svg, waveform(traces, { to: seconds }));
    }
  }
}

/** The program, undefined when there is none. @throws RequestError */
function readProgram({ program }: BoardRequest): Uint8Array | undefined {
  if (program.kind === "none") return undefined;
  if (program.kind === "command") return new TextEncoder().encode(program.text);
  return read(program.text);
}

async function readScenario(file: string | undefined): Promise<Scenario | undefined> {
  if (file === undefined) return undefined;
  const { parseScenario } = await import("../../board/scenario/parse.js");
  return parseScenario(new TextDecoder().decode(read(file)), file);
}

function read(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new RequestError(`${file}: ${(error as Error).message}`);
  }
}

/** The flash's file system: an image, with the files of a folder in it. @throws RequestError, UsageError */
function imageOf({ image, folder }: BoardRequest): { image?: Uint8Array } {
  const given = image === undefined ? undefined : checkImage(read(image));
  if (folder === undefined) return given === undefined ? {} : { image: given };
  return { image: withFolder(given ?? freshImage(), folder) };
}

function write(file: string, text: string | Uint8Array): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new RequestError(`${file}: ${(error as Error).message}`);
  }
}

function complainBytes(bytes: Uint8Array): void {
  writeAll(2, bytes);
}

function print(text: string): void {
  writeAll(STDOUT, new TextEncoder().encode(text));
}
