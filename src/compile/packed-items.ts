import type { Constant, DictEntry, DictExpr, Expr, Items, Place, Singleton } from "./ast.js";
import { ByteWriter } from "./mpy/byte-writer.js";

/** Displays of so many items are tables of data, whose nodes would take many times their source. */
const PACKED_FROM = 64;
/** Longer strings are no larger as they are. */
const MAX_UNITS = 1 << 8;

/** How a packed item begins. Behind it are its line, from that of the last one on, and its column. */
enum Tag {
  /** Kept as it is. */
  Node,
  /** An int of 32 bits. */
  Int,
  /** UTF-16 units and how many they are. */
  Str,
  InternedStr,
  /** Its position in `singletons`. */
  Singleton,
  /** Characters, as a string's. */
  Name,
  /** Items and how many they are. */
  ConstTuple,
  List,
  Dict,
}

const singletons = ["None", "True", "False", "Ellipsis"] as const;

/** Nodes in few bytes each; whoever goes through them gets new ones. */
export abstract class Packed<Node> implements Iterable<Node> {
  /** How many they are. */
  length = 0;
  /** Those, and those within them, that have no packed form. */
  readonly nodes: Expr[] = [];
  readonly #out = new ByteWriter();
  #line = 0;

  protected abstract write(node: Node): void;

  protected abstract read(unpacker: Unpacker): Node;

  push(node: Node): void {
    this.write(node);
    this.length++;
  }

  *[Symbol.iterator](): Generator<Node, void> {
    const unpacker = new Unpacker(this.#out.view(), this.nodes);
    for (let i = 0; i < this.length; i++) yield this.read(unpacker);
  }

  #writePlace({ line, column }: Place): void {
    this.#out.int(line - this.#line);
    this.#out.uint(column);
    this.#line = line;
  }

  protected writeExpr(expr: Expr): void {
    switch (expr.kind) {
      case "Int":
        if (isShortInt(expr.value)) this.#writeInt(expr, Number(expr.value));
        else this.#writeNode(expr);
        break;
      case "Str":
        this.#writeText(expr.interned ? Tag.InternedStr : Tag.Str, expr, expr.value);
        break;
      case "Name":
        this.#writeText(Tag.Name, expr, expr.id);
        break;
      case "Singleton":
        this.#writeSingleton(expr);
        break;
      case "ConstTuple":
        this.#writeItems(Tag.ConstTuple, expr, expr.items);
        break;
      case "List":
        this.#writeItems(Tag.List, expr, expr.items);
        break;
      case "Dict":
        this.#writeDict(expr);
        break;
      default:
        this.#writeNode(expr);
    }
  }

  protected writeEntry(entry: DictEntry): void {
    this.#writePlace(entry);
    this.writeExpr(entry.key);
    this.writeExpr(entry.value);
  }

  #begin(tag: Tag, place: Place): void {
    this.#out.byte(tag);
    this.#writePlace(place);
  }

  #writeNode(expr: Expr): void {
    this.#out.byte(Tag.Node);
    this.#out.uint(this.nodes.length);
    this.nodes.push(expr);
  }

  #writeInt(place: Place, value: number): void {
    this.#begin(Tag.Int, place);
    this.#out.int(value);
  }

  #writeText(tag: Tag, expr: Expr, text: string): void {
    if (text.length > MAX_UNITS) {
      this.#writeNode(expr);
      return;
    }
    this.#begin(tag, expr);
    this.#out.uint(text.length);
    for (let i = 0; i < text.length; i++) this.#out.uint(text.charCodeAt(i));
  }

  #writeSingleton(expr: Singleton): void {
    if (expr.asObject) {
      this.#writeNode(expr);
      return;
    }
    this.#begin(Tag.Singleton, expr);
    this.#out.byte(singletons.indexOf(expr.value));
  }

  #writeDict(dict: DictExpr): void {
    this.#begin(Tag.Dict, dict);
    this.#out.uint(dict.entries.length);
    for (const entry of dict.entries) this.writeEntry(entry);
  }

  #writeItems(tag: Tag, place: Place, items: Items): void {
    this.#begin(tag, place);
    this.#out.uint(items.length);
    for (const item of items) this.writeExpr(item);
  }
}

function isShortInt(value: bigint): boolean {
  return BigInt.asIntN(32, value) === value;
}

class PackedExprs extends Packed<Expr> {
  protected write(expr: Expr): void {
    this.writeExpr(expr);
  }

  protected read(unpacker: Unpacker): Expr {
    return unpacker.expr();
  }
}

class PackedEntries extends Packed<DictEntry> {
  protected write(entry: DictEntry): void {
    this.writeEntry(entry);
  }

  protected read(unpacker: Unpacker): DictEntry {
    return unpacker.entry();
  }
}

/** Makes nodes of packed items. */
class Unpacker {
  #at = 0;
  #line = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly nodes: readonly Expr[],
  ) {}

  entry(): DictEntry {
    const { line, column } = this.#place();
    return { line, column, key: this.expr(), value: this.expr() };
  }

  expr(): Expr {
    const tag = this.bytes[this.#at++]! as Tag;
    if (tag === Tag.Node) return this.nodes[this.#uint()]!;
    const { line, column } = this.#place();
    switch (tag) {
      case Tag.Int:
        return { kind: "Int", line, column, value: BigInt(this.#int()) };
      case Tag.Str:
        return { kind: "Str", line, column, value: this.#text(), interned: false };
      case Tag.InternedStr:
        return { kind: "Str", line, column, value: this.#text(), interned: true };
      case Tag.Singleton: {
        const value = singletons[this.bytes[this.#at++]!]!;
        return { kind: "Singleton", line, column, value, asObject: false };
      }
      case Tag.Name:
        return { kind: "Name", line, column, id: this.#text() };
      case Tag.ConstTuple:
        return { kind: "ConstTuple", line, column, items: this.#items() as Constant[] };
      case Tag.List:
        return { kind: "List", line, column, items: this.#items() };
      case Tag.Dict:
        return { kind: "Dict", line, column, entries: this.#entries() };
    }
  }

  #items(): Expr[] {
    const items: Expr[] = [];
    for (let left = this.#uint(); left > 0; left--) items.push(this.expr());
    return items;
  }

  #entries(): DictEntry[] {
    const entries: DictEntry[] = [];
    for (let left = this.#uint(); left > 0; left--) entries.push(this.entry());
    return entries;
  }

  #place(): Place {
    this.#line += this.#int();
    return { line: this.#line, column: this.#uint() };
  }

  #text(): string {
    const units: number[] = [];
    for (let left = this.#uint(); left > 0; left--) units.push(this.#uint());
    return String.fromCharCode(...units);
  }

  #uint(): number {
    const byte = this.bytes[this.#at++]!;
    return this.#rest(byte & 0x7f, byte);
  }

  /** Bit 6 of the first byte is the sign. */
  #int(): number {
    const byte = this.bytes[this.#at++]!;
    return this.#rest((byte << 25) >> 25, byte);
  }

  #rest(value: number, byte: number): number {
    while (byte >= 0x80) {
      byte = this.bytes[this.#at++]!;
      value = (value << 7) | (byte & 0x7f);
    }
    return value;
  }
}

/** `items` in packed form if they are many, to be added to; else themselves. */
export function packItems(items: Expr[] | PackedExprs): Expr[] | PackedExprs {
  if (!Array.isArray(items) || items.length < PACKED_FROM) return items;
  const packed = new PackedExprs();
  for (const item of items) packed.push(item);
  return packed;
}

/** As `packItems`, for the entries of a dict. */
export function packEntries(entries: DictEntry[] | PackedEntries): DictEntry[] | PackedEntries {
  if (!Array.isArray(entries) || entries.length < PACKED_FROM) return entries;
  const packed = new PackedEntries();
  for (const entry of entries) packed.push(entry);
  return packed;
}
