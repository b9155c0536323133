/** The module `builtins`: functions and types that every program sees. */
import { EXCEPTION_COUNT } from "../generated/exceptions";
import { Q } from "../generated/qstrs";
import { qstrId, Ref } from "../memory/ref";
import { exceptionType } from "../object/exception";
import { typeName } from "../object/type";
import { buildClassFunction } from "../types/class";
import { dictTable } from "../types/dict";
import { defineInModule, moduleAt, newNativeModule } from "../types/module";
import { defineExecution } from "./builtins/execution";
import { defineFolds } from "./builtins/folds";
import { defineHelp } from "./builtins/help";
import { defineNumbers } from "./builtins/numbers";
import { defineObjects } from "./builtins/objects";
import { defineOutput } from "./builtins/output";
import { definePrompt } from "./builtins/prompt";
import { defineSequences } from "./builtins/sequences";
import { defineText } from "./builtins/text";
import { defineImport } from "./import";
import { defineOpen } from "./open";

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
  defineOutput(module);
  defineOpen(module);
  defineNumbers(module);
  defineSequences(module);
  defineFolds(module);
  defineText(module);
  defineObjects(module);
  defineExecution(module);
  defineHelp(module);
  definePrompt(module);
  defineImport(module);
}

function defineType(type: Ref): void {
  defineInModule(module, qstrId(typeName(type)), type);
}
