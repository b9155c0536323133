/** The module `array`. */
import { Kind } from "../generated/kinds";
import { Q } from "../generated/qstrs";
import { Ref } from "../memory/ref";
import { typeOfKind } from "../object/type";
import { defineInModule, newNativeModule } from "../types/module";

export function initArrayModule(): Ref {
  const module = newNativeModule(Q.array, 1);
  defineInModule(module, Q.array, typeOfKind(Kind.Array));
  return module;
}
