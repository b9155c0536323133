/** What the interactive prompt does with the value of an expression. */
import { Q } from "../../generated/qstrs";
import { NONE, NULL, qstrRef, Ref } from "../../memory/ref";
import { storeAttr } from "../../object/attribute";
import { putByte, STDOUT } from "../../object/builder";
import { function1 } from "../../object/native-function";
import { putRepr } from "../../object/print";
import { defineInModule } from "../../types/module";
import { builtinsModule } from "../builtins";

export function definePrompt(module: Ref): void {
  defineInModule(module, Q.__repl_print__, function1(Q.__repl_print__, builtin_replPrint));
}

/** Prints a value other than None and remembers it as `_`. */
function builtin_replPrint(x: Ref): Ref {
  if (x == NONE) return NONE;
  if (!putRepr(STDOUT, x)) return NULL;
  putByte(STDOUT, 0x0a);
  return storeAttr(builtinsModule(), qstrRef(Q._), x) ? NONE : NULL;
}
