import type { Constant, FloatLiteral } from "./ast.js";

/** The tables that all functions of a module share: names and constant objects. */
export class ConstantPool {
  readonly names: string[] = [];
  readonly objects: Constant[] = [];
  readonly #nameIndexes = new Map<string, number>();
  readonly #objectIndexes = new Map<string, number>();

  /** The index of `name` among the names, at their end where it is new. */
  name(name: string): number {
    const known = this.#nameIndexes.get(name);
    if (known !== undefined) return known;
    const index = this.names.length;
    this.names.push(name);
    this.#nameIndexes.set(name, index);
    return index;
  }

  /** The index of a constant among the objects; equal ones of one type share it. */
  object(constant: Constant): number {
    const key = constantKey(constant, this.objects.length);
    const known = this.#objectIndexes.get(key);
    if (known !== undefined) return known;
    const index = this.objects.length;
    this.objects.push(constant);
    this.#objectIndexes.set(key, index);
    return index;
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
