import {
  CodeKind,
  ConstantTag,
  HAS_CHILDREN_BIT,
  MPY_MAGIC,
  MPY_VERSION,
} from "../../tables/mpy-format.js";
import { staticQstrs } from "../../tables/static-qstrs.js";
import type { Constant, Singleton } from "../ast.js";
import { ByteWriter } from "./byte-writer.js";
import { floatText, imaginaryText } from "./number-text.js";
import { encodeUtf8 } from "./utf8.js";

/** A function's code and those of the functions that it makes. */
export interface CodeTree {
  readonly bytes: Uint8Array;
  readonly children: readonly CodeTree[];
}

/** All that a `.mpy` file of bytecode holds. */
export interface ModuleContents {
  /** The ints that fit one word of the target, in bits. */
  readonly smallIntBits: number;
  readonly names: readonly string[];
  readonly constants: readonly Constant[];
  readonly code: CodeTree;
}

/** Ids of the names that every file may give by number. Id 0 is no name. */
const staticIds = new Map(staticQstrs.map((name, index) => [name, index + 1]));

/** A module as the bytes of a `.mpy` file. */
export function writeMpy({ smallIntBits, names, constants, code }: ModuleContents): Uint8Array {
  const out = new ByteWriter(4096);
  for (const byte of [MPY_MAGIC, MPY_VERSION, 0, smallIntBits]) out.byte(byte);
  out.uint(names.length);
  out.uint(constants.length);
  for (const name of names) writeName(out, name);
  for (const constant of constants) writeConstant(out, constant);
  writeCode(out, code);
  return out.finish();
}

function writeName(out: ByteWriter, name: string): void {
  const id = staticIds.get(name);
  if (id !== undefined) {
    out.uint((id << 1) | 1);
    return;
  }
  writeText(out, name, 1);
}

/** A length shifted by `shift`, the UTF-8 bytes, and a zero byte. */
function writeText(out: ByteWriter, text: string, shift: 0 | 1): void {
  if (isShortAscii(text)) {
    out.uint(text.length << shift);
    for (let i = 0; i < text.length; i++) out.byte(text.charCodeAt(i));
  } else {
    const bytes = encodeUtf8(text);
    out.uint(bytes.length << shift);
    out.append(bytes);
  }
  out.byte(0);
}

/** Beyond this length, the encoder is faster. */
const SHORT_LENGTH = 64;

function isShortAscii(text: string): boolean {
  if (text.length > SHORT_LENGTH) return false;
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) >= 0x80) return false;
  }
  return true;
}

const singletonTags: Record<Singleton["value"], ConstantTag> = {
  None: ConstantTag.None,
  False: ConstantTag.False,
  True: ConstantTag.True,
  Ellipsis: ConstantTag.Ellipsis,
};

function writeConstant(out: ByteWriter, constant: Constant): void {
  switch (constant.kind) {
    case "Singleton":
      out.byte(singletonTags[constant.value]);
      break;
    case "Str":
      out.byte(ConstantTag.Str);
      writeText(out, constant.value, 0);
      break;
    case "Bytes":
      out.byte(ConstantTag.Bytes);
      out.uint(constant.value.length);
      out.append(constant.value);
      out.byte(0);
      break;
    case "ConstTuple":
      out.byte(ConstantTag.Tuple);
      out.uint(constant.items.length);
      for (const item of constant.items) writeConstant(out, item);
      return;
    case "Int":
      writeNumber(out, ConstantTag.Int, constant.value.toString());
      break;
    case "Float":
      writeNumber(out, ConstantTag.Float, floatText(constant.value));
      break;
    case "Imaginary":
      writeNumber(out, ConstantTag.Complex, imaginaryText(constant.value));
      break;
  }
}

/** Numbers are stored as their text, without a zero byte. */
function writeNumber(out: ByteWriter, tag: ConstantTag, text: string): void {
  out.byte(tag);
  out.uint(text.length);
  for (let i = 0; i < text.length; i++) out.byte(text.charCodeAt(i));
}

function writeCode(out: ByteWriter, { bytes, children }: CodeTree): void {
  const hasChildren = children.length > 0;
  out.uint((bytes.length << 3) | (hasChildren ? HAS_CHILDREN_BIT : 0) | CodeKind.Bytecode);
  out.append(bytes);
  if (!hasChildren) return;
  out.uint(children.length);
  for (const child of children) writeCode(out, child);
}
