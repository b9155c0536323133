import { Binding, type Identifier, ParameterForm, type Scope } from "./scope.js";

const isLocalToFunction = (binding: Binding): boolean =>
  binding === Binding.Local || binding === Binding.Cell || binding === Binding.Free;

/** Once a scope's names are all known: those that it only reads may belong to an enclosing function. */
export function closeOverReads(scope: Scope): void {
  for (const identifier of scope.identifiers) {
    if (identifier.binding === Binding.ImplicitGlobal) closeOver(scope, identifier);
  }
}

/**
 * Makes `identifier` of `scope` a free variable if an enclosing scope other than the module has it as
 * a local, and that one a cell. The nearest scope that mentions the name decides.
 */
export function closeOver(scope: Scope, identifier: Identifier): void {
  for (let outer = scope.parent; outer !== null && outer.parent !== null; outer = outer.parent) {
    const owner = outer.find(identifier.name);
    if (owner === undefined) continue;
    if (isLocalToFunction(owner.binding)) {
      identifier.binding = Binding.Free;
      passThrough(scope, identifier.name);
    }
    return;
  }
}

/** Makes `name` free in every scope between `scope` and the one that owns it. */
function passThrough(scope: Scope, name: string): void {
  for (let outer = scope.parent; outer !== null; outer = outer.parent) {
    const identifier = outer.identifier(name, Binding.Undecided);
    if (identifier.binding !== Binding.Undecided) {
      if (identifier.binding === Binding.Local) identifier.binding = Binding.Cell;
      return;
    }
    identifier.binding = Binding.Free;
  }
}

/**
 * Numbers the slots of a scope whose bindings are final, its parents being numbered already: free
 * variables in the order of the parent, parameters, locals, cells that are not parameters.
 */
export function numberSlots(scope: Scope): void {
  scope.order = orderedIdentifiers(scope);
  const free = numberFree(scope, scope.parent);
  let next = free;
  for (const identifier of scope.order) {
    if (isClassCell(scope, identifier)) {
      identifier.slot = free;
      continue;
    }
    if (scope.isFunction && identifier.binding === Binding.ImplicitGlobal) {
      identifier.binding = Binding.ExplicitGlobal;
    }
    if (identifier.binding === Binding.Local || identifier.parameter !== ParameterForm.None) {
      identifier.slot = next++;
    }
  }
  for (const identifier of scope.order) {
    if (identifier.binding === Binding.Cell && identifier.parameter === ParameterForm.None) {
      identifier.slot = next++;
    }
  }
  scope.slots = next;
  scope.positional += free;
}

/** A class's `__class__` takes a slot only as a cell. */
function isClassCell(scope: Scope, identifier: Identifier): boolean {
  return scope.node.kind === "ClassDef" && identifier.name === "__class__";
}

/** `*args` comes behind all other parameters but `**kwargs`: it trades places with the last plain one. */
function orderedIdentifiers(scope: Scope): Identifier[] {
  const order = scope.identifiers;
  const star = order.findIndex((identifier) => identifier.parameter === ParameterForm.Star);
  if (star < 0) return order;
  let last = order.length - 1;
  while (last > star && order[last]!.parameter !== ParameterForm.Plain) last--;
  if (last === star) return order;
  const swapped = order.slice();
  swapped[star] = order[last]!;
  swapped[last] = order[star]!;
  return swapped;
}

function numberFree(scope: Scope, parent: Scope | null): number {
  const free = parent === null ? [] : freeNames(scope, parent);
  for (let i = 0; i < free.length; i++) scope.find(free[i]!.name)!.slot = i;
  return free.length;
}

/** The slots of `parent` whose cells the function of `child` takes with it, in the child's order. */
export function closedSlots(parent: Scope, child: Scope): number[] {
  return freeNames(child, parent).map(({ slot }) => slot);
}

/** What the free variables of `scope` are in `parent`, in the order of the parent. */
function freeNames(scope: Scope, parent: Scope): readonly Identifier[] {
  const count = countFree(scope);
  const names: Identifier[] = [];
  if (count === 0 || parent.parent === null) return names;
  for (const outer of parent.order) {
    if (outer.binding !== Binding.Cell && outer.binding !== Binding.Free) continue;
    if (scope.find(outer.name)?.binding !== Binding.Free) continue;
    names.push(outer);
    // A class may have thousands of names behind those few.
    if (names.length === count) break;
  }
  return names;
}

function countFree({ identifiers }: Scope): number {
  let count = 0;
  for (const { binding } of identifiers) if (binding === Binding.Free) count++;
  return count;
}
