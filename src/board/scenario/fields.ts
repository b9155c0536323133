import { isMap, isScalar, isSeq, type LineCounter, type Node, type YAMLMap } from "yaml";
import { parseDuration } from "./duration.js";
import { type Place, ScenarioError } from "./scenario.js";

/** Reads the parts of a file and says where what is wrong. */
export class Fields {
  constructor(
    readonly file: string,
    private readonly lines: LineCounter,
  ) {}

  /** Where something stands; the start of the file for what is not there. */
  placeOf(node: unknown): Place {
    const offset = (node as Node | null | undefined)?.range?.[0] ?? 0;
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  }

  fail(node: unknown, problem: string): never {
    throw new ScenarioError(this.file, this.placeOf(node), problem);
  }

  map(node: unknown, what: string): YAMLMap {
    if (!isMap(node)) this.fail(node, `${what}: expected a mapping`);
    return node;
  }

  list(node: unknown, what: string): unknown[] {
    if (!isSeq(node)) this.fail(node, `${what}: expected a list`);
    return node.items;
  }

  /** The keys of a mapping with their values; each must be one of `known`. */
  entries(map: YAMLMap, what: string, known: readonly string[]): Map<string, Entry> {
    const entries = new Map<string, Entry>();
    for (const { key, value } of map.items) {
      const name = this.text(key, `${what}: a key`);
      if (!known.includes(name)) {
        this.fail(key, `${what}: unknown key '${name}'; expected ${known.join(", ")}`);
      }
      entries.set(name, { key, value });
    }
    return entries;
  }

  /** The value of a key that must be there. */
  need(entries: Map<string, Entry>, key: string, owner: unknown, what: string): unknown {
    const entry = entries.get(key);
    if (entry === undefined) this.fail(owner, `${what}: '${key}' is missing`);
    return entry.value;
  }

  text(node: unknown, what: string): string {
    if (!isScalar(node) || node.value === null) this.fail(node, `${what}: expected a text`);
    return String(node.value);
  }

  number(node: unknown, what: string): number {
    if (!isScalar(node) || typeof node.value !== "number" || !Number.isFinite(node.value)) {
      this.fail(node, `${what}: expected a number`);
    }
    return node.value;
  }

  /** A number from `least` to `most`. */
  within(node: unknown, what: string, least: number, most: number): number {
    const value = this.number(node, what);
    if (value < least || value > most) {
      this.fail(node, `${what}: expected a number from ${least} to ${most}`);
    }
    return value;
  }

  /** Likewise without a fraction. */
  whole(node: unknown, what: string, least: number, most: number): number {
    const value = this.within(node, what, least, most);
    if (!Number.isInteger(value)) this.fail(node, `${what}: expected a whole number`);
    return value;
  }

  /** Seconds. */
  duration(node: unknown, what: string): number {
    const text = isScalar(node) ? String(node.value) : "";
    const seconds = parseDuration(text);
    if (seconds === undefined) this.fail(node, `${what}: expected a time such as '20 ms'`);
    return seconds;
  }

  oneOf<T extends string>(node: unknown, what: string, known: readonly T[]): T {
    const text = this.text(node, what);
    const found = known.find((name) => name === text);
    if (found === undefined) this.fail(node, `${what}: expected one of ${known.join(", ")}`);
    return found;
  }
}

interface Entry {
  readonly key: unknown;
  readonly value: unknown;
}
