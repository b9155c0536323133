/** The module `collections`. */
import { Kind } from "../generated/kinds";
import { Q } from "../generated/qstrs";
import { Ref } from "../memory/ref";
import { function2 } from "../object/native-function";
import { typeOfKind } from "../object/type";
import { defineInModule, newNativeModule } from "../types/module";
import { newNamedTupleType } from "../types/namedtuple";

export function initCollections(): Ref {
  const module = newNativeModule(Q.collections, 3);
  defineInModule(module, Q.deque, typeOfKind(Kind.Deque));
  defineInModule(module, Q.namedtuple, function2(Q.namedtuple, newNamedTupleType));
  defineInModule(module, Q.OrderedDict, typeOfKind(Kind.OrderedDict));
  return module;
}
