import { writeFileSync } from "node:fs";
import { readDescriptor, withFile } from "../compile/file-reader.js";
import { CompileError, type CompileOptions, compile, type Reader } from "../compile/index.js";
import { addArchitectureFlags } from "../compile/mpy/architecture-flags.js";
import type { NativeTarget } from "../compile/native/assembler.js";
import { aheadTarget } from "../jit-wasm/ahead-target.js";
import {
  MPY_SUB_VERSION,
  MPY_VERSION,
  MPY_WASM_ARCHITECTURE,
  mpyArchitectures,
} from "../tables/mpy-format.js";
import { nativeMessages } from "../tables/viper-messages.js";
import { thumbArchitectures, thumbTarget } from "../thumb/native-target.js";
import { type CompileRequest, parseCompileArguments } from "./compile-options.js";
import { LANGUAGE, packageVersion } from "./help.js";
import { complain, writeAll } from "./streams.js";

const usage = `usage: adder compile [<opts>] [-X <implopt>] [--] <input filename>
Options:
--version : show version information
-o : output file (by default the input's name with .mpy; standard output if the input is standard input or for -)
-s : the source's name in tracebacks (by default the input's)
-v : verbose
-O[N] : optimization level N

Target specific options:
-msmall-int-bits=number : how many bits a small int of the target has (31 by default)
-march=<arch> : architecture of native code:
                ${mpyArchitectures.slice(1).join(", ")}, host, debug
-march-flags=<flags> : a number, or the name of an extension (zba for rv32imc)

Implementation specific options:
  emit={bytecode,native,viper} : the code emitter; native and viper for armv7m and its like
  heapsize=<n> : accepted; the compiler takes what it needs
`;

const STDIN = 0;
const STDOUT = 1;

/** `adder compile`, with the options, outputs and exit statuses of mpy-cross. */
export function compileFile(args: readonly string[]): number {
  const parsed = parseCompileArguments(args);
  switch (parsed.kind) {
    case "usage":
      print(usage);
      return 1;
    case "version":
      print(
        `${LANGUAGE} on Adder ${packageVersion()}; mpy-cross emitting mpy v${MPY_VERSION}.${MPY_SUB_VERSION}\n`,
      );
      return 0;
    case "complaint":
      complain(`${parsed.text}\n`);
      return 1;
    case "compile":
      return perform(parsed.request);
  }
}

function print(text: string): void {
  writeAll(STDOUT, new TextEncoder().encode(text));
}

function perform(request: CompileRequest): number {
  try {
    write(request, addArchitectureFlags(compileInput(request), request.architectureFlags));
    return 0;
  } catch (error) {
    complain(asPythonError(error));
    return 1;
  }
}

function compileInput(request: CompileRequest): Uint8Array {
  const { input, sourceName, optLevel, smallIntBits } = request;
  const native = targetOf(request);
  if (native === undefined && request.emitter !== "bytecode") throw new UnknownTarget();
  const options: CompileOptions = {
    ...(sourceName !== undefined && { sourceName }),
    ...(native !== undefined && { native, emit: emitterFor(native, request) }),
    optLevel: Math.min(optLevel, 3) as 0 | 1 | 2 | 3,
    smallIntBits,
  };
  const use = (reader: Reader): Uint8Array => compile(reader, options);
  return input === "-" ? use(readDescriptor(STDIN, "<stdin>")) : withFile(input, use);
}

/** Native code is asked for, and there is none for the architecture. */
class UnknownTarget extends Error {}

/** Where only viper functions are lowered, native ones are bytecode and its translation. */
const emitterFor = ({ onlyViper }: NativeTarget, { emitter }: CompileRequest) =>
  onlyViper === true && emitter === "native" ? "ahead" : emitter;

/** The machine that code is made for; undefined for those that have no code of ours. */
function targetOf({ architecture }: CompileRequest): NativeTarget | undefined {
  if (architecture === MPY_WASM_ARCHITECTURE) return aheadTarget();
  const name = thumbArchitectures.find((one) => one === mpyArchitectures[architecture ?? 0]);
  return name === undefined ? undefined : thumbTarget(name);
}

/** By default the last two characters of the input's name, "py", give way to "mpy", whatever they are. */
function write({ input, output }: CompileRequest, bytes: Uint8Array): void {
  const target = output ?? (input === "-" ? "-" : `${input.slice(0, -2)}mpy`);
  if (target === "-") writeAll(STDOUT, bytes);
  else writeFileSync(target, bytes);
}

/** An error as mpy-cross, which is a MicroPython itself, prints it. */
function asPythonError(error: unknown): string {
  if (error instanceof CompileError) {
    const { filename, line, block, type, text } = error;
    const place = `File "${filename}", line ${line}${block === "" ? "" : `, in ${block}`}`;
    return `Traceback (most recent call last):\n  ${place}\n${type}: ${text}\n`;
  }
  if (error instanceof UnknownTarget) {
    return `NotImplementedError: ${nativeMessages.architecture}\n`;
  }
  const { errno, syscall, path } = error as NodeJS.ErrnoException;
  if (errno === undefined) throw error;
  if (syscall !== "open") return `OSError: ${-errno}\n`;
  return `OSError: (${-errno}, "can't open ${path}")\n`;
}
