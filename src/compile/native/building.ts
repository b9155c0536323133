import { Register } from "./assembler.js";
import type { Lowering } from "./lowering.js";
import { CONST_NONE, slotOf } from "./runtime-slots.js";
import { ValueType } from "./value-type.js";

const NEW_TUPLE = slotOf("new_tuple");
const NEW_LIST = slotOf("new_list");
const NEW_DICT = slotOf("new_dict");
const NEW_SET = slotOf("new_set");
const NEW_SLICE = slotOf("new_slice");
const SET_STORE = slotOf("set_store");
const LIST_APPEND = slotOf("list_append");
const DICT_STORE = slotOf("dict_store");
const UNPACK_SEQUENCE = slotOf("unpack_sequence");
const UNPACK_EX = slotOf("unpack_ex");

const { Result, Argument1, Argument2, Argument3 } = Register;

export const buildTuple = (l: Lowering, count: number): void => build(l, NEW_TUPLE, count);
export const buildList = (l: Lowering, count: number): void => build(l, NEW_LIST, count);
export const buildSet = (l: Lowering, count: number): void => build(l, NEW_SET, count);

function build(l: Lowering, slot: number, count: number): void {
  l.stack.popArray(Argument2, count);
  l.callWith(slot, Argument1, count);
  l.stack.push(ValueType.Object, Result);
}

export function buildMap(l: Lowering, count: number): void {
  l.callWith(NEW_DICT, Argument1, count);
  l.stack.push(ValueType.Object, Result);
}

export function storeMap(l: Lowering): void {
  l.stack.objects(3);
  l.stack.pop(Argument2);
  l.stack.pop(Argument3);
  l.stack.pop(Argument1);
  l.call(DICT_STORE);
  l.stack.push(ValueType.Object, Result);
}

export function buildSlice(l: Lowering, count: number): void {
  const { stack } = l;
  stack.objects(count);
  if (count === 3) stack.pop(Argument3);
  stack.pop(Argument2);
  stack.pop(Argument1);
  if (count === 2) l.asm.runtimeValue(Argument3, CONST_NONE);
  l.call(NEW_SLICE);
  stack.push(ValueType.Object, Result);
}

/** What a comprehension adds to: how many values it takes, and who stores them. */
const containers = [
  { slot: LIST_APPEND, values: 1 },
  { slot: DICT_STORE, values: 2 },
  { slot: SET_STORE, values: 1 },
] as const;

/** The operand has the kind of container in two bits, above them how deep it is with the values. */
export function storeComprehension(l: Lowering, operand: number): void {
  const { slot, values } = containers[operand & 3]!;
  l.stack.objects(values);
  l.stack.pop(Argument2);
  if (values === 2) l.stack.pop(Argument3);
  l.stack.peek((operand >> 2) - values, Argument1);
  l.call(slot);
}

export function unpackSequence(l: Lowering, count: number): void {
  l.stack.objects(1);
  l.stack.pop(Argument1);
  l.stack.pushArray(Argument3, count);
  l.callWith(UNPACK_SEQUENCE, Argument2, count);
}

/** The operand has how many values stand before the star in its low byte, above it those behind. */
export function unpackEx(l: Lowering, counts: number): void {
  l.stack.objects(1);
  l.stack.pop(Argument1);
  l.stack.pushArray(Argument3, (counts & 0xff) + (counts >> 8) + 1);
  l.callWith(UNPACK_EX, Argument2, counts);
}
