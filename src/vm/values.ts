import { ValueTag } from "../tables/value-tags.js";
import { UsageError } from "./errors.js";

/** A Python tuple in JavaScript. */
export class Tuple<T = PythonValue> extends Array<T> {}

/** A Python value that has no counterpart in JavaScript: what is known of it. */
export class PythonObject {
  constructor(
    readonly type: string,
    readonly repr: string,
  ) {}

  toString(): string {
    return this.repr;
  }
}

/** What a value from Python is in JavaScript. */
export type PythonValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PythonValue[]
  | Map<PythonValue, PythonValue>
  | PythonObject;

const SMALL_MIN = -(2 ** 30);
const SMALL_MAX = 2 ** 30 - 1;
/** Deepest nesting of containers; the VM allows about as much. */
const MAX_DEPTH = 150;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Bytes under construction. */
class Writer {
  private bytes = new Uint8Array(64);
  private view = new DataView(this.bytes.buffer);
  private length = 0;

  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  word(value: number): void {
    this.reserve(4);
    this.view.setUint32(this.length, value, true);
    this.length += 4;
  }

  double(value: number): void {
    this.reserve(8);
    this.view.setFloat64(this.length, value, true);
    this.length += 8;
  }

  counted(bytes: Uint8Array): void {
    this.word(bytes.length);
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  take(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.length + count, this.bytes.length * 2));
    grown.set(this.bytes);
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
  }
}

/**
 * A JavaScript value as the VM reads it: null and undefined are None, whole numbers and bigints int, other
 * numbers float, arrays list, `Tuple` tuple, maps and plain objects dict.
 *
 * @throws UsageError for what has no counterpart in Python, or is nested too deeply
 */
export function encodeValue(value: unknown): Uint8Array {
  const writer = new Writer();
  write(writer, value, 0);
  return writer.take();
}

function write(writer: Writer, value: unknown, depth: number): void {
  if (depth > MAX_DEPTH) throw new UsageError("expected a value that is not nested so deeply");
  if (value === null || value === undefined) writer.byte(ValueTag.None);
  else if (typeof value === "boolean") writer.byte(value ? ValueTag.True : ValueTag.False);
  else if (typeof value === "number") writeNumber(writer, value);
  else if (typeof value === "bigint") writeInt(writer, value);
  else if (typeof value === "string") {
    writer.byte(ValueTag.Str);
    writer.counted(encoder.encode(value));
  } else if (value instanceof Uint8Array) {
    writer.byte(ValueTag.Bytes);
    writer.counted(value);
  } else if (Array.isArray(value)) {
    writer.byte(value instanceof Tuple ? ValueTag.Tuple : ValueTag.List);
    writer.word(value.length);
    for (const item of value) write(writer, item, depth + 1);
  } else writeDict(writer, value, depth);
}

function writeNumber(writer: Writer, value: number): void {
  if (!Number.isInteger(value) || Object.is(value, -0)) {
    writer.byte(ValueTag.Float);
    writer.double(value);
  } else writeInt(writer, value);
}

function writeInt(writer: Writer, value: number | bigint): void {
  if (value >= SMALL_MIN && value <= SMALL_MAX) {
    writer.byte(ValueTag.Small);
    writer.word(Number(value));
  } else {
    writer.byte(ValueTag.Int);
    writer.counted(encoder.encode(BigInt(value).toString()));
  }
}

function writeDict(writer: Writer, value: unknown, depth: number): void {
  const entries = value instanceof Map ? [...value] : plainEntries(value);
  writer.byte(ValueTag.Dict);
  writer.word(entries.length);
  for (const [key, item] of entries) {
    write(writer, key, depth + 1);
    write(writer, item, depth + 1);
  }
}

function plainEntries(value: unknown): [unknown, unknown][] {
  if (typeof value === "object" && value !== null) {
    const prototype = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) return Object.entries(value);
  }
  throw new UsageError(
    "expected null, a boolean, number, bigint, string, Uint8Array, array, Map or plain object",
  );
}

/** The value that the VM wrote. */
export function decodeValue(bytes: Uint8Array): PythonValue {
  return new ValueReader(bytes).next();
}

class ValueReader {
  private at = 0;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  next(): PythonValue {
    switch (this.view.getUint8(this.at++)) {
      case ValueTag.None:
        return null;
      case ValueTag.False:
        return false;
      case ValueTag.True:
        return true;
      case ValueTag.Small:
        return this.word() | 0;
      case ValueTag.Int:
        return toNumber(BigInt(this.text()));
      case ValueTag.Float:
        this.at += 8;
        return this.view.getFloat64(this.at - 8, true);
      case ValueTag.Str:
        return this.text();
      case ValueTag.Bytes:
        return this.counted().slice();
      case ValueTag.List:
        return this.items([]);
      case ValueTag.Tuple:
        return this.items(new Tuple<PythonValue>());
      case ValueTag.Dict:
        return this.dict();
      default:
        return new PythonObject(this.text(), this.text());
    }
  }

  private word(): number {
    this.at += 4;
    return this.view.getUint32(this.at - 4, true);
  }

  private counted(): Uint8Array {
    const length = this.word();
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  private text(): string {
    return decoder.decode(this.counted());
  }

  private items(into: PythonValue[]): PythonValue[] {
    for (let left = this.word(); left > 0; left--) into.push(this.next());
    return into;
  }

  private dict(): Map<PythonValue, PythonValue> {
    const map = new Map<PythonValue, PythonValue>();
    for (let left = this.word(); left > 0; left--) {
      const key = this.next();
      map.set(key, this.next());
    }
    return map;
  }
}

function toNumber(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
