/** `help`: how to use the prompt, and what an object has. */
import { Kind } from "../../generated/kinds";
import { Q } from "../../generated/qstrs";
import { DELETED, isKind, NONE, NULL, qstrRef, Ref } from "../../memory/ref";
import { putByte, putText, STDOUT } from "../../object/builder";
import { mapKeyAt, mapUsed, mapValueAt } from "../../object/map-table";
import { functionArgs } from "../../object/native-function";
import { putRepr, putStr } from "../../object/print";
import { isStr, sameBytes } from "../../object/str";
import { isType, typeAt, typeName, typeOf } from "../../object/type";
import { dictTable } from "../../types/dict";
import { defineInModule, moduleAt } from "../../types/module";
import { eachNativeModule } from "../native-modules";

export function defineHelp(module: Ref): void {
  defineInModule(module, Q.help, functionArgs(Q.help, 0, 1, builtin_help));
}

function builtin_help(n: i32, args: usize): Ref {
  if (n == 0) return putWelcome();
  const x = load<u32>(args);
  if (isStr(x) && sameBytes(x, qstrRef(Q.modules))) return putModules();
  return putObject(x);
}

function putWelcome(): Ref {
  putText(STDOUT, "Welcome to Adder, a MicroPython for Node!\n\nAt the prompt:\n");
  putText(STDOUT, "  CTRL-C        interrupts what runs\n");
  putText(STDOUT, "  CTRL-D        on an empty line: leaves\n");
  putText(STDOUT, "  CTRL-E        on an empty line: paste mode\n\n");
  putText(STDOUT, "help(x) says what x has, help('modules') what can be imported.\n");
  return NONE;
}

function putModules(): Ref {
  eachNativeModule(putModule);
  putText(STDOUT, "Plus any modules on the filesystem\n");
  return NONE;
}

function putModule(name: Ref): void {
  putStr(STDOUT, name);
  putByte(STDOUT, 0x0a);
}

/** The object, its type, and the names of the module, the class or the object's class. */
function putObject(x: Ref): Ref {
  putText(STDOUT, "object ");
  if (!putStr(STDOUT, x)) return NULL;
  putText(STDOUT, " is of type ");
  if (!putStr(STDOUT, typeName(typeOf(x)))) return NULL;
  putByte(STDOUT, 0x0a);
  const table = isKind(x, Kind.Module)
    ? dictTable(moduleAt(x).globals)
    : typeAt(isType(x) ? x : typeOf(x)).table;
  return putNames(table) ? NONE : NULL;
}

function putNames(table: Ref): bool {
  for (let i: u32 = 0; i < mapUsed(table); i++) {
    const key = mapKeyAt(table, i);
    if (key == DELETED || !isStr(key)) continue;
    putText(STDOUT, "  ");
    if (!putStr(STDOUT, key)) return false;
    putText(STDOUT, " -- ");
    if (!putRepr(STDOUT, mapValueAt(table, i))) return false;
    putByte(STDOUT, 0x0a);
  }
  return true;
}
