import { Binding, type Scope } from "./scope.js";
import type { CompileError } from "./syntax-error.js";

/** A walrus that is refused unless the module, all of it read, turns out to declare its name. */
interface Doubt {
  readonly error: CompileError;
  /** A function before it has declared the name: that counts where the module itself uses it. */
  readonly declared: boolean;
}

/**
 * What functions say about names of the module. The reference emits all of the module's own code
 * before any function of it, so what they say holds for that code from its start, but must not be
 * seen by statements of the module that are still to be read; therefore it is kept apart until then.
 */
export class ModuleGlobals {
  /** Names that functions at any depth declare global. */
  readonly #declared = new Set<string>();
  /** Those that functions of the module itself declare. */
  readonly #declaredFirst = new Set<string>();
  /** Names that comprehensions of the module have bound. */
  readonly #bound = new Set<string>();
  readonly #doubts = new Map<string, Doubt>();

  /** A scope within the module declares `name` global. */
  declare(name: string, scope: Scope): void {
    this.#declared.add(name);
    if (scope.level === 1) this.#declaredFirst.add(name);
  }

  /** A comprehension of the module binds `name` in it. */
  bind(name: string): void {
    this.#declared.add(name);
    this.#bound.add(name);
  }

  /**
   * A comprehension of the module binds `name` after it has used it as a name of its own, which
   * `error` refuses unless the module has the name as an explicit global.
   */
  doubt(name: string, error: CompileError): void {
    if (this.#bound.has(name) || this.#doubts.has(name)) return;
    this.#doubts.set(name, { error, declared: this.#declaredFirst.has(name) });
  }

  /** The error of the first name that was in doubt and is no global; `module` is read to its end. */
  refusal(module: Scope): CompileError | undefined {
    for (const [name, { error, declared }] of this.#doubts) {
      const own = module.find(name);
      if (own === undefined) return error;
      if (own.binding !== Binding.ExplicitGlobal && !declared) return error;
    }
    return undefined;
  }

  /** Whether `name` is accessed as a global in the module's own code, where that uses it. */
  declares(name: string): boolean {
    return this.#declared.has(name);
  }
}
