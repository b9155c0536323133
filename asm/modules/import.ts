/** The import statement and `__import__`. */
import { Exc } from "../generated/exceptions";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { getCell, RootCell } from "../memory/cells";
import { FALSE, isSmall, NONE, NULL, qstrRef, Ref, smallOf, smallValue, TRUE } from "../memory/ref";
import { root, rootMark, rootReset, rootSlots } from "../memory/roots";
import { loadAttr, loadAttrOrNull } from "../object/attribute";
import { builderData, builderLength, newBuilder, putByte, putBytes } from "../object/builder";
import { call } from "../object/call";
import { lookupName } from "../object/map-table";
import { functionArgs } from "../object/native-function";
import { intern, internBytes } from "../object/qstr";
import { hasPending, raise1, raiseValue } from "../object/raise";
import { isStr, strData, strLength } from "../object/str";
import { dictTable, isDict } from "../types/dict";
import { defineInModule } from "../types/module";
import { currentFrame, frameAt } from "../vm/frame";
import { importLevel } from "./import-level";
import { absoluteName } from "./import-relative";

export function defineImport(module: Ref): void {
  defineInModule(module, Q.__import__, functionArgs(Q.__import__, 1, 5, builtin_import));
}

/** `import name`, with the names and the level that the statement has, in a module with these globals. */
export function importModule(name: Ref, fromList: Ref, level: Ref, globals: Ref): Ref {
  const overriding = getCell(RootCell.BuiltinsOverride);
  if (overriding != NULL) {
    const hook = lookupName(dictTable(overriding), qstrRef(Q.__import__));
    if (hook != NULL) return callHook(hook, name, level, fromList, globals);
  }
  return importDotted(name, globals, fromList, smallValue(level));
}

/** Calls what the program has put in the place of `__import__`. */
function callHook(hook: Ref, name: Ref, level: Ref, fromList: Ref, globals: Ref): Ref {
  const mark = rootMark();
  const args = rootSlots(5);
  store<u32>(args, name);
  store<u32>(args, globals, 4);
  store<u32>(args, NONE, 8);
  store<u32>(args, fromList, 12);
  store<u32>(args, level, 16);
  root(hook);
  const result = call(hook, 5, 0, args);
  rootReset(mark);
  return result;
}

/** `__import__(name, globals=None, locals=None, fromlist=None, level=0)` */
function builtin_import(n: i32, args: usize): Ref {
  const name = load<u32>(args);
  if (!isStr(name)) return raise1(M.cannotConvertToStr, name);
  const fromList = n > 3 ? load<u32>(args, 12) : NONE;
  let level = 0;
  if (n > 4) {
    const x = load<u32>(args, 16);
    if (!isSmall(x)) return raise1(M.cannotConvertToInt, x);
    level = smallValue(x);
    if (level < 0) return raiseValue(Exc.ValueError, NULL);
  }
  let globals = currentFrame == 0 ? NULL : frameAt(currentFrame).globals;
  if (n > 1 && level != 0 && load<u32>(args, 4) != NONE) {
    globals = load<u32>(args, 4);
    if (!isDict(globals)) return raiseValue(Exc.TypeError, NULL);
  }
  return importDotted(name, globals, fromList, level);
}

/**
 * Imports each part of a dotted name in turn. The result is the last module when names are to be taken from
 * it (`fromList` is not None), else the first. A `fromList` of False makes the last one `__main__`.
 */
export function importDotted(name: Ref, globals: Ref, fromList: Ref, level: i32): Ref {
  const mark = rootMark();
  root(name);
  const full = level == 0 ? intern(name) : absoluteName(name, globals, level);
  if (full == NULL) return NULL;
  const length = strLength(full);
  if (length == 0) return raiseValue(Exc.ValueError, NULL);
  let first: Ref = NULL;
  let module: Ref = NULL;
  let start: u32 = 0;
  for (let i: u32 = 1; i <= length; i++) {
    if (i < length && load<u8>(strData(full) + i) != 0x2e) continue;
    const path = internBytes(strData(full), i);
    if (path == NULL) return NULL;
    const part = internBytes(strData(full) + start, i - start);
    if (part == NULL) return NULL;
    module = importLevel(path, part, module, i == length && fromList == FALSE);
    if (module == NULL) return NULL;
    if (first == NULL) first = module;
    root(module);
    start = i + 1;
  }
  rootReset(mark);
  return fromList == NONE ? first : module;
}

/** `from module import name`: an attribute, or a module of the package. */
export function importFrom(module: Ref, name: Ref): Ref {
  const value = loadAttrOrNull(module, name);
  if (value != NULL || hasPending()) return value;
  const path = loadAttrOrNull(module, qstrRef(Q.__path__));
  if (path == NULL) return hasPending() ? NULL : raise1(M.cannotImport, name);
  const packageName = loadAttr(module, qstrRef(Q.__name__));
  if (packageName == NULL) return NULL;
  if (!isStr(packageName)) return raise1(M.cannotConvertToStr, packageName);
  const full = dottedName(packageName, name);
  if (full == NULL) return NULL;
  return importModule(full, TRUE, smallOf(0), frameAt(currentFrame).globals);
}

/** `a.b` as an interned string. */
function dottedName(a: Ref, b: Ref): Ref {
  const mark = rootMark();
  root(a);
  const p = newBuilder(strLength(a) + strLength(b) + 1);
  if (p == NULL) return NULL;
  root(p);
  if (!putBytes(p, strData(a), strLength(a)) || !putByte(p, 0x2e)) return NULL;
  if (!putBytes(p, strData(b), strLength(b))) return NULL;
  const name = internBytes(builderData(p), builderLength(p));
  if (name != NULL) rootReset(mark);
  return name;
}
