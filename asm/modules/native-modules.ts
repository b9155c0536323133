/** The modules that the runtime brings along: each is set up when the runtime starts, and found here by name. */

import { defineBoardModules } from "../board/modules/board-modules";
import { Q } from "../generated/qstrs";
import { getCell, RootCell } from "../memory/cells";
import { permanent } from "../memory/permanent";
import { NULL, qstrRef, Ref } from "../memory/ref";
import { lookupName, mapAppend, mapKeyAt, mapUsed, newPermanentTable } from "../object/map-table";
import { findQstr } from "../object/qstr";
import { hashBytes, strData, strLength } from "../object/str";
import { initArrayModule } from "./array";
import { builtinsModule, initBuiltins } from "./builtins";
import { initCmath } from "./cmath";
import { initCollections } from "./collections";
import { initErrno } from "./errno";
import { initGc } from "./gc";
import { initIo } from "./io";
import { initMath } from "./math";
import { initMicropython } from "./micropython";
import { initOs } from "./os";
import { initRandom } from "./random";
import { initStruct } from "./struct";
import { initSys, sysModule } from "./sys";
import { initTime } from "./time";
import { initVfsModule } from "./vfs";

/** Most modules of the runtime. */
const CAPACITY: u32 = 64;
/** Modules that nothing can replace, and those that a file of the same name goes before. */
let fixed: usize = 0;
let extensible: usize = 0;
/** The letter u, for "micro". */
const PREFIX: u8 = 0x75;

/** Makes a module importable. */
function register(name: i32, module: Ref): void {
  mapAppend(fixed, qstrRef(name), module);
}

/** Makes a module importable that gives way to a file of its name. */
function registerExtensible(name: i32, module: Ref): void {
  mapAppend(extensible, qstrRef(name), module);
}

function newOwner(): usize {
  const owner = permanent(4);
  store<u32>(owner, newPermanentTable(CAPACITY));
  return owner;
}

/** Sets up all modules of the runtime. */
export function initNativeModules(): void {
  fixed = newOwner();
  extensible = newOwner();
  initBuiltins();
  initSys();
  register(Q.builtins, builtinsModule());
  register(Q.gc, initGc());
  register(Q.micropython, initMicropython());
  registerExtensible(Q.cmath, initCmath());
  registerExtensible(Q.math, initMath());
  registerExtensible(Q.struct, initStruct());
  registerExtensible(Q.array, initArrayModule());
  registerExtensible(Q.collections, initCollections());
  registerExtensible(Q.errno, initErrno());
  registerExtensible(Q.time, initTime());
  registerExtensible(Q.io, initIo());
  registerExtensible(Q.os, initOs());
  registerExtensible(Q.random, initRandom());
  registerExtensible(Q.vfs, initVfsModule());
  if (BOARD) defineBoardModules(register, registerExtensible);
}

/** A module of the runtime that nothing can replace, or NULL; `utime` is always the runtime's `time`. */
export function fixedModule(name: Ref): Ref {
  if (name == qstrRef(Q.sys)) return sysModule();
  if (name == qstrRef(Q.__main__)) return getCell(RootCell.Main);
  const module = lookupName(load<u32>(fixed), name);
  return module != NULL || load<u8>(strData(name)) != PREFIX ? module : prefixedModule(name);
}

/** The module whose name stands behind the letter u, as old programs write it. */
function prefixedModule(name: Ref): Ref {
  const data = strData(name) + 1;
  const length = strLength(name) - 1;
  const id = findQstr(data, length, hashBytes(data, length));
  if (id == 0) return NULL;
  return qstrRef(id) == qstrRef(Q.sys) ? sysModule() : extensibleModule(qstrRef(id));
}

/** A module of the runtime that a file of the same name goes before, or NULL. */
export function extensibleModule(name: Ref): Ref {
  return lookupName(load<u32>(extensible), name);
}

/** Calls `each` with the name of every module that can be imported without a file. */
export function eachNativeModule(each: (name: Ref) => void): void {
  each(qstrRef(Q.sys));
  eachKey(load<u32>(fixed), each);
  eachKey(load<u32>(extensible), each);
}

function eachKey(table: Ref, each: (name: Ref) => void): void {
  for (let i: u32 = 0; i < mapUsed(table); i++) each(mapKeyAt(table, i));
}
