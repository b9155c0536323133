import { Pseudo } from "./instruction-list.js";
import type { Scope } from "./scope.js";

/**
 * Whether what `scope`, a class within no function, compiles to depends on statements further down.
 * Only two things do: its own use of `__class__`, which is a cell if a method has it, too; and a
 * walrus in a comprehension, which is refused unless the class declares the name global.
 *
 * @param children the scopes within its last statement
 */
export function mustWaitForEnd(scope: Scope, children: readonly Scope[]): boolean {
  return usesClassCell(scope) || children.some(bindsOutside);
}

/** `__class__` is the first name of a class. */
const CLASS_CELL = 0;

function usesClassCell({ code: { items, length } }: Scope): boolean {
  for (let i = 0; i < length; i += 2) {
    const operation = items[i]!;
    const named = operation >= Pseudo.LoadIdentifier && operation <= Pseudo.DeleteIdentifier;
    if (named && items[i + 1] === CLASS_CELL) return true;
  }
  return false;
}

function bindsOutside({ node }: Scope): boolean {
  return node.kind === "Comprehension" && holdsWalrus(node);
}

/** Without recursion, for chains of operators may be of any length. */
function holdsWalrus(root: object): boolean {
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if ("kind" in node && node.kind === "Walrus") return true;
    for (const value of Object.values(node)) {
      if (typeof value === "object" && value !== null) pending.push(value);
    }
  }
  return false;
}
