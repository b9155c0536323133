import type { Expr, FunctionDef, Parameter, Stmt } from "../../compile/ast.js";
import { parse } from "../../compile/parser.js";
import { Reader } from "../../compile/reader.js";
import type { TierKind } from "./tier.js";

/** Lines of a source, from 1, that a function takes. */
export interface Lines {
  /** The first of its decorators, or the next. */
  readonly first: number;
  readonly definition: number;
  /** The one behind its body. */
  readonly end: number;
}

/** A function that is compared, as its file has it. */
export interface Subject extends Lines {
  readonly name: string;
  /** How many arguments it takes. */
  readonly arity: number;
  /** The name of what gives its arguments, if the file has such a thing. */
  readonly argumentsName: string | undefined;
  /** The same function for the inline assembler, if there is one. */
  readonly assembler: Subject | undefined;
}

/** Behind a function's name: its arguments, and its form in assembler. */
const ARGUMENTS = "_args";
const ASSEMBLER = "_asm";

/** A file cannot be compared. */
export class SubjectError extends Error {
  override readonly name = "SubjectError";
}

/**
 * The functions of a source that can be compared: those at its top level that have arguments in `NAME_args` (a
 * tuple, or a function that makes one anew for each call), or need none.
 *
 * @throws CompileError where the source is refused, SubjectError when there is no such function
 */
export function findSubjects(source: string, filename: string, only?: string): Subject[] {
  const { body, lines } = parse(Reader.fromString(source, filename), {});
  const names = new Set(body.flatMap(definedNames));
  const text = source.split("\n");
  const subjects = new Map<string, Subject>();
  // Forms in assembler may stand in front of what they belong to, or behind it.
  const definitions = body.flatMap((statement, index) =>
    statement.kind === "FunctionDef"
      ? [{ node: statement, end: firstLine(body[index + 1]) ?? lines + 1 }]
      : [],
  );
  const isForm = ({ node }: { node: FunctionDef }) => node.name.endsWith(ASSEMBLER);
  definitions.sort((a, b) => Number(isForm(b)) - Number(isForm(a)));
  for (const { node, end } of definitions) {
    subjects.set(node.name, describe(node, text, end, names, subjects.get(node.name + ASSEMBLER)));
  }
  const found = [...subjects.values()].filter((subject) =>
    only === undefined ? isComparable(subject, names) : subject.name === only,
  );
  if (found.length === 0) throw new SubjectError(absence(only));
  return found.sort((a, b) => a.first - b.first);
}

const isComparable = (subject: Subject, names: ReadonlySet<string>): boolean =>
  !isHelper(subject.name, names) && (subject.arity === 0 || subject.argumentsName !== undefined);

function absence(only: string | undefined): string {
  if (only !== undefined) return `there is no function ${only} at the top level`;
  return `no function without parameters, or with its arguments in NAME${ARGUMENTS}`;
}

/** `f_args` and `f_asm` belong to `f`. */
function isHelper(name: string, names: ReadonlySet<string>): boolean {
  return [ARGUMENTS, ASSEMBLER].some(
    (ending) => name.endsWith(ending) && names.has(name.slice(0, -ending.length)),
  );
}

function definedNames(statement: Stmt): string[] {
  if (statement.kind === "FunctionDef" || statement.kind === "ClassDef") return [statement.name];
  if (statement.kind !== "Assign") return [];
  return statement.targets.flatMap((target) => (target.kind === "Name" ? [target.id] : []));
}

/** A decorated function's place is that of its first decorator. */
const DEFINITION = /^(async\s+)?def\b/;

function describe(
  node: FunctionDef,
  lines: readonly string[],
  end: number,
  names: ReadonlySet<string>,
  assembler: Subject | undefined,
): Subject {
  const { name } = node;
  const argumentsName = name + ARGUMENTS;
  return {
    name,
    arity: plainParameters(node).length,
    argumentsName: names.has(argumentsName) ? argumentsName : undefined,
    assembler,
    first: firstLine(node)!,
    definition:
      lines.findIndex((line, index) => index + 1 >= node.line && DEFINITION.test(line)) + 1,
    end,
  };
}

const plainParameters = ({ parameters }: FunctionDef): readonly Parameter[] => [
  ...parameters.positionalOnly,
  ...parameters.positional,
];

/** The line on which a statement starts, with its decorators. */
function firstLine(statement: Stmt | undefined): number | undefined {
  if (statement === undefined) return undefined;
  if (statement.kind !== "FunctionDef" && statement.kind !== "ClassDef") return statement.line;
  const decorators: readonly Expr[] = statement.decorators;
  return Math.min(statement.line, ...decorators.map(({ line }) => line));
}

/** The source without functions of the inline assembler, which only the board runs; other lines stay where they are. */
export function withoutAssembler(source: string, filename: string): string {
  const { body, lines: count } = parse(Reader.fromString(source, filename), {});
  const lines = source.split("\n");
  body.forEach((statement, index) => {
    if (statement.kind !== "FunctionDef" || !statement.decorators.some(isAssembler)) return;
    const end = firstLine(body[index + 1]) ?? count + 1;
    lines.fill("", firstLine(statement)! - 1, end - 1);
  });
  return lines.join("\n");
}

const isAssembler = (decorator: Expr): boolean =>
  decorator.kind === "Attribute" && decorator.name === decorators.asm;

/** The decorators that make a function what a tier wants. */
const decorators: Readonly<Record<TierKind, string>> = {
  bytecode: "bytecode",
  native: "native",
  viper: "viper",
  asm: "asm_thumb",
};

/** The source with the function in the form of a tier. The inline assembler's is there already. */
export function sourceOf(source: string, { first, definition }: Subject, kind: TierKind): string {
  if (kind === "asm") return source;
  const lines = source.split("\n");
  const before = lines.slice(0, first - 1);
  const behind = lines.slice(definition - 1);
  return ["import micropython", ...before, `@micropython.${decorators[kind]}`, ...behind].join(
    "\n",
  );
}

/** Some lines with a function alone, for the size of its code. */
export function snippetOf(source: string, { definition, end }: Lines, kind: TierKind): string {
  const lines = source.split("\n").slice(definition - 1, end - 1);
  return [`@micropython.${decorators[kind]}`, ...lines, ""].join("\n");
}
