import { disassemble } from "../../src/compile/disassemble.js";
import { type CompileOptions, compile } from "../../src/compile/index.js";

const HEADER_LINES = 3;

/** The instructions of each function of a program, in the order of the file, as `OPCODE operand`. */
export function functionsOf(source: string, options: CompileOptions = {}): string[][] {
  const blocks = disassemble(compile(source, { filename: "t.py", ...options }))
    .trim()
    .split("\n\n");
  return blocks.slice(1).map((block) => block.split("\n").slice(HEADER_LINES).map(withoutPlace));
}

/** Cuts offset, size and line off. */
const withoutPlace = (line: string): string => line.replace(/^ *[0-9]+ [0-9]+ +([0-9]+)? +/, "");

/** The instructions of a module, without its end. */
export function instructionsOf(source: string, options: CompileOptions = {}): string[] {
  return functionsOf(source, options)[0]!.slice(0, -2);
}

/** The instructions of the first function within a module. */
export function functionOf(source: string, options: CompileOptions = {}): string[] {
  return functionsOf(source, options)[1]!;
}
