import { Op } from "../compile/opcode.js";
import { Layout, Shape } from "../tables/jit.js";
import { binaryOperators, unaryOperators } from "../tables/operators.js";
import { buildInPlace } from "./allocation.js";
import { loadAttribute, loadGlobal } from "./attributes.js";
import { binary } from "./binary.js";
import { call } from "./calls.js";
import { storeComp, storeMap } from "./comprehensions.js";
import { type Emitter, NONE, Status } from "./emitter.js";
import type { Exit } from "./finally-copies.js";
import { yieldFrom, yieldValue } from "./generators.js";
import { popHandler, pushHandler } from "./handlers.js";
import { forIter, getIterStack } from "./iteration.js";
import { leaveBlocks } from "./leaving.js";
import { loadMethod, loadSuperMethod } from "./methods.js";
import { Slot } from "./state.js";
import { storeAttribute } from "./store-attribute.js";
import { loadSubscript, storeSubscript } from "./subscripts.js";
import { pushTruth } from "./truth.js";
import {
  BOOL,
  CONSTANT,
  constantOf,
  FRAME,
  INT,
  Rep,
  shaped,
  UNSET,
  type Value,
  WORD,
} from "./value.js";
import { Mem, W } from "./wasm-code.js";

/** How an instruction says where it goes on. */
export interface Flow {
  jump(position: number): void;
  fallThrough(): void;
  /** A generator waits here, with `count` words on the stack; gives the number of the entry behind. */
  resumeBehind(count: number): number;
  handleAt(position: number): void;
  /** Goes on at a block, by its number. */
  jumpTo(block: number): void;
  wayThroughFinally(): number | undefined;
  exitBehindFinally(): Exit | undefined;
}

const unaryNumber = (name: string): number => unaryOperators.findIndex((row) => row.name === name);
const NOT = unaryNumber("Not");
const NEGATIVE = unaryNumber("Negative");
const INVERT = unaryNumber("Invert");
const POSITIVE = unaryNumber("Positive");
export const binaryNumber = (name: string): number =>
  binaryOperators.findIndex((row) => row.name === name);

/** Translates the emitter's current instruction. false: the block ends with it. */
export function translateInstruction(e: Emitter, flow: Flow): boolean {
  const { op, operand, extra, target } = e.source.code[e.at]!;
  switch (op) {
    case Op.LOAD_CONST_SMALL_INT:
    case Op.LOAD_CONST_SMALL_INT_MULTI:
      if (operand < -0x40000000 || operand > 0x3fffffff) return leave(e);
      e.state.push(constantOf(Rep.Int, operand));
      return true;
    case Op.LOAD_CONST_FALSE:
    case Op.LOAD_CONST_TRUE:
      e.state.push(constantOf(Rep.Bool, op === Op.LOAD_CONST_TRUE ? 1 : 0));
      return true;
    case Op.LOAD_CONST_NONE:
      e.state.push(constantOf(Rep.Word, NONE, Shape.None));
      return true;
    case Op.LOAD_NULL:
      e.state.push(constantOf(Rep.Word, 0));
      return true;
    case Op.LOAD_CONST_STRING:
      e.state.push(constantOf(Rep.Word, e.facts.name(operand)));
      return true;
    case Op.LOAD_CONST_OBJ:
      return loadConstant(e, operand);
    case Op.LOAD_FAST_N:
    case Op.LOAD_FAST_MULTI:
      return loadLocal(e, operand);
    case Op.STORE_FAST_N:
    case Op.STORE_FAST_MULTI:
      return storeLocal(e, operand);
    case Op.DELETE_FAST:
      return deleteLocal(e, operand);
    case Op.LOAD_DEREF:
      return loadCell(e, operand);
    case Op.STORE_DEREF:
      return storeCell(e, operand);
    case Op.LOAD_GLOBAL:
      return loadGlobal(e, operand);
    case Op.LOAD_NAME:
      e.save();
      e.fp();
      e.out.i32(e.facts.name(operand));
      return produce(e, "jitLoadName", 0);
    case Op.STORE_NAME:
    case Op.STORE_GLOBAL:
      return storeName(e, op, operand);
    case Op.DELETE_GLOBAL:
      e.save();
      e.fp();
      e.out.i32(e.facts.name(operand));
      return perform(e, "jitDeleteGlobal", 0);
    case Op.LOAD_ATTR:
      return loadAttribute(e, operand);
    case Op.STORE_ATTR:
      return storeAttribute(e, operand);
    case Op.LOAD_METHOD:
      return loadMethod(e, operand);
    case Op.LOAD_SUPER_METHOD:
      return loadSuperMethod(e, operand);
    case Op.LOAD_SUBSCR:
      return loadSubscript(e);
    case Op.STORE_SUBSCR:
      return storeSubscript(e);
    case Op.UNARY_OP_MULTI:
      return unary(e, operand);
    case Op.BINARY_OP_MULTI:
      return binary(e, operand);
    case Op.DUP_TOP:
      return copyTop(e, 1);
    case Op.DUP_TOP_TWO:
      return copyTop(e, 2);
    case Op.POP_TOP:
      e.state.pop();
      return true;
    case Op.ROT_TWO:
      return rotate(e, [1, 0]);
    case Op.ROT_THREE:
      return rotate(e, [2, 0, 1]);
    case Op.JUMP:
      flow.jump(target);
      return false;
    case Op.POP_JUMP_IF_TRUE:
    case Op.POP_JUMP_IF_FALSE:
      return popJump(e, flow, op === Op.POP_JUMP_IF_TRUE, target);
    case Op.JUMP_IF_TRUE_OR_POP:
    case Op.JUMP_IF_FALSE_OR_POP:
      return jumpOrPop(e, flow, op === Op.JUMP_IF_TRUE_OR_POP, target);
    case Op.GET_ITER_STACK:
      return getIterStack(e);
    case Op.GET_ITER:
      e.box(e.top());
      e.save();
      e.pushWord(e.top());
      return produce(e, "jitGetIter", 1);
    case Op.FOR_ITER:
      return forIter(e, flow, target);
    case Op.BUILD_TUPLE:
      return build(e, "jitTuple", operand);
    case Op.BUILD_LIST:
      return build(e, "jitList", operand);
    case Op.BUILD_SET:
      return build(e, "jitSet", operand);
    case Op.BUILD_MAP:
      e.save();
      e.out.i32(operand);
      return produce(e, "jitDict", 0);
    case Op.BUILD_SLICE:
      return buildSlice(e, operand);
    case Op.STORE_COMP:
      return storeComp(e, operand);
    case Op.STORE_MAP:
      return storeMap(e);
    case Op.UNPACK_SEQUENCE:
      return unpack(e, operand);
    case Op.UNPACK_EX:
      return unpackEx(e, operand);
    case Op.MAKE_FUNCTION:
    case Op.MAKE_FUNCTION_DEFARGS:
    case Op.MAKE_CLOSURE:
    case Op.MAKE_CLOSURE_DEFARGS:
      return makeFunction(e, op, operand, extra);
    case Op.CALL_FUNCTION:
    case Op.CALL_METHOD:
    case Op.CALL_FUNCTION_VAR_KW:
    case Op.CALL_METHOD_VAR_KW:
      return call(e, op, operand);
    case Op.SETUP_EXCEPT:
    case Op.SETUP_FINALLY:
    case Op.SETUP_WITH:
      return setUp(e, flow, op, target);
    case Op.POP_EXCEPT_JUMP:
      popHandler(e);
      flow.jump(target);
      return false;
    case Op.UNWIND_JUMP:
      return leaveBlocks(e, flow, { kind: "jump", target, count: extra });
    case Op.WITH_CLEANUP:
      return withCleanup(e, flow);
    case Op.END_FINALLY:
      return endFinally(e, flow);
    case Op.RAISE_OBJ:
      e.box(e.top());
      e.save();
      e.pushWord(e.top());
      e.call("jitRaise");
      e.raise();
      return false;
    case Op.RAISE_LAST:
      e.save();
      e.fp();
      e.call("jitReraise");
      e.raise();
      return false;
    case Op.IMPORT_NAME:
      e.save();
      e.fp();
      e.out.i32(e.facts.name(operand));
      e.pushWord(e.top());
      e.pushWord(e.top(1));
      return produce(e, "jitImportName", 2);
    case Op.IMPORT_FROM:
      e.save();
      e.pushWord(e.top());
      e.out.i32(e.facts.name(operand));
      return produce(e, "jitImportFrom", 0);
    case Op.RETURN_VALUE:
      return leaveBlocks(e, flow, { kind: "return" });
    case Op.YIELD_VALUE:
      return yieldValue(e, flow);
    case Op.YIELD_FROM:
      return yieldFrom(e, flow);
    default:
      return leave(e);
  }
}

/** The interpreter takes over at this instruction. */
export function leave(e: Emitter): false {
  e.exit(Status.ExitPlain);
  return false;
}

/** Calls a helper whose arguments are on Wasm's stack; its word takes the place of the top `count` values. */
export function produce(e: Emitter, helper: Parameters<Emitter["call"]>[0], count: number): true {
  const temp = e.temp(0);
  e.call(helper);
  e.out.tee(temp);
  e.raiseIfZero();
  e.out.get(temp);
  e.result(count, WORD);
  return true;
}

/** The same for a helper that says whether it succeeded. */
export function perform(e: Emitter, helper: Parameters<Emitter["call"]>[0], count: number): true {
  e.call(helper);
  e.raiseIfZero();
  e.state.pop(count);
  return true;
}

function loadConstant(e: Emitter, index: number): boolean {
  const fact = e.facts.constant(index);
  if (fact.kind === "float") {
    e.state.push({ ...constantOf(Rep.Float, fact.value), boxed: fact.word });
  } else e.state.push(constantOf(Rep.Word, fact.word, fact.shape));
  return true;
}

function loadLocal(e: Emitter, local: number): boolean {
  const value = e.state.locals[local]!;
  if (value.rep === Rep.Unset) return leave(e);
  if (value.maybeUnset) {
    e.out.get(e.intLocal(local));
    e.out.op(W.i32_eqz);
    e.exitIf(Status.ExitPlain);
    e.state.locals[local] = { ...value, maybeUnset: false };
  }
  e.state.push({ ...e.state.locals[local]!, source: local });
  return true;
}

function storeLocal(e: Emitter, local: number): boolean {
  const { out, state } = e;
  const depth = e.top();
  const value = state.value(depth);
  if (value.source === local) {
    state.pop();
    return true;
  }
  e.unlink(local, depth);
  const before = state.locals[local]!;
  let kept: Value = value;
  if (value.rep === Rep.Float) {
    e.pushFloat(depth);
    out.set(e.floatLocal(local));
  } else if (value.rep === Rep.Int || value.rep === Rep.Bool) {
    e.pushInt(depth);
    out.set(e.intLocal(local));
  } else {
    e.fp();
    e.pushWord(depth);
    out.tee(e.intLocal(local));
    out.mem(Mem.i32_store, e.localOffset(local));
    if (value.rep === Rep.Frame) kept = WORD;
  }
  if (kept.rep !== Rep.Word && before.rep === Rep.Word) {
    e.fp();
    out.i32(1);
    out.mem(Mem.i32_store, e.localOffset(local));
  }
  state.pop();
  state.locals[local] = { ...kept, source: -1, constant: 0, boxed: 0 };
  return true;
}

function deleteLocal(e: Emitter, local: number): boolean {
  const value = e.state.locals[local]!;
  if (value.rep === Rep.Unset) return leave(e);
  if (value.maybeUnset) {
    e.out.get(e.intLocal(local));
    e.out.op(W.i32_eqz);
    e.exitIf(Status.ExitPlain);
  }
  e.unlink(local);
  e.fp();
  e.out.i32(0);
  e.out.mem(Mem.i32_store, e.localOffset(local));
  e.state.locals[local] = UNSET;
  return true;
}

/** The word of a cell among the locals. */
function pushCell(e: Emitter, local: number): boolean {
  if (e.state.locals[local]!.rep !== Rep.Word) return false;
  e.out.get(e.intLocal(local));
  return true;
}

function loadCell(e: Emitter, local: number): boolean {
  if (!pushCell(e, local)) return leave(e);
  const temp = e.temp(0);
  e.out.mem(Mem.i32_load, 4);
  e.out.tee(temp);
  e.out.op(W.i32_eqz);
  e.exitIf(Status.ExitPlain);
  e.out.get(temp);
  e.result(0, WORD);
  return true;
}

function storeCell(e: Emitter, local: number): boolean {
  e.box(e.top());
  if (!pushCell(e, local)) return leave(e);
  e.pushWord(e.top());
  e.out.mem(Mem.i32_store, 4);
  e.state.pop();
  return true;
}

function storeName(e: Emitter, op: number, name: number): boolean {
  e.box(e.top());
  e.save();
  e.fp();
  e.out.i32(e.facts.name(name));
  e.pushWord(e.top());
  if (op === Op.STORE_NAME) return perform(e, "jitStoreName", 1);
  e.out.i32(e.facts.address(e.source.code[e.at]!.end));
  return perform(e, "jitStoreGlobal", 1);
}

function unary(e: Emitter, op: number): boolean {
  const { out } = e;
  const depth = e.top();
  if (op === NOT) {
    pushTruth(e, 0);
    out.op(W.i32_eqz);
    e.result(1, BOOL);
    return true;
  }
  const shape = e.expect(0);
  if (shape === Shape.Int && op !== POSITIVE) {
    if (op === INVERT) {
      e.pushInt(depth);
      out.i32(-1);
      out.op(W.i32_xor);
    } else {
      e.pushInt(depth);
      out.i32(-0x40000000);
      out.op(W.i32_eq);
      e.exitIf(Status.ExitFailed);
      out.i32(0);
      e.pushInt(depth);
      out.op(W.i32_sub);
    }
    e.result(1, INT);
    return true;
  }
  if (shape === Shape.Float && op === NEGATIVE) {
    e.pushFloat(depth);
    out.op(W.f64_neg);
    e.result(1, { ...WORD, rep: Rep.Float });
    return true;
  }
  e.box(depth);
  e.save();
  out.i32(op);
  e.pushWord(depth);
  return produce(e, "jitUnary", 1);
}

function pushRaw(e: Emitter, depth: number, value: Value): void {
  e.out.get(value.rep === Rep.Float ? e.floatSlot(depth) : e.intSlot(depth));
}

/** DUP_TOP and DUP_TOP_TWO. */
function copyTop(e: Emitter, count: number): boolean {
  const from = e.depth - count;
  for (let i = 0; i < count; i++) {
    const value = e.state.stack[from + i]!;
    if (value.source >= 0 || value.source === CONSTANT) e.state.push(value);
    else if (value.rep === Rep.Frame) {
      e.pushWord(from + i);
      e.result(0, WORD);
    } else {
      pushRaw(e, from + i, value);
      e.result(0, value);
    }
  }
  return true;
}

/** Brings the top values into another order: `order[i]` says where the new value at place i (from below) was. */
function rotate(e: Emitter, order: readonly number[]): boolean {
  const { state, out } = e;
  const from = e.depth - order.length;
  // Not reached: the handler of `async with` looks for a `return` that waits, which code here never has in it.
  if (from < 0) return leave(e);
  const old = order.map((i) => state.stack[from + i]!);
  const own = old.map((value) => value.source === -1);
  old.forEach((value, place) => {
    if (!own[place]) return;
    if (value.rep === Rep.Frame) e.pushWord(from + order[place]!);
    else pushRaw(e, from + order[place]!, value);
  });
  for (let place = order.length - 1; place >= 0; place--) {
    if (!own[place]) continue;
    const float = old[place]!.rep === Rep.Float;
    out.set(float ? e.floatSlot(from + place) : e.intSlot(from + place));
  }
  old.forEach((value, place) => {
    state.stack[from + place] = value.rep === Rep.Frame ? WORD : value;
    state.slots[from + place] = Slot.Stale;
  });
  return true;
}

function popJump(e: Emitter, flow: Flow, when: boolean, target: number): false {
  pushTruth(e, 0);
  if (!when) e.out.op(W.i32_eqz);
  e.state.pop();
  e.out.if();
  flow.jump(target);
  e.out.else();
  flow.fallThrough();
  e.out.end();
  return false;
}

function jumpOrPop(e: Emitter, flow: Flow, when: boolean, target: number): false {
  pushTruth(e, 0);
  if (!when) e.out.op(W.i32_eqz);
  e.out.if();
  flow.jump(target);
  e.out.else();
  e.state.pop();
  flow.fallThrough();
  e.out.end();
  return false;
}

function build(e: Emitter, helper: "jitTuple" | "jitList" | "jitSet", count: number): boolean {
  const { out } = e;
  const from = e.depth - count;
  const result = e.temp(4);
  const done = out.block();
  if (helper !== "jitSet") {
    buildInPlace(e, helper === "jitTuple" ? "Tuple" : "List", count, result, done);
  }
  e.aside(() => {
    e.saveExact(from);
    out.i32(count);
    e.slotAddress(from);
    e.call(helper);
    out.tee(result);
    e.raiseIfZero();
  });
  out.end();
  out.get(result);
  const shape = helper === "jitList" ? Shape.List : helper === "jitTuple" ? Shape.Tuple : 0;
  e.result(count, shaped(shape));
  return true;
}

/** The slice may be used by the next instruction only; a memory that both share, so it has to be handled there. */
function buildSlice(e: Emitter, count: number): boolean {
  const from = e.depth - count;
  e.saveExact(from === 0 ? 0 : from - 1);
  e.out.i32(e.facts.address(e.source.code[e.at]!.end));
  e.slotAddress(from);
  e.out.i32(count);
  return produce(e, "jitSlice", count);
}

/** Values that a helper has left in the frame become the stack's top. */
function takeFromFrame(e: Emitter, count: number): void {
  for (let i = 0; i < count; i++) {
    e.fp();
    e.out.mem(Mem.i32_load, e.slotOffset(e.depth));
    e.result(0, WORD);
    e.state.slots[e.top()] = Slot.Exact;
  }
}

function unpack(e: Emitter, count: number): boolean {
  const { out } = e;
  const shape = e.expect(0);
  const depth = e.top();
  if ((shape === Shape.Tuple || shape === Shape.List) && count > 0) {
    const sequence = e.temp(0);
    e.pushWord(depth);
    out.tee(sequence);
    out.mem(Mem.i32_load, shape === Shape.Tuple ? Layout.TupleLength : Layout.ListLength);
    out.i32(count);
    out.op(W.i32_ne);
    e.exitIf(Status.ExitFailed);
    if (shape === Shape.List) {
      out.get(sequence);
      out.mem(Mem.i32_load, Layout.ListItems);
      out.set(sequence);
    }
    e.state.pop();
    for (let i = count - 1; i >= 0; i--) {
      out.get(sequence);
      out.mem(Mem.i32_load, (shape === Shape.Tuple ? Layout.TupleItems : Layout.RefItems) + 4 * i);
      e.result(0, WORD);
    }
    return true;
  }
  e.box(depth);
  e.save();
  e.pushWord(depth);
  out.i32(count);
  e.slotAddress(depth);
  perform(e, "jitUnpack", 1);
  takeFromFrame(e, count);
  return true;
}

function unpackEx(e: Emitter, operand: number): boolean {
  const left = operand & 0xff;
  const right = (operand >> 8) & 0xff;
  const depth = e.top();
  e.box(depth);
  e.save();
  e.pushWord(depth);
  e.out.i32(left);
  e.out.i32(right);
  e.slotAddress(depth);
  perform(e, "jitUnpackEx", 1);
  takeFromFrame(e, left + right + 1);
  return true;
}

function makeFunction(e: Emitter, op: number, child: number, count: number): boolean {
  const hasDefaults = op === Op.MAKE_FUNCTION_DEFARGS || op === Op.MAKE_CLOSURE_DEFARGS;
  const hasCells = op === Op.MAKE_CLOSURE || op === Op.MAKE_CLOSURE_DEFARGS;
  const cells = e.depth - (hasCells ? count : 0);
  e.saveExact(cells);
  e.fp();
  e.out.i32(child);
  if (hasDefaults) {
    e.pushWord(cells - 2);
    e.pushWord(cells - 1);
  } else {
    e.out.i32(0);
    e.out.i32(0);
  }
  e.out.i32(hasCells ? count : 0);
  if (hasCells) e.slotAddress(cells);
  else e.out.i32(0);
  return produce(e, "jitFunction", e.depth - cells + (hasDefaults ? 2 : 0));
}

/** SETUP_EXCEPT, SETUP_FINALLY, SETUP_WITH. */
function setUp(e: Emitter, flow: Flow, op: number, target: number): true {
  const { out, state } = e;
  if (op === Op.SETUP_WITH) {
    e.saveExact(e.top());
    e.fp();
    out.i32(e.facts.address(target));
    e.slotAddress(e.depth);
    e.call("jitSetupWith");
    e.raiseIfZero();
    state.pop();
    state.push(FRAME, Slot.Exact);
    state.push(FRAME, Slot.Exact);
  } else {
    pushHandler(e, target, op === Op.SETUP_FINALLY);
  }
  state.handlers.push({ position: target, isFinally: op !== Op.SETUP_EXCEPT, depth: e.depth });
  flow.handleAt(target);
  if (op === Op.SETUP_WITH) state.push(FRAME, Slot.Exact);
  return true;
}

function withCleanup(e: Emitter, flow: Flow): true {
  // Above `__exit__` and self lies None or an exception, or an exit: a word and what marks it.
  const count = flow.exitBehindFinally() === undefined ? 1 : 2;
  e.saveExact(e.depth - 2 - count);
  e.fp();
  e.slotAddress(e.depth);
  e.call("jitWithCleanup");
  e.raiseIfZero();
  e.state.pop(2 + count);
  takeFromFrame(e, count);
  return true;
}

/** Goes on when nothing waits for the end of the block. */
function endFinally(e: Emitter, flow: Flow): boolean {
  if (e.state.handlers.length === 0) return leave(e);
  const exit = flow.exitBehindFinally();
  if (exit !== undefined) {
    popHandler(e);
    e.state.pop(exit.kind === "return" ? 1 : 2);
    return leaveBlocks(e, flow, exit);
  }
  const { out } = e;
  const top = e.temp(0);
  e.box(e.top());
  e.pushWord(e.top());
  out.tee(top);
  out.i32(NONE);
  out.op(W.i32_ne);
  out.if();
  out.get(top);
  out.i32(1);
  out.op(W.i32_and);
  e.exitIf(Status.ExitPlain);
  e.aside(() => {
    popHandler(e);
    e.save();
    out.get(top);
    e.call("jitRaiseAgain");
    e.raise();
  });
  out.end();
  popHandler(e);
  e.state.pop();
  return true;
}
