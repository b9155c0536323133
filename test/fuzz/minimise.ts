import type { Clause, Statement } from "./program.js";

type Block = readonly Statement[];

const without = <T>(list: readonly T[], at: number, count = 1): T[] => [
  ...list.slice(0, at),
  ...list.slice(at + count),
];

const replaced = <T>(list: readonly T[], at: number, ...items: readonly T[]): T[] => [
  ...list.slice(0, at),
  ...items,
  ...list.slice(at + 1),
];

/** Where the parenthesis that opens at `start` closes, -1 if it does not. */
function closing(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if ("([{".includes(text[at]!)) depth += 1;
    if (")]}".includes(text[at]!)) depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

/** A line with one of its parentheses replaced by something simpler. */
function* simplerLines(head: string): Generator<string> {
  for (let at = 0; at < head.length; at++) {
    if (!"([{".includes(head[at]!)) continue;
    const end = closing(head, at);
    if (end < 0) continue;
    const before = head.slice(0, at);
    const caller = before.replace(/[\w.]+$/, "");
    const after = head.slice(end + 1);
    const inside = head.slice(at + 1, end);
    for (const simple of ["0", "''", "[]"]) {
      if (inside.length > 2) yield `${caller}(${simple})${after}`;
    }
    if (inside && caller !== before) yield `${caller}(${inside})${after}`;
    for (const part of inside.split(",")) {
      if (part.length < inside.length) yield `${before}(${part.trim()})${after}`;
    }
  }
}

function* simplerClauses(clause: Clause): Generator<Clause> {
  for (const head of simplerLines(clause.head)) yield { ...clause, head };
  if (clause.body === undefined) return;
  for (const body of simplerBlocks(clause.body)) yield { ...clause, body };
}

function* simplerStatements(statement: Statement): Generator<readonly Statement[]> {
  if (statement.length > 1 || statement[0]?.body) {
    for (const clause of statement) if (clause.body) yield clause.body;
  }
  for (let at = 1; at < statement.length; at++) yield [without(statement, at)];
  for (let at = 0; at < statement.length; at++) {
    for (const clause of simplerClauses(statement[at]!)) yield [replaced(statement, at, clause)];
  }
}

/** Blocks with something taken away, the largest pieces first. */
function* simplerBlocks(block: Block): Generator<Block> {
  for (let size = block.length >> 1; size >= 1; size >>= 1) {
    for (let at = 0; at < block.length; at += size) yield without(block, at, size);
  }
  for (let at = 0; at < block.length; at++) {
    for (const statements of simplerStatements(block[at]!)) {
      yield replaced(block, at, ...statements);
    }
  }
}

/**
 * A small program for which `fails` still holds: takes statements away, unwraps compound ones and
 * simplifies expressions until nothing more can go.
 */
export async function minimise(
  program: Block,
  fails: (program: Block) => Promise<boolean>,
): Promise<Block> {
  let best = program;
  for (let smaller = true; smaller; ) {
    smaller = false;
    for (const candidate of simplerBlocks(best)) {
      if (await fails(candidate)) {
        best = candidate;
        smaller = true;
        break;
      }
    }
  }
  return best;
}
