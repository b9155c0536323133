import { Op } from "../compile/opcode.js";
import { Shape } from "../tables/jit.js";
import { loadAttribute, loadGlobal } from "./attributes.js";
import { binary } from "./binary.js";
import { box } from "./boxing.js";
import { build } from "./building.js";
import { call } from "./calls.js";
import { loadCell, storeCell } from "./cells.js";
import { storeComp, storeMap } from "./comprehensions.js";
import type { Emitter } from "./emitter.js";
import { leave } from "./exits.js";
import type { Flow } from "./flow.js";
import { yieldFrom, yieldValue } from "./generators.js";
import { popHandler } from "./handlers.js";
import { perform, produce } from "./helper-calls.js";
import { forIter, getIterStack } from "./iteration.js";
import { jumpOrPop, popJump } from "./jumps.js";
import { leaveBlocks } from "./leaving.js";
import { deleteLocal, loadLocal, storeLocal } from "./locals.js";
import { makeFunction } from "./making-functions.js";
import { loadMethod, loadSuperMethod } from "./methods.js";
import { storeName } from "./names.js";
import { raise } from "./raising.js";
import { save } from "./saving.js";
import { buildSlice } from "./slices.js";
import { copyTop, rotate } from "./stack-order.js";
import { storeAttribute } from "./store-attribute.js";
import { loadSubscript, storeSubscript } from "./subscripts.js";
import { NONE } from "./tagged-words.js";
import { endFinally, setUp, withCleanup } from "./try-blocks.js";
import { unary } from "./unary.js";
import { unpack, unpackEx } from "./unpacking.js";
import { constantOf, Rep } from "./value.js";

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
      save(e);
      e.fp();
      e.out.i32(e.facts.name(operand));
      return produce(e, "jitLoadName", 0);
    case Op.STORE_NAME:
    case Op.STORE_GLOBAL:
      return storeName(e, op, operand);
    case Op.DELETE_GLOBAL:
      save(e);
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
      box(e, e.top());
      save(e);
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
      save(e);
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
      box(e, e.top());
      save(e);
      e.pushWord(e.top());
      e.call("jitRaise");
      raise(e);
      return false;
    case Op.RAISE_LAST:
      save(e);
      e.fp();
      e.call("jitReraise");
      raise(e);
      return false;
    case Op.IMPORT_NAME:
      save(e);
      e.fp();
      e.out.i32(e.facts.name(operand));
      e.pushWord(e.top());
      e.pushWord(e.top(1));
      return produce(e, "jitImportName", 2);
    case Op.IMPORT_FROM:
      save(e);
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

function loadConstant(e: Emitter, index: number): boolean {
  const fact = e.facts.constant(index);
  if (fact.kind === "float") {
    e.state.push({ ...constantOf(Rep.Float, fact.value), boxed: fact.word });
  } else e.state.push(constantOf(Rep.Word, fact.word, fact.shape));
  return true;
}
