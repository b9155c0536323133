import { ConstantTag } from "../tables/mpy-format.js";
import type { Constant, FloatLiteral } from "./ast.js";
import { FirstUse } from "./first-use.js";
import { ByteWriter } from "./mpy/byte-writer.js";
import { writeConstant } from "./mpy/constant-writer.js";
import { ownText } from "./own-text.js";

/** The key of the runtime function table, which is no constant's. */
const TABLE_KEY = "table";

/**
 * The tables that all functions of a module share: names and constant objects.
 *
 * Each gets an id when it is first met. Its index in the file depends on functions that may not have
 * been read yet, so uses come with a rank, and indices are given by `nameOrder` and `objectOrder` when
 * all is known; see `FirstUse`.
 */
export class ConstantPool {
  /** By id. */
  readonly #names: string[] = [];
  readonly #nameIds = new Map<string, number>();
  readonly #nameUses = new FirstUse();
  readonly #objectIds = new Map<string, number>();
  readonly #objectUses = new FirstUse();
  /** Constants as the file holds them, in the order of their ids, and where each ends. */
  readonly #encoded = new ByteWriter();
  readonly #ends: number[] = [];

  /** The id of `name`, used at `rank`. */
  name(name: string, rank: number): number {
    const id = this.#nameIds.get(name) ?? this.#addName(name);
    this.#nameUses.note(id, rank);
    return id;
  }

  #addName(name: string): number {
    const own = ownText(name);
    const id = this.#names.length;
    this.#names.push(own);
    this.#nameIds.set(own, id);
    return id;
  }

  get nameCount(): number {
    return this.#names.length;
  }

  nameText(id: number): string {
    return this.#names[id]!;
  }

  /** The id of a constant, used at `rank`; equal ones of one type share it. */
  object(constant: Constant, rank: number): number {
    const key = constantKey(constant, this.#ends.length);
    const id = this.#objectIds.get(key) ?? this.#addObject(constant, key);
    this.#objectUses.note(id, rank);
    return id;
  }

  /** The id of the runtime function table, which machine code finds among its module's constants. */
  functionTable(rank: number): number {
    const id = this.#objectIds.get(TABLE_KEY) ?? this.#addFunctionTable();
    this.#objectUses.note(id, rank);
    return id;
  }

  #addFunctionTable(): number {
    const id = this.#ends.length;
    this.#objectIds.set(TABLE_KEY, id);
    this.#encoded.byte(ConstantTag.FunctionTable);
    this.#ends.push(this.#encoded.length);
    return id;
  }

  #addObject(constant: Constant, key: string): number {
    const id = this.#ends.length;
    this.#objectIds.set(ownText(key), id);
    writeConstant(this.#encoded, constant);
    this.#ends.push(this.#encoded.length);
    return id;
  }

  /** A constant as the file holds it. */
  encodedObject(id: number): Uint8Array {
    return this.#encoded.view().subarray(id === 0 ? 0 : this.#ends[id - 1]!, this.#ends[id]!);
  }

  /** The ids of all names in the order of their first use. */
  nameOrder(): Int32Array {
    return this.#nameUses.order();
  }

  /** The ids of all constants in the order of their first use. */
  objectOrder(): Int32Array {
    return this.#objectUses.order();
  }
}

/**
 * A text that is the same for equal constants of one type, and for no others. Nothing equals a NaN:
 * `serial`, which no two additions share, tells them apart.
 */
function constantKey(constant: Constant, serial: number): string {
  switch (constant.kind) {
    case "Str":
      return `s${constant.value.length}:${constant.value}`;
    case "Bytes":
      return `b${constant.value.length}:${constant.value.join()}`;
    case "Int":
      return `i${constant.value}`;
    case "Float":
      return floatKey(constant, serial);
    case "Imaginary":
      return `j${constant.value}`;
    case "Singleton":
      return constant.value;
    case "ConstTuple":
      return `(${constant.items.map((item) => constantKey(item, serial)).join(",")})`;
  }
}

function floatKey({ value, isMathNan }: FloatLiteral, serial: number): string {
  if (Number.isNaN(value)) return isMathNan ? "nan" : `nan${serial}`;
  return `f${Object.is(value, -0) ? "-0" : value}`;
}
