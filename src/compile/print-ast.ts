import type { Module } from "./ast.js";
import { Packed } from "./packed-items.js";

/** A node, or a list of them, that is still to be printed. */
interface Pending {
  readonly label: string;
  readonly value: object;
  readonly depth: number;
}

const INDENT = "  ";

/** What a node's first line already says, or what is of use to the emitter alone. */
const omitted: ReadonlySet<string> = new Set([
  "kind",
  "line",
  "column",
  "trailerLine",
  "elementLine",
  "interned",
  "asObject",
  "bare",
  "parenthesised",
]);

/**
 * A parse tree as indented text: each node on a line with its kind, its place and its simple
 * properties, its children below it under the names of the properties that hold them.
 */
export function printAst(module: Module): string {
  const lines: string[] = [];
  const pending: Pending[] = [{ label: "", value: module, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    lines.push(INDENT.repeat(next.depth) + describe(next));
    pending.push(...children(next).reverse());
  }
  return lines.join("\n") + "\n";
}

function describe({ label, value }: Pending): string {
  const name = label === "" ? "" : `${label}:`;
  if (Array.isArray(value)) return name;
  const kind = "kind" in value ? String(value.kind) : "";
  const place = "line" in value && "column" in value ? `${value.line}:${value.column}` : "";
  const scalars = Object.entries(value).filter(
    ([key, held]) => !omitted.has(key) && isScalar(held),
  );
  const texts = scalars.map(([key, held]) => `${key}=${scalarText(held)}`);
  return [name, kind, place, ...texts].filter((part) => part !== "").join(" ");
}

function isWords(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

/** A property that is printed on its node's line; flags that are off and absent children are not. */
function isScalar(value: unknown): boolean {
  if (value === null || value === false) return false;
  if (isWords(value)) return value.length > 0;
  return typeof value !== "object" || value instanceof Uint8Array;
}

function scalarText(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (value instanceof Uint8Array) return `[${value.join(" ")}]`;
  if (isWords(value)) return value.map((word) => JSON.stringify(word)).join(",");
  return String(value);
}

function children({ value, depth }: Pending): Pending[] {
  const held: Pending[] = [];
  for (const [key, property] of Object.entries(value)) {
    const child = property instanceof Packed ? [...property] : property;
    if (!isParent(child)) continue;
    held.push({ label: Array.isArray(value) ? "" : key, value: child, depth: depth + 1 });
  }
  return held;
}

function isParent(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  return !(value instanceof Uint8Array) && !isWords(value);
}
