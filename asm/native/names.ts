/** Runtime functions of machine code: names, attributes, imports. Names come as ids of interned strings. */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { isKind, NULL, qstrRef, Ref } from "../memory/ref";
import { importFrom, importModule } from "../modules/import";
import { importStar } from "../modules/import-star";
import { loadMethod, loadMethodOrNull } from "../object/attribute";
import { loadAttrAt, loadCachedMethod, storeAttrAt } from "../object/attribute-cache";
import {
  deleteGlobal,
  deleteName,
  loadGlobal,
  loadName,
  storeGlobal,
  storeName,
} from "../object/names";
import { raise } from "../object/raise";
import { buildClassFunction } from "../types/class";
import { loadSuperMethod } from "../types/super";
import { currentFrame, frameAt } from "../vm/frame";
import { isBound } from "./bound";
import { callSite } from "./site";

export function rt_load_name(name: u32): Ref {
  return loadName(currentFrame, qstrRef(name));
}

export function rt_load_global(name: u32): Ref {
  return loadGlobal(frameAt(currentFrame).globals, qstrRef(name), callSite);
}

export function rt_load_build_class(): Ref {
  return buildClassFunction();
}

export function rt_load_attr(x: Ref, name: u32): Ref {
  return loadAttrAt(x, qstrRef(name), callSite);
}

/** Function and self go to the two words at `to`. */
export function rt_load_method(x: Ref, name: u32, to: usize): bool {
  return loadCachedMethod(x, qstrRef(name), to) || loadMethod(x, qstrRef(name), to);
}

/** As `load_method`; a name that is missing leaves 0. */
export function rt_load_method_maybe(x: Ref, name: u32, to: usize): bool {
  return loadMethodOrNull(x, qstrRef(name), to);
}

/** The class and self lie behind the first word at `to`. */
export function rt_load_super_method(name: u32, to: usize): bool {
  return loadSuperMethod(load<u32>(to, 4), load<u32>(to, 8), qstrRef(name), to);
}

export function rt_store_name(name: u32, value: Ref): bool {
  return storeName(currentFrame, qstrRef(name), value);
}

export function rt_store_global(name: u32, value: Ref): bool {
  return storeGlobal(frameAt(currentFrame).globals, qstrRef(name), value, callSite);
}

/** A value of 0 deletes. */
export function rt_store_attr(x: Ref, name: u32, value: Ref): bool {
  return storeAttrAt(x, qstrRef(name), value, callSite);
}

export function rt_delete_name(name: u32): bool {
  return deleteName(currentFrame, qstrRef(name));
}

export function rt_delete_global(name: u32): bool {
  return deleteGlobal(frameAt(currentFrame).globals, qstrRef(name));
}

export function rt_import_name(name: u32, fromList: Ref, level: Ref): Ref {
  return importModule(qstrRef(name), fromList, level, frameAt(currentFrame).globals);
}

export function rt_import_from(module: Ref, name: u32): Ref {
  return importFrom(module, qstrRef(name));
}

export function rt_import_all(module: Ref): bool {
  return importStar(currentFrame, module);
}

/** Changes the globals; gives those before, or 0 when they are the same, or nothing was to be changed. */
export function rt_native_swap_globals(globals: Ref): Ref {
  const frame = frameAt(currentFrame);
  const before = frame.globals;
  if (globals == NULL || globals == before) return NULL;
  // Only damaged code has anything else for them.
  if (!isBound(globals)) return NULL;
  if (!isKind(globals, Kind.Dict)) return raise(M.incompatibleMpy);
  frame.globals = globals;
  return before;
}
