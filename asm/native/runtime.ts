/** The runtime's functions for machine code, by the names of the table in src/tables/runtime-functions.ts. */
export * from "./calls";
export { rt_setup_code_state_native } from "./code-state";
export { rt_native_from_obj, rt_native_to_obj } from "./conversion";
export * from "./exceptions";
export { rt_arg_parse_all, rt_arg_parse_all_kw_array } from "./foreign-arguments";
export { rt_realloc } from "./foreign-memory";
export * from "./foreign-objects";
export { rt_printf, rt_raise_msg, rt_vprintf } from "./foreign-print";
export { rt_setjmp } from "./foreign-setjmp";
export { rt_get_stream_raise } from "./foreign-stream";
export * from "./iteration";
export { rt_memmove, rt_memset } from "./memory";
export * from "./names";
export * from "./values";
