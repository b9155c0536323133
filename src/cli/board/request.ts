import { parseArgs } from "node:util";
import { parseDuration } from "../../board/scenario/duration.js";
import { type FirmwareName, firmwares } from "../../tables/firmwares.js";
import { isPinName } from "../../tables/pyboard.js";

/** What `adder board -h` prints. */
export const usage = `usage: adder board [options] [-c command | file.py | file.mpy] [arguments]

Runs a program on the emulated pyboard; without one, boot.py and main.py of its flash and then the prompt, which Ctrl-D
and resets start anew and Ctrl-X leaves. Its time is virtual: it passes as fast as the host can count it.

  --realtime           let the board's time pass no faster than the host's
  --timeout TIME       stop after so much of the board's time ("10 s", "20 ms"; a bare number is seconds)
  --host-timeout TIME  stop after so much of the host's time
  --scenario FILE      play the outside world from a YAML file
  --firmware VERSION   count the cycles of MicroPython 1.19, the default, or 1.9.4
  --seed N             seed of the random number generator and of what is random in the world
  --fs FOLDER          put the files of a folder into the board's flash
  --image FILE         take the flash's file system from an image of 112 KB
  --save-image FILE    write the file system as an image at the end; mtools and mount read it
  --sd FILE            put an SD card into the slot: an image, a multiple of 512 KB, in which changes stay
  --report             print pins, time and energy at the end
  --json               print the report, and the program's output in it, as JSON
  --vcd FILE           write the edges of the pins as a Value Change Dump
  --svg FILE           draw the edges
  --trace              print every edge of a pin at the end: time, pin, level
  --pins LIST          the pins that are recorded, such as X1,LED_BLUE; by default all

Exit status: 0 all went well; 1 an uncaught exception, or an expectation of the scenario that was not met;
2 wrong arguments or a wrong scenario file; 3 a timeout. A program that calls sys.exit gives its own.
`;

/** What is asked of the board. */
export interface BoardRequest {
  readonly program:
    | { readonly kind: "command" | "file"; readonly text: string }
    | { readonly kind: "none" };
  readonly argv: readonly string[];
  readonly realTime: boolean;
  /** Seconds of the board's and of the host's time. */
  readonly timeout: number | undefined;
  readonly hostTimeout: number | undefined;
  readonly scenario: string | undefined;
  readonly seed: number | undefined;
  /** Whose cycles are counted. */
  readonly firmware: FirmwareName | undefined;
  /** A folder whose files go into the flash. */
  readonly folder: string | undefined;
  readonly image: string | undefined;
  readonly saveImage: string | undefined;
  /** The image of an SD card. */
  readonly card: string | undefined;
  readonly report: boolean;
  readonly json: boolean;
  readonly vcd: string | undefined;
  readonly svg: string | undefined;
  readonly trace: boolean;
  readonly pins: readonly string[] | undefined;
}

/** Arguments that cannot be followed; the message says why. */
export class RequestError extends Error {
  override readonly name = "RequestError";
}

const options = {
  realtime: { type: "boolean", default: false },
  timeout: { type: "string" },
  "host-timeout": { type: "string" },
  scenario: { type: "string" },
  firmware: { type: "string" },
  seed: { type: "string" },
  fs: { type: "string" },
  image: { type: "string" },
  "save-image": { type: "string" },
  sd: { type: "string" },
  report: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  vcd: { type: "string" },
  svg: { type: "string" },
  trace: { type: "boolean", default: false },
  pins: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
  command: { type: "string", short: "c" },
} as const;

/** Reads the arguments behind `adder board`; "help" when they ask for it. @throws RequestError */
export function readRequest(args: readonly string[]): BoardRequest | "help" {
  const [own, rest] = split(args);
  const { values } = parse(own);
  if (values.help) return "help";
  const { command } = values;
  const [file] = rest;
  const program = programOf(command, file);
  return {
    program,
    argv: program.kind === "command" ? ["-c", ...rest] : rest,
    realTime: values.realtime,
    timeout: duration("--timeout", values.timeout),
    hostTimeout: duration("--host-timeout", values["host-timeout"]),
    scenario: values.scenario,
    firmware: firmwareOf(values.firmware),
    seed: seedOf(values.seed),
    folder: values.fs,
    image: values.image,
    saveImage: values["save-image"],
    card: values.sd,
    report: values.report,
    json: values.json,
    vcd: values.vcd,
    svg: values.svg,
    trace: values.trace,
    pins: pinsOf(values.pins),
  };
}

function programOf(command: string | undefined, file: string | undefined): BoardRequest["program"] {
  if (command !== undefined) return { kind: "command", text: command };
  return file === undefined ? { kind: "none" } : { kind: "file", text: file };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const ambiguous = /^Option '(.*)' argument is ambiguous/.exec(error.message);
    if (ambiguous === null) throw new RequestError(error.message.split("\n")[0]!);
    throw new RequestError(`${ambiguous[1]}: expected a value that does not begin with '-'`);
  }
}

/** Ours, and the program's own arguments: those from the first that is no option on. */
function split(args: readonly string[]): [readonly string[], readonly string[]] {
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (!arg.startsWith("-")) return [args.slice(0, i), args.slice(i)];
    if (arg === "-c" || arg === "--command") return [args.slice(0, i + 2), args.slice(i + 2)];
    const name = arg.slice(2) as keyof typeof options;
    if (!arg.includes("=") && options[name]?.type === "string") i++;
  }
  return [args, []];
}

function duration(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = parseDuration(text);
  if (seconds === undefined) throw new RequestError(`${option}: ${text} is no time`);
  return seconds;
}

function firmwareOf(text: string | undefined): FirmwareName | undefined {
  const found = firmwares.find((name) => name === text);
  if (text === undefined || found !== undefined) return found;
  throw new RequestError(`--firmware: ${text} is none of ${firmwares.join(", ")}`);
}

function pinsOf(text: string | undefined): readonly string[] | undefined {
  const names = text?.split(",");
  const unknown = names?.find((name) => !isPinName(name));
  if (unknown === undefined) return names;
  throw new RequestError(`--pins: the board has no pin named '${unknown}'`);
}

function seedOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seed = Number(text);
  if (!Number.isInteger(seed)) throw new RequestError(`--seed: ${text} is no whole number`);
  return seed;
}
