import { Register } from "./assembler.js";
import type { Lowering } from "./lowering.js";
import { slotOf } from "./runtime-slots.js";
import { ValueType } from "./value-type.js";

const LOAD_NAME = slotOf("load_name");
const LOAD_GLOBAL = slotOf("load_global");
const STORE_NAME = slotOf("store_name");
const STORE_GLOBAL = slotOf("store_global");
const DELETE_NAME = slotOf("delete_name");
const DELETE_GLOBAL = slotOf("delete_global");
const LOAD_ATTR = slotOf("load_attr");
const STORE_ATTR = slotOf("store_attr");
const LOAD_METHOD = slotOf("load_method");
const LOAD_SUPER_METHOD = slotOf("load_super_method");
const LOAD_BUILD_CLASS = slotOf("load_build_class");
const IMPORT_NAME = slotOf("import_name");
const IMPORT_FROM = slotOf("import_from");
const IMPORT_ALL = slotOf("import_all");

const { Result, Argument1, Argument2, Argument3 } = Register;

/** The module's own code may find out late that a name of it is declared global. */
const isGlobal = (l: Lowering, id: number): boolean => l.indices.moduleGlobals[id] === 1;

export function loadGlobal(l: Lowering, id: number): void {
  l.callNamed(LOAD_GLOBAL, id, Argument1);
  l.stack.push(ValueType.Object, Result);
}

export function loadName(l: Lowering, id: number): void {
  l.callNamed(isGlobal(l, id) ? LOAD_GLOBAL : LOAD_NAME, id, Argument1);
  l.stack.push(ValueType.Object, Result);
}

export function storeGlobal(l: Lowering, id: number): void {
  popValue(l);
  l.callNamed(STORE_GLOBAL, id, Argument1);
}

export function storeName(l: Lowering, id: number): void {
  popValue(l);
  l.callNamed(isGlobal(l, id) ? STORE_GLOBAL : STORE_NAME, id, Argument1);
}

/** Pops what is to be stored, as an object. */
function popValue(l: Lowering): void {
  const type = l.stack.type(0);
  if (type === ValueType.Object) {
    l.stack.pop(Argument2);
  } else if (type === ValueType.None) {
    l.stack.objects(1);
    l.stack.pop(Argument2);
  } else {
    l.stack.pop(Argument1);
    l.convertToObject(type);
    l.asm.move(Argument2, Result, "object");
  }
}

export function deleteGlobal(l: Lowering, id: number): void {
  l.callNamed(DELETE_GLOBAL, id, Argument1);
}

export function deleteName(l: Lowering, id: number): void {
  l.callNamed(isGlobal(l, id) ? DELETE_GLOBAL : DELETE_NAME, id, Argument1);
}

export function loadAttr(l: Lowering, id: number): void {
  l.stack.objects(1);
  l.stack.pop(Argument1);
  l.callNamed(LOAD_ATTR, id, Argument2);
  l.stack.push(ValueType.Object, Result);
}

export function storeAttr(l: Lowering, id: number): void {
  const { stack } = l;
  const type = stack.type(1);
  if (type === ValueType.Object || type === ValueType.None) {
    stack.objects(2);
    stack.pop(Argument1);
    stack.pop(Argument3);
  } else {
    stack.objects(1);
    stack.peek(1, Argument1);
    l.convertToObject(type);
    l.asm.move(Argument3, Result, "object");
    stack.pop(Argument1);
    stack.drop();
  }
  l.callNamed(STORE_ATTR, id, Argument2);
}

export function deleteAttr(l: Lowering, id: number): void {
  l.stack.objects(1);
  l.stack.pop(Argument1);
  l.asm.operate("xor", Argument3, Argument3);
  l.callNamed(STORE_ATTR, id, Argument2);
}

export function loadMethod(l: Lowering, id: number): void {
  l.stack.objects(1);
  l.stack.pop(Argument1);
  l.stack.pushArray(Argument3, 2);
  l.callNamed(LOAD_METHOD, id, Argument2);
}

export function loadSuperMethod(l: Lowering, id: number): void {
  l.stack.popArray(Argument2, 3);
  l.stack.pushArray(Argument2, 2);
  l.callNamed(LOAD_SUPER_METHOD, id, Argument1);
}

export function loadBuildClass(l: Lowering): void {
  l.call(LOAD_BUILD_CLASS);
  l.stack.push(ValueType.Object, Result);
}

/** The list of names and the level are constants, which may have to be made objects. */
export function importName(l: Lowering, id: number): void {
  l.stack.popAsObjects(Argument2, Argument3);
  l.callNamed(IMPORT_NAME, id, Argument1);
  l.stack.push(ValueType.Object, Result);
}

export function importFrom(l: Lowering, id: number): void {
  l.stack.peek(0, Argument1);
  l.callNamed(IMPORT_FROM, id, Argument2);
  l.stack.push(ValueType.Object, Result);
}

export function importStar(l: Lowering): void {
  l.stack.pop(Argument1);
  l.call(IMPORT_ALL);
}
