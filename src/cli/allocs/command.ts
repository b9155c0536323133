import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { PythonError, PythonExit, UsageError } from "../../vm/errors.js";
import { complain, writeAll } from "../streams.js";
import { measureAllocations } from "./measure.js";
import { jsonOf, type SourceOf, tableOf } from "./report.js";

const STDOUT = 1;
const STDERR = 2;

const usage = `usage: adder allocs FILE [--host] [--json] [--timeout SECONDS]

Runs a program on the emulated pyboard, or in the host's build with --host, and shows what each of its
lines allocates: objects, and bytes in blocks of 16. Machine code of unknown lines is shown as a whole.
Below stand the pauses of garbage collections, on the board's clock and on this machine's.
--timeout stops it after so many seconds of the board's time. With --json the program's own output goes
to standard error.
`;

interface AllocsRequest {
  readonly file: string;
  readonly place: "board" | "host";
  readonly json: boolean;
  readonly timeout?: number;
}

/** Runs `adder allocs`; gives the exit status, that of the program when it fails. */
export function runAllocs(args: readonly string[]): number {
  const request = readRequest(args);
  if (request === undefined) {
    complain(usage);
    return 1;
  }
  const source = readSource(request.file);
  return source === undefined ? 1 : report(request, source);
}

function readRequest(args: readonly string[]): AllocsRequest | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        host: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        timeout: { type: "string" },
      },
    });
    const [file, more] = positionals;
    if (file === undefined || more !== undefined) return undefined;
    const request = { file, place: values.host ? "host" : "board", json: values.json } as const;
    if (values.timeout === undefined) return request;
    const timeout = Number(values.timeout);
    return timeout > 0 ? { ...request, timeout } : undefined;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function readSource(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    complain(`adder: can't open '${file}': ${(error as NodeJS.ErrnoException).code}\n`);
    return undefined;
  }
}

function report({ file, json, ...options }: AllocsRequest, source: Uint8Array): number {
  const { entries, pauses, error } = measureAllocations(source, file, {
    ...options,
    stdout: (bytes) => writeAll(json ? STDERR : STDOUT, bytes),
  });
  const sourceOf = sourceReader();
  print(
    json
      ? `${JSON.stringify(jsonOf(entries, pauses, sourceOf), undefined, 2)}\n`
      : tableOf(entries, sourceOf) + pauses.describe(),
  );
  return statusOf(error);
}

/** Reads each source once. */
function sourceReader(): SourceOf {
  const read = new Map<string, readonly string[] | undefined>();
  return (file) => {
    if (!read.has(file)) read.set(file, readLines(file));
    return read.get(file);
  };
}

function readLines(file: string): readonly string[] | undefined {
  try {
    return readFileSync(file, "utf8").split(/\r\n|\r|\n/);
  } catch {
    return undefined;
  }
}

/** Says how the program failed. */
function statusOf(error: unknown): number {
  if (error === undefined) return 0;
  if (error instanceof PythonExit) {
    if (error.text !== undefined) complain(`${error.text}\n`);
    return error.status;
  }
  if (error instanceof PythonError) complain(error.traceback);
  else if (error instanceof Error && !(error instanceof UsageError)) {
    complain(`adder: ${error.message}\n`);
  } else throw error;
  return 1;
}

function print(text: string): void {
  writeAll(STDOUT, new TextEncoder().encode(text));
}
