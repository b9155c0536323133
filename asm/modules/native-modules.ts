/** The modules that the runtime brings along: each is set up when the runtime starts, and found here by name. */

import { Q } from "../generated/qstrs";
import { permanent } from "../memory/permanent";
import { qstrRef, Ref } from "../memory/ref";
import { lookupName, mapAppend, newPermanentTable } from "../object/map-table";
import { builtinsModule, initBuiltins } from "./builtins";

/** Most modules of the runtime. */
const CAPACITY: u32 = 64;
let owner: usize = 0;

/** Makes a module importable. */
function register(name: i32, module: Ref): void {
  mapAppend(owner, qstrRef(name), module);
}

/** Sets up all modules of the runtime. */
export function initNativeModules(): void {
  owner = permanent(4);
  store<u32>(owner, newPermanentTable(CAPACITY));
  initBuiltins();
  register(Q.builtins, builtinsModule());
}

/** A module of the runtime by name, or NULL. */
export function nativeModule(name: Ref): Ref {
  return lookupName(load<u32>(owner), name);
}
