import { type OpcodeRow, opcodes } from "../tables/opcodes.js";

const rowsByName = new Map(opcodes.map((row) => [row.name, row]));

function codeOf(name: string): number {
  const row = rowsByName.get(name);
  if (row === undefined) throw new Error(`no opcode is named ${name}`);
  return row.code;
}

/** The row of each opcode, by code; undefined where the format has none. */
export const rowOfCode: readonly (OpcodeRow | undefined)[] = tabulateRows();

function tabulateRows(): (OpcodeRow | undefined)[] {
  const table: (OpcodeRow | undefined)[] = new Array(256).fill(undefined);
  for (const row of opcodes) {
    for (let i = 0; i < (row.span ?? 1); i++) table[row.code + i] = row;
  }
  return table;
}

/** The codes that the emitter writes, by name. Codes of a span are those of its operand 0. */
export const Op = {
  LOAD_CONST_STRING: codeOf("LOAD_CONST_STRING"),
  LOAD_NAME: codeOf("LOAD_NAME"),
  LOAD_GLOBAL: codeOf("LOAD_GLOBAL"),
  LOAD_ATTR: codeOf("LOAD_ATTR"),
  LOAD_METHOD: codeOf("LOAD_METHOD"),
  LOAD_SUPER_METHOD: codeOf("LOAD_SUPER_METHOD"),
  STORE_NAME: codeOf("STORE_NAME"),
  STORE_GLOBAL: codeOf("STORE_GLOBAL"),
  STORE_ATTR: codeOf("STORE_ATTR"),
  DELETE_NAME: codeOf("DELETE_NAME"),
  DELETE_GLOBAL: codeOf("DELETE_GLOBAL"),
  IMPORT_NAME: codeOf("IMPORT_NAME"),
  IMPORT_FROM: codeOf("IMPORT_FROM"),
  MAKE_CLOSURE: codeOf("MAKE_CLOSURE"),
  MAKE_CLOSURE_DEFARGS: codeOf("MAKE_CLOSURE_DEFARGS"),
  LOAD_CONST_SMALL_INT: codeOf("LOAD_CONST_SMALL_INT"),
  LOAD_CONST_OBJ: codeOf("LOAD_CONST_OBJ"),
  LOAD_FAST_N: codeOf("LOAD_FAST_N"),
  LOAD_DEREF: codeOf("LOAD_DEREF"),
  STORE_FAST_N: codeOf("STORE_FAST_N"),
  STORE_DEREF: codeOf("STORE_DEREF"),
  DELETE_FAST: codeOf("DELETE_FAST"),
  DELETE_DEREF: codeOf("DELETE_DEREF"),
  BUILD_TUPLE: codeOf("BUILD_TUPLE"),
  BUILD_LIST: codeOf("BUILD_LIST"),
  BUILD_MAP: codeOf("BUILD_MAP"),
  BUILD_SET: codeOf("BUILD_SET"),
  BUILD_SLICE: codeOf("BUILD_SLICE"),
  STORE_COMP: codeOf("STORE_COMP"),
  UNPACK_SEQUENCE: codeOf("UNPACK_SEQUENCE"),
  UNPACK_EX: codeOf("UNPACK_EX"),
  MAKE_FUNCTION: codeOf("MAKE_FUNCTION"),
  MAKE_FUNCTION_DEFARGS: codeOf("MAKE_FUNCTION_DEFARGS"),
  CALL_FUNCTION: codeOf("CALL_FUNCTION"),
  CALL_FUNCTION_VAR_KW: codeOf("CALL_FUNCTION_VAR_KW"),
  CALL_METHOD: codeOf("CALL_METHOD"),
  CALL_METHOD_VAR_KW: codeOf("CALL_METHOD_VAR_KW"),
  UNWIND_JUMP: codeOf("UNWIND_JUMP"),
  JUMP: codeOf("JUMP"),
  POP_JUMP_IF_TRUE: codeOf("POP_JUMP_IF_TRUE"),
  POP_JUMP_IF_FALSE: codeOf("POP_JUMP_IF_FALSE"),
  JUMP_IF_TRUE_OR_POP: codeOf("JUMP_IF_TRUE_OR_POP"),
  JUMP_IF_FALSE_OR_POP: codeOf("JUMP_IF_FALSE_OR_POP"),
  SETUP_WITH: codeOf("SETUP_WITH"),
  SETUP_EXCEPT: codeOf("SETUP_EXCEPT"),
  SETUP_FINALLY: codeOf("SETUP_FINALLY"),
  POP_EXCEPT_JUMP: codeOf("POP_EXCEPT_JUMP"),
  FOR_ITER: codeOf("FOR_ITER"),
  LOAD_CONST_FALSE: codeOf("LOAD_CONST_FALSE"),
  LOAD_CONST_NONE: codeOf("LOAD_CONST_NONE"),
  LOAD_CONST_TRUE: codeOf("LOAD_CONST_TRUE"),
  LOAD_NULL: codeOf("LOAD_NULL"),
  LOAD_BUILD_CLASS: codeOf("LOAD_BUILD_CLASS"),
  LOAD_SUBSCR: codeOf("LOAD_SUBSCR"),
  STORE_SUBSCR: codeOf("STORE_SUBSCR"),
  DUP_TOP: codeOf("DUP_TOP"),
  DUP_TOP_TWO: codeOf("DUP_TOP_TWO"),
  POP_TOP: codeOf("POP_TOP"),
  ROT_TWO: codeOf("ROT_TWO"),
  ROT_THREE: codeOf("ROT_THREE"),
  WITH_CLEANUP: codeOf("WITH_CLEANUP"),
  END_FINALLY: codeOf("END_FINALLY"),
  GET_ITER: codeOf("GET_ITER"),
  GET_ITER_STACK: codeOf("GET_ITER_STACK"),
  STORE_MAP: codeOf("STORE_MAP"),
  RETURN_VALUE: codeOf("RETURN_VALUE"),
  RAISE_LAST: codeOf("RAISE_LAST"),
  RAISE_OBJ: codeOf("RAISE_OBJ"),
  RAISE_FROM: codeOf("RAISE_FROM"),
  YIELD_VALUE: codeOf("YIELD_VALUE"),
  YIELD_FROM: codeOf("YIELD_FROM"),
  IMPORT_STAR: codeOf("IMPORT_STAR"),
  LOAD_CONST_SMALL_INT_MULTI: codeOf("LOAD_CONST_SMALL_INT_MULTI"),
  LOAD_FAST_MULTI: codeOf("LOAD_FAST_MULTI"),
  STORE_FAST_MULTI: codeOf("STORE_FAST_MULTI"),
  UNARY_OP_MULTI: codeOf("UNARY_OP_MULTI"),
  BINARY_OP_MULTI: codeOf("BINARY_OP_MULTI"),
} as const;
