import { Register, type Width } from "./assembler.js";
import type { Lowering } from "./lowering.js";
import { slotOf } from "./runtime-slots.js";
import { isInteger, typeName, ValueType } from "./value-type.js";

const SUBSCRIPT = slotOf("obj_subscr");

/** What tells `obj_subscr` to load, and to delete; any other value is stored. */
const LOAD_MARK = 4;
const DELETE_MARK = 0;

const { Result, Argument1, Argument2, Argument3 } = Register;

const widths = new Map<ValueType, Width>([
  [ValueType.Pointer8, 1],
  [ValueType.Pointer16, 2],
  [ValueType.Pointer32, 4],
]);

export function loadSubscript(l: Lowering): void {
  if (l.stack.type(1) === ValueType.Object) {
    loadFromObject(l);
    return;
  }
  const index = l.stack.constantInt;
  if (index === undefined) loadVariable(l);
  else loadConstant(l, index);
  l.stack.push(ValueType.Int, Result);
}

function loadFromObject(l: Lowering): void {
  const { stack } = l;
  const type = stack.type(0);
  if (type === ValueType.Object || type === ValueType.None) {
    stack.objects(1);
    stack.pop(Argument2);
  } else {
    stack.pop(Argument1);
    l.convertToObject(type);
    l.asm.move(Argument2, Result, "object");
  }
  stack.pop(Argument1);
  l.callWith(SUBSCRIPT, Argument3, LOAD_MARK);
  stack.push(ValueType.Object, Result);
}

function loadConstant(l: Lowering, index: number): void {
  l.stack.drop();
  const { type, register } = l.stack.popAnywhere(Argument1, Argument2);
  l.stack.free(Result);
  const width = widths.get(type);
  if (width === undefined) l.typeError("load", typeName(type));
  else l.asm.load(width, Result, register, index);
}

/** Indices of wide elements may be shifted in place, so they leave the registers of locals. */
function popIndex(l: Lowering, width: Width | undefined, ...avoided: Register[]) {
  if (width === undefined || width === 1) return l.stack.popAnywhere(Argument2, ...avoided);
  return l.stack.popScratch(Argument2, ...avoided);
}

function loadVariable(l: Lowering): void {
  const width = widths.get(l.stack.type(1));
  const index = popIndex(l, width, Argument1);
  const type = l.stack.pop(Argument1);
  l.stack.free(Result);
  if (!isInteger(index.type)) l.typeError("loadIndex", typeName(index.type));
  if (width === undefined) l.typeError("load", typeName(type));
  else l.asm.loadIndexed(width, Result, Argument1, index.register);
}

export function storeSubscript(l: Lowering): void {
  if (l.stack.type(1) === ValueType.Object) {
    storeToObject(l);
    return;
  }
  const index = l.stack.constantInt;
  if (index === undefined) storeVariable(l);
  else storeConstant(l, index);
}

function storeToObject(l: Lowering): void {
  const { stack } = l;
  if (stack.type(0) !== ValueType.Object || stack.type(2) !== ValueType.Object) {
    stack.popArray(Argument1, 3);
    stack.move(3);
  }
  stack.pop(Argument2);
  stack.pop(Argument1);
  stack.pop(Argument3);
  l.call(SUBSCRIPT);
}

function checkStored(l: Lowering, type: ValueType): void {
  if (type !== ValueType.Bool && !isInteger(type)) l.typeError("storeValue", typeName(type));
}

function storeConstant(l: Lowering, index: number): void {
  l.stack.drop();
  const base = l.stack.popAnywhere(Argument1, Argument2, Argument3);
  const value = l.stack.popAnywhere(Argument3, base.register, Argument2);
  checkStored(l, value.type);
  const width = widths.get(base.type);
  if (width === undefined) l.typeError("store", typeName(base.type));
  else l.asm.store(width, value.register, base.register, index);
}

function storeVariable(l: Lowering): void {
  const width = widths.get(l.stack.type(1));
  const index = popIndex(l, width, Argument1, Argument3);
  const type = l.stack.pop(Argument1);
  if (!isInteger(index.type)) l.typeError("storeIndex", typeName(index.type));
  const value = l.stack.popAnywhere(Argument3, Argument1, index.register);
  checkStored(l, value.type);
  if (width === undefined) l.typeError("store", typeName(type));
  else l.asm.storeIndexed(width, value.register, Argument1, index.register);
}

export function deleteSubscript(l: Lowering): void {
  l.stack.objects(2);
  l.stack.pop(Argument2);
  l.stack.pop(Argument1);
  l.callWith(SUBSCRIPT, Argument3, DELETE_MARK);
}
