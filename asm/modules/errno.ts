/** The module `errno`. */
import { ERRNO_COUNT, ERRNO_NAMES, ERRNO_NUMBERS } from "../generated/errnos";
import { Kind } from "../generated/kinds";
import { Q } from "../generated/qstrs";
import { FLAG_FIXED, setFlag } from "../memory/header";
import { permanentObject } from "../memory/permanent";
import { qstrRef, Ref, smallOf } from "../memory/ref";
import { mapAppend, newPermanentTable } from "../object/map-table";
import { dictTableOwner } from "../types/dict";
import { defineInModule, newNativeModule } from "../types/module";

export function initErrno(): Ref {
  const module = newNativeModule(Q.errno, ERRNO_COUNT + 2);
  const codes = permanentObject(Kind.Dict, 8);
  const table = newPermanentTable(ERRNO_COUNT);
  setFlag(table, FLAG_FIXED);
  store<u32>(dictTableOwner(codes), table);
  defineInModule(module, Q.errorcode, codes);
  for (let i = 0; i < ERRNO_COUNT; i++) {
    const number = smallOf(load<u8>(ERRNO_NUMBERS + i));
    const name = nameAt(i);
    defineInModule(module, name, number);
    mapAppend(dictTableOwner(codes), number, qstrRef(name));
  }
  return module;
}

function nameAt(i: i32): i32 {
  return <i32>load<u16>(ERRNO_NAMES + ((<usize>i) << 1));
}
