import { compileMessages } from "../tables/compile-messages.js";
import { viperMessages } from "../tables/viper-messages.js";
import type { Expr } from "./ast.js";
import type { Emitter } from "./emitter.js";
import { typeOfName } from "./native/value-type.js";
import type { EmitKind } from "./scope.js";

/** Decorators that ask for the inline assembler. */
const assemblers = new Set(["asm_thumb", "asm_xtensa", "asm_rv32"]);

/**
 * What `decorator` makes of its function if it is one of `@micropython.…`, which tells the compiler how
 * to emit a function and is not called when the program runs; else undefined.
 *
 * Machine code without a target is refused with the reference's message.
 */
export function nativeDecorator(e: Emitter, decorator: Expr): EmitKind | undefined {
  const path = dottedPath(decorator);
  if (path[0] !== "micropython") return undefined;
  const [, name] = path;
  if (path.length !== 2 || name === undefined) {
    e.fail(decorator, compileMessages.invalidDecorator);
  }
  if (name === "bytecode") return name;
  if (name === "native" || name === "viper") {
    const { native } = e.options;
    if (native?.onlyViper === true && name === "native") {
      return native.translate === undefined ? "bytecode" : "ahead";
    }
    if (native !== undefined) return name;
    if (name === "native" && e.options.emitNative === "bytecode") return "bytecode";
    e.fail(decorator, compileMessages.invalidArchitecture);
  }
  if (name === e.options.native?.inline?.decorator) return "assembler";
  if (assemblers.has(name)) e.fail(decorator, compileMessages.invalidArchitecture);
  e.fail(decorator, compileMessages.invalidDecorator);
}

/** Viper code knows the names of its types only. */
export function checkAnnotation(e: Emitter, annotation: Expr | null): void {
  if (annotation === null) return;
  if (annotation.kind !== "Name") e.fail(annotation, viperMessages.annotation);
  if (typeOfName(annotation.id) === undefined) {
    const text = viperMessages.unknownType.replace("%q", annotation.id);
    e.fail(annotation, text, "ViperTypeError");
  }
}

/** The names of `a.b.c` or `a.b.c(…)`. */
function dottedPath(expr: Expr): string[] {
  if (expr.kind === "Name") return [expr.id];
  if (expr.kind === "Attribute") return [...dottedPath(expr.object), expr.name];
  if (expr.kind === "Call") return dottedPath(expr.callee);
  return [];
}
