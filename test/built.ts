/**
 * The package as it is built: the VM's module lies beside it, so what runs programs in tests uses the
 * build (which `npm test` brings up to date first) and not the sources.
 */
export { createRuntimeSync, PythonError, PythonExit, type Runtime } from "../build/index.js";
