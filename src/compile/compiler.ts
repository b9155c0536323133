import type { Module, Stmt } from "./ast.js";
import { CompactCode } from "./compact-code.js";
import { CompileFailures } from "./compile-failures.js";
import { ConstantPool } from "./constants.js";
import { emitEvalModule, emitModuleEnd, emitModuleStatement, emitScope } from "./emit-scope.js";
import { type EmitOptions, Emitter } from "./emitter.js";
import { FunctionStore } from "./function-store.js";
import { InstructionList } from "./instruction-list.js";
import { Lowerer } from "./lowerer.js";
import { ModuleWriter } from "./module-writer.js";
import { SOURCE_NAME_RANK } from "./name-ranks.js";
import { Binding, Scope } from "./scope.js";
import { closeOverReads, numberSlots } from "./scope-closure.js";

/** The name of a module's own function. */
const MODULE_NAME = "<module>";

/**
 * Compiles the statements of a module as they come, and keeps none of them: each is turned, with all
 * functions and classes in it, into compact code, from which the file is written at the end.
 *
 * @param sourceName the file name that the module tells in tracebacks
 * @returns the bytes of a `.mpy` file
 * @throws CompileError what `statements` throws; else where the program cannot be compiled
 */
export function compileModule(
  statements: Iterable<Stmt>,
  mode: Module["mode"],
  sourceName: string,
  options: EmitOptions,
): Uint8Array {
  const compiler = new ModuleCompiler(sourceName, options);
  for (const statement of statements) {
    if (mode === "eval" && statement.kind === "ExprStatement") {
      compiler.add((e, module) => emitEvalModule(e, module, statement.value));
    } else {
      compiler.add((e, module) => emitModuleStatement(e, module, statement));
    }
  }
  if (mode !== "eval") compiler.add(emitModuleEnd);
  return compiler.finish();
}

class ModuleCompiler {
  readonly #pool = new ConstantPool();
  readonly #emitter: Emitter;
  readonly #lowerer = new Lowerer(this.#pool);
  readonly #functions = new FunctionStore();
  readonly #failures = new CompileFailures();
  readonly #module = new Scope({ kind: "Module" }, MODULE_NAME, null, new InstructionList());
  readonly #moduleCode = new CompactCode();
  readonly #moduleChildren: number[] = [];
  readonly #functionCode = new CompactCode();

  constructor(
    sourceName: string,
    private readonly options: EmitOptions,
  ) {
    this.#pool.name(sourceName, SOURCE_NAME_RANK);
    this.#emitter = new Emitter(this.#pool, options);
  }

  /** Compiles a part of the module's own code, and the functions within. */
  add(emitPart: (e: Emitter, module: Scope) => void): void {
    const e = this.#emitter;
    const module = this.#module;
    this.#failures.attempt(module.level, () => emitPart(e, module));
    for (const scope of e.scopes) this.#emitFunction(scope);
    if (this.#failures.first === undefined) this.#lower();
    module.code.clear();
    module.forgetChildren();
    e.dropScopes();
  }

  #emitFunction(scope: Scope): void {
    this.#failures.attempt(scope.level, () => {
      emitScope(this.#emitter, scope);
      closeOverReads(scope);
    });
  }

  /** Now that all bindings within the part are known. */
  #lower(): void {
    const { scopes } = this.#emitter;
    numberFunctions(scopes, this.#functions.count);
    this.#lowerer.lower(this.#module, this.#moduleCode);
    for (const child of this.#module.children) this.#moduleChildren.push(child.functionId);
    for (const scope of scopes) {
      numberSlots(scope);
      this.#lowerFunction(scope);
    }
  }

  #lowerFunction(scope: Scope): void {
    const code = this.#functionCode;
    code.reset();
    // Names are numbered in this order.
    const names = this.#lowerer.nameParameters(scope);
    this.#lowerer.lower(scope, code);
    checkDepth(scope, code);
    const children = scope.children.map((child) => child.functionId);
    this.#functions.add(scope, code, names, children);
  }

  /**
   * The file.
   *
   * @throws CompileError the first error in the order of the reference
   */
  finish(): Uint8Array {
    this.#refuse();
    const module = this.#module;
    const root = this.#functions.count;
    checkDepth(module, this.#moduleCode);
    const names = this.#lowerer.nameParameters(module);
    this.#functions.add(module, this.#moduleCode, names, this.#moduleChildren);
    return new ModuleWriter({
      filename: this.options.filename,
      smallIntBits: this.options.smallIntBits,
      pool: this.#pool,
      functions: this.#functions,
      root,
      moduleGlobals: this.#moduleGlobals(),
    }).write();
  }

  #refuse(): void {
    const { first, level } = this.#failures;
    if (first !== undefined && level === this.#module.level) throw first;
    const refusal = this.#emitter.globals.refusal(this.#module) ?? first;
    if (refusal !== undefined) throw refusal;
  }

  #moduleGlobals(): Uint8Array {
    const flags = new Uint8Array(this.#pool.nameCount);
    for (const { name, nameId, binding } of this.#module.identifiers) {
      const isGlobal = binding === Binding.ExplicitGlobal || this.#emitter.globals.declares(name);
      if (isGlobal && nameId >= 0) flags[nameId] = 1;
    }
    return flags;
  }
}

/** Gives the functions of `scopes`, which are stored next and in this order, their numbers. */
function numberFunctions(scopes: readonly Scope[], first: number): void {
  for (let i = 0; i < scopes.length; i++) scopes[i]!.functionId = first + i;
}

function checkDepth({ name }: Scope, { depth }: CompactCode): void {
  if (depth !== 0) throw new Error(`stack depth ${depth} at the end of ${name}`);
}
