import { mpyMessages } from "../../tables/compile-messages.js";
import {
  CodeKind,
  ConstantTag,
  HAS_CHILDREN_BIT,
  MPY_ARCH_FLAGS_BIT,
  MPY_MAGIC,
  MPY_SUB_VERSION,
  MPY_VERSION,
  MPY_WASM_ARCHITECTURE,
  mpyArchitectures,
  ViperFlag,
} from "../../tables/mpy-format.js";
import { runtimeFunctions } from "../../tables/runtime-functions.js";
import { staticQstrs } from "../../tables/static-qstrs.js";
import { ByteReader, refuse } from "./byte-reader.js";
import { MpyError } from "./mpy-error.js";
import { isUtf8 } from "./utf8.js";

/** A string or constant in a file: where its bytes are, or which static name it is. */
export interface StoredName {
  /** 0, or the static name's id. */
  readonly id: number;
  readonly bytes: Uint8Array;
}

/** A constant object of a module. */
export interface StoredConstant {
  readonly tag: ConstantTag;
  /** The text of a string or number, or a bytes object's content. */
  readonly bytes: Uint8Array;
  readonly items: readonly StoredConstant[];
}

/** A function as the file holds it. */
export interface StoredFunction {
  readonly kind: CodeKind;
  /** Bytecode with its prelude, or machine code. */
  readonly bytes: Uint8Array;
  /** Where `bytes` starts in the file. */
  readonly offset: number;
  /** What the bytecode was translated to, if it was. */
  readonly ahead: Uint8Array | undefined;
  readonly children: readonly StoredFunction[];
  /** Machine code that is neither viper nor assembler: where its prelude is in `bytes`; else 0. */
  readonly prelude: number;
  /** Assembler code: how many arguments it takes; else 0. */
  readonly argumentCount: number;
}

/** A `.mpy` file taken apart. */
export interface StoredModule {
  readonly smallIntBits: number;
  /** An index into the table of architectures; 0 if there is no machine code. */
  readonly architecture: number;
  readonly names: readonly StoredName[];
  readonly constants: readonly StoredConstant[];
  readonly code: StoredFunction;
}

/** How deep tuples and functions may nest. */
const MAX_NESTING = 200;

const NO_BYTES = new Uint8Array(0);

/**
 * Takes a `.mpy` file apart. Every length, count and tag is checked; bytecode is checked by `verifyMpy`.
 *
 * @throws MpyError where the bytes are no `.mpy` file of this version
 */
export function readMpy(bytes: Uint8Array): StoredModule {
  const reader = new ByteReader(bytes);
  const { architecture, smallIntBits } = readHeader(reader);
  const nameCount = reader.count();
  const constantCount = reader.count();
  const names: StoredName[] = [];
  for (let i = 0; i < nameCount; i++) names.push(readName(reader));
  const constants: StoredConstant[] = [];
  for (let i = 0; i < constantCount; i++) constants.push(readConstant(reader));
  const code = readFunction(reader, architecture, 0);
  if (reader.remaining > 0) refuse("there are bytes behind its end");
  return { smallIntBits, architecture, names, constants, code };
}

function readHeader(reader: ByteReader): { architecture: number; smallIntBits: number } {
  if (reader.byte() !== MPY_MAGIC) refuse("it is no .mpy file");
  if (reader.byte() !== MPY_VERSION) refuse("its version is another");
  const features = reader.byte();
  const architecture = (features & ~MPY_ARCH_FLAGS_BIT) >> 2;
  const smallIntBits = reader.byte();
  if (smallIntBits < 2 || smallIntBits > 64) refuse("its small ints have an odd size");
  if (architecture !== 0 && (features & 3) !== MPY_SUB_VERSION) refuse("its version is another");
  if (architecture >= mpyArchitectures.length && architecture !== MPY_WASM_ARCHITECTURE) {
    throw new MpyError(mpyMessages.incompatibleArchitecture, "its architecture is unknown");
  }
  if ((features & MPY_ARCH_FLAGS_BIT) !== 0) reader.uint();
  return { architecture, smallIntBits };
}

function readName(reader: ByteReader): StoredName {
  const length = reader.uint();
  if ((length & 1) === 1) {
    const id = length >> 1;
    if (id === 0 || id > staticQstrs.length) refuse("a static name is unknown");
    return { id, bytes: NO_BYTES };
  }
  return { id: 0, bytes: readText(reader, length >> 1) };
}

/** `length` bytes of UTF-8 and the zero behind them. */
function readText(reader: ByteReader, length: number): Uint8Array {
  const bytes = reader.slice(length);
  if (reader.byte() !== 0) refuse("a string does not end");
  if (!isUtf8(bytes)) refuse("a string is not UTF-8");
  return bytes;
}

const INT = /^-?[0-9]+$/;
const FLOAT = /^-?([0-9]+\.?[0-9]*(e[-+]?[0-9]+)?|inf|nan)$/;
const COMPLEX = /^-?([0-9]+\.?[0-9]*(e[-+]?[0-9]+)?|inf|nan)j$/;

/**
 * Reads a constant as a file stores it.
 *
 * @throws MpyError where it is none
 */
export function readConstant(reader: ByteReader, depth = 0): StoredConstant {
  const tag: ConstantTag = reader.byte();
  switch (tag) {
    case ConstantTag.FunctionTable:
    case ConstantTag.None:
    case ConstantTag.False:
    case ConstantTag.True:
    case ConstantTag.Ellipsis:
      return { tag, bytes: NO_BYTES, items: [] };
    case ConstantTag.Str:
      return { tag, bytes: readText(reader, reader.uint()), items: [] };
    case ConstantTag.Bytes: {
      const bytes = reader.slice(reader.uint());
      if (reader.byte() !== 0) refuse("a bytes object does not end");
      return { tag, bytes, items: [] };
    }
    case ConstantTag.Int:
      return { tag, bytes: readNumber(reader, INT), items: [] };
    case ConstantTag.Float:
      return { tag, bytes: readNumber(reader, FLOAT), items: [] };
    case ConstantTag.Complex:
      return { tag, bytes: readNumber(reader, COMPLEX), items: [] };
    case ConstantTag.Tuple:
      return { tag, bytes: NO_BYTES, items: readItems(reader, depth) };
    default:
      return refuse("a constant's type is unknown");
  }
}

function readNumber(reader: ByteReader, form: RegExp): Uint8Array {
  const bytes = reader.slice(reader.uint());
  if (!form.test(asciiText(bytes))) refuse("a number is misspelt");
  return bytes;
}

/** Bytes as characters of the same codes. */
export function asciiText(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

function readItems(reader: ByteReader, depth: number): StoredConstant[] {
  if (depth === MAX_NESTING) refuse("tuples nest too deeply");
  const count = reader.count();
  const items: StoredConstant[] = [];
  for (let i = 0; i < count; i++) items.push(readConstant(reader, depth + 1));
  return items;
}

function readFunction(reader: ByteReader, architecture: number, depth: number): StoredFunction {
  if (depth === MAX_NESTING) refuse("functions nest too deeply");
  const header = reader.uint();
  const kind: CodeKind = header & 3;
  if (kind !== CodeKind.Bytecode && architecture === 0) refuse("machine code has no architecture");
  const bytes = reader.slice(header >> 3);
  const offset = reader.at - bytes.length;
  const parts = kind === CodeKind.Bytecode ? NO_PARTS : readNativeParts(reader, kind);
  const children: StoredFunction[] = [];
  if ((header & HAS_CHILDREN_BIT) !== 0) {
    const count = reader.count();
    for (let i = 0; i < count; i++) children.push(readFunction(reader, architecture, depth + 1));
  }
  if (parts.relocates) checkRelocations(reader, bytes.length, parts.dataSize);
  const { prelude, argumentCount } = parts;
  if (architecture === MPY_WASM_ARCHITECTURE && kind === CodeKind.NativePython) {
    return withTranslation(bytes, prelude, offset, children);
  }
  return { kind, bytes, offset, ahead: undefined, children, prelude, argumentCount };
}

/** A function of bytecode, in front of which its translation to Wasm stands. */
function withTranslation(
  bytes: Uint8Array,
  length: number,
  offset: number,
  children: readonly StoredFunction[],
): StoredFunction {
  if (length > bytes.length) refuse("a translation has no bytecode");
  return {
    kind: CodeKind.Bytecode,
    bytes: bytes.subarray(length),
    offset: offset + length,
    ahead: bytes.subarray(0, length),
    children,
    prelude: 0,
    argumentCount: 0,
  };
}

/** What stands behind machine code. */
interface NativeParts {
  readonly prelude: number;
  readonly argumentCount: number;
  readonly dataSize: number;
  readonly relocates: boolean;
}

const NO_PARTS: NativeParts = { prelude: 0, argumentCount: 0, dataSize: 0, relocates: false };

/** More bytes of variables than these no machine has that the code could be for. */
const MAX_VARIABLES = 1 << 24;

/** What follows machine code: its prelude's place, or its flags with their data. */
function readNativeParts(reader: ByteReader, kind: CodeKind): NativeParts {
  if (kind === CodeKind.NativePython) return { ...NO_PARTS, prelude: reader.uint() };
  const flags = reader.uint();
  if (kind === CodeKind.NativeAssembler) {
    const argumentCount = reader.uint();
    reader.uint();
    return { ...NO_PARTS, argumentCount };
  }
  const dataSize = (flags & ViperFlag.ReadOnlyData) === 0 ? 0 : reader.uint();
  if ((flags & ViperFlag.Bss) !== 0 && reader.uint() > MAX_VARIABLES) {
    refuse("machine code has too many variables");
  }
  reader.skip(dataSize);
  return { ...NO_PARTS, dataSize, relocates: (flags & ViperFlag.Relocations) !== 0 };
}

/** Ends a list of relocations. */
const RELOCATIONS_END = 0xff;
/** Up to this number a relocation is to a part of the code itself; an odd one has a count. */
const LAST_OWN_PART = 5;
/** From this number on it is to a slot of the runtime function table. */
const FIRST_SLOT = 9;

/** Relocations must name words inside the code or its read-only data, and slots that there are. */
function checkRelocations(reader: ByteReader, codeSize: number, dataSize: number): void {
  let place = 0;
  let room = 0;
  for (let step = reader.byte(); step !== RELOCATIONS_END; step = reader.byte()) {
    if ((step & 1) === 1) {
      const to = reader.uint();
      place = to >> 1;
      room = ((to & 1) === 0 ? codeSize : dataSize) >> 2;
    }
    const target = step >> 1;
    const count = target <= LAST_OWN_PART && (target & 1) === 1 ? reader.uint() : 1;
    if (place + count > room) refuse("a relocation is out of range");
    if (target - FIRST_SLOT >= runtimeFunctions.length) refuse("a relocation's slot is unknown");
    place += count;
  }
}
