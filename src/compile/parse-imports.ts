import type { ImportAlias, Stmt } from "./ast.js";
import type { ParseState } from "./parse-state.js";
import { Token } from "./tokens.js";

/** At `import`. */
export function parseImport(p: ParseState): Stmt {
  const { line, column } = p;
  p.next();
  const names = [parseAlias(p, parseDottedName)];
  while (p.accept(Token.Comma)) names.push(parseAlias(p, parseDottedName));
  return { kind: "Import", line, column, names };
}

/** At `from`. */
export function parseImportFrom(p: ParseState): Stmt {
  const { line, column } = p;
  p.next();
  const level = takeDots(p);
  const module = level > 0 && p.kind !== Token.Name ? "" : parseDottedName(p);
  p.expect(Token.Import);
  return { kind: "ImportFrom", line, column, level, module, names: parseImported(p) };
}

/** The level that leading dots mean; an ellipsis is three. */
function takeDots(p: ParseState): number {
  let level = 0;
  for (;;) {
    if (p.accept(Token.Period)) level++;
    else if (p.accept(Token.Ellipsis)) level += 3;
    else return level;
  }
}

function parseImported(p: ParseState): ImportAlias[] | "*" {
  if (p.accept(Token.Star)) return "*";
  if (!p.accept(Token.ParenOpen)) return parseAliases(p);
  const names = parseAliases(p);
  p.expect(Token.ParenClose);
  return names;
}

function parseAliases(p: ParseState): ImportAlias[] {
  const names = [parseAlias(p, takeName)];
  while (p.accept(Token.Comma) && p.kind === Token.Name) names.push(parseAlias(p, takeName));
  return names;
}

function takeName(p: ParseState): string {
  return p.takeName();
}

function parseAlias(p: ParseState, parseName: (p: ParseState) => string): ImportAlias {
  const { line, column } = p;
  const name = parseName(p);
  return { line, column, name, asName: p.accept(Token.As) ? p.takeName() : null };
}

function parseDottedName(p: ParseState): string {
  let name = p.takeName();
  while (p.accept(Token.Period)) name += "." + p.takeName();
  return name;
}
