/** Functions of `@micropython.asm_thumb`: their parameters, directives and labels. */

import type { Argument, Expr, FunctionDef, Place, Stmt } from "../../compile/ast.js";
import type { LineStart } from "../../compile/line-table.js";
import { nativeTypes } from "../../tables/native-types.js";
import { inlineMessages } from "../../tables/thumb-inline.js";
import { codeBytes, encode } from "../encode.js";
import { rowOf } from "../row.js";
import { InlineError } from "./error.js";
import { encodeInline, type InlineInstruction } from "./instruction.js";

/** What a function of the inline assembler became. */
export interface InlineFunction {
  readonly bytes: Uint8Array;
  /** How many arguments it takes, in r0 and up. */
  readonly positional: number;
  /** What r0 is when it returns: the number of a native type. */
  readonly returnType: number;
  /** Where the code of each line starts. */
  readonly lines: readonly LineStart[];
}

const MAX_PARAMETERS = 4;
/** More bytes than any number has are not meant. */
const MAX_DATA_SIZE = 64n;

/** What a return annotation may say, and what holds without one. */
const returnTypes = ["object", "bool", "int", "uint"];
const DEFAULT_RETURN = "int";

/** The function saves r4 to r7, and r1 so that the stack stays aligned. */
const SAVED = 0xf2;
const entry = codeBytes(encode(rowOf("PUSH T1"), { l: SAVED, M: 1 }), 2);
const exit = codeBytes(encode(rowOf("POP T1"), { l: SAVED, P: 1 }), 2);

/**
 * Assembles the body of a function.
 *
 * @param hasFloatUnit - whether it may have instructions of the FPU
 * @throws InlineError for what MicroPython refuses, with its place
 */
export function assembleInline(node: FunctionDef, hasFloatUnit: boolean): InlineFunction {
  const positional = countParameters(node);
  const returnType = returnTypeOf(node.returns);
  const statements = [...node.body].flatMap(readStatement);
  const sizes = new InlineCode(statements, hasFloatUnit, new Map());
  checkLabels(statements);
  const { bytes, lines } = new InlineCode(statements, hasFloatUnit, sizes.labels);
  return { bytes, positional, returnType, lines };
}

function countParameters({ parameters }: FunctionDef): number {
  const { positionalOnly, positional, star, bareStar, keywordOnly, doubleStar } = parameters;
  const plain = [...positionalOnly, ...positional];
  const special = star ?? keywordOnly[0] ?? doubleStar;
  const count = plain.length + (special === null || special === undefined ? 0 : 1);
  if (count > MAX_PARAMETERS) {
    throw new InlineError(plain[MAX_PARAMETERS] ?? special!, inlineMessages.tooManyParameters);
  }
  const wrong = plain.find(
    ({ name, annotation, default: value }, index) =>
      name !== `r${index}` || annotation !== null || value !== null,
  );
  const refused = wrong ?? special ?? (bareStar ? plain[0] : undefined);
  if (refused !== undefined && refused !== null) {
    throw new InlineError(refused, inlineMessages.parameters);
  }
  return plain.length;
}

function returnTypeOf(returns: Expr | null): number {
  if (returns === null) return nativeTypes.indexOf(DEFAULT_RETURN);
  if (returns.kind !== "Name") throw new InlineError(returns, inlineMessages.returnType);
  if (!returnTypes.includes(returns.id)) throw new InlineError(returns, inlineMessages.unknownType);
  return nativeTypes.indexOf(returns.id);
}

/** An instruction or directive; `pass` is none. */
function readStatement(statement: Stmt): InlineInstruction[] {
  if (statement.kind === "Pass") return [];
  if (statement.kind !== "ExprStatement" || statement.value.kind !== "Call") {
    throw new InlineError(statement, inlineMessages.notInstruction);
  }
  const { callee, args } = statement.value;
  if (callee.kind !== "Name" || !args.every(isPlain)) {
    throw new InlineError(statement, inlineMessages.notInstruction);
  }
  const place: Place = statement;
  return [{ mnemonic: callee.id, args: args.map(({ value }) => value), place }];
}

const isPlain = ({ form }: Argument): boolean => form === "positional";

function checkLabels(statements: readonly InlineInstruction[]): void {
  const seen = new Set<string>();
  for (const { mnemonic, args, place } of statements) {
    if (mnemonic !== "label") continue;
    const name = labelName(args, place);
    if (seen.has(name)) throw new InlineError(place, inlineMessages.redefined);
    seen.add(name);
  }
}

function labelName([label, more]: readonly Expr[], place: Place): string {
  if (label?.kind !== "Name" || more !== undefined) {
    throw new InlineError(place, inlineMessages.label);
  }
  return label.id;
}

/** One run over the statements: the first, without labels, finds where they are. */
class InlineCode {
  readonly labels = new Map<string, number>();
  readonly lines: LineStart[] = [];
  readonly #out: number[] = [...entry];

  /** @param known - where the labels are; without any, branches go nowhere and all labels exist */
  constructor(
    statements: readonly InlineInstruction[],
    private readonly hasFloatUnit: boolean,
    private readonly known: ReadonlyMap<string, number>,
  ) {
    const isFirst = known.size === 0 && statements.some(({ mnemonic }) => mnemonic === "label");
    for (const statement of statements) this.#add(statement, isFirst);
    this.#out.push(...exit);
  }

  get bytes(): Uint8Array {
    return Uint8Array.from(this.#out);
  }

  #add(statement: InlineInstruction, isFirst: boolean): void {
    const { mnemonic, args, place } = statement;
    this.lines.push({ offset: this.#out.length, line: place.line });
    if (mnemonic === "label") this.labels.set(labelName(args, place), this.#out.length);
    else if (mnemonic === "align") this.#align(args, place);
    else if (mnemonic === "data") this.#data(args, place);
    else {
      const at = this.#out.length;
      const distance = (label: string) => {
        if (isFirst) return 4;
        const to = this.known.get(label);
        return to === undefined ? undefined : to - at;
      };
      this.#out.push(...encodeInline(statement, { hasFloatUnit: this.hasFloatUnit, distance }));
    }
  }

  #align([multiple, more]: readonly Expr[], place: Place): void {
    const value = multiple?.kind === "Int" ? Number(multiple.value) : 0;
    if (value <= 0 || (value & (value - 1)) !== 0 || more !== undefined) {
      throw new InlineError(place, inlineMessages.align);
    }
    while (this.#out.length % value !== 0) this.#out.push(0);
  }

  #data([size, ...values]: readonly Expr[], place: Place): void {
    if (size?.kind !== "Int" || values.length === 0 || size.value > MAX_DATA_SIZE) {
      throw new InlineError(place, inlineMessages.data);
    }
    for (const value of values) {
      if (value.kind !== "Int") throw new InlineError(value, inlineMessages.dataNumbers);
      for (let byte = 0n; byte < size.value; byte++) {
        this.#out.push(Number(BigInt.asUintN(8, BigInt.asUintN(32, value.value) >> (8n * byte))));
      }
    }
  }
}
