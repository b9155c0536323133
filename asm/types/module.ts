/** Modules: | header | name | globals |, the globals a Dict. */
import { Kind } from "../generated/kinds";
import { Q } from "../generated/qstrs";
import { allocateBlock } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { permanentObject } from "../memory/permanent";
import { NULL, qstrRef, Ref, UNSUPPORTED } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { lookupName, mapAppend, newPermanentTable } from "../object/map-table";
import { typeAt, typeOfKind } from "../object/type";
import { dictSet, dictTable, dictTableOwner, newDict } from "./dict";

@unmanaged
export class Module {
  header: u32;
  name: Ref;
  globals: Ref;
}

export function moduleAt(x: Ref): Module {
  return changetype<Module>(<usize>x);
}

export function initModule(): void {
  describe(Kind.Module, refAt(offsetof<Module>("globals")), 0);
  typeAt(typeOfKind(Kind.Module)).loadAttr = module_loadAttr.index;
}

/** An empty module with a `__name__`. NULL: an exception is pending. */
export function newModule(name: Ref): Ref {
  const mark = rootMark();
  const x = allocateBlock(Kind.Module);
  if (x == NULL) return NULL;
  root(x);
  moduleAt(x).name = name;
  const globals = newDict(4);
  if (globals == NULL) return NULL;
  moduleAt(x).globals = globals;
  if (!dictSet(globals, qstrRef(Q.__name__), name)) return NULL;
  rootReset(mark);
  return x;
}

/** A module of the runtime with room for `count` names, in permanent memory. */
export function newNativeModule(name: i32, count: u32): Ref {
  const x = permanentObject(Kind.Module, offsetof<Module>());
  const globals = permanentObject(Kind.Dict, 8);
  moduleAt(x).name = qstrRef(name);
  moduleAt(x).globals = globals;
  store<u32>(dictTableOwner(globals), newPermanentTable(count + 1));
  defineInModule(x, Q.__name__, qstrRef(name));
  return x;
}

/** Adds a name to a module of the runtime. */
export function defineInModule(module: Ref, name: i32, value: Ref): void {
  mapAppend(dictTableOwner(moduleAt(module).globals), qstrRef(name), value);
}

function module_loadAttr(x: Ref, name: Ref): Ref {
  const value = lookupName(dictTable(moduleAt(x).globals), name);
  return value == NULL ? UNSUPPORTED : value;
}
