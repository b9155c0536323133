import { compileMessages } from "../tables/compile-messages.js";
import type { Module } from "./ast.js";
import { Assembler } from "./bytecode.js";
import { ConstantPool } from "./constants.js";
import { emitScope } from "./emit-scope.js";
import { type EmitOptions, Emitter } from "./emitter.js";
import type { CodeTree, ModuleContents } from "./mpy/writer.js";
import { Scope } from "./scope.js";
import { closeOverReads, numberSlots } from "./scope-closure.js";
import { compileError } from "./syntax-error.js";

/** The name of a module's own function. */
const MODULE_NAME = "<module>";

/**
 * Compiles a parse tree: first the instructions of all scopes, outer ones before inner ones, then, all
 * bindings being known, their bytes.
 *
 * @param sourceName the file name that the module tells in tracebacks
 * @throws CompileError where the program cannot be compiled
 */
export function compileModule(
  module: Module,
  sourceName: string,
  options: EmitOptions,
): ModuleContents {
  const pool = new ConstantPool();
  pool.name(sourceName);
  const scopes = emitScopes(module, pool, options);
  for (const scope of scopes) numberSlots(scope);
  const code = assembleScopes(scopes, pool, options);
  return {
    smallIntBits: options.smallIntBits,
    names: pool.names,
    constants: pool.objects,
    code,
  };
}

function emitScopes(module: Module, pool: ConstantPool, options: EmitOptions): readonly Scope[] {
  const emitter = new Emitter(pool, options);
  emitter.scopes.push(new Scope(module, MODULE_NAME, null));
  for (const scope of emitter.scopes) {
    emitScope(emitter, scope);
    closeOverReads(scope);
  }
  return emitter.scopes;
}

/** Names are numbered as they are written, so scopes are assembled in the order of emission. */
function assembleScopes(
  scopes: readonly Scope[],
  pool: ConstantPool,
  { filename }: EmitOptions,
): CodeTree {
  const assembler = new Assembler(pool);
  const codes = new Map<Scope, Uint8Array>();
  for (const scope of scopes) {
    const bytes = assembler.assemble(scope);
    if (bytes === undefined) {
      const place = scope.node.kind === "Module" ? { line: 1, column: 1 } : scope.node;
      throw compileError(filename, place, compileMessages.bytecodeOverflow, "RuntimeError");
    }
    codes.set(scope, bytes);
  }
  return codeTree(scopes[0]!, codes);
}

function codeTree(scope: Scope, codes: ReadonlyMap<Scope, Uint8Array>): CodeTree {
  return {
    bytes: codes.get(scope)!,
    children: scope.children.map((child) => codeTree(child, codes)),
  };
}
