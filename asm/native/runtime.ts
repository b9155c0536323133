/** The runtime's functions for machine code, by the names of the table in src/tables/runtime-functions.ts. */
export * from "./calls";
export { rt_setup_code_state_native } from "./code-state";
export { rt_native_from_obj, rt_native_to_obj } from "./conversion";
export * from "./exceptions";
export * from "./iteration";
export * from "./memory";
export * from "./names";
export * from "./values";
