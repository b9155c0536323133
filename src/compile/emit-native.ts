import { compileMessages } from "../tables/compile-messages.js";
import type { Expr } from "./ast.js";
import type { Emitter } from "./emitter.js";

/** Decorators that ask for machine code. */
const machineCode = new Set(["viper", "asm_thumb", "asm_xtensa", "asm_rv32"]);

/**
 * True if `decorator` is one of `@micropython.…`, which tells the compiler how to emit a function and is
 * not called when the program runs.
 *
 * Machine code is refused with the reference's message for a target without an architecture.
 */
export function nativeDecorator(e: Emitter, decorator: Expr): boolean {
  const path = dottedPath(decorator);
  if (path[0] !== "micropython") return false;
  const [, name] = path;
  if (path.length !== 2 || name === undefined) {
    e.fail(decorator, compileMessages.invalidDecorator);
  }
  if (name === "bytecode") return true;
  if (name === "native") {
    if (e.options.emitNative === "bytecode") return true;
    e.fail(decorator, compileMessages.invalidArchitecture);
  }
  if (machineCode.has(name)) e.fail(decorator, compileMessages.invalidArchitecture);
  e.fail(decorator, compileMessages.invalidDecorator);
}

/** The names of `a.b.c` or `a.b.c(…)`. */
function dottedPath(expr: Expr): string[] {
  if (expr.kind === "Name") return [expr.id];
  if (expr.kind === "Attribute") return [...dottedPath(expr.object), expr.name];
  if (expr.kind === "Call") return dottedPath(expr.callee);
  return [];
}
