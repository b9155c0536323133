import { Context } from "./context.js";
import { defineClass, defineFunction, defineGenerator, support } from "./definitions.js";
import { writeExpression } from "./expression.js";
import { prelude } from "./prelude.js";
import { type Clause, render, type Statement, simple } from "./program.js";
import { Random } from "./random.js";
import { topLevel } from "./statements.js";

const guard: Clause = { head: "except Exception as e:", body: [simple("note(e)")] };

/** What one top-level statement defines must stay even when it fails, so each is guarded alone. */
function guarded(c: Context, statements: Statement[]): Statement[] {
  return c.random.chance(0.97) ? [[{ head: "try:", body: statements }, guard]] : statements;
}

function definition(c: Context): Statement {
  const kind = c.random.below(10);
  if (kind < 5) return defineFunction(c);
  return kind < 8 ? defineGenerator(c) : defineClass(c);
}

/** Prints the variables that the program has at its end. */
function finalState(c: Context): Statement[] {
  return c.variables
    .filter((one) => one.name.startsWith("v"))
    .flatMap(({ name }) => guarded(c, [simple(`show("${name}", ${name})`)]));
}

/** A random program as a tree; equal seeds give equal programs, and each of them ends. */
export function generate(seed: number): readonly Statement[] {
  const c = new Context(new Random(seed), writeExpression);
  const body: Statement[] = [...support];
  for (const type of ["int", "str", "ints", "counts", "set"] as const) {
    const name = c.newName("v");
    body.push(simple(`${name} = ${c.within({ depth: 0 }, () => c.expression(type))}`));
    c.variables.push({ name, type });
  }
  for (let i = c.random.between(1, 4); i > 0; i--) body.push(definition(c));
  for (let i = c.random.between(6, 16); i > 0; i--) {
    if (c.random.chance(0.06)) body.push(definition(c));
    else body.push(...guarded(c, topLevel(c)));
  }
  return [...body, ...finalState(c)];
}

/** The whole text of a program. */
export const programText = (statements: readonly Statement[]): string =>
  prelude + render(statements);
