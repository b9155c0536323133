/** The module `builtins`: functions and types that every program sees. */
import { EXCEPTION_COUNT } from "../generated/exceptions";
import { Q } from "../generated/qstrs";
import { NONE, NULL, qstrId, Ref } from "../memory/ref";
import { putByte, STDOUT } from "../object/builder";
import { exceptionType } from "../object/exception";
import { functionKeywords, MANY } from "../object/native-function";
import { putStr } from "../object/print";
import { typeName } from "../object/type";
import { buildClassFunction } from "../types/class";
import { dictTable } from "../types/dict";
import { defineInModule, moduleAt, newNativeModule } from "../types/module";
import { defineFolds } from "./builtins/folds";
import { defineNumbers } from "./builtins/numbers";
import { defineObjects } from "./builtins/objects";
import { defineSequences } from "./builtins/sequences";
import { defineText } from "./builtins/text";
import { defineImport } from "./import";

let module: Ref = 0;

export function builtinsModule(): Ref {
  return module;
}

/** The names that are looked up behind the globals. */
export function builtinsTable(): Ref {
  return dictTable(moduleAt(module).globals);
}

export function initBuiltins(): void {
  module = newNativeModule(Q.builtins, 160);
  for (let i = 0; i < EXCEPTION_COUNT; i++) defineType(exceptionType(i));
  defineInModule(module, Q.__build_class__, buildClassFunction());
  defineInModule(module, Q.print, functionKeywords(Q.print, 0, MANY, builtin_print));
  defineNumbers(module);
  defineSequences(module);
  defineFolds(module);
  defineText(module);
  defineObjects(module);
  defineImport(module);
}

function defineType(type: Ref): void {
  defineInModule(module, qstrId(typeName(type)), type);
}

function builtin_print(n: i32, nkw: i32, args: usize): Ref {
  for (let i = 0; i < n; i++) {
    if (i > 0) putByte(STDOUT, 0x20);
    if (!putStr(STDOUT, load<u32>(args + ((<usize>i) << 2)))) return NULL;
  }
  putByte(STDOUT, 0x0a);
  return NONE;
}
