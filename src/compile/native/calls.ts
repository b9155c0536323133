import { nativeMessages } from "../../tables/viper-messages.js";
import { Register } from "./assembler.js";
import type { Lowering } from "./lowering.js";
import { FunctionObject } from "./module-context.js";
import { slotOf } from "./runtime-slots.js";
import { NotImplementedInNative } from "./typed-stack.js";
import { ValueType } from "./value-type.js";

const CALL_FUNCTION = slotOf("native_call_function_n_kw");
const CALL_METHOD = slotOf("call_method_n_kw");
const CALL_VARIABLE = slotOf("call_method_n_kw_var");
const MAKE_FUNCTION = slotOf("make_function_from_proto_fun");
const NEW_CLOSURE = slotOf("new_closure");

const { Result, Argument1, Argument2, Argument3 } = Register;

/** The tuple of defaults and the dict of those by keyword, one of which may be missing. */
const DEFAULT_SLOTS = 2;

/** An operand of a call has the positional arguments in its low byte, those by keyword above. */
const positionalOf = (counts: number): number => counts & 0xff;
const keywordsOf = (counts: number): number => counts >> 8;
const wordsOf = (counts: number): number => positionalOf(counts) + 2 * keywordsOf(counts);

export function callFunction(l: Lowering, counts: number): void {
  const { stack } = l;
  const words = wordsOf(counts);
  if (stack.type(words) === ValueType.Cast) {
    convert(l, counts);
    return;
  }
  if (stack.type(words) !== ValueType.Object) stack.objects(words + 1);
  if (words > 0) stack.popArray(Argument3, words);
  stack.pop(Argument1);
  l.callWith(CALL_FUNCTION, Argument2, counts);
  stack.push(ValueType.Object, Result);
}

/** `int(x)` and its like in viper code. */
function convert(l: Lowering, counts: number): void {
  const { stack } = l;
  const type = stack.type(0);
  if (counts !== 1 || type === ValueType.Unbound || type === ValueType.Cast) {
    throw new NotImplementedInNative(nativeMessages.casting);
  }
  const target = stack.constantAt(1);
  if (type === ValueType.Object) {
    stack.pop(Argument1);
    stack.drop();
    l.convertFromObject(target);
    stack.push(target, Result);
  } else {
    stack.dropBelow(Argument1);
    stack.setTopType(target);
  }
}

/** Behind the arguments is a number that says which of them are to be spread. */
export function callFunctionVariable(l: Lowering, counts: number): void {
  callVariable(l, counts, 2, 0);
}

export function callMethodVariable(l: Lowering, counts: number): void {
  callVariable(l, counts, 3, 1);
}

function callVariable(l: Lowering, counts: number, others: number, hasSelf: number): void {
  l.stack.popArray(Argument3, wordsOf(counts) + others);
  l.callWithTwo(CALL_VARIABLE, hasSelf, counts);
  l.stack.push(ValueType.Object, Result);
}

export function callMethod(l: Lowering, counts: number): void {
  l.stack.popArray(Argument3, 2 + wordsOf(counts));
  l.callWithTwo(CALL_METHOD, positionalOf(counts), keywordsOf(counts));
  l.stack.push(ValueType.Object, Result);
}

export function makeFunction(l: Lowering, child: number): void {
  loadContext(l);
  l.stack.spill();
  l.asm.constant(Argument3, 0);
  makeChild(l, child);
  l.stack.push(ValueType.Object, Result);
}

export function makeFunctionDefaults(l: Lowering, child: number): void {
  loadContext(l);
  l.stack.popArray(Argument3, DEFAULT_SLOTS);
  makeChild(l, child);
  l.stack.push(ValueType.Object, Result);
}

export function makeClosure(l: Lowering, child: number, cells: number): void {
  loadContext(l);
  l.stack.spill();
  l.asm.constant(Argument3, 0);
  makeChild(l, child);
  closeOver(l, cells);
  l.stack.push(ValueType.Object, Result);
}

export function makeClosureDefaults(l: Lowering, child: number, cells: number): void {
  loadContext(l);
  l.stack.popArray(Argument3, DEFAULT_SLOTS + cells);
  l.stack.move(DEFAULT_SLOTS + cells);
  makeChild(l, child);
  closeOver(l, cells);
  l.stack.move(-DEFAULT_SLOTS);
  l.stack.push(ValueType.Object, Result);
}

function loadContext(l: Lowering): void {
  l.asm.loadState(Argument2, l.frame.functionObject);
  l.asm.load(4, Argument2, Argument2, FunctionObject.Context);
}

function makeChild(l: Lowering, child: number): void {
  l.loadChild(Argument1, child);
  l.asm.call(MAKE_FUNCTION, l.handler);
}

function closeOver(l: Lowering, cells: number): void {
  l.asm.constant(Argument2, cells);
  l.stack.popArray(Argument3, cells);
  l.asm.call(NEW_CLOSURE, l.handler);
}
