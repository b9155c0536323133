import { syntaxMessages } from "../tables/syntax-messages.js";
import type { Expr, Parameter, Parameters, Place } from "./ast.js";
import { parseTest } from "./parse-expressions.js";
import type { ParseState } from "./parse-state.js";
import { Token, type TokenKind } from "./tokens.js";

/** Parameters while they are being read. */
class ParameterList {
  readonly positionalOnly: Parameter[] = [];
  readonly positional: Parameter[] = [];
  readonly keywordOnly: Parameter[] = [];
  star: Parameter | null = null;
  bareStar = false;
  doubleStar: Parameter | null = null;
  private readonly names = new Set<string>();

  constructor(
    private readonly p: ParseState,
    private readonly annotated: boolean,
    /** The name of the function that has them. */
    private readonly owner: string,
  ) {}

  private refuse(place: Place, text: string): void {
    this.p.refuseLater(place, text, this.owner);
  }

  /** Reads one parameter. */
  parseItem(): void {
    const place = { line: this.p.line, column: this.p.column };
    if (this.doubleStar !== null) this.refuse(place, syntaxMessages.invalidSyntax);
    if (this.p.accept(Token.Star)) this.parseStar(place);
    else if (this.p.accept(Token.DoubleStar)) this.doubleStar = this.parseName(false);
    else this.parsePlain(place);
  }

  toParameters(): Parameters {
    const { positionalOnly, positional, star, bareStar, keywordOnly, doubleStar } = this;
    return { positionalOnly, positional, star, bareStar, keywordOnly, doubleStar };
  }

  private parseStar(place: Place): void {
    if (this.hasStar) this.refuse(place, syntaxMessages.invalidSyntax);
    if (this.p.kind === Token.Name) this.star = this.parseName(false);
    else this.bareStar = true;
  }

  private parsePlain(place: Place): void {
    const parameter = this.parseName(true);
    if (this.hasStar) {
      this.keywordOnly.push(parameter);
      return;
    }
    const defaulted = this.positional.at(-1)?.default ?? null;
    if (parameter.default === null && defaulted !== null) {
      this.p.refuseLater(place, syntaxMessages.defaultOrder);
    }
    this.positional.push(parameter);
  }

  private get hasStar(): boolean {
    return this.bareStar || this.star !== null;
  }

  private parseName(mayDefault: boolean): Parameter {
    const p = this.p;
    const { line, column } = p;
    const name = p.takeName();
    if (this.names.has(name)) this.refuse({ line, column }, syntaxMessages.reusedArgument);
    this.names.add(name);
    const annotation: Expr | null = this.annotated && p.accept(Token.Colon) ? parseTest(p) : null;
    const value = mayDefault && p.accept(Token.Assign) ? parseTest(p) : null;
    return { line, column, name, annotation, default: value };
  }
}

function startsParameter(kind: TokenKind): boolean {
  return kind === Token.Name || kind === Token.Star || kind === Token.DoubleStar;
}

function parseParameterList(p: ParseState, annotated: boolean, owner: string): Parameters {
  const list = new ParameterList(p, annotated, owner);
  if (!startsParameter(p.kind)) return list.toParameters();
  do list.parseItem();
  while (p.accept(Token.Comma) && startsParameter(p.kind));
  return list.toParameters();
}

/** The parameters of the function `owner`, between its parentheses. */
export function parseParameters(p: ParseState, owner: string): Parameters {
  return parseParameterList(p, true, owner);
}

/** A lambda's parameters, up to its colon. */
export function parseLambdaParameters(p: ParseState): Parameters {
  return parseParameterList(p, false, "<lambda>");
}
