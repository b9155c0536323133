import { Pseudo } from "../instruction-list.js";
import { Op } from "../opcode.js";
import { binaryOp, unaryOp } from "./arithmetic.js";
import {
  buildList,
  buildMap,
  buildSet,
  buildSlice,
  buildTuple,
  storeComprehension,
  storeMap,
  unpackEx,
  unpackSequence,
} from "./building.js";
import {
  callFunction,
  callFunctionVariable,
  callMethod,
  callMethodVariable,
  makeClosure,
  makeClosureDefaults,
  makeFunction,
  makeFunctionDefaults,
} from "./calls.js";
import { yieldFrom, yieldValue } from "./generators.js";
import {
  asyncExit,
  endFinally,
  leaveHandler,
  popExceptJump,
  raiseFrom,
  raiseObject,
  setupExcept,
  setupFinally,
  startHandlers,
  swallowException,
} from "./handlers.js";
import { forIter, getIter, getIterStack } from "./iteration.js";
import {
  jump,
  jumpIfFalseOrPop,
  jumpIfTrueOrPop,
  label,
  popJumpIfFalse,
  popJumpIfTrue,
  unwindJump,
} from "./jumps.js";
import {
  deleteDeref,
  deleteFast,
  dupTop,
  dupTopTwo,
  loadCast,
  loadDeref,
  loadFast,
  loadObject,
  loadSmallInt,
  rotThree,
  rotTwo,
  storeDeref,
  storeFast,
} from "./locals.js";
import type { Lowering } from "./lowering.js";
import {
  deleteAttr,
  deleteGlobal,
  deleteName,
  importFrom,
  importName,
  importStar,
  loadAttr,
  loadBuildClass,
  loadGlobal,
  loadMethod,
  loadName,
  loadSuperMethod,
  storeAttr,
  storeGlobal,
  storeName,
} from "./names.js";
import { NativeOp } from "./native-code.js";
import { raiseLast } from "./reraise.js";
import { returnValue } from "./returning.js";
import { deleteSubscript, loadSubscript, storeSubscript } from "./subscripts.js";
import { ValueType } from "./value-type.js";
import { setupWith, withCleanup } from "./with-blocks.js";

/** Writes one operation. */
export type Operation = (l: Lowering, operand: number, extra: number) => void;

const pushConstant =
  (type: ValueType, value: number): Operation =>
  (l) =>
    l.stack.pushConstant(type, value);

function adjustDepth(l: Lowering, change: number): void {
  if (change < 0) l.stack.move(change);
  else l.stack.arrive(change, change === 1 ? l.jumpType : ValueType.Object);
}

/** What each operation of resolved code becomes. */
export const operations: ReadonlyMap<number, Operation> = new Map<number, Operation>([
  [Op.LOAD_FAST_N, loadFast],
  [Op.LOAD_DEREF, loadDeref],
  [Op.LOAD_GLOBAL, loadGlobal],
  [Op.LOAD_NAME, loadName],
  [NativeOp.LoadCast, loadCast],
  [Op.STORE_FAST_N, storeFast],
  [Op.STORE_DEREF, storeDeref],
  [Op.STORE_GLOBAL, storeGlobal],
  [Op.STORE_NAME, storeName],
  [Op.DELETE_FAST, deleteFast],
  [Op.DELETE_DEREF, deleteDeref],
  [Op.DELETE_GLOBAL, deleteGlobal],
  [Op.DELETE_NAME, deleteName],
  [Op.LOAD_CONST_SMALL_INT, loadSmallInt],
  [Op.LOAD_CONST_OBJ, loadObject],
  [Op.LOAD_CONST_NONE, pushConstant(ValueType.None, 0)],
  [Op.LOAD_CONST_FALSE, pushConstant(ValueType.Bool, 0)],
  [Op.LOAD_CONST_TRUE, pushConstant(ValueType.Bool, 1)],
  [Op.LOAD_NULL, pushConstant(ValueType.Object, 0)],
  [Op.LOAD_ATTR, loadAttr],
  [Op.STORE_ATTR, storeAttr],
  [Pseudo.DeleteAttribute, deleteAttr],
  [Op.LOAD_METHOD, loadMethod],
  [Op.LOAD_SUPER_METHOD, loadSuperMethod],
  [Op.LOAD_BUILD_CLASS, loadBuildClass],
  [Op.LOAD_SUBSCR, loadSubscript],
  [Op.STORE_SUBSCR, storeSubscript],
  [Pseudo.DeleteSubscript, deleteSubscript],
  [Op.DUP_TOP, dupTop],
  [Op.DUP_TOP_TWO, dupTopTwo],
  [Op.POP_TOP, (l) => l.stack.drop()],
  [Op.ROT_TWO, rotTwo],
  [Op.ROT_THREE, rotThree],
  [Op.UNARY_OP_MULTI, unaryOp],
  [Op.BINARY_OP_MULTI, binaryOp],
  [Op.BUILD_TUPLE, buildTuple],
  [Op.BUILD_LIST, buildList],
  [Op.BUILD_MAP, buildMap],
  [Op.BUILD_SET, buildSet],
  [Op.BUILD_SLICE, buildSlice],
  [Op.STORE_MAP, storeMap],
  [Op.STORE_COMP, storeComprehension],
  [Op.UNPACK_SEQUENCE, unpackSequence],
  [Op.UNPACK_EX, unpackEx],
  [Op.CALL_FUNCTION, callFunction],
  [Op.CALL_FUNCTION_VAR_KW, callFunctionVariable],
  [Op.CALL_METHOD, callMethod],
  [Op.CALL_METHOD_VAR_KW, callMethodVariable],
  [Op.MAKE_FUNCTION, makeFunction],
  [Op.MAKE_FUNCTION_DEFARGS, makeFunctionDefaults],
  [Op.MAKE_CLOSURE, makeClosure],
  [Op.MAKE_CLOSURE_DEFARGS, makeClosureDefaults],
  [Op.IMPORT_NAME, importName],
  [Op.IMPORT_FROM, importFrom],
  [Op.IMPORT_STAR, importStar],
  [Pseudo.Label, label],
  [Pseudo.AdjustDepth, adjustDepth],
  [Op.JUMP, jump],
  [Op.UNWIND_JUMP, unwindJump],
  [Op.POP_JUMP_IF_TRUE, popJumpIfTrue],
  [Op.POP_JUMP_IF_FALSE, popJumpIfFalse],
  [Op.JUMP_IF_TRUE_OR_POP, jumpIfTrueOrPop],
  [Op.JUMP_IF_FALSE_OR_POP, jumpIfFalseOrPop],
  [Op.GET_ITER, getIter],
  [Op.GET_ITER_STACK, getIterStack],
  [Op.FOR_ITER, forIter],
  [Op.SETUP_EXCEPT, setupExcept],
  [Op.SETUP_FINALLY, setupFinally],
  [Op.SETUP_WITH, setupWith],
  [Pseudo.StartHandlers, startHandlers],
  [Pseudo.EndHandlers, () => {}],
  [Pseudo.LeaveHandler, leaveHandler],
  [Op.POP_EXCEPT_JUMP, popExceptJump],
  [Op.END_FINALLY, endFinally],
  [Pseudo.WithCleanup, withCleanup],
  [Pseudo.AsyncExit, asyncExit],
  [Pseudo.SwallowException, swallowException],
  [Op.RAISE_OBJ, raiseObject],
  [Op.RAISE_FROM, raiseFrom],
  [Op.RAISE_LAST, raiseLast],
  [Op.YIELD_VALUE, yieldValue],
  [Op.YIELD_FROM, yieldFrom],
  [Op.RETURN_VALUE, returnValue],
]);
