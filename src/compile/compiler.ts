import type { Module, Stmt, Suite } from "./ast.js";
import { mustWaitForEnd } from "./class-delay.js";
import { CompactCode } from "./compact-code.js";
import { CompileFailures } from "./compile-failures.js";
import { ConstantPool } from "./constants.js";
import { emitEvalModule, emitScopeEnd, emitScopeStart, emitScopeStatement } from "./emit-scope.js";
import { type EmitOptions, Emitter } from "./emitter.js";
import { FunctionStore } from "./function-store.js";
import { Lowerer } from "./lowerer.js";
import { ModuleWriter } from "./module-writer.js";
import { SOURCE_NAME_RANK } from "./name-ranks.js";
import { NativeFunctions } from "./native/native-functions.js";
import { Resolver } from "./native/resolver.js";
import { Binding, isBytecode, Scope } from "./scope.js";
import { closeOverReads, numberSlots } from "./scope-closure.js";
import { keepSuite } from "./streamed-suite.js";

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
      compiler.add((e, module) => emitScopeStatement(e, module, statement));
    }
  }
  if (mode !== "eval") compiler.add(emitScopeEnd);
  return compiler.finish();
}

/** Emits a part of a scope's instructions. */
type EmitPart = (e: Emitter, scope: Scope) => void;

/** A scope that is lowered part by part: the module's, or that of a class within no function. */
class OpenScope {
  readonly code = new CompactCode();
  /** The numbers of the functions in what has been lowered. */
  readonly children: number[] = [];
  /** The scopes in what has been emitted and not been lowered. */
  pending: Scope[] = [];

  /** @param native its instructions, if they become machine code */
  constructor(
    readonly scope: Scope,
    readonly native: Resolver | undefined,
  ) {}
}

class ModuleCompiler {
  readonly #pool = new ConstantPool();
  readonly #emitter: Emitter;
  readonly #lowerer = new Lowerer(this.#pool);
  readonly #functions = new FunctionStore();
  readonly #natives: NativeFunctions;
  readonly #failures = new CompileFailures();
  readonly #module: OpenScope;
  readonly #functionCode = new CompactCode();

  constructor(
    sourceName: string,
    private readonly options: EmitOptions,
  ) {
    this.#pool.name(sourceName, SOURCE_NAME_RANK);
    this.#emitter = new Emitter(this.#pool, options);
    this.#natives = new NativeFunctions(this.#pool, options.native, options.filename);
    const code = this.#emitter.newCode(options.emit);
    const module = new Scope({ kind: "Module" }, MODULE_NAME, null, code, options.emit);
    this.#module = this.#open(module);
    this.#emitter.enter(this.#module.scope);
  }

  #open(scope: Scope): OpenScope {
    const isNative = !isBytecode(scope.emit);
    return new OpenScope(scope, isNative ? new Resolver(this.#pool, scope) : undefined);
  }

  /** Compiles a part of the module's own code, and the functions within. */
  add(emitPart: EmitPart): void {
    this.#emitPart(this.#module, emitPart);
    this.#lowerParts(this.#module);
  }

  #emitPart({ scope, pending }: OpenScope, emitPart: EmitPart): void {
    const e = this.#emitter;
    this.#failures.attempt(scope.level, () => emitPart(e, scope));
    for (const child of e.takeScopes()) pending.push(child);
  }

  /** Compiles the scopes in what has been emitted of `open`, lowers that, and drops both. */
  #lowerParts(open: OpenScope): void {
    const { scope, pending } = open;
    for (const child of pending) {
      if (child.node.kind === "ClassDef") this.#compileClass(child, child.node.body);
      else this.#compileTree(child);
    }
    if (this.#failures.first === undefined) {
      if (open.native === undefined) this.#lowerer.lower(scope, open.code);
      else open.native.add(scope.code);
      for (const child of scope.children) open.children.push(child.functionId);
    }
    scope.code.clear();
    if (pending.length === 0) return;
    scope.forgetChildren();
    pending.length = 0;
  }

  /** Compiles a class within no function, statement by statement as far as possible. */
  #compileClass(scope: Scope, body: Suite): void {
    const open = this.#open(scope);
    this.#emitPart(open, emitScopeStart);
    let waits = false;
    for (const stmt of body) {
      this.#emitPart(open, (e) => emitScopeStatement(e, scope, stmt));
      waits ||= mustWaitForEnd(scope, open.pending);
      if (waits) keepSuite(stmt);
      else this.#lowerParts(open);
    }
    this.#emitPart(open, emitScopeEnd);
    this.#lowerParts(open);
    if (this.#failures.first !== undefined) return;
    numberSlots(scope);
    scope.functionId = this.#functions.count;
    this.#storeOpen(open);
    this.#emitter.reuseCode(scope.code);
  }

  /** Compiles `root`, which is no class, and all scopes within, level by level. */
  #compileTree(root: Scope): void {
    const scopes = [root];
    for (let i = 0; i < scopes.length; i++) {
      this.#emitScope(scopes[i]!);
      for (const child of this.#emitter.takeScopes()) scopes.push(child);
    }
    if (this.#failures.first === undefined) this.#lowerTree(scopes);
    for (const { code } of scopes) this.#emitter.reuseCode(code);
  }

  #emitScope(scope: Scope): void {
    const e = this.#emitter;
    const { node, level } = scope;
    if (scope.emit === "assembler") {
      this.#failures.attempt(level, () => this.#natives.assemble(e, scope));
      return;
    }
    this.#failures.attempt(level, () => emitScopeStart(e, scope));
    if (node.kind === "FunctionDef" || node.kind === "ClassDef") {
      // What the source is refused for while it is read on must not be taken for an error of `level`.
      for (const stmt of node.body) {
        this.#failures.attempt(level, () => emitScopeStatement(e, scope, stmt));
      }
      this.#failures.attempt(level, () => emitScopeEnd(e, scope));
    }
    this.#failures.attempt(level, () => closeOverReads(scope));
  }

  /** Now that all bindings within are known. */
  #lowerTree(scopes: readonly Scope[]): void {
    numberFunctions(scopes, this.#functions.count);
    for (const scope of scopes) {
      numberSlots(scope);
      this.#lowerFunction(scope);
    }
  }

  #storeOpen({ scope, native, code, children }: OpenScope): void {
    if (native === undefined) {
      this.#store(scope, code, this.#lowerer.nameParameters(scope), children);
    } else {
      this.#natives.add(this.#functions.addNative(), scope, native, children);
    }
  }

  #lowerFunction(scope: Scope): void {
    if (isBytecode(scope.emit)) this.#lowerBytecode(scope);
    else if (scope.emit === "assembler")
      this.#natives.addInline(this.#functions.addNative(), scope);
    else this.#lowerNative(scope);
  }

  #lowerNative(scope: Scope): void {
    const children = scope.children.map((child) => child.functionId);
    const resolver = new Resolver(this.#pool, scope);
    resolver.add(scope.code);
    this.#natives.add(this.#functions.addNative(), scope, resolver, children);
  }

  #lowerBytecode(scope: Scope): void {
    const code = this.#functionCode;
    code.reset();
    // Names are numbered in this order.
    const names = this.#lowerer.nameParameters(scope);
    this.#lowerer.lower(scope, code);
    const children = scope.children.map((child) => child.functionId);
    this.#store(scope, code, names, children);
  }

  #store(
    scope: Scope,
    code: CompactCode,
    names: readonly number[],
    children: readonly number[],
  ): void {
    if (code.depth !== 0) throw new Error(`stack depth ${code.depth} at the end of ${scope.name}`);
    this.#functions.add(scope, code, names, children);
  }

  /**
   * The file.
   *
   * @throws CompileError the first error in the order of the reference
   */
  finish(): Uint8Array {
    this.#refuse();
    const root = this.#functions.count;
    this.#declareGlobals();
    this.#storeOpen(this.#module);
    const { refusal } = this.#natives;
    if (refusal !== undefined) throw refusal;
    return new ModuleWriter({
      filename: this.options.filename,
      smallIntBits: this.options.smallIntBits,
      pool: this.#pool,
      functions: this.#functions,
      natives: this.#natives,
      onMachineCode: this.options.onMachineCode,
      root,
      moduleGlobals: this.#moduleGlobals(),
    }).write();
  }

  /** What functions declare global is so in the module's own code too. */
  #declareGlobals(): void {
    for (const identifier of this.#module.scope.identifiers) {
      if (this.#emitter.globals.declares(identifier.name)) {
        identifier.binding = Binding.ExplicitGlobal;
      }
    }
  }

  #refuse(): void {
    const { first, level } = this.#failures;
    if (first !== undefined && level === this.#module.scope.level) throw first;
    const refusal = this.#emitter.globals.refusal(this.#module.scope) ?? first;
    if (refusal !== undefined) throw refusal;
  }

  #moduleGlobals(): Uint8Array {
    const flags = new Uint8Array(this.#pool.nameCount);
    for (const { nameId, binding } of this.#module.scope.identifiers) {
      if (binding === Binding.ExplicitGlobal && nameId >= 0) flags[nameId] = 1;
    }
    return flags;
  }
}

/** Gives the functions of `scopes`, which are stored next and in this order, their numbers. */
function numberFunctions(scopes: readonly Scope[], first: number): void {
  for (let i = 0; i < scopes.length; i++) scopes[i]!.functionId = first + i;
}
