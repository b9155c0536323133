import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { readDescriptor, withFile } from "../compile/file-reader.js";
import { CompileError, type CompileOptions, compile, type Reader } from "../compile/index.js";
import { mpyArchitectures } from "../tables/mpy-format.js";
import { complain, writeAll } from "./streams.js";

const usage = `usage: adder compile [options] FILE (- for standard input)
  -o FILE                   where to write; the source's name with .mpy by default, - for standard output
  -s NAME                   the source's name in tracebacks
  -O[N]                     optimization level
  -v                        print the code
  -march=ARCH               the target of native code
  -msmall-int-bits=N        the size of the target's small ints, 31 by default
  -X emit=bytecode          the code emitter
`;

const STDIN = 0;
const STDOUT = 1;
const MIN_SMALL_INT_BITS = 2;
const MAX_SMALL_INT_BITS = 63;

interface CompileRequest {
  input: string | undefined;
  output: string | undefined;
  sourceName: string | undefined;
  optLevel: number;
  smallIntBits: number;
  verbose: boolean;
}

class InvalidArguments extends Error {}

/** `adder compile`, with the options of mpy-cross; gives the exit status. */
export function compileFile(args: readonly string[]): number {
  try {
    const request = parseRequest(args);
    if (request === undefined) {
      writeAll(STDOUT, new TextEncoder().encode(usage));
      return 0;
    }
    write(request, compileRequest(request));
    return 0;
  } catch (error) {
    if (error instanceof InvalidArguments) complain(`adder compile: ${error.message}\n${usage}`);
    else if (error instanceof CompileError) complain(asTraceback(error));
    else throw error;
    return 1;
  }
}

function compileRequest(request: CompileRequest): Uint8Array {
  const { input = "-", sourceName, smallIntBits } = request;
  const options: CompileOptions = {
    ...(sourceName !== undefined && { sourceName }),
    optLevel: Math.min(request.optLevel, 3) as 0 | 1 | 2 | 3,
    smallIntBits,
  };
  const use = (reader: Reader): Uint8Array => compile(reader, options);
  return input === "-" ? use(readDescriptor(STDIN, "<stdin>")) : withFile(input, use);
}

function write({ input = "-", output, verbose }: CompileRequest, bytes: Uint8Array): void {
  const target = output ?? (input === "-" ? "-" : `${input.replace(/\.py$/, "")}.mpy`);
  if (target === "-") writeAll(STDOUT, bytes);
  else writeFileSync(target, bytes);
  if (verbose) complain(`${basename(target)}: ${bytes.length} bytes\n`);
}

function parseRequest(args: readonly string[]): CompileRequest | undefined {
  const request: CompileRequest = {
    input: undefined,
    output: undefined,
    sourceName: undefined,
    optLevel: 0,
    smallIntBits: 31,
    verbose: false,
  };
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === "-h" || arg === "--help") return undefined;
    if (arg === "--") takeInput(request, rest.shift());
    else if (arg === "-o") request.output = needed(arg, rest.shift());
    else if (arg === "-s") request.sourceName = needed(arg, rest.shift());
    else if (arg === "-X") checkImplementationOption(needed(arg, rest.shift()));
    else if (arg.startsWith("-") && arg !== "-") parseFlag(request, arg);
    else takeInput(request, arg);
  }
  if (request.input === undefined) throw new InvalidArguments("no input file");
  return request;
}

function takeInput(request: CompileRequest, file: string | undefined): void {
  if (file === undefined) throw new InvalidArguments("no input file");
  if (request.input !== undefined) throw new InvalidArguments("more than one input file");
  request.input = file;
}

function needed(flag: string, value: string | undefined): string {
  if (value === undefined) throw new InvalidArguments(`${flag} needs a value`);
  return value;
}

function parseFlag(request: CompileRequest, flag: string): void {
  const [name, value] = flag.split("=", 2) as [string, string | undefined];
  if (name === "-msmall-int-bits") request.smallIntBits = parseBits(needed(name, value));
  else if (name === "-march") checkArchitecture(needed(name, value));
  else if (/^-v+$/.test(flag)) request.verbose = true;
  else if (/^-O\d$/.test(flag)) request.optLevel = Number(flag[2]);
  else if (/^-O+$/.test(flag)) request.optLevel = flag.length - 1;
  else throw new InvalidArguments(`there is no option ${flag}`);
}

function parseBits(text: string): number {
  const bits = Number(text);
  if (Number.isInteger(bits) && bits >= MIN_SMALL_INT_BITS && bits <= MAX_SMALL_INT_BITS) {
    return bits;
  }
  throw new InvalidArguments(`expected ${MIN_SMALL_INT_BITS} to ${MAX_SMALL_INT_BITS} bits`);
}

function checkArchitecture(name: string): void {
  if (!mpyArchitectures.includes(name)) throw new InvalidArguments(`no architecture ${name}`);
}

function checkImplementationOption(option: string): void {
  if (option === "emit=bytecode" || option.startsWith("heapsize=")) return;
  throw new InvalidArguments(`-X ${option} is not supported yet`);
}

function asTraceback({ filename, line, block, type, text }: CompileError): string {
  const place = `  File "${filename}", line ${line}${block === "" ? "" : `, in ${block}`}\n`;
  return `Traceback (most recent call last):\n${place}${type}: ${text}\n`;
}
