/** Modules: | header | name | globals |, the globals a Dict. */
import { Exc } from "../generated/exceptions";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { getCell, RootCell, setCell } from "../memory/cells";
import { FLAG_FIXED, setFlag } from "../memory/header";
import { allocateBlock, inHeap } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { permanentObject } from "../memory/permanent";
import { NULL, qstrRef, Ref, UNSUPPORTED } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { builtinsModule } from "../modules/builtins";
import { isSysVariable } from "../modules/sys";
import { putText } from "../object/builder";
import { call1 } from "../object/call";
import { bumpGlobalsEpoch } from "../object/lookup-cache";
import { lookupName, mapAppend, mapRemove, mapStore, newPermanentTable } from "../object/map-table";
import { putStr, Style } from "../object/print";
import { hasPending, raise2, raiseValue } from "../object/raise";
import { typeAt, typeOfKind } from "../object/type";
import { Cost } from "../vm/cost";
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
  const type = typeAt(typeOfKind(Kind.Module));
  type.print = module_print.index;
  type.loadAttr = module_loadAttr.index;
  type.storeAttr = module_storeAttr.index;
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
  const table = newPermanentTable(count + 1);
  setFlag(table, FLAG_FIXED);
  store<u32>(dictTableOwner(globals), table);
  defineInModule(x, Q.__name__, qstrRef(name));
  return x;
}

/** Adds a name to a module of the runtime. */
export function defineInModule(module: Ref, name: i32, value: Ref): void {
  mapAppend(dictTableOwner(moduleAt(module).globals), qstrRef(name), value);
}

/** A module of the runtime: its names are fixed. */
function isNative(x: Ref): bool {
  return !inHeap(x) || x == getCell(RootCell.Sys);
}

function module_print(p: Ref, x: Ref, style: Style): bool {
  const table = dictTable(moduleAt(x).globals);
  const name = lookupName(table, qstrRef(Q.__name__));
  const file = lookupName(table, qstrRef(Q.__file__));
  if (!putText(p, "<module '") || (name != NULL && !putStr(p, name))) return false;
  if (file != NULL && (!putText(p, "' from '") || !putStr(p, file))) return false;
  return putText(p, "'>");
}

function module_loadAttr(x: Ref, name: Ref): Ref {
  const globals = moduleAt(x).globals;
  const value = lookupName(dictTable(globals), name);
  if (value != NULL) {
    Cost.found(dictTable(globals), name);
    return value;
  }
  if (name == qstrRef(Q.__dict__)) return globals;
  const getattr = lookupName(dictTable(globals), qstrRef(Q.__getattr__));
  if (getattr == NULL || name == qstrRef(Q.__getattr__)) return UNSUPPORTED;
  return call1(getattr, name);
}

/** What a program puts into `builtins` goes into a dict in front of them; other native modules are fixed. */
function module_storeAttr(x: Ref, name: Ref, value: Ref): bool {
  let globals = moduleAt(x).globals;
  if (x == builtinsModule()) {
    globals = builtinsOverride();
    if (globals == NULL) return false;
    bumpGlobalsEpoch();
  } else if (isNative(x) && (value == NULL || x != getCell(RootCell.Sys) || !isSysVariable(name))) {
    raise2(M.noAttribute, x, name);
    return false;
  }
  if (value != NULL) return mapStore(dictTableOwner(globals), name, value);
  if (mapRemove(dictTable(globals), name) != NULL) return true;
  if (!hasPending()) raiseValue(Exc.KeyError, name);
  return false;
}

function builtinsOverride(): Ref {
  const known = getCell(RootCell.BuiltinsOverride);
  if (known != NULL) return known;
  const dict = newDict(1);
  setCell(RootCell.BuiltinsOverride, dict);
  return dict;
}
