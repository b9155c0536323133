/**
 * The bytecode of `.mpy` version 6, one row per opcode.
 *
 * Everything that knows an opcode derives from these rows: the emitter's encoding, the loader's
 * verifier, the disassembler, the interpreter's `switch` (through the generated enum) and the tests.
 */

/**
 * How an opcode's operand is encoded.
 *
 * - `byte`: none.
 * - `qstr`: unsigned varint, an index into the module's table of names.
 * - `uint`: unsigned varint (7 bits a byte, most significant group first).
 * - `int`: signed varint, as `uint` with bit 6 of the first byte as the sign.
 * - `uoffset`: forward jump, one byte, or two when bit 7 of the first is set (low 7 bits first).
 * - `soffset`: as `uoffset`, biased by 0x40 (one byte) or 0x4000 (two bytes).
 * All jumps count from the end of the instruction's offset bytes.
 */
export type OperandFormat = "byte" | "qstr" | "uint" | "int" | "uoffset" | "soffset";

/** One opcode. */
export interface OpcodeRow {
  readonly name: string;
  readonly code: number;
  readonly format: OperandFormat;
  /** Further raw bytes behind the operand. */
  readonly extra?: 1;
  /** How many consecutive codes share this row; the operand is then in the code itself. */
  readonly span?: number;
  /** The operand's value at the first code of a span. */
  readonly spanBase?: number;
  /** The value stack before and after, top at the right; `n` is the operand. */
  readonly stack: string;
  /** Net change of the stack depth when execution falls through. */
  readonly effect: number | ((operand: number, extra: number) => number);
  /** Net change when the jump is taken, where it differs. */
  readonly jumpEffect?: number;
  /** Execution never reaches the next instruction. */
  readonly terminal?: true;
}

/** Stack slots that `GET_ITER_STACK` takes for its iterator in place of one pointer. */
export const ITER_SLOTS = 4;

/** Counts packed into the operand of CALL_*: positional in bits 0-7, keyword pairs in bits 8-15. */
const callSlots = (n: number): number => (n & 0xff) + 2 * ((n >> 8) & 0xff);

/** Counts packed into the operand of UNPACK_EX: before the star in bits 0-7, behind it in bits 8-15. */
const unpackExEffect = (n: number): number => (n & 0xff) + ((n >> 8) & 0xff);

/** Where STORE_COMP's operand says a value goes: the container kind is in bits 0-1. */
const storeCompEffect = (n: number): number => ((n & 3) === 1 ? -2 : -1);

export const opcodes: readonly OpcodeRow[] = [
  { name: "LOAD_CONST_STRING", code: 0x10, format: "qstr", stack: "-- str", effect: 1 },
  { name: "LOAD_NAME", code: 0x11, format: "qstr", stack: "-- value", effect: 1 },
  { name: "LOAD_GLOBAL", code: 0x12, format: "qstr", stack: "-- value", effect: 1 },
  { name: "LOAD_ATTR", code: 0x13, format: "qstr", stack: "obj -- value", effect: 0 },
  { name: "LOAD_METHOD", code: 0x14, format: "qstr", stack: "obj -- fun self|NULL", effect: 1 },
  {
    name: "LOAD_SUPER_METHOD",
    code: 0x15,
    format: "qstr",
    stack: "super class self -- fun self|NULL",
    effect: -1,
  },
  { name: "STORE_NAME", code: 0x16, format: "qstr", stack: "value --", effect: -1 },
  { name: "STORE_GLOBAL", code: 0x17, format: "qstr", stack: "value --", effect: -1 },
  { name: "STORE_ATTR", code: 0x18, format: "qstr", stack: "value obj --", effect: -2 },
  { name: "DELETE_NAME", code: 0x19, format: "qstr", stack: "--", effect: 0 },
  { name: "DELETE_GLOBAL", code: 0x1a, format: "qstr", stack: "--", effect: 0 },
  {
    name: "IMPORT_NAME",
    code: 0x1b,
    format: "qstr",
    stack: "level fromlist -- module",
    effect: -1,
  },
  { name: "IMPORT_FROM", code: 0x1c, format: "qstr", stack: "module -- module value", effect: 1 },

  {
    name: "MAKE_CLOSURE",
    code: 0x20,
    format: "uint",
    extra: 1,
    stack: "cell*extra -- fun",
    effect: (_n, extra) => 1 - extra,
  },
  {
    name: "MAKE_CLOSURE_DEFARGS",
    code: 0x21,
    format: "uint",
    extra: 1,
    stack: "defaults|NULL kwdefaults|NULL cell*extra -- fun",
    effect: (_n, extra) => -1 - extra,
  },
  { name: "LOAD_CONST_SMALL_INT", code: 0x22, format: "int", stack: "-- int", effect: 1 },
  { name: "LOAD_CONST_OBJ", code: 0x23, format: "uint", stack: "-- const", effect: 1 },
  { name: "LOAD_FAST_N", code: 0x24, format: "uint", stack: "-- value", effect: 1 },
  { name: "LOAD_DEREF", code: 0x25, format: "uint", stack: "-- value", effect: 1 },
  { name: "STORE_FAST_N", code: 0x26, format: "uint", stack: "value --", effect: -1 },
  { name: "STORE_DEREF", code: 0x27, format: "uint", stack: "value --", effect: -1 },
  { name: "DELETE_FAST", code: 0x28, format: "uint", stack: "--", effect: 0 },
  { name: "DELETE_DEREF", code: 0x29, format: "uint", stack: "--", effect: 0 },
  {
    name: "BUILD_TUPLE",
    code: 0x2a,
    format: "uint",
    stack: "item*n -- tuple",
    effect: (n) => 1 - n,
  },
  { name: "BUILD_LIST", code: 0x2b, format: "uint", stack: "item*n -- list", effect: (n) => 1 - n },
  { name: "BUILD_MAP", code: 0x2c, format: "uint", stack: "-- dict", effect: 1 },
  { name: "BUILD_SET", code: 0x2d, format: "uint", stack: "item*n -- set", effect: (n) => 1 - n },
  {
    name: "BUILD_SLICE",
    code: 0x2e,
    format: "uint",
    stack: "bound*n -- slice",
    effect: (n) => 1 - n,
  },
  {
    name: "STORE_COMP",
    code: 0x2f,
    format: "uint",
    stack: "container … value | value key --",
    effect: storeCompEffect,
  },
  {
    name: "UNPACK_SEQUENCE",
    code: 0x30,
    format: "uint",
    stack: "seq -- item*n (first on top)",
    effect: (n) => n - 1,
  },
  {
    name: "UNPACK_EX",
    code: 0x31,
    format: "uint",
    stack: "seq -- item*right list item*left (first on top)",
    effect: unpackExEffect,
  },
  { name: "MAKE_FUNCTION", code: 0x32, format: "uint", stack: "-- fun", effect: 1 },
  {
    name: "MAKE_FUNCTION_DEFARGS",
    code: 0x33,
    format: "uint",
    stack: "defaults|NULL kwdefaults|NULL -- fun",
    effect: -1,
  },
  {
    name: "CALL_FUNCTION",
    code: 0x34,
    format: "uint",
    stack: "fun arg*n (key value)*k -- value",
    effect: (n) => -callSlots(n),
  },
  {
    name: "CALL_FUNCTION_VAR_KW",
    code: 0x35,
    format: "uint",
    stack: "fun arg*n (key value)*k starmask -- value",
    effect: (n) => -callSlots(n) - 1,
  },
  {
    name: "CALL_METHOD",
    code: 0x36,
    format: "uint",
    stack: "fun self|NULL arg*n (key value)*k -- value",
    effect: (n) => -callSlots(n) - 1,
  },
  {
    name: "CALL_METHOD_VAR_KW",
    code: 0x37,
    format: "uint",
    stack: "fun self|NULL arg*n (key value)*k starmask -- value",
    effect: (n) => -callSlots(n) - 2,
  },

  {
    name: "UNWIND_JUMP",
    code: 0x40,
    format: "soffset",
    extra: 1,
    stack: "--",
    effect: 0,
    terminal: true,
  },
  { name: "JUMP", code: 0x42, format: "soffset", stack: "--", effect: 0, terminal: true },
  { name: "POP_JUMP_IF_TRUE", code: 0x43, format: "soffset", stack: "cond --", effect: -1 },
  { name: "POP_JUMP_IF_FALSE", code: 0x44, format: "soffset", stack: "cond --", effect: -1 },
  {
    name: "JUMP_IF_TRUE_OR_POP",
    code: 0x45,
    format: "uoffset",
    stack: "cond -- | cond",
    effect: -1,
    jumpEffect: 0,
  },
  {
    name: "JUMP_IF_FALSE_OR_POP",
    code: 0x46,
    format: "uoffset",
    stack: "cond -- | cond",
    effect: -1,
    jumpEffect: 0,
  },
  {
    name: "SETUP_WITH",
    code: 0x47,
    format: "uoffset",
    stack: "manager -- exit self value",
    effect: 2,
    jumpEffect: 2,
  },
  {
    name: "SETUP_EXCEPT",
    code: 0x48,
    format: "uoffset",
    stack: "-- | exc",
    effect: 0,
    jumpEffect: 1,
  },
  {
    name: "SETUP_FINALLY",
    code: 0x49,
    format: "uoffset",
    stack: "-- | exc",
    effect: 0,
    jumpEffect: 1,
  },
  {
    name: "POP_EXCEPT_JUMP",
    code: 0x4a,
    format: "uoffset",
    stack: "--",
    effect: 0,
    terminal: true,
  },
  {
    name: "FOR_ITER",
    code: 0x4b,
    format: "uoffset",
    stack: "iter*4 -- iter*4 value |",
    effect: 1,
    jumpEffect: -ITER_SLOTS,
  },

  { name: "LOAD_CONST_FALSE", code: 0x50, format: "byte", stack: "-- False", effect: 1 },
  { name: "LOAD_CONST_NONE", code: 0x51, format: "byte", stack: "-- None", effect: 1 },
  { name: "LOAD_CONST_TRUE", code: 0x52, format: "byte", stack: "-- True", effect: 1 },
  { name: "LOAD_NULL", code: 0x53, format: "byte", stack: "-- NULL", effect: 1 },
  { name: "LOAD_BUILD_CLASS", code: 0x54, format: "byte", stack: "-- fun", effect: 1 },
  { name: "LOAD_SUBSCR", code: 0x55, format: "byte", stack: "obj index -- value", effect: -1 },
  { name: "STORE_SUBSCR", code: 0x56, format: "byte", stack: "value obj index --", effect: -3 },
  { name: "DUP_TOP", code: 0x57, format: "byte", stack: "a -- a a", effect: 1 },
  { name: "DUP_TOP_TWO", code: 0x58, format: "byte", stack: "a b -- a b a b", effect: 2 },
  { name: "POP_TOP", code: 0x59, format: "byte", stack: "a --", effect: -1 },
  { name: "ROT_TWO", code: 0x5a, format: "byte", stack: "a b -- b a", effect: 0 },
  { name: "ROT_THREE", code: 0x5b, format: "byte", stack: "a b c -- c a b", effect: 0 },
  {
    name: "WITH_CLEANUP",
    code: 0x5c,
    format: "byte",
    stack: "exit self None|int|exc -- None|int|exc",
    effect: -2,
  },
  { name: "END_FINALLY", code: 0x5d, format: "byte", stack: "None|int|exc --", effect: -1 },
  { name: "GET_ITER", code: 0x5e, format: "byte", stack: "obj -- iter", effect: 0 },
  {
    name: "GET_ITER_STACK",
    code: 0x5f,
    format: "byte",
    stack: "obj -- iter*4",
    effect: ITER_SLOTS - 1,
  },

  { name: "STORE_MAP", code: 0x62, format: "byte", stack: "dict value key -- dict", effect: -2 },
  {
    name: "RETURN_VALUE",
    code: 0x63,
    format: "byte",
    stack: "value --",
    effect: -1,
    terminal: true,
  },
  { name: "RAISE_LAST", code: 0x64, format: "byte", stack: "--", effect: 0, terminal: true },
  { name: "RAISE_OBJ", code: 0x65, format: "byte", stack: "exc --", effect: -1, terminal: true },
  {
    name: "RAISE_FROM",
    code: 0x66,
    format: "byte",
    stack: "exc cause --",
    effect: -2,
    terminal: true,
  },
  { name: "YIELD_VALUE", code: 0x67, format: "byte", stack: "value -- sent", effect: 0 },
  { name: "YIELD_FROM", code: 0x68, format: "byte", stack: "iter value -- result", effect: -1 },
  { name: "IMPORT_STAR", code: 0x69, format: "byte", stack: "module --", effect: -1 },

  {
    name: "LOAD_CONST_SMALL_INT_MULTI",
    code: 0x70,
    span: 64,
    spanBase: -16,
    format: "byte",
    stack: "-- int",
    effect: 1,
  },
  {
    name: "LOAD_FAST_MULTI",
    code: 0xb0,
    span: 16,
    spanBase: 0,
    format: "byte",
    stack: "-- value",
    effect: 1,
  },
  {
    name: "STORE_FAST_MULTI",
    code: 0xc0,
    span: 16,
    spanBase: 0,
    format: "byte",
    stack: "value --",
    effect: -1,
  },
  {
    name: "UNARY_OP_MULTI",
    code: 0xd0,
    span: 4,
    spanBase: 0,
    format: "byte",
    stack: "a -- op(a)",
    effect: 0,
  },
  {
    name: "BINARY_OP_MULTI",
    code: 0xd7,
    span: 35,
    spanBase: 0,
    format: "byte",
    stack: "a b -- a op b",
    effect: -1,
  },
];
