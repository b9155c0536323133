import type { Module, Stmt } from "./ast.js";
import type { ModuleConstants } from "./fold.js";
import { parseCompound, parseStatement } from "./parse-compound-statements.js";
import { parseTestList } from "./parse-expressions.js";
import { parseSimpleLine } from "./parse-simple-statements.js";
import { ParseState } from "./parse-state.js";
import type { Reader } from "./reader.js";
import { finishSuite } from "./streamed-suite.js";
import { Token } from "./tokens.js";

/** How to read a source. */
export interface ParseOptions {
  /** `exec` (the default) for a file, `single` for one REPL input, `eval` for one expression. */
  readonly mode?: Module["mode"];
  /** The value of `__debug__`; true by default. */
  readonly debug?: boolean;
  /** The name for tracebacks, where it is another than the reader's: literals like it are interned. */
  readonly sourceName?: string;
  /** Attributes of modules that are folded like those of `math`. */
  readonly moduleConstants?: ModuleConstants;
}

/**
 * Parses a source of the grammar of MicroPython 1.27, constants folded as `mpy-cross` folds them.
 *
 * @throws CompileError where the source is refused
 */
export function parse(reader: Reader, options: ParseOptions = {}): Module {
  const { mode = "exec" } = options;
  const p = startParse(reader, options);
  const body = [...parseModule(p, mode, false)];
  return { kind: "Module", mode, body, lines: p.linesRead - 1 };
}

/**
 * As `parse`, but gives the module's statements one by one, those of its functions and classes and of
 * the classes' methods as well: the source is read no further than the one that is given, and none is
 * kept.
 */
export function parseStatements(reader: Reader, options: ParseOptions = {}): Iterable<Stmt> {
  return parseModule(startParse(reader, options), options.mode ?? "exec", true);
}

function startParse(reader: Reader, options: ParseOptions): ParseState {
  const { mode = "exec", debug = true, sourceName = reader.filename } = options;
  const p = new ParseState(reader, debug, mode !== "single", options.moduleConstants);
  p.internName(sourceName);
  return p;
}

function* parseModule(
  p: ParseState,
  mode: Module["mode"],
  streamed: boolean,
): Generator<Stmt, void> {
  if (mode === "exec") {
    yield* parseFile(p, streamed);
  } else {
    const body: Stmt[] = [];
    if (mode === "single") parseSingle(p, body);
    else parseEval(p, body);
    yield* body;
  }
  p.finish();
}

function* parseFile(p: ParseState, streamed: boolean): Generator<Stmt, void> {
  while (p.kind !== Token.End) {
    if (p.accept(Token.Newline)) continue;
    const line: Stmt[] = [];
    parseStatement(p, line, streamed);
    for (const stmt of line) {
      yield stmt;
      finishSuite(stmt);
    }
  }
}

function parseSingle(p: ParseState, body: Stmt[]): void {
  if (p.accept(Token.Newline)) return;
  const compound = parseCompound(p);
  if (compound === null) parseSimpleLine(p, body);
  else body.push(compound);
}

function parseEval(p: ParseState, body: Stmt[]): void {
  const { line, column } = p;
  body.push({ kind: "ExprStatement", line, column, value: parseTestList(p) });
  p.accept(Token.Newline);
}
