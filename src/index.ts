import type { RuntimeOptions } from "./vm/options.js";
import { Runtime } from "./vm/runtime.js";

export { CompileError } from "./compile/syntax-error.js";
export {
  BudgetError,
  PythonError,
  PythonExit,
  RuntimeFailure,
  UsageError,
} from "./vm/errors.js";
export { FileError, type FileSystem } from "./vm/files.js";
export { HostFiles } from "./vm/host-files.js";
export { MemoryFiles } from "./vm/memory-files.js";
export type { Allocation, Collection, LocalZone, RuntimeOptions } from "./vm/options.js";
export {
  type Globals,
  type RunOptions,
  Runtime,
  type SliceOptions,
} from "./vm/runtime.js";

/** Makes a runtime. The first one in a process compiles the VM. */
export async function createRuntime(options: RuntimeOptions = {}): Promise<Runtime> {
  return new Runtime(options);
}

/** Makes a runtime at once. */
export function createRuntimeSync(options: RuntimeOptions = {}): Runtime {
  return new Runtime(options);
}
export { PythonObject, type PythonValue, Tuple } from "./vm/values.js";
