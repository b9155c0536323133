/**
 * Strings of more than ten bytes that `mpy-cross` 1.27 holds interned before it reads any source,
 * beyond the static ones. A long string literal that is already interned is a name in the bytecode
 * and not an object of the constant table, so this list shows in the output.
 */
export const referenceQstrs: readonly string[] = [
  "StopAsyncIteration",
  "UnicodeError",
  "ViperTypeError",
  "__build_class__",
  "__complex__",
  "__contains__",
  "__repl_print__",
  "__reversed__",
  "__traceback__",
  "bound_method",
  "difference_update",
  "heap_unlock",
  "intersection",
  "intersection_update",
  "maximum recursion depth exceeded",
  "symmetric_difference",
  "symmetric_difference_update",
  "unpack_from",
  "vcvt_f32_s32",
  "vcvt_s32_f32",
];
