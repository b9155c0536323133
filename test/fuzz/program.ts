/** Programs as trees of statements, so that the minimiser can take statements away. */

/** A line, and for a compound statement the block below it. */
export interface Clause {
  readonly head: string;
  readonly body?: readonly Statement[];
}

/** A simple statement is one clause without a body; `if`/`elif`/`else` are three with one. */
export type Statement = readonly Clause[];

/** A simple statement. */
export const simple = (head: string): Statement => [{ head }];

/** A compound statement with one clause. */
export const block = (head: string, body: readonly Statement[]): Statement => [{ head, body }];

/** The program's text; an empty block becomes `pass`. */
export function render(statements: readonly Statement[], indent = ""): string {
  let text = "";
  for (const statement of statements) {
    for (const { head, body } of statement) {
      text += `${indent}${head}\n`;
      if (body === undefined) continue;
      text += body.length ? render(body, `${indent} `) : `${indent} pass\n`;
    }
  }
  return text;
}
