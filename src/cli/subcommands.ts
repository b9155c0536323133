import { readFileSync } from "node:fs";
import { disassemble } from "../compile/disassemble.js";
import { readDescriptor, withFile } from "../compile/file-reader.js";
import { CompileError, type CompileOptions, compile, type Reader } from "../compile/index.js";
import type { LineStart } from "../compile/line-table.js";
import { MpyError } from "../compile/mpy/mpy-error.js";
import { parse } from "../compile/parser.js";
import { printAst } from "../compile/print-ast.js";
import { printTokens } from "../compile/print-tokens.js";
import type { EmitKind } from "../compile/scope.js";
import { listThumb } from "../thumb/listing.js";
import { thumbTarget } from "../thumb/native-target.js";
import { compileFile } from "./compile-command.js";
import { complain, writeAll } from "./streams.js";

const STDIN = 0;
const STDOUT = 1;

/** Runs `adder compile|dis|ast|tokens`; gives the exit status. */
export function runSubcommand(name: string, args: readonly string[]): number {
  try {
    if (name === "compile") return compileFile(args);
    const options = name === "dis" ? takeDisOptions(args) : { files: args };
    const [file, ...rest] = options?.files ?? [];
    if (options === undefined || file === undefined || rest.length > 0) {
      const flags = name === "dis" ? `${DIS_FLAGS} ` : "";
      complain(`usage: adder ${name} ${flags}FILE (- for standard input)\n`);
      return 1;
    }
    show(name, file, options);
    return 0;
  } catch (error) {
    complain(`${explain(error)}\n`);
    return 1;
  }
}

const DIS_FLAGS = "[--march=thumb2] [-X emit=native|viper]";

/** What is to be shown, and for `dis` as which machine's code. */
interface ShowOptions {
  readonly files: readonly string[];
  readonly emit?: EmitKind;
}

/** `--march=thumb2` takes decorated functions as machine code, `-X emit=` the whole program. */
function takeDisOptions(args: readonly string[]): ShowOptions | undefined {
  let emit: EmitKind | undefined;
  const files: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === "--march=thumb2") emit ??= "bytecode";
    else if (arg !== "-X") files.push(arg);
    else {
      const kind = /^emit=(bytecode|native|viper)$/.exec(args[++i] ?? "")?.[1];
      if (kind === undefined) return undefined;
      emit = kind as EmitKind;
    }
  }
  return emit === undefined ? { files } : { files, emit };
}

function show(name: string, file: string, { emit }: ShowOptions): void {
  if (name === "dis") print(listing(file, emit));
  else if (name === "ast") withSource(file, (reader) => print(printAst(parse(reader))));
  else {
    withSource(file, (reader) => {
      for (const line of printTokens(reader)) print(line);
    });
  }
}

/** The instructions of a `.mpy` file or of what a source becomes. */
function listing(file: string, emit: EmitKind | undefined): string {
  const lines: (readonly LineStart[])[] = [];
  const bytes = codeOf(file, emit, lines);
  let next = 0;
  return disassemble(bytes, (fun, nameAt) =>
    listThumb(fun, { lines: lines[next++] ?? [], nameAt }),
  );
}

function codeOf(
  file: string,
  emit: EmitKind | undefined,
  lines: (readonly LineStart[])[],
): Uint8Array {
  if (file.endsWith(".mpy")) return readFileSync(file);
  const options: CompileOptions =
    emit === undefined
      ? { emitNative: "bytecode" }
      : { native: thumbTarget("armv7emsp"), emit, onMachineCode: (code) => lines.push(code.lines) };
  return withSource(file, (reader) => compile(reader, options));
}

function withSource<T>(file: string, use: (reader: Reader) => T): T {
  return file === "-" ? use(readDescriptor(STDIN, "<stdin>")) : withFile(file, use);
}

function print(text: string): void {
  writeAll(STDOUT, new TextEncoder().encode(text.endsWith("\n") ? text : `${text}\n`));
}

/** What a person needs to know about an error; others go on. */
function explain(error: unknown): string {
  if (error instanceof CompileError || error instanceof MpyError) return error.message;
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return `adder: can't open '${path ?? ""}': ${code}`;
}
