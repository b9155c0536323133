import { readFileSync } from "node:fs";
import { disassemble } from "../compile/disassemble.js";
import { readDescriptor, withFile } from "../compile/file-reader.js";
import { CompileError, compile, type Reader } from "../compile/index.js";
import { MpyError } from "../compile/mpy/mpy-error.js";
import { parse } from "../compile/parser.js";
import { printAst } from "../compile/print-ast.js";
import { printTokens } from "../compile/print-tokens.js";
import { compileFile } from "./compile-command.js";
import { complain, writeAll } from "./streams.js";

const STDIN = 0;
const STDOUT = 1;

/** Runs `adder compile|dis|ast|tokens`; gives the exit status. */
export function runSubcommand(name: string, args: readonly string[]): number {
  try {
    if (name === "compile") return compileFile(args);
    const [file, ...rest] = args;
    if (file === undefined || rest.length > 0) {
      complain(`usage: adder ${name} FILE (- for standard input)\n`);
      return 1;
    }
    show(name, file);
    return 0;
  } catch (error) {
    complain(`${explain(error)}\n`);
    return 1;
  }
}

function show(name: string, file: string): void {
  if (name === "dis") print(disassemble(codeOf(file)));
  else if (name === "ast") withSource(file, (reader) => print(printAst(parse(reader))));
  else {
    withSource(file, (reader) => {
      for (const line of printTokens(reader)) print(line);
    });
  }
}

function codeOf(file: string): Uint8Array {
  if (file.endsWith(".mpy")) return readFileSync(file);
  return withSource(file, (reader) => compile(reader, { emitNative: "bytecode" }));
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
