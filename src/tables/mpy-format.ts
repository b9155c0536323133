/** The numbers of the `.mpy` container, version 6.3. */

export const MPY_MAGIC = 0x4d; // "M"
export const MPY_VERSION = 6;
/** What stands in front of the lines of machine code, behind all that other readers know. */
export const MACHINE_LINES_MAGIC = 0x4c; // "L"
export const MPY_SUB_VERSION = 3;

/** Bit 6 of the header's third byte: architecture flags follow the header. */
export const MPY_ARCH_FLAGS_BIT = 0x40;

/** Where the architecture's number stands in the header's third byte. */
export const MPY_ARCH_SHIFT = 2;

/** Native architectures, as the header's third byte numbers them in bits 2-5. */
export const mpyArchitectures: readonly string[] = [
  "none",
  "x86",
  "x64",
  "armv6",
  "armv6m",
  "armv7m",
  "armv7em",
  "armv7emsp",
  "armv7emdp",
  "xtensa",
  "xtensawin",
  "rv32imc",
  "rv64imc",
];

/** The number of the architecture `debug`, whose code is a listing; no file has it. */
export const MPY_DEBUG_ARCHITECTURE = 13;

/** The name and number of Wasm, outside of MicroPython's own range. */
export const WASM_ARCHITECTURE = "wasm32";
export const MPY_WASM_ARCHITECTURE = 15;
/** The custom section of such a module that has its source's file and lines. */
export const SOURCE_SECTION = "python-lines";

/** The architecture that Node's name of a processor stands for. */
export const hostArchitectures: Readonly<Record<string, string>> = {
  ia32: "x86",
  x64: "x64",
  arm: "armv6",
  riscv64: "rv64imc",
};

/** Extensions of rv32imc that native code may use, as bits of the architecture's flags. */
export const riscvExtensions: Readonly<Record<string, number>> = {
  zba: 1,
};

/** What the first byte of a stored constant says. */
export enum ConstantTag {
  FunctionTable = 0,
  None = 1,
  False = 2,
  True = 3,
  Ellipsis = 4,
  Str = 5,
  Bytes = 6,
  Int = 7,
  Float = 8,
  Complex = 9,
  Tuple = 10,
}

/** What a function's body is, in the low two bits of its length. */
export enum CodeKind {
  Bytecode = 0,
  NativePython = 1,
  NativeViper = 2,
  NativeAssembler = 3,
}

/** Bit 2 of a function's length: it has children. */
export const HAS_CHILDREN_BIT = 4;

/** Flags in a function's signature. */
export enum ScopeFlag {
  Generator = 0x01,
  VarKeywords = 0x02,
  VarArgs = 0x04,
  DefaultKeywords = 0x08,
}

/** Flags of viper code behind its bytes. */
export enum ViperFlag {
  Relocations = 0x10,
  ReadOnlyData = 0x20,
  Bss = 0x40,
}

/** What machine code takes a word for, as it tells the runtime in a call. */
export enum NativeType {
  Object = 0,
  Bool = 1,
  Int = 2,
  Uint = 3,
  Pointer = 4,
  Pointer8 = 5,
  Pointer16 = 6,
  Pointer32 = 7,
  Qstr = 8,
}
