import { readFileSync, writeFileSync } from "node:fs";
import { checkImage, freshImage } from "../../board/flash-files.js";
import type { PinHistory } from "../../board/pin-history.js";
import { createBoard, type Pyboard } from "../../board/pyboard.js";
import { type Scenario, ScenarioError } from "../../board/scenario/scenario.js";
import { boardPins } from "../../tables/pyboard.js";
import { UsageError } from "../../vm/errors.js";
import { Interrupts } from "../interrupts.js";
import { complain, readSome, writeAll } from "../streams.js";
import { withFolder } from "./folder.js";
import { BoardProgram, type Ended } from "./program.js";
import { formatBoard, reportOf, traceLines } from "./report.js";
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
  private readonly pyboard: Pyboard;

  constructor(private readonly request: BoardRequest) {
    const { seed, realTime, argv, json } = request;
    this.pyboard = createBoard({
      argv,
      realTime,
      ...(seed !== undefined && { seed }),
      ...imageOf(request),
      stdout: (bytes) => {
        if (json) this.output.push(bytes.slice());
        else writeAll(STDOUT, bytes);
      },
      stderr: complainBytes,
      stdin: (into) => readSome(STDIN, into),
      warn: (text) => complain(`adder board: warning: ${text}\n`),
      onSafepoint: () => this.interrupts.poll(),
    });
  }

  async run(): Promise<number> {
    const { request, pyboard } = this;
    const source = readProgram(request);
    const scenario = await readScenario(request.scenario);
    const history = this.record();
    let ended: Ended;
    const program = new BoardProgram(pyboard, this.interrupts, request, scenario);
    if (source === undefined && scenario === undefined) {
      program.startUp();
      const { runPrompt } = await import("./prompt.js");
      ended = { status: await runPrompt(pyboard, this.interrupts), message: "" };
    } else ended = program.run(source);
    if (request.saveImage !== undefined) write(request.saveImage, pyboard.saveImage());
    if (ended.message !== "" && !request.json) complain(ended.message);
    await this.tell(ended, history);
    return ended.status;
  }

  /** Keeps the edges where something is to be made of them. */
  private record(): PinHistory | undefined {
    const { vcd, svg, trace, pins } = this.request;
    if (vcd === undefined && svg === undefined && !trace) return undefined;
    return this.pyboard.board.recordPins(pins ?? Object.keys(boardPins));
  }

  private async tell(ended: Ended, history: PinHistory | undefined): Promise<void> {
    const { request, pyboard } = this;
    const report = reportOf(pyboard, ended.status, ended.message);
    if (history !== undefined) await this.writeTraces(history);
    if (request.json) {
      const output = Buffer.concat(this.output).toString("utf8");
      print(`${JSON.stringify({ ...report, output }, undefined, 2)}\n`);
    } else if (request.report) print(formatBoard(pyboard, report));
  }

  private async writeTraces(history: PinHistory): Promise<void> {
    const { vcd: dump, svg, trace, pins } = this.request;
    const traces = history.traces.filter(({ times }) => pins !== undefined || times.length > 0);
    const { seconds } = this.pyboard;
    if (history.dropped > 0) {
      complain(`adder board: warning: ${history.dropped} edges were too many to be kept\n`);
    }
    if (dump !== undefined) {
      const { vcd } = await import("../../board/vcd.js");
      write(dump, vcd(traces, seconds));
    }
    if (svg !== undefined) {
      const { waveform } = await import("../../board/waveform.js");
      write(svg, waveform(traces, { to: seconds }));
    }
    if (trace) for (const line of traceLines(traces)) print(line);
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
