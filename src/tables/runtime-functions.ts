/**
 * The runtime function table: what machine code may call. Rows stand in the order of the `.mpy` 6.3 ABI, so
 * that a row's index is its slot; Thumb code finds slot i at byte offset 4 × i from its table register.
 *
 * Arguments and results are 32-bit words. In `args`, `o` is an object (a tagged word), `n` one or 0, `q` the id of an
 * interned string, `i` a number or an address, `d` a 64-bit float in two words, `f` a 32-bit float, `.`
 * more arguments of any kind.
 */

export interface RuntimeFunctionRow {
  readonly name: string;
  /** What the words of the arguments are; absent for slots that hold a value. */
  readonly args?: string;
  /** What comes back; absent for nothing. */
  readonly result?: string;
  /** It may leave an exception pending, and then does not return to the machine code. */
  readonly raises?: true;
}

/** Shorthand for a function that may raise. */
const raising = (name: string, args: string, result?: string): RuntimeFunctionRow =>
  result === undefined ? { name, args, raises: true } : { name, args, result, raises: true };

/** Shorthand for a function that never raises. */
const plain = (name: string, args: string, result?: string): RuntimeFunctionRow =>
  result === undefined ? { name, args } : { name, args, result };

/** Slots up to here are what compiled Python uses; those behind serve modules linked from C. */
export const COMPILER_SLOTS = 50;

export const runtimeFunctions: readonly RuntimeFunctionRow[] = [
  { name: "const_none", result: "o" },
  { name: "const_false", result: "o" },
  { name: "const_true", result: "o" },
  raising("native_from_obj", "oi", "i"),
  raising("native_to_obj", "ii", "o"),
  plain("native_swap_globals", "i", "i"),
  raising("load_name", "q", "o"),
  raising("load_global", "q", "o"),
  raising("load_build_class", "", "o"),
  raising("load_attr", "oq", "o"),
  raising("load_method", "oqi"),
  raising("load_super_method", "qi"),
  raising("store_name", "qo"),
  raising("store_global", "qo"),
  raising("store_attr", "oqn"),
  raising("obj_subscr", "oon", "o"),
  raising("obj_is_true", "o", "i"),
  raising("unary_op", "io", "o"),
  raising("binary_op", "ioo", "o"),
  raising("new_tuple", "ii", "o"),
  raising("new_list", "ii", "o"),
  raising("new_dict", "i", "o"),
  raising("new_set", "ii", "o"),
  raising("set_store", "oo"),
  raising("list_append", "oo", "o"),
  raising("dict_store", "ooo", "o"),
  raising("make_function_from_proto_fun", "iii", "o"),
  raising("native_call_function_n_kw", "oii", "o"),
  raising("call_method_n_kw", "iii", "o"),
  raising("call_method_n_kw_var", "iii", "o"),
  raising("native_getiter", "oi", "o"),
  raising("native_iternext", "i", "o"),
  plain("nlr_push", "i", "i"),
  plain("nlr_pop", ""),
  raising("native_raise", "n"),
  raising("import_name", "qoo", "o"),
  raising("import_from", "oq", "o"),
  raising("import_all", "o"),
  raising("new_slice", "ooo", "o"),
  raising("unpack_sequence", "oii"),
  raising("unpack_ex", "oii"),
  raising("delete_name", "q"),
  raising("delete_global", "q"),
  raising("new_closure", "oii", "o"),
  raising("arg_check_num_sig", "iii"),
  raising("setup_code_state_native", "iiii"),
  plain("small_int_floor_divide", "ii", "i"),
  plain("small_int_modulo", "ii", "i"),
  raising("native_yield_from", "oni", "i"),
  plain("setjmp", "i", "i"),
  plain("memset", "iii", "i"),
  plain("memmove", "iii", "i"),
  raising("realloc", "iii", "i"),
  plain("printf", "ii.", "i"),
  plain("vprintf", "iii", "i"),
  raising("raise_msg", "oi"),
  plain("obj_get_type", "o", "o"),
  raising("obj_new_str", "ii", "o"),
  raising("obj_new_bytes", "ii", "o"),
  raising("obj_new_bytearray_by_ref", "ii", "o"),
  raising("obj_new_float_from_f", "f", "o"),
  raising("obj_new_float_from_d", "d", "o"),
  raising("obj_get_float_to_f", "o", "f"),
  raising("obj_get_float_to_d", "o", "d"),
  raising("load_method_maybe", "oqi"),
  raising("get_buffer", "oii", "i"),
  raising("get_stream_raise", "oi", "i"),
  raising("arg_parse_all", "iiiiii"),
  raising("arg_parse_all_kw_array", "iiiiii"),
  plain("binary_get_size", "iii", "i"),
  raising("binary_get_val_array", "iii", "o"),
  raising("binary_set_val_array", "iiio"),
  { name: "plat_print", result: "i" },
  { name: "type_type", result: "o" },
  { name: "type_str", result: "o" },
  { name: "type_list", result: "o" },
  { name: "type_dict", result: "o" },
  { name: "type_fun_builtin_0", result: "o" },
  { name: "type_fun_builtin_1", result: "o" },
  { name: "type_fun_builtin_2", result: "o" },
  { name: "type_fun_builtin_3", result: "o" },
  { name: "type_fun_builtin_var", result: "o" },
  { name: "type_Exception", result: "o" },
  { name: "stream_read_obj", result: "o" },
  { name: "stream_readinto_obj", result: "o" },
  { name: "stream_unbuffered_readline_obj", result: "o" },
  { name: "stream_write_obj", result: "o" },
];
