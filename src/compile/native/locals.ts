import { Register } from "./assembler.js";
import type { Lowering } from "./lowering.js";
import { content } from "./typed-stack.js";
import { typeName, ValueType } from "./value-type.js";

/** Where a cell keeps its value, in words. */
const CELL_VALUE = 1;

const { Result, Argument2 } = Register;

export function loadFast(l: Lowering, slot: number): void {
  const type = l.localTypes[slot]!;
  if (type === ValueType.Unbound) l.typeError("unbound", l.code.localNames[slot]!);
  const register = getLocal(l, slot);
  if (l.code.uncertain.has(l.item)) l.unbound.check(register);
  l.stack.push(type, register);
}

/** The register that a local is in, or is loaded into. */
function getLocal(l: Lowering, slot: number): Register {
  const register = l.localRegister(slot);
  if (register !== undefined) return register;
  l.stack.free(Result);
  l.asm.loadState(Result, l.frame.local(slot));
  return Result;
}

export function storeFast(l: Lowering, slot: number): void {
  const register = l.localRegister(slot);
  const type = l.stack.pop(register ?? Result);
  if (register === undefined) l.asm.storeState(l.frame.local(slot), Result, content(type));
  const known = l.localTypes[slot]!;
  if (known === ValueType.Unbound) l.localTypes[slot] = type;
  else if (l.isTyped && known !== type) {
    l.typeError("localType", l.code.localNames[slot]!, typeName(known), typeName(type));
  }
}

/** A deleted local is None, for the collector's sake, where nothing looks whether it is bound. */
export function deleteFast(l: Lowering, slot: number): void {
  const { uncertain, uncertainSlots } = l.code;
  if (uncertain.has(l.item)) l.unbound.check(getLocal(l, slot));
  if (uncertainSlots.has(slot)) l.stack.pushConstant(ValueType.Object, 0);
  else l.stack.pushConstant(ValueType.None, 0);
  storeFast(l, slot);
}

export function loadDeref(l: Lowering, slot: number): void {
  l.stack.free(Result);
  loadFast(l, slot);
  const { register } = l.stack.popAnywhere(Result);
  l.asm.load(4, Result, register, CELL_VALUE);
  l.stack.push(ValueType.Object, Result);
}

/** Cells hold objects. */
export function storeDeref(l: Lowering, slot: number): void {
  l.stack.objects(1);
  l.stack.free(Result);
  l.stack.free(Argument2);
  loadFast(l, slot);
  const cell = l.stack.popAnywhere(Result).register;
  const value = l.stack.popAnywhere(Argument2, cell).register;
  l.asm.store(4, value, cell, CELL_VALUE);
}

/** A variable of another function keeps its value: nothing looks whether one is bound. */
export function deleteDeref(): void {}

export function loadCast(l: Lowering, type: number): void {
  l.stack.pushConstant(ValueType.Cast, type);
}

export function loadSmallInt(l: Lowering, value: number): void {
  l.stack.pushConstant(ValueType.Int, value);
}

export function loadObject(l: Lowering, id: number): void {
  l.stack.free(Result);
  l.loadObject(Result, id);
  l.stack.push(ValueType.Object, Result);
}

export function dupTop(l: Lowering): void {
  const { type, register } = l.stack.popAnywhere(Result);
  l.stack.push(type, register);
  l.stack.push(type, register);
}

export function dupTopTwo(l: Lowering): void {
  const { stack } = l;
  const top = stack.pop(Result);
  const below = stack.pop(Argument2);
  for (let i = 0; i < 2; i++) {
    stack.push(below, Argument2);
    stack.push(top, Result);
  }
}

export function rotTwo(l: Lowering): void {
  const top = l.stack.pop(Result);
  const below = l.stack.pop(Argument2);
  l.stack.push(top, Result);
  l.stack.push(below, Argument2);
}

export function rotThree(l: Lowering): void {
  const { stack } = l;
  const top = stack.pop(Result);
  const second = stack.pop(Argument2);
  const third = stack.pop(Register.Argument3);
  stack.push(top, Result);
  stack.push(third, Register.Argument3);
  stack.push(second, Argument2);
}
