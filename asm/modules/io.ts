/** The module `io`. */
import { Kind } from "../generated/kinds";
import { Q } from "../generated/qstrs";
import { Ref } from "../memory/ref";
import { typeOfKind } from "../object/type";
import { defineInModule, newNativeModule } from "../types/module";
import { defineOpen } from "./open";

export function initIo(): Ref {
  const module = newNativeModule(Q.io, 4);
  defineOpen(module);
  defineInModule(module, Q.IOBase, typeOfKind(Kind.IOBase));
  defineInModule(module, Q.StringIO, typeOfKind(Kind.StringIO));
  defineInModule(module, Q.BytesIO, typeOfKind(Kind.BytesIO));
  return module;
}
