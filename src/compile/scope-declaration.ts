import { compileMessages } from "../tables/compile-messages.js";
import type { GlobalStatement, Place } from "./ast.js";
import type { Emitter } from "./emitter.js";
import { Binding, type Identifier } from "./scope.js";
import { closeOver } from "./scope-closure.js";

/** `global` and `nonlocal` statements: they change bindings and emit nothing. */
export function declareNames(e: Emitter, statement: GlobalStatement): void {
  const isGlobal = statement.kind === "Global";
  if (!isGlobal && e.scope.parent === null) e.fail(statement, compileMessages.outerNonlocal);
  for (const name of statement.names) {
    const identifier = e.scope.identifier(name.id, Binding.Undecided);
    if (isGlobal) declareGlobal(e, identifier, name);
    else declareNonlocal(e, identifier, name);
  }
}

/** Makes `identifier` of the current scope a global; for the module's own code, too. */
export function declareGlobal(e: Emitter, identifier: Identifier, place: Place): void {
  const { binding } = identifier;
  if (binding !== Binding.Undecided && binding !== Binding.ExplicitGlobal) {
    e.fail(place, compileMessages.redefinedGlobal);
  }
  identifier.binding = Binding.ExplicitGlobal;
  if (e.scope.parent !== null) e.globals.declare(identifier.name, e.scope);
}

/** A walrus in a comprehension of the module binds `identifier` of the current scope there. */
export function declareModuleName(e: Emitter, identifier: Identifier, place: Place): void {
  const { binding, name } = identifier;
  if (binding === Binding.Undecided || binding === Binding.ExplicitGlobal) {
    identifier.binding = Binding.ExplicitGlobal;
    e.globals.bind(name);
  } else {
    e.globals.doubt(name, e.error(place, compileMessages.redefinedGlobal));
  }
}

/** Makes `identifier` of the current scope a variable of an enclosing function. */
export function declareNonlocal(e: Emitter, identifier: Identifier, place: Place): void {
  if (identifier.binding === Binding.Undecided) {
    identifier.binding = Binding.ImplicitGlobal;
    closeOver(e.scope, identifier);
    if (identifier.binding === (Binding.ImplicitGlobal as Binding)) {
      e.fail(place, compileMessages.noNonlocal);
    }
  } else if (identifier.binding !== Binding.Free) {
    e.fail(place, compileMessages.redefinedNonlocal);
  }
}
