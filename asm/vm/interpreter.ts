// biome-ignore-all format: the cases of the loop read as a table.
/**
 * The interpreter: one `switch` over the bytecode (D6). The hot state — instruction pointer, stack pointer,
 * locals — lives in Wasm locals; the frame has it whenever anything is called that may look at it.
 *
 * A case that is done says `continue`. One that failed says `break`: an exception is pending, and the code
 * behind the switch finds its handler. A call of a Python function changes `frame` and goes on in the same
 * loop. `sp` points behind the top of the stack.
 */

import { BoardCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Op } from "../generated/opcodes";
import { BinaryOp, UnaryOp } from "../generated/operators";
import { observe } from "../jit/observe";
import { enterTier, INTERPRET, refuel, startWatch, watching } from "../jit/tier";
import {
  boolRef,
  FALSE,
  isKind,
  isPointer,
  isSmall,
  NONE,
  NULL,
  Ref,
  SUSPENDED,
  smallOf,
  smallValue,
  TRUE,
} from "../memory/ref";
import { rootMark, rootReset } from "../memory/roots";
import { importFrom, importModule } from "../modules/import";
import { importStar } from "../modules/import-star";
import { loadMethod } from "../object/attribute";
import { loadCachedMethod, storeAttrAt } from "../object/attribute-cache";
import { getIter } from "../object/iterate";
import { hintAt } from "../object/lookup-cache";
import { mapEntry, mapUsed } from "../object/map-table";
import {
  deleteGlobal,
  deleteName,
  loadGlobal,
  loadName,
  storeGlobal,
  storeName,
} from "../object/names";
import { binaryOp, truth, unaryOp } from "../object/operators";
import { hasPending, raise } from "../object/raise";
import { buildClassFunction } from "../types/class";
import { dictSet, newDict } from "../types/dict";
import { newFunction } from "../types/function";
import { List, listAppend, listFrom, REF_ITEMS } from "../types/list";
import { setAdd, setFrom } from "../types/set";
import { loadSuperMethod } from "../types/super";
import { tupleFrom } from "../types/tuple";
import { binaryOrEnter } from "./binary-slow";
import { callVarKw } from "./call-star";
import { codeAt } from "./code";
import { compareOrEnter } from "./compare";
import { Cost } from "./cost";
import { enterCall, enterSimple, RESULT_FRAME } from "./enter-call";
import { attributeOrEnter, itemOrEnter, setItemOrEnter } from "./enter-special";
import { childOf, currentFrame, FRAME_BYTES, frameAt, popHandler, pushHandler } from "./frame";
import { Fuel } from "./fuel";
import {
  enterGenerator,
  FRAME_FOR_ITER,
  leaveGenerator,
  STEP_ERROR,
  STEP_YIELDED_OUT,
  yieldedValue,
  yieldFrom,
} from "./generators";
import {
  ITER_BYTES,
  ITER_GENERATOR,
  ITER_LIST,
  ITER_RANGE,
  iterNextStack,
  iterStart,
} from "./iter-slots";
import { isBoardDue } from "./poll";
import { returnValue } from "./return";
import { SmallInt } from "./small-int";
import { Step } from "./step";
import { buildSlice, simpleItem, storeSimpleItem } from "./subscript";
import { unpackEx, unpackSequence } from "./unpack";
import {
  continueUnwindJump,
  raiseAgain,
  raiseAny,
  raiseFrom,
  reraise,
  returnThroughFinally,
  unwind,
  unwindJump,
} from "./unwind";
import { Usage } from "./usage";
import { setupWith, withCleanup } from "./with";

/** What is left to do behind the switch. */
const enum After {
  /** An exception is pending, or another frame is current. */
  Raise,
  /** Another frame is current, or this one goes on elsewhere. */
  Frame,
  /** The frame returns the stack's top. */
  Return,
  /** The slice is over: leave the loop to be entered again. */
  Suspend,
}

const SMALL = Op.LOAD_CONST_SMALL_INT_MULTI;
const LOAD = Op.LOAD_FAST_MULTI;
const STORE = Op.STORE_FAST_MULTI;
const UNARY = Op.UNARY_OP_MULTI;
const BINARY = Op.BINARY_OP_MULTI;

/** Writes the state back before a call that may allocate, raise or look at the frame. */
function save(fp: usize, ip: usize, sp: usize): void {
  frameAt(fp).ip = ip;
  frameAt(fp).sp = sp;
}

/**
 * Runs from the current frame until a frame with FRAME_ENTRY returns. The result is its value, NULL with an
 * exception pending, or SUSPENDED: the slice is over, call again.
 */
export function interpret(): Ref {
  return watching ? loop<i32>() : loop<f32>();
}

/** The loop. With an integer as T it notes what it sees. */
function loop<T>(): Ref {
  if (isInteger<T>()) startWatch();
  let fp = currentFrame;
  let ip: usize = 0;
  let sp: usize = 0;
  let locals: usize = 0;
  let names: usize = 0;
  let pending = hasPending();
  let after = After.Raise;
  const roots = rootMark();

  while (true) {
    if (pending) {
      Cost.charge(BoardCost.raise);
      // What failed may have left roots behind.
      rootReset(roots);
      fp = unwind();
      if (fp == 0) return NULL;
      pending = false;
    }
    // A frame starts or goes on here.
    if (codeAt(frameAt(fp).code).compiled != 0) {
      const result = enterTier(fp);
      if (result == RESULT_FRAME) { pending = hasPending(); fp = currentFrame; continue; }
      if (result != INTERPRET) return result;
    }
    ip = frameAt(fp).ip;
    sp = frameAt(fp).sp;
    locals = fp + FRAME_BYTES;
    names = codeAt(frameAt(fp).code).namesAt;

    while (true) {
      if (isInteger<T>()) observe(ip, sp);
      const op = <i32>load<u8>(ip++);
      Usage.opcode(op);
      Cost.opcode(op);
      let operand: u32 = 0;
      switch (op) {
        case Op.LOAD_CONST_STRING: {
          operand = Step.uint(ip); ip = Step.behindUint(ip);
          store<u32>(sp, load<u32>(names + ((<usize>operand) << 2))); sp += 4; continue;
        }
        case Op.LOAD_NAME: {
          const name = Step.name(names, ip); ip = Step.behindUint(ip); save(fp, ip, sp);
          const value = loadName(fp, name); if (value == NULL) break;
          store<u32>(sp, value); sp += 4; continue;
        }
        case Op.LOAD_GLOBAL: {
          const name = Step.name(names, ip); ip = Step.behindUint(ip);
          Cost.charge(BoardCost.global);
          // The position where this instruction found the name last is a hint; the key there proves it.
          const table = load<u32>(frameAt(fp).globals, 4); const hint = hintAt(ip);
          if (hint < mapUsed(table)) {
            const entry = mapEntry(table, hint);
            if (load<u32>(entry) == name) { Cost.found(table, name); store<u32>(sp, load<u32>(entry, 4)); sp += 4; continue; }
          }
          save(fp, ip, sp); const value = loadGlobal(frameAt(fp).globals, name, ip);
          if (value == NULL) break; store<u32>(sp, value); sp += 4; continue;
        }
        case Op.LOAD_ATTR: {
          Cost.charge(BoardCost.attribute); const name = Step.name(names, ip); ip = Step.behindUint(ip); const x = load<u32>(sp - 4);
          if (isKind(x, Kind.Instance)) {
            const table = load<u32>(x, 8); const hint = hintAt(ip);
            if (hint < mapUsed(table)) {
              const entry = mapEntry(table, hint);
              if (load<u32>(entry) == name) { Cost.own(table, name); store<u32>(sp - 4, load<u32>(entry, 4)); continue; }
            }
          }
          save(fp, ip, sp); const value = attributeOrEnter(x, name, ip); if (value == NULL) break;
          store<u32>(sp - 4, value); continue;
        }
        case Op.LOAD_METHOD: {
          Cost.charge(BoardCost.attribute); const name = Step.name(names, ip); ip = Step.behindUint(ip); const x = load<u32>(sp - 4);
          if (!loadCachedMethod(x, name, sp - 4)) {
            save(fp, ip, sp); if (!loadMethod(x, name, sp - 4)) break;
          }
          sp += 4; continue;
        }
        case Op.LOAD_SUPER_METHOD: {
          const name = Step.name(names, ip); ip = Step.behindUint(ip); save(fp, ip, sp);
          if (!loadSuperMethod(load<u32>(sp - 8), load<u32>(sp - 4), name, sp - 12)) break;
          sp -= 4; continue;
        }
        case Op.STORE_NAME: {
          const name = Step.name(names, ip); ip = Step.behindUint(ip); save(fp, ip, sp);
          if (!storeName(fp, name, load<u32>(sp - 4))) break; sp -= 4; continue;
        }
        case Op.STORE_GLOBAL: {
          Cost.charge(BoardCost.storeGlobal);
          const name = Step.name(names, ip); ip = Step.behindUint(ip);
          const table = load<u32>(frameAt(fp).globals, 4); const hint = hintAt(ip);
          if (hint < mapUsed(table)) {
            const entry = mapEntry(table, hint);
            if (load<u32>(entry) == name) { Cost.found(table, name); sp -= 4; store<u32>(entry, load<u32>(sp), 4); continue; }
          }
          save(fp, ip, sp); if (!storeGlobal(frameAt(fp).globals, name, load<u32>(sp - 4), ip)) break;
          sp -= 4; continue;
        }
        case Op.STORE_ATTR: {
          Cost.charge(BoardCost.storeAttribute); const name = Step.name(names, ip); ip = Step.behindUint(ip); const x = load<u32>(sp - 4);
          save(fp, ip, sp); if (!storeAttrAt(x, name, load<u32>(sp - 8), ip)) break; sp -= 8; continue;
        }
        case Op.DELETE_NAME: {
          const name = Step.name(names, ip); ip = Step.behindUint(ip); save(fp, ip, sp);
          if (!deleteName(fp, name)) break; continue;
        }
        case Op.DELETE_GLOBAL: {
          const name = Step.name(names, ip); ip = Step.behindUint(ip); save(fp, ip, sp);
          if (!deleteGlobal(frameAt(fp).globals, name)) break; continue;
        }
        case Op.IMPORT_NAME: {
          const name = Step.name(names, ip); ip = Step.behindUint(ip); save(fp, ip, sp);
          const module = importModule(name, load<u32>(sp - 4), load<u32>(sp - 8), frameAt(fp).globals);
          if (module == NULL) break; sp -= 4; store<u32>(sp - 4, module); continue;
        }
        case Op.IMPORT_FROM: {
          const name = Step.name(names, ip); ip = Step.behindUint(ip); save(fp, ip, sp);
          const value = importFrom(load<u32>(sp - 4), name); if (value == NULL) break;
          store<u32>(sp, value); sp += 4; continue;
        }
        case Op.MAKE_CLOSURE: {
          operand = Step.uint(ip); ip = Step.behindUint(ip); const count = <i32>load<u8>(ip++);
          save(fp, ip, sp); const cells = sp - ((<usize>count) << 2);
          const closure = tupleFrom(count, cells); if (closure == NULL) break;
          const f = newFunction(childOf(fp, operand), frameAt(fp).globals, NULL, NULL, closure);
          if (f == NULL) break; sp = cells; store<u32>(sp, f); sp += 4; continue;
        }
        case Op.MAKE_CLOSURE_DEFARGS: {
          operand = Step.uint(ip); ip = Step.behindUint(ip); const count = <i32>load<u8>(ip++);
          save(fp, ip, sp); const cells = sp - ((<usize>count) << 2);
          const closure = tupleFrom(count, cells); if (closure == NULL) break;
          const f = newFunction(
            childOf(fp, operand),
            frameAt(fp).globals,
            load<u32>(cells - 8),
            load<u32>(cells - 4),
            closure,
          ); if (f == NULL) break; sp = cells - 8; store<u32>(sp, f); sp += 4; continue;
        }
        case Op.LOAD_CONST_SMALL_INT: {
          let value: i32 = load<u8>(ip) & 0x40 ? -1 : 0;
          do {
            operand = load<u8>(ip++); value = (value << 7) | <i32>(operand & 0x7f);
          } while (operand & 0x80); store<u32>(sp, smallOf(value)); sp += 4; continue;
        }
        case Op.LOAD_CONST_OBJ: {
          operand = Step.uint(ip); ip = Step.behindUint(ip);
          store<u32>(sp, load<u32>(codeAt(frameAt(fp).code).constantsAt + ((<usize>operand) << 2)));
          sp += 4; continue;
        }
        case Op.LOAD_FAST_N: {
          operand = Step.uint(ip); ip = Step.behindUint(ip);
          const value = load<u32>(locals + ((<usize>operand) << 2));
          if (value == NULL) { save(fp, ip, sp); raise(M.localUnbound); break; }
          store<u32>(sp, value); sp += 4; continue;
        }
        case Op.LOAD_DEREF: {
          operand = Step.uint(ip); ip = Step.behindUint(ip);
          const value = load<u32>(load<u32>(locals + ((<usize>operand) << 2)), 4);
          if (value == NULL) { save(fp, ip, sp); raise(M.localUnbound); break; }
          store<u32>(sp, value); sp += 4; continue;
        }
        case Op.STORE_FAST_N: {
          operand = Step.uint(ip); ip = Step.behindUint(ip); sp -= 4;
          store<u32>(locals + ((<usize>operand) << 2), load<u32>(sp)); continue;
        }
        case Op.STORE_DEREF: {
          operand = Step.uint(ip); ip = Step.behindUint(ip); sp -= 4;
          store<u32>(load<u32>(locals + ((<usize>operand) << 2)), load<u32>(sp), 4); continue;
        }
        case Op.DELETE_FAST: {
          operand = Step.uint(ip); ip = Step.behindUint(ip);
          if (load<u32>(locals + ((<usize>operand) << 2)) == NULL) {
            save(fp, ip, sp); raise(M.localUnbound); break;
          }
          store<u32>(locals + ((<usize>operand) << 2), NULL); continue;
        }
        case Op.DELETE_DEREF: {
          operand = Step.uint(ip); ip = Step.behindUint(ip);
          const cell = load<u32>(locals + ((<usize>operand) << 2));
          if (load<u32>(cell, 4) == NULL) { save(fp, ip, sp); raise(M.localUnbound); break; }
          store<u32>(cell, NULL, 4); continue;
        }
        case Op.BUILD_TUPLE: {
          operand = Step.uint(ip); ip = Step.behindUint(ip); save(fp, ip, sp);
          const tuple = tupleFrom(operand, sp - ((<usize>operand) << 2)); if (tuple == NULL) break;
          sp -= (<usize>operand) << 2; store<u32>(sp, tuple); sp += 4; continue;
        }
        case Op.BUILD_LIST: {
          operand = Step.uint(ip); ip = Step.behindUint(ip); save(fp, ip, sp);
          const list = listFrom(operand, sp - ((<usize>operand) << 2)); if (list == NULL) break;
          sp -= (<usize>operand) << 2; store<u32>(sp, list); sp += 4; continue;
        }
        case Op.BUILD_MAP: {
          operand = Step.uint(ip); ip = Step.behindUint(ip); save(fp, ip, sp);
          const dict = newDict(operand); if (dict == NULL) break; store<u32>(sp, dict); sp += 4; continue;
        }
        case Op.BUILD_SET: {
          operand = Step.uint(ip); ip = Step.behindUint(ip); save(fp, ip, sp);
          const set = setFrom(operand, sp - ((<usize>operand) << 2)); if (set == NULL) break;
          sp -= (<usize>operand) << 2; store<u32>(sp, set); sp += 4; continue;
        }
        case Op.BUILD_SLICE: {
          operand = Step.uint(ip); ip = Step.behindUint(ip); save(fp, ip, sp); sp -= (<usize>operand) << 2;
          const slice = buildSlice(ip, sp, operand);
          if (slice == NULL) break; store<u32>(sp, slice); sp += 4; continue;
        }
        case Op.STORE_COMP: {
          operand = Step.uint(ip); ip = Step.behindUint(ip); save(fp, ip, sp);
          const container = load<u32>(sp - 4 - <usize>(operand & ~3)); const kind = operand & 3;
          const top = load<u32>(sp - 4);
          // A damaged .mpy may have anything here; STORE_MAP likewise.
          if (!isKind(container, kind == 0 ? Kind.List : kind == 1 ? Kind.Dict : Kind.Set)) {
            raise(M.incompatibleMpy); break;
          }
          if (kind == 0) {
            if (!listAppend(container, top)) break;
          } else if (kind == 1) {
            if (!dictSet(container, top, load<u32>(sp - 8))) break; sp -= 4;
          } else if (!setAdd(container, top)) { break; }
          sp -= 4; continue;
        }
        case Op.UNPACK_SEQUENCE: {
          operand = Step.uint(ip); ip = Step.behindUint(ip); save(fp, ip, sp);
          if (!unpackSequence(load<u32>(sp - 4), operand, sp - 4)) break;
          sp += ((<usize>operand) << 2) - 4; continue;
        }
        case Op.UNPACK_EX: {
          operand = Step.uint(ip); ip = Step.behindUint(ip); save(fp, ip, sp);
          const left = operand & 0xff; const right = (operand >> 8) & 0xff;
          if (!unpackEx(load<u32>(sp - 4), left, right, sp - 4)) break;
          sp += (<usize>(left + right)) << 2; continue;
        }
        case Op.MAKE_FUNCTION: {
          operand = Step.uint(ip); ip = Step.behindUint(ip); save(fp, ip, sp);
          const f = newFunction(childOf(fp, operand), frameAt(fp).globals, NULL, NULL, NULL);
          if (f == NULL) break; store<u32>(sp, f); sp += 4; continue;
        }
        case Op.MAKE_FUNCTION_DEFARGS: {
          operand = Step.uint(ip); ip = Step.behindUint(ip); save(fp, ip, sp);
          const f = newFunction(
            childOf(fp, operand),
            frameAt(fp).globals,
            load<u32>(sp - 8),
            load<u32>(sp - 4),
            NULL,
          ); if (f == NULL) break; sp -= 4; store<u32>(sp - 4, f); continue;
        }
        case Op.CALL_FUNCTION: {
          operand = Step.uint(ip); ip = Step.behindUint(ip); const n = <i32>(operand & 0xff);
          const nkw = <i32>((operand >> 8) & 0xff); const base = sp - ((<usize>(n + 2 * nkw)) << 2) - 4;
          const callee = load<u32>(base);
          if (nkw == 0) {
            const frame = enterSimple(callee, n, base + 4);
            if (frame != 0) {
              frameAt(fp).ip = ip; frameAt(fp).sp = base; fp = frame; after = After.Frame; break;
            }
          }
          save(fp, ip, sp); const result = enterCall(callee, n, nkw, base + 4); if (result == NULL) break;
          sp = base;
          if (result == RESULT_FRAME) { frameAt(fp).sp = sp; after = After.Frame; break; }
          store<u32>(sp, result); sp += 4; continue;
        }
        case Op.CALL_FUNCTION_VAR_KW: {
          operand = Step.uint(ip); ip = Step.behindUint(ip); save(fp, ip, sp);
          const n = <i32>(operand & 0xff); const nkw = <i32>((operand >> 8) & 0xff);
          const base = sp - ((<usize>(n + 2 * nkw)) << 2) - 8; const self: Ref = NULL;
          const result = callVarKw(load<u32>(base), self, n, nkw, base + 4); if (result == NULL) break;
          sp = base;
          if (result == RESULT_FRAME) { frameAt(fp).sp = sp; after = After.Frame; break; }
          store<u32>(sp, result); sp += 4; continue;
        }
        case Op.CALL_METHOD: {
          operand = Step.uint(ip); ip = Step.behindUint(ip); const nkw = <i32>((operand >> 8) & 0xff);
          let n = <i32>(operand & 0xff); const base = sp - ((<usize>(n + 2 * nkw)) << 2) - 8;
          const callee = load<u32>(base); let args = base + 8;
          if (load<u32>(base, 4) != NULL) { args -= 4; n++; }
          if (nkw == 0) {
            const frame = enterSimple(callee, n, args);
            if (frame != 0) {
              frameAt(fp).ip = ip; frameAt(fp).sp = base; fp = frame; after = After.Frame; break;
            }
          }
          save(fp, ip, sp); const result = enterCall(callee, n, nkw, args); if (result == NULL) break;
          sp = base;
          if (result == RESULT_FRAME) { frameAt(fp).sp = sp; after = After.Frame; break; }
          store<u32>(sp, result); sp += 4; continue;
        }
        case Op.CALL_METHOD_VAR_KW: {
          operand = Step.uint(ip); ip = Step.behindUint(ip); save(fp, ip, sp);
          const n = <i32>(operand & 0xff); const nkw = <i32>((operand >> 8) & 0xff);
          const base = sp - ((<usize>(n + 2 * nkw)) << 2) - 12; const self: Ref = load<u32>(base, 4);
          const result = callVarKw(load<u32>(base), self, n, nkw, base + 8); if (result == NULL) break;
          sp = base;
          if (result == RESULT_FRAME) { frameAt(fp).sp = sp; after = After.Frame; break; }
          store<u32>(sp, result); sp += 4; continue;
        }
        case Op.UNWIND_JUMP: save(fp, ip, sp); unwindJump(fp); after = After.Frame; break;
        case Op.JUMP: ip = Step.signedTarget(ip); if (--Fuel.left >= 0) continue; after = After.Suspend; break;
        case Op.POP_JUMP_IF_TRUE: {
          const x = load<u32>(sp - 4); let yes = x == TRUE;
          if (!yes && x != FALSE) {
            save(fp, ip, sp); yes = truth(x); if (isPointer(x) && hasPending()) break;
          }
          sp -= 4; ip = yes ? Step.signedTarget(ip) : Step.behindOffset(ip); if (--Fuel.left >= 0) continue;
          after = After.Suspend; break;
        }
        case Op.POP_JUMP_IF_FALSE: {
          const x = load<u32>(sp - 4); let yes = x == TRUE;
          if (!yes && x != FALSE) {
            save(fp, ip, sp); yes = truth(x); if (isPointer(x) && hasPending()) break;
          }
          sp -= 4; ip = !yes ? Step.signedTarget(ip) : Step.behindOffset(ip); if (--Fuel.left >= 0) continue;
          after = After.Suspend; break;
        }
        case Op.JUMP_IF_TRUE_OR_POP: {
          const x = load<u32>(sp - 4); save(fp, ip, sp); const yes = truth(x);
          if (isPointer(x) && hasPending()) break;
          if (yes) {
            ip = Step.forwardTarget(ip);
          } else { sp -= 4; ip = Step.behindOffset(ip); }
          continue;
        }
        case Op.JUMP_IF_FALSE_OR_POP: {
          const x = load<u32>(sp - 4); save(fp, ip, sp); const yes = truth(x);
          if (isPointer(x) && hasPending()) break;
          if (!yes) {
            ip = Step.forwardTarget(ip);
          } else { sp -= 4; ip = Step.behindOffset(ip); }
          continue;
        }
        case Op.SETUP_WITH:
          save(fp, ip, sp); sp = setupWith(fp, Step.forwardTarget(ip), sp); if (sp == 0) break;
          ip = Step.behindOffset(ip); continue;
        case Op.SETUP_EXCEPT: pushHandler(fp, Step.forwardTarget(ip), sp); ip = Step.behindOffset(ip); continue;
        case Op.SETUP_FINALLY:
          pushHandler(fp, Step.forwardTarget(ip), sp | 1); ip = Step.behindOffset(ip); continue;
        case Op.POP_EXCEPT_JUMP: popHandler(fp); ip = Step.forwardTarget(ip); continue;
        case Op.FOR_ITER: {
          Cost.charge(BoardCost.next);
          const slots = sp - ITER_BYTES; const tag = load<u32>(slots);
          if (tag == ITER_LIST) {
            Cost.charge(BoardCost.listStep);
            const list = changetype<List>(<usize>load<u32>(slots, 4));
            const i = <i32>load<u32>(slots, 8) >> 1;
            if (i < list.length) {
              store<u32>(sp, load<u32>(list.items + REF_ITEMS + ((<usize>i) << 2))); sp += 4;
              store<u32>(slots, smallOf(i + 1), 8); ip = Step.behindOffset(ip); continue;
            }
            sp = slots; ip = Step.forwardTarget(ip); continue;
          }
          if (tag == ITER_RANGE) {
            const i = <i32>load<u32>(slots, 4) >> 1; const step = <i32>load<u32>(slots, 12) >> 1;
            const stop = <i32>load<u32>(slots, 8) >> 1;
            if (step > 0 ? i < stop : i > stop) {
              store<u32>(sp, smallOf(i)); sp += 4;
              // The position after the last may lie outside a small int: it is cut to the stop.
              const following = i + step;
              store<u32>(slots, smallOf(step > 0 ? min(following, stop) : max(following, stop)), 4);
              ip = Step.behindOffset(ip); continue;
            }
            sp = slots; ip = Step.forwardTarget(ip); continue;
          }
          if (tag == ITER_GENERATOR) {
            store<u32>(slots, smallOf(<i32>(Step.forwardTarget(ip) - codeAt(frameAt(fp).code).start)), 8);
            save(fp, Step.behindOffset(ip), sp);
            if (enterGenerator(load<u32>(slots, 4), NONE, FRAME_FOR_ITER)) after = After.Frame; break;
          }
          save(fp, ip, sp); const value = iterNextStack(slots);
          if (value == NULL) { if (hasPending()) break; sp = slots; ip = Step.forwardTarget(ip); continue; }
          store<u32>(sp, value); sp += 4; ip = Step.behindOffset(ip); continue;
        }
        case Op.LOAD_CONST_FALSE: store<u32>(sp, FALSE); sp += 4; continue;
        case Op.LOAD_CONST_NONE: store<u32>(sp, NONE); sp += 4; continue;
        case Op.LOAD_CONST_TRUE: store<u32>(sp, TRUE); sp += 4; continue;
        case Op.LOAD_NULL: store<u32>(sp, NULL); sp += 4; continue;
        case Op.LOAD_BUILD_CLASS: store<u32>(sp, buildClassFunction()); sp += 4; continue;
        case Op.LOAD_SUBSCR: {
          Cost.charge(BoardCost.subscript);
          const index = load<u32>(sp - 4); const x = load<u32>(sp - 8); let result: Ref = NULL;
          if (index & 1 && isKind(x, Kind.List)) {
            const list = changetype<List>(<usize>x); const i = <i32>index >> 1;
            if (<u32>i < <u32>list.length) result = load<u32>(list.items + REF_ITEMS + ((<usize>i) << 2));
          }
          if (result == NULL) {
            save(fp, ip, sp); result = simpleItem(x, index);
            if (result == NULL) { result = itemOrEnter(x, index); if (result == NULL) break; }
          }
          sp -= 4; store<u32>(sp - 4, result); continue;
        }
        case Op.STORE_SUBSCR: {
          Cost.charge(BoardCost.storeSubscript);
          const index = load<u32>(sp - 4); const x = load<u32>(sp - 8); const value = load<u32>(sp - 12);
          save(fp, ip, sp);
          if (!storeSimpleItem(x, index, value) && !setItemOrEnter(x, index, value)) break;
          sp -= 12; continue;
        }
        case Op.DUP_TOP: store<u32>(sp, load<u32>(sp - 4)); sp += 4; continue;
        case Op.DUP_TOP_TWO: store<u64>(sp, load<u64>(sp - 8)); sp += 8; continue;
        case Op.POP_TOP: sp -= 4; continue;
        case Op.ROT_TWO: {
          const top = load<u32>(sp - 4); store<u32>(sp - 4, load<u32>(sp - 8)); store<u32>(sp - 8, top);
          continue;
        }
        case Op.ROT_THREE: {
          const top = load<u32>(sp - 4); store<u32>(sp - 4, load<u32>(sp - 8));
          store<u32>(sp - 8, load<u32>(sp - 12)); store<u32>(sp - 12, top); continue;
        }
        case Op.WITH_CLEANUP: save(fp, ip, sp); sp = withCleanup(fp, sp); if (sp == 0) break; continue;
        case Op.END_FINALLY: {
          popHandler(fp); const top = load<u32>(sp - 4);
          if (top == NONE) { sp -= 4; continue; }
          save(fp, ip, sp);
          if (!isSmall(top)) { raiseAgain(top); break; }
          frameAt(fp).sp = sp - 4;
          if (smallValue(top) >= 0) { continueUnwindJump(fp, smallValue(top)); after = After.Frame; break; }
          if (returnThroughFinally(fp)) { after = After.Frame; break; }
          sp = frameAt(fp).sp; after = After.Return; break;
        }
        case Op.GET_ITER: {
          Cost.charge(BoardCost.getIterator);
          save(fp, ip, sp); const iterator = getIter(load<u32>(sp - 4)); if (iterator == NULL) break;
          store<u32>(sp - 4, iterator); continue;
        }
        case Op.GET_ITER_STACK:
          Cost.charge(BoardCost.getIterator);
          save(fp, ip, sp); if (!iterStart(load<u32>(sp - 4), sp - 4)) break;
          sp += ITER_BYTES - 4; continue;
        case Op.STORE_MAP:
          save(fp, ip, sp);
          if (!isKind(load<u32>(sp - 12), Kind.Dict)) { raise(M.incompatibleMpy); break; }
          if (!dictSet(load<u32>(sp - 12), load<u32>(sp - 4), load<u32>(sp - 8))) break;
          sp -= 8; continue;
        case Op.RETURN_VALUE:
          if (frameAt(fp).handler != 0) {
            save(fp, ip, sp);
            if (returnThroughFinally(fp)) { after = After.Frame; break; }
            sp = frameAt(fp).sp;
          }
          after = After.Return; break;
        case Op.RAISE_LAST: save(fp, ip, sp); reraise(fp); break;
        case Op.RAISE_OBJ: save(fp, ip, sp); raiseAny(load<u32>(sp - 4)); break;
        case Op.RAISE_FROM: save(fp, ip, sp); raiseFrom(load<u32>(sp - 8), load<u32>(sp - 4)); break;
        case Op.YIELD_VALUE: {
          sp -= 4; const value = load<u32>(sp); save(fp, ip, sp);
          if (leaveGenerator(fp, value)) return value;
          fp = currentFrame; after = After.Frame; break;
        }
        case Op.YIELD_FROM: {
          save(fp, ip, sp); const step = yieldFrom(fp); if (step == STEP_ERROR) break;
          if (step == STEP_YIELDED_OUT) {
            return yieldedValue();
          }
          fp = currentFrame; after = After.Frame; break;
        }
        case Op.IMPORT_STAR:
          save(fp, ip, sp); if (!importStar(fp, load<u32>(sp - 4))) break; sp -= 4; continue;
        case SMALL + 0: case SMALL + 1: case SMALL + 2: case SMALL + 3: case SMALL + 4: case SMALL + 5: case SMALL + 6: case SMALL + 7:
        case SMALL + 8: case SMALL + 9: case SMALL + 10: case SMALL + 11: case SMALL + 12: case SMALL + 13: case SMALL + 14: case SMALL + 15:
        case SMALL + 16: case SMALL + 17: case SMALL + 18: case SMALL + 19: case SMALL + 20: case SMALL + 21: case SMALL + 22: case SMALL + 23:
        case SMALL + 24: case SMALL + 25: case SMALL + 26: case SMALL + 27: case SMALL + 28: case SMALL + 29: case SMALL + 30: case SMALL + 31:
        case SMALL + 32: case SMALL + 33: case SMALL + 34: case SMALL + 35: case SMALL + 36: case SMALL + 37: case SMALL + 38: case SMALL + 39:
        case SMALL + 40: case SMALL + 41: case SMALL + 42: case SMALL + 43: case SMALL + 44: case SMALL + 45: case SMALL + 46: case SMALL + 47:
        case SMALL + 48: case SMALL + 49: case SMALL + 50: case SMALL + 51: case SMALL + 52: case SMALL + 53: case SMALL + 54: case SMALL + 55:
        case SMALL + 56: case SMALL + 57: case SMALL + 58: case SMALL + 59: case SMALL + 60: case SMALL + 61: case SMALL + 62: case SMALL + 63:
          store<u32>(sp, smallOf(op - SMALL - 16)); sp += 4; continue;
        case LOAD + 0: case LOAD + 1: case LOAD + 2: case LOAD + 3: case LOAD + 4: case LOAD + 5: case LOAD + 6: case LOAD + 7:
        case LOAD + 8: case LOAD + 9: case LOAD + 10: case LOAD + 11: case LOAD + 12: case LOAD + 13: case LOAD + 14: case LOAD + 15: {
          const value = load<u32>(locals + ((<usize>(op & 15)) << 2));
          if (value == NULL) { save(fp, ip, sp); raise(M.localUnbound); break; }
          store<u32>(sp, value); sp += 4; continue;
        }
        case STORE + 0: case STORE + 1: case STORE + 2: case STORE + 3: case STORE + 4: case STORE + 5: case STORE + 6: case STORE + 7:
        case STORE + 8: case STORE + 9: case STORE + 10: case STORE + 11: case STORE + 12: case STORE + 13: case STORE + 14: case STORE + 15:
          sp -= 4; store<u32>(locals + ((<usize>(op & 15)) << 2), load<u32>(sp)); continue;
        case UNARY + UnaryOp.Positive: case UNARY + UnaryOp.Negative: case UNARY + UnaryOp.Invert: {
          save(fp, ip, sp); const result = unaryOp(op - UNARY, load<u32>(sp - 4));
          if (result == NULL) break; store<u32>(sp - 4, result); continue;
        }
        case UNARY + UnaryOp.Not: {
          const x = load<u32>(sp - 4); save(fp, ip, sp); const yes = truth(x);
          if (isPointer(x) && hasPending()) break; store<u32>(sp - 4, boolRef(!yes)); continue;
        }
        case BINARY + BinaryOp.Less: {
          const b = load<u32>(sp - 4); const a = load<u32>(sp - 8);
          if (a & b & 1) {
            const yes = <i32>a < <i32>b; const target = Step.jumpAfter(ip, yes);
            if (target == 0) { sp -= 4; store<u32>(sp - 4, boolRef(yes)); continue; }
            sp -= 8; ip = target; if (--Fuel.left >= 0) continue; after = After.Suspend; break;
          }
          save(fp, ip, sp); const result = compareOrEnter(BinaryOp.Less, a, b); if (result == NULL) break;
          sp -= 4; store<u32>(sp - 4, result); continue;
        }
        case BINARY + BinaryOp.More: {
          const b = load<u32>(sp - 4); const a = load<u32>(sp - 8);
          if (a & b & 1) {
            const yes = <i32>a > <i32>b; const target = Step.jumpAfter(ip, yes);
            if (target == 0) { sp -= 4; store<u32>(sp - 4, boolRef(yes)); continue; }
            sp -= 8; ip = target; if (--Fuel.left >= 0) continue; after = After.Suspend; break;
          }
          save(fp, ip, sp); const result = compareOrEnter(BinaryOp.More, a, b); if (result == NULL) break;
          sp -= 4; store<u32>(sp - 4, result); continue;
        }
        case BINARY + BinaryOp.Equal: {
          const b = load<u32>(sp - 4); const a = load<u32>(sp - 8);
          if (a & b & 1) {
            const yes = <i32>a == <i32>b; const target = Step.jumpAfter(ip, yes);
            if (target == 0) { sp -= 4; store<u32>(sp - 4, boolRef(yes)); continue; }
            sp -= 8; ip = target; if (--Fuel.left >= 0) continue; after = After.Suspend; break;
          }
          save(fp, ip, sp); const result = compareOrEnter(BinaryOp.Equal, a, b); if (result == NULL) break;
          sp -= 4; store<u32>(sp - 4, result); continue;
        }
        case BINARY + BinaryOp.LessEqual: {
          const b = load<u32>(sp - 4); const a = load<u32>(sp - 8);
          if (a & b & 1) {
            const yes = <i32>a <= <i32>b; const target = Step.jumpAfter(ip, yes);
            if (target == 0) { sp -= 4; store<u32>(sp - 4, boolRef(yes)); continue; }
            sp -= 8; ip = target; if (--Fuel.left >= 0) continue; after = After.Suspend; break;
          }
          save(fp, ip, sp); const result = compareOrEnter(BinaryOp.LessEqual, a, b); if (result == NULL) break;
          sp -= 4; store<u32>(sp - 4, result); continue;
        }
        case BINARY + BinaryOp.MoreEqual: {
          const b = load<u32>(sp - 4); const a = load<u32>(sp - 8);
          if (a & b & 1) {
            const yes = <i32>a >= <i32>b; const target = Step.jumpAfter(ip, yes);
            if (target == 0) { sp -= 4; store<u32>(sp - 4, boolRef(yes)); continue; }
            sp -= 8; ip = target; if (--Fuel.left >= 0) continue; after = After.Suspend; break;
          }
          save(fp, ip, sp); const result = compareOrEnter(BinaryOp.MoreEqual, a, b); if (result == NULL) break;
          sp -= 4; store<u32>(sp - 4, result); continue;
        }
        case BINARY + BinaryOp.NotEqual: {
          const b = load<u32>(sp - 4); const a = load<u32>(sp - 8);
          if (a & b & 1) {
            const yes = <i32>a != <i32>b; const target = Step.jumpAfter(ip, yes);
            if (target == 0) { sp -= 4; store<u32>(sp - 4, boolRef(yes)); continue; }
            sp -= 8; ip = target; if (--Fuel.left >= 0) continue; after = After.Suspend; break;
          }
          save(fp, ip, sp); const result = compareOrEnter(BinaryOp.NotEqual, a, b); if (result == NULL) break;
          sp -= 4; store<u32>(sp - 4, result); continue;
        }
        case BINARY + BinaryOp.In: case BINARY + BinaryOp.ExceptionMatch:
        case BINARY + BinaryOp.InplaceMatMultiply: case BINARY + BinaryOp.InplacePower:
        case BINARY + BinaryOp.MatMultiply: case BINARY + BinaryOp.Power: {
          save(fp, ip, sp); const result = binaryOp(op - BINARY, load<u32>(sp - 8), load<u32>(sp - 4));
          if (result == NULL) break; sp -= 4; store<u32>(sp - 4, result); continue;
        }
        case BINARY + BinaryOp.Is:
          sp -= 4; store<u32>(sp - 4, boolRef(load<u32>(sp - 4) == load<u32>(sp))); continue;
        case BINARY + BinaryOp.InplaceOr: case BINARY + BinaryOp.Or: {
          const b = load<u32>(sp - 4); const a = load<u32>(sp - 8);
          let result: Ref = a & b & 1 ? a | b : NULL;
          if (result == NULL) {
            save(fp, ip, sp); result = binaryOrEnter(op, a, b); if (result == NULL) break;
          }
          sp -= 4; store<u32>(sp - 4, result); continue;
        }
        case BINARY + BinaryOp.InplaceXor: case BINARY + BinaryOp.Xor: {
          const b = load<u32>(sp - 4); const a = load<u32>(sp - 8);
          let result: Ref = a & b & 1 ? (a ^ b) | 1 : NULL;
          if (result == NULL) {
            save(fp, ip, sp); result = binaryOrEnter(op, a, b); if (result == NULL) break;
          }
          sp -= 4; store<u32>(sp - 4, result); continue;
        }
        case BINARY + BinaryOp.InplaceAnd: case BINARY + BinaryOp.And: {
          const b = load<u32>(sp - 4); const a = load<u32>(sp - 8);
          let result: Ref = a & b & 1 ? a & b : NULL;
          if (result == NULL) {
            save(fp, ip, sp); result = binaryOrEnter(op, a, b); if (result == NULL) break;
          }
          sp -= 4; store<u32>(sp - 4, result); continue;
        }
        case BINARY + BinaryOp.InplaceLshift: case BINARY + BinaryOp.Lshift: {
          const b = load<u32>(sp - 4); const a = load<u32>(sp - 8);
          let result: Ref = a & b & 1 ? SmallInt.shiftLeft(a, b) : NULL;
          if (result == NULL) {
            save(fp, ip, sp); result = binaryOrEnter(op, a, b); if (result == NULL) break;
          }
          sp -= 4; store<u32>(sp - 4, result); continue;
        }
        case BINARY + BinaryOp.InplaceRshift: case BINARY + BinaryOp.Rshift: {
          const b = load<u32>(sp - 4); const a = load<u32>(sp - 8);
          let result: Ref = a & b & 1 ? SmallInt.shiftRight(a, b) : NULL;
          if (result == NULL) {
            save(fp, ip, sp); result = binaryOrEnter(op, a, b); if (result == NULL) break;
          }
          sp -= 4; store<u32>(sp - 4, result); continue;
        }
        case BINARY + BinaryOp.InplaceAdd: case BINARY + BinaryOp.Add: {
          const b = load<u32>(sp - 4); const a = load<u32>(sp - 8);
          let result: Ref = a & b & 1 ? SmallInt.add(a, b) : NULL;
          if (result == NULL) {
            save(fp, ip, sp); result = binaryOrEnter(op, a, b); if (result == NULL) break;
          }
          sp -= 4; store<u32>(sp - 4, result); continue;
        }
        case BINARY + BinaryOp.InplaceSubtract: case BINARY + BinaryOp.Subtract: {
          const b = load<u32>(sp - 4); const a = load<u32>(sp - 8);
          let result: Ref = a & b & 1 ? SmallInt.subtract(a, b) : NULL;
          if (result == NULL) {
            save(fp, ip, sp); result = binaryOrEnter(op, a, b); if (result == NULL) break;
          }
          sp -= 4; store<u32>(sp - 4, result); continue;
        }
        case BINARY + BinaryOp.InplaceMultiply: case BINARY + BinaryOp.Multiply: {
          const b = load<u32>(sp - 4); const a = load<u32>(sp - 8);
          let result: Ref = a & b & 1 ? SmallInt.multiply(a, b) : NULL;
          if (result == NULL) {
            save(fp, ip, sp); result = binaryOrEnter(op, a, b); if (result == NULL) break;
          }
          sp -= 4; store<u32>(sp - 4, result); continue;
        }
        case BINARY + BinaryOp.InplaceFloorDivide: case BINARY + BinaryOp.FloorDivide: {
          const b = load<u32>(sp - 4); const a = load<u32>(sp - 8);
          let result: Ref = a & b & 1 ? SmallInt.floorDivide(a, b) : NULL;
          if (result == NULL) {
            save(fp, ip, sp); result = binaryOrEnter(op, a, b); if (result == NULL) break;
          }
          sp -= 4; store<u32>(sp - 4, result); continue;
        }
        case BINARY + BinaryOp.InplaceTrueDivide: case BINARY + BinaryOp.TrueDivide: {
          const b = load<u32>(sp - 4); const a = load<u32>(sp - 8); save(fp, ip, sp);
          const result = binaryOrEnter(op, a, b); if (result == NULL) break;
          sp -= 4; store<u32>(sp - 4, result); continue;
        }
        case BINARY + BinaryOp.InplaceModulo: case BINARY + BinaryOp.Modulo: {
          const b = load<u32>(sp - 4); const a = load<u32>(sp - 8);
          let result: Ref = a & b & 1 ? SmallInt.modulo(a, b) : NULL;
          if (result == NULL) {
            save(fp, ip, sp); result = binaryOrEnter(op, a, b); if (result == NULL) break;
          }
          sp -= 4; store<u32>(sp - 4, result); continue;
        }
        default:
          // The verifier has let no other code through.
          unreachable();
      }

      if (after == After.Suspend) {
        save(fp, ip, sp);
        if (BOARD && !isBoardDue()) {
          after = After.Raise; continue;
        }
        if (!refuel(fp, isInteger<T>())) return SUSPENDED;
        after = After.Raise; break;
      }
      if (after == After.Return) {
        const result = returnValue(fp, load<u32>(sp - 4));
        if (result != RESULT_FRAME) return result;
        pending = hasPending();
      } else {
        // What gives no value has raised, or it has pushed the frame of a special method.
        pending = after == After.Raise && hasPending();
      }
      after = After.Raise;
      fp = currentFrame;
      break;
    }
  }
}
