/**
 * The interpreter: one `switch` over the bytecode (D6). The hot state — instruction pointer, stack pointer,
 * locals — lives in Wasm locals; the frame has it whenever anything is called that may look at it.
 *
 * A case that is done says `continue`. One that failed says `break`: an exception is pending, and the code
 * behind the switch finds its handler. A call of a Python function changes `frame` and goes on in the same
 * loop. `sp` points behind the top of the stack.
 */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Op } from "../generated/opcodes";
import { BinaryOp, UnaryOp } from "../generated/operators";
import {
  boolRef,
  FALSE,
  isKind,
  isPointer,
  isSmall,
  NONE,
  NULL,
  Ref,
  SMALL_MAX,
  SMALL_MIN,
  SUSPENDED,
  smallOf,
  smallValue,
  TRUE,
} from "../memory/ref";
import { importFrom, importModule, importStar } from "../modules/import";
import { loadMethod } from "../object/attribute";
import { loadAttrAt, loadCachedMethod, storeAttrAt } from "../object/attribute-cache";
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
import { binaryOp, getItem, setItem, truth, unaryOp } from "../object/operators";
import { hasPending, raise, raiseObject } from "../object/raise";
import { buildClassFunction } from "../types/class";
import { dictSet, newDict } from "../types/dict";
import { floatBinary, isFloat } from "../types/float";
import { newFunction } from "../types/function";
import { List, listAppend, listFrom, REF_ITEMS } from "../types/list";
import { setAdd, setFrom } from "../types/set";
import { newSlice } from "../types/slice";
import { loadSuperMethod } from "../types/super";
import { tupleFrom, tupleItems } from "../types/tuple";
import { callVarKw } from "./call-star";
import { codeAt, contextAt, REFS_DATA } from "./code";
import { compareSlow } from "./compare";
import { enterCall, enterSimple, RESULT_FRAME } from "./enter-call";
import { currentFrame, FRAME_BYTES, frameAt, popHandler, pushHandler } from "./frame";
import {
  DELEGATE_ERROR,
  DELEGATE_YIELDED_OUT,
  enterGenerator,
  FRAME_FOR_ITER,
  leaveGenerator,
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
import { SLICE } from "./poll";
import { returnValue } from "./return";
import { unpackEx, unpackSequence } from "./unpack";
import {
  continueUnwindJump,
  raiseAny,
  reraise,
  returnThroughFinally,
  unwind,
  unwindJump,
} from "./unwind";
import { readUint, uintEnd } from "./varint";
import { setupWith, withCleanup } from "./with";

/** Where a jump with a signed offset goes; `ip` is at its operand. */
function signedTarget(ip: usize): usize {
  const byte = <i32>load<u8>(ip);
  if ((byte & 0x80) == 0) return ip + 1 + byte - 0x40;
  return ip + 2 + ((byte & 0x7f) | ((<i32>load<u8>(ip, 1)) << 7)) - 0x4000;
}

/** Where a jump with an unsigned offset goes. */
function forwardTarget(ip: usize): usize {
  const byte = <i32>load<u8>(ip);
  if ((byte & 0x80) == 0) return ip + 1 + byte;
  return ip + 2 + ((byte & 0x7f) | ((<i32>load<u8>(ip, 1)) << 7));
}

/** Small steps that the loop's cases share; the decorator works on methods only. */
class Step {
  /**
   * A comparison is mostly followed by a conditional jump: the next instruction, if that is what stands at
   * `ip`, else 0.
   */
  @inline
  static jumpAfter(ip: usize, yes: bool): usize {
    const op = <u32>load<u8>(ip) - Op.POP_JUMP_IF_TRUE;
    if (op > <u32>(Op.POP_JUMP_IF_FALSE - Op.POP_JUMP_IF_TRUE)) return 0;
    const operand = ip + 1;
    if (<u32>yes == op) return operand + 1 + (load<u8>(operand) >> 7);
    return signedTarget(operand);
  }
}

/** The code of a function defined inside the current one. */
function childOf(fp: usize, index: u32): Ref {
  return load<u32>(codeAt(frameAt(fp).code).children + REFS_DATA + ((<usize>index) << 2));
}

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
  let fuel = SLICE;
  let fp = currentFrame;
  let ip: usize = 0;
  let sp: usize = 0;
  let locals: usize = 0;
  let names: usize = 0;
  let pending = hasPending();
  let reload = false;
  let returning = false;

  while (true) {
    if (pending) {
      fp = unwind();
      if (fp == 0) return NULL;
      pending = false;
    }
    // A frame starts or goes on here.
    ip = frameAt(fp).ip;
    sp = frameAt(fp).sp;
    locals = fp + FRAME_BYTES;
    names = codeAt(frameAt(fp).code).namesAt;

    while (true) {
      const op = <i32>load<u8>(ip++);
      let operand: u32 = 0;
      switch (op) {
        case Op.LOAD_CONST_STRING: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          store<u32>(sp, load<u32>(names + ((<usize>operand) << 2)));
          sp += 4;
          continue;
        }
        case Op.LOAD_NAME: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          const name = load<u32>(names + ((<usize>operand) << 2));
          save(fp, ip, sp);
          const value = loadName(fp, name);
          if (value == NULL) break;
          store<u32>(sp, value);
          sp += 4;
          continue;
        }
        case Op.LOAD_GLOBAL: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          const name = load<u32>(names + ((<usize>operand) << 2));
          // The position where this instruction found the name last is a hint; the key there proves it.
          const table = load<u32>(frameAt(fp).globals, 4);
          const hint = hintAt(ip);
          if (hint < mapUsed(table)) {
            const entry = mapEntry(table, hint);
            if (load<u32>(entry) == name) {
              store<u32>(sp, load<u32>(entry, 4));
              sp += 4;
              continue;
            }
          }
          save(fp, ip, sp);
          const value = loadGlobal(frameAt(fp).globals, name, ip);
          if (value == NULL) break;
          store<u32>(sp, value);
          sp += 4;
          continue;
        }
        case Op.LOAD_ATTR: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          const name = load<u32>(names + ((<usize>operand) << 2));
          const x = load<u32>(sp - 4);
          if (isKind(x, Kind.Instance)) {
            const table = load<u32>(x, 8);
            const hint = hintAt(ip);
            if (hint < mapUsed(table)) {
              const entry = mapEntry(table, hint);
              if (load<u32>(entry) == name) {
                store<u32>(sp - 4, load<u32>(entry, 4));
                continue;
              }
            }
          }
          save(fp, ip, sp);
          const value = loadAttrAt(x, name, ip);
          if (value == NULL) break;
          store<u32>(sp - 4, value);
          continue;
        }
        case Op.LOAD_METHOD: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          const name = load<u32>(names + ((<usize>operand) << 2));
          const x = load<u32>(sp - 4);
          if (!loadCachedMethod(x, name, sp - 4)) {
            save(fp, ip, sp);
            if (!loadMethod(x, name, sp - 4)) break;
          }
          sp += 4;
          continue;
        }
        case Op.LOAD_SUPER_METHOD: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          const name = load<u32>(names + ((<usize>operand) << 2));
          save(fp, ip, sp);
          if (!loadSuperMethod(load<u32>(sp - 8), load<u32>(sp - 4), name, sp - 12)) break;
          sp -= 4;
          continue;
        }
        case Op.STORE_NAME: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          const name = load<u32>(names + ((<usize>operand) << 2));
          save(fp, ip, sp);
          if (!storeName(fp, name, load<u32>(sp - 4))) break;
          sp -= 4;
          continue;
        }
        case Op.STORE_GLOBAL: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          const name = load<u32>(names + ((<usize>operand) << 2));
          const table = load<u32>(frameAt(fp).globals, 4);
          const hint = hintAt(ip);
          if (hint < mapUsed(table)) {
            const entry = mapEntry(table, hint);
            if (load<u32>(entry) == name) {
              sp -= 4;
              store<u32>(entry, load<u32>(sp), 4);
              continue;
            }
          }
          save(fp, ip, sp);
          if (!storeGlobal(frameAt(fp).globals, name, load<u32>(sp - 4), ip)) break;
          sp -= 4;
          continue;
        }
        case Op.STORE_ATTR: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          const name = load<u32>(names + ((<usize>operand) << 2));
          const x = load<u32>(sp - 4);
          save(fp, ip, sp);
          if (!storeAttrAt(x, name, load<u32>(sp - 8), ip)) break;
          sp -= 8;
          continue;
        }
        case Op.DELETE_NAME: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          const name = load<u32>(names + ((<usize>operand) << 2));
          save(fp, ip, sp);
          if (!deleteName(fp, name)) break;
          continue;
        }
        case Op.DELETE_GLOBAL: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          const name = load<u32>(names + ((<usize>operand) << 2));
          save(fp, ip, sp);
          if (!deleteGlobal(frameAt(fp).globals, name)) break;
          continue;
        }
        case Op.IMPORT_NAME: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          const name = load<u32>(names + ((<usize>operand) << 2));
          save(fp, ip, sp);
          const module = importModule(
            name,
            load<u32>(sp - 4),
            load<u32>(sp - 8),
            frameAt(fp).globals,
          );
          if (module == NULL) break;
          sp -= 4;
          store<u32>(sp - 4, module);
          continue;
        }
        case Op.IMPORT_FROM: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          const name = load<u32>(names + ((<usize>operand) << 2));
          save(fp, ip, sp);
          const value = importFrom(load<u32>(sp - 4), name);
          if (value == NULL) break;
          store<u32>(sp, value);
          sp += 4;
          continue;
        }
        case Op.MAKE_CLOSURE: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          const count = <i32>load<u8>(ip++);
          save(fp, ip, sp);
          const cells = sp - ((<usize>count) << 2);
          const closure = tupleFrom(count, cells);
          if (closure == NULL) break;
          const f = newFunction(childOf(fp, operand), frameAt(fp).globals, NULL, NULL, closure);
          if (f == NULL) break;
          sp = cells - 0;
          store<u32>(sp, f);
          sp += 4;
          continue;
        }
        case Op.MAKE_CLOSURE_DEFARGS: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          const count = <i32>load<u8>(ip++);
          save(fp, ip, sp);
          const cells = sp - ((<usize>count) << 2);
          const closure = tupleFrom(count, cells);
          if (closure == NULL) break;
          const f = newFunction(
            childOf(fp, operand),
            frameAt(fp).globals,
            load<u32>(cells - 8),
            load<u32>(cells - 4),
            closure,
          );
          if (f == NULL) break;
          sp = cells - 8;
          store<u32>(sp, f);
          sp += 4;
          continue;
        }
        case Op.LOAD_CONST_SMALL_INT: {
          let value: i32 = load<u8>(ip) & 0x40 ? -1 : 0;
          do {
            operand = load<u8>(ip++);
            value = (value << 7) | <i32>(operand & 0x7f);
          } while (operand & 0x80);
          store<u32>(sp, smallOf(value));
          sp += 4;
          continue;
        }
        case Op.LOAD_CONST_OBJ: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          store<u32>(sp, load<u32>(codeAt(frameAt(fp).code).constantsAt + ((<usize>operand) << 2)));
          sp += 4;
          continue;
        }
        case Op.LOAD_FAST_N: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          const value = load<u32>(locals + ((<usize>operand) << 2));
          if (value == NULL) {
            save(fp, ip, sp);
            raise(M.localUnbound);
            break;
          }
          store<u32>(sp, value);
          sp += 4;
          continue;
        }
        case Op.LOAD_DEREF: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          const value = load<u32>(load<u32>(locals + ((<usize>operand) << 2)), 4);
          if (value == NULL) {
            save(fp, ip, sp);
            raise(M.localUnbound);
            break;
          }
          store<u32>(sp, value);
          sp += 4;
          continue;
        }
        case Op.STORE_FAST_N: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          sp -= 4;
          store<u32>(locals + ((<usize>operand) << 2), load<u32>(sp));
          continue;
        }
        case Op.STORE_DEREF: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          sp -= 4;
          store<u32>(load<u32>(locals + ((<usize>operand) << 2)), load<u32>(sp), 4);
          continue;
        }
        case Op.DELETE_FAST: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          if (load<u32>(locals + ((<usize>operand) << 2)) == NULL) {
            save(fp, ip, sp);
            raise(M.localUnbound);
            break;
          }
          store<u32>(locals + ((<usize>operand) << 2), NULL);
          continue;
        }
        case Op.DELETE_DEREF: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          const cell = load<u32>(locals + ((<usize>operand) << 2));
          if (load<u32>(cell, 4) == NULL) {
            save(fp, ip, sp);
            raise(M.localUnbound);
            break;
          }
          store<u32>(cell, NULL, 4);
          continue;
        }
        case Op.BUILD_TUPLE: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          save(fp, ip, sp);
          const tuple = tupleFrom(operand, sp - ((<usize>operand) << 2));
          if (tuple == NULL) break;
          sp -= (<usize>operand) << 2;
          store<u32>(sp, tuple);
          sp += 4;
          continue;
        }
        case Op.BUILD_LIST: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          save(fp, ip, sp);
          const list = listFrom(operand, sp - ((<usize>operand) << 2));
          if (list == NULL) break;
          sp -= (<usize>operand) << 2;
          store<u32>(sp, list);
          sp += 4;
          continue;
        }
        case Op.BUILD_MAP: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          save(fp, ip, sp);
          const dict = newDict(operand);
          if (dict == NULL) break;
          store<u32>(sp, dict);
          sp += 4;
          continue;
        }
        case Op.BUILD_SET: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          save(fp, ip, sp);
          const set = setFrom(operand, sp - ((<usize>operand) << 2));
          if (set == NULL) break;
          sp -= (<usize>operand) << 2;
          store<u32>(sp, set);
          sp += 4;
          continue;
        }
        case Op.BUILD_SLICE: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          save(fp, ip, sp);
          sp -= (<usize>operand) << 2;
          const slice = newSlice(
            load<u32>(sp),
            load<u32>(sp, 4),
            operand == 3 ? load<u32>(sp, 8) : NONE,
          );
          if (slice == NULL) break;
          store<u32>(sp, slice);
          sp += 4;
          continue;
        }
        case Op.STORE_COMP: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          save(fp, ip, sp);
          const container = load<u32>(sp - 4 - <usize>(operand & ~3));
          const kind = operand & 3;
          const top = load<u32>(sp - 4);
          if (kind == 0) {
            if (!listAppend(container, top)) break;
          } else if (kind == 1) {
            if (!dictSet(container, top, load<u32>(sp - 8))) break;
            sp -= 4;
          } else if (!setAdd(container, top)) {
            break;
          }
          sp -= 4;
          continue;
        }
        case Op.UNPACK_SEQUENCE: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          save(fp, ip, sp);
          if (!unpackSequence(load<u32>(sp - 4), operand, sp - 4)) break;
          sp += ((<usize>operand) << 2) - 4;
          continue;
        }
        case Op.UNPACK_EX: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          save(fp, ip, sp);
          const left = operand & 0xff;
          const right = (operand >> 8) & 0xff;
          if (!unpackEx(load<u32>(sp - 4), left, right, sp - 4)) break;
          sp += (<usize>(left + right)) << 2;
          continue;
        }
        case Op.MAKE_FUNCTION: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          save(fp, ip, sp);
          const f = newFunction(childOf(fp, operand), frameAt(fp).globals, NULL, NULL, NULL);
          if (f == NULL) break;
          store<u32>(sp, f);
          sp += 4;
          continue;
        }
        case Op.MAKE_FUNCTION_DEFARGS: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          save(fp, ip, sp);
          const f = newFunction(
            childOf(fp, operand),
            frameAt(fp).globals,
            load<u32>(sp - 8),
            load<u32>(sp - 4),
            NULL,
          );
          if (f == NULL) break;
          sp -= 4;
          store<u32>(sp - 4, f);
          continue;
        }
        case Op.CALL_FUNCTION: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          const n = <i32>(operand & 0xff);
          const nkw = <i32>((operand >> 8) & 0xff);
          const base = sp - ((<usize>(n + 2 * nkw)) << 2) - 4;
          const callee = load<u32>(base);
          if (nkw == 0) {
            const frame = enterSimple(callee, n, base + 4);
            if (frame != 0) {
              frameAt(fp).ip = ip;
              frameAt(fp).sp = base;
              fp = frame;
              reload = true;
              break;
            }
          }
          save(fp, ip, sp);
          const result = enterCall(callee, n, nkw, base + 4);
          if (result == NULL) break;
          sp = base;
          if (result == RESULT_FRAME) {
            frameAt(fp).sp = sp;
            reload = true;
            break;
          }
          store<u32>(sp, result);
          sp += 4;
          continue;
        }
        case Op.CALL_FUNCTION_VAR_KW: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          save(fp, ip, sp);
          const n = <i32>(operand & 0xff);
          const nkw = <i32>((operand >> 8) & 0xff);
          const base = sp - ((<usize>(n + 2 * nkw)) << 2) - 8;
          const self: Ref = NULL;
          const result = callVarKw(load<u32>(base), self, n, nkw, base + 4);
          if (result == NULL) break;
          sp = base;
          if (result == RESULT_FRAME) {
            frameAt(fp).sp = sp;
            reload = true;
            break;
          }
          store<u32>(sp, result);
          sp += 4;
          continue;
        }
        case Op.CALL_METHOD: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          const nkw = <i32>((operand >> 8) & 0xff);
          let n = <i32>(operand & 0xff);
          const base = sp - ((<usize>(n + 2 * nkw)) << 2) - 8;
          const callee = load<u32>(base);
          let args = base + 8;
          if (load<u32>(base, 4) != NULL) {
            args -= 4;
            n++;
          }
          if (nkw == 0) {
            const frame = enterSimple(callee, n, args);
            if (frame != 0) {
              frameAt(fp).ip = ip;
              frameAt(fp).sp = base;
              fp = frame;
              reload = true;
              break;
            }
          }
          save(fp, ip, sp);
          const result = enterCall(callee, n, nkw, args);
          if (result == NULL) break;
          sp = base;
          if (result == RESULT_FRAME) {
            frameAt(fp).sp = sp;
            reload = true;
            break;
          }
          store<u32>(sp, result);
          sp += 4;
          continue;
        }
        case Op.CALL_METHOD_VAR_KW: {
          operand = load<u8>(ip++);
          if (operand & 0x80) {
            ip--;
            operand = readUint(ip);
            ip = uintEnd(ip);
          }
          save(fp, ip, sp);
          const n = <i32>(operand & 0xff);
          const nkw = <i32>((operand >> 8) & 0xff);
          const base = sp - ((<usize>(n + 2 * nkw)) << 2) - 12;
          const self: Ref = load<u32>(base, 4);
          const result = callVarKw(load<u32>(base), self, n, nkw, base + 8);
          if (result == NULL) break;
          sp = base;
          if (result == RESULT_FRAME) {
            frameAt(fp).sp = sp;
            reload = true;
            break;
          }
          store<u32>(sp, result);
          sp += 4;
          continue;
        }
        case Op.UNWIND_JUMP:
          save(fp, ip, sp);
          unwindJump(fp);
          reload = true;
          break;
        case Op.JUMP:
          ip = signedTarget(ip);
          if (--fuel < 0) {
            save(fp, ip, sp);
            return SUSPENDED;
          }
          continue;
        case Op.POP_JUMP_IF_TRUE: {
          const x = load<u32>(sp - 4);
          let yes = x == TRUE;
          if (!yes && x != FALSE) {
            save(fp, ip, sp);
            yes = truth(x);
            if (isPointer(x) && hasPending()) break;
          }
          sp -= 4;
          if (yes) {
            ip = signedTarget(ip);
            if (--fuel < 0) {
              save(fp, ip, sp);
              return SUSPENDED;
            }
          } else {
            ip += 1 + (load<u8>(ip) >> 7);
          }
          continue;
        }
        case Op.POP_JUMP_IF_FALSE: {
          const x = load<u32>(sp - 4);
          let yes = x == TRUE;
          if (!yes && x != FALSE) {
            save(fp, ip, sp);
            yes = truth(x);
            if (isPointer(x) && hasPending()) break;
          }
          sp -= 4;
          if (!yes) {
            ip = signedTarget(ip);
            if (--fuel < 0) {
              save(fp, ip, sp);
              return SUSPENDED;
            }
          } else {
            ip += 1 + (load<u8>(ip) >> 7);
          }
          continue;
        }
        case Op.JUMP_IF_TRUE_OR_POP: {
          const x = load<u32>(sp - 4);
          save(fp, ip, sp);
          const yes = truth(x);
          if (isPointer(x) && hasPending()) break;
          if (yes) {
            ip = forwardTarget(ip);
          } else {
            sp -= 4;
            ip += 1 + (load<u8>(ip) >> 7);
          }
          continue;
        }
        case Op.JUMP_IF_FALSE_OR_POP: {
          const x = load<u32>(sp - 4);
          save(fp, ip, sp);
          const yes = truth(x);
          if (isPointer(x) && hasPending()) break;
          if (!yes) {
            ip = forwardTarget(ip);
          } else {
            sp -= 4;
            ip += 1 + (load<u8>(ip) >> 7);
          }
          continue;
        }
        case Op.SETUP_WITH:
          save(fp, ip, sp);
          sp = setupWith(fp, forwardTarget(ip), sp);
          if (sp == 0) break;
          ip += 1 + (load<u8>(ip) >> 7);
          continue;
        case Op.SETUP_EXCEPT:
          pushHandler(fp, forwardTarget(ip), sp);
          ip += 1 + (load<u8>(ip) >> 7);
          continue;
        case Op.SETUP_FINALLY:
          pushHandler(fp, forwardTarget(ip), sp | 1);
          ip += 1 + (load<u8>(ip) >> 7);
          continue;
        case Op.POP_EXCEPT_JUMP:
          popHandler(fp);
          ip = forwardTarget(ip);
          continue;
        case Op.FOR_ITER: {
          const slots = sp - ITER_BYTES;
          const tag = load<u32>(slots);
          if (tag == ITER_LIST) {
            const list = changetype<List>(<usize>load<u32>(slots, 4));
            const i = <i32>load<u32>(slots, 8) >> 1;
            if (i < list.length) {
              store<u32>(sp, load<u32>(list.items + REF_ITEMS + ((<usize>i) << 2)));
              sp += 4;
              store<u32>(slots, smallOf(i + 1), 8);
              ip += 1 + (load<u8>(ip) >> 7);
              continue;
            }
            sp = slots;
            ip = forwardTarget(ip);
            continue;
          }
          if (tag == ITER_RANGE) {
            const i = <i32>load<u32>(slots, 4) >> 1;
            const step = <i32>load<u32>(slots, 12) >> 1;
            const stop = <i32>load<u32>(slots, 8) >> 1;
            if (step > 0 ? i < stop : i > stop) {
              store<u32>(sp, smallOf(i));
              sp += 4;
              // The position after the last may lie outside a small int: it is cut to the stop.
              const following = i + step;
              store<u32>(slots, smallOf(step > 0 ? min(following, stop) : max(following, stop)), 4);
              ip += 1 + (load<u8>(ip) >> 7);
              continue;
            }
            sp = slots;
            ip = forwardTarget(ip);
            continue;
          }
          if (tag == ITER_GENERATOR) {
            store<u32>(
              slots,
              smallOf(<i32>(forwardTarget(ip) - codeAt(frameAt(fp).code).start)),
              8,
            );
            save(fp, ip + 1 + (load<u8>(ip) >> 7), sp);
            if (enterGenerator(load<u32>(slots, 4), NONE, FRAME_FOR_ITER)) reload = true;
            break;
          }
          save(fp, ip, sp);
          const value = iterNextStack(slots);
          if (value == NULL) {
            if (hasPending()) break;
            sp = slots;
            ip = forwardTarget(ip);
            continue;
          }
          store<u32>(sp, value);
          sp += 4;
          ip += 1 + (load<u8>(ip) >> 7);
          continue;
        }
        case Op.LOAD_CONST_FALSE:
          store<u32>(sp, FALSE);
          sp += 4;
          continue;
        case Op.LOAD_CONST_NONE:
          store<u32>(sp, NONE);
          sp += 4;
          continue;
        case Op.LOAD_CONST_TRUE:
          store<u32>(sp, TRUE);
          sp += 4;
          continue;
        case Op.LOAD_NULL:
          store<u32>(sp, NULL);
          sp += 4;
          continue;
        case Op.LOAD_BUILD_CLASS:
          store<u32>(sp, buildClassFunction());
          sp += 4;
          continue;
        case Op.LOAD_SUBSCR: {
          const index = load<u32>(sp - 4);
          const x = load<u32>(sp - 8);
          if (index & 1 && isPointer(x)) {
            const kind = <i32>load<u8>(x);
            const i = <i32>index >> 1;
            if (kind == Kind.List) {
              const list = changetype<List>(<usize>x);
              if (<u32>i < <u32>list.length) {
                sp -= 4;
                store<u32>(sp - 4, load<u32>(list.items + REF_ITEMS + ((<usize>i) << 2)));
                continue;
              }
            } else if (kind == Kind.Tuple) {
              if (<u32>i < load<u32>(x, 4)) {
                sp -= 4;
                store<u32>(sp - 4, load<u32>(tupleItems(x) + ((<usize>i) << 2)));
                continue;
              }
            }
          }
          save(fp, ip, sp);
          const result = getItem(x, index);
          if (result == NULL) break;
          sp -= 4;
          store<u32>(sp - 4, result);
          continue;
        }
        case Op.STORE_SUBSCR: {
          const index = load<u32>(sp - 4);
          const x = load<u32>(sp - 8);
          const value = load<u32>(sp - 12);
          if (index & 1 && isKind(x, Kind.List) && value != NULL) {
            const list = changetype<List>(<usize>x);
            const i = <i32>index >> 1;
            if (<u32>i < <u32>list.length) {
              store<u32>(list.items + REF_ITEMS + ((<usize>i) << 2), value);
              sp -= 12;
              continue;
            }
          }
          save(fp, ip, sp);
          if (!setItem(x, index, value)) break;
          sp -= 12;
          continue;
        }
        case Op.DUP_TOP:
          store<u32>(sp, load<u32>(sp - 4));
          sp += 4;
          continue;
        case Op.DUP_TOP_TWO:
          store<u64>(sp, load<u64>(sp - 8));
          sp += 8;
          continue;
        case Op.POP_TOP:
          sp -= 4;
          continue;
        case Op.ROT_TWO: {
          const top = load<u32>(sp - 4);
          store<u32>(sp - 4, load<u32>(sp - 8));
          store<u32>(sp - 8, top);
          continue;
        }
        case Op.ROT_THREE: {
          const top = load<u32>(sp - 4);
          store<u32>(sp - 4, load<u32>(sp - 8));
          store<u32>(sp - 8, load<u32>(sp - 12));
          store<u32>(sp - 12, top);
          continue;
        }
        case Op.WITH_CLEANUP:
          save(fp, ip, sp);
          sp = withCleanup(fp, sp);
          if (sp == 0) break;
          continue;
        case Op.END_FINALLY: {
          popHandler(fp);
          const top = load<u32>(sp - 4);
          if (top == NONE) {
            sp -= 4;
            continue;
          }
          save(fp, ip, sp);
          if (!isSmall(top)) {
            raiseObject(top);
            break;
          }
          frameAt(fp).sp = sp - 4;
          if (smallValue(top) >= 0) {
            continueUnwindJump(fp, smallValue(top));
            reload = true;
            break;
          }
          if (returnThroughFinally(fp)) {
            reload = true;
            break;
          }
          sp = frameAt(fp).sp;
          returning = true;
          break;
        }
        case Op.GET_ITER: {
          save(fp, ip, sp);
          const iterator = getIter(load<u32>(sp - 4));
          if (iterator == NULL) break;
          store<u32>(sp - 4, iterator);
          continue;
        }
        case Op.GET_ITER_STACK:
          save(fp, ip, sp);
          if (!iterStart(load<u32>(sp - 4), sp - 4)) break;
          sp += ITER_BYTES - 4;
          continue;
        case Op.STORE_MAP:
          save(fp, ip, sp);
          if (!dictSet(load<u32>(sp - 12), load<u32>(sp - 4), load<u32>(sp - 8))) break;
          sp -= 8;
          continue;
        case Op.RETURN_VALUE:
          if (frameAt(fp).handler != 0) {
            save(fp, ip, sp);
            if (returnThroughFinally(fp)) {
              reload = true;
              break;
            }
            sp = frameAt(fp).sp;
          }
          returning = true;
          break;
        case Op.RAISE_LAST:
          save(fp, ip, sp);
          reraise(fp);
          break;
        case Op.RAISE_OBJ:
          save(fp, ip, sp);
          raiseAny(load<u32>(sp - 4));
          break;
        case Op.RAISE_FROM:
          save(fp, ip, sp);
          raiseAny(load<u32>(sp - 8));
          break;
        case Op.YIELD_VALUE: {
          sp -= 4;
          const value = load<u32>(sp);
          save(fp, ip, sp);
          if (leaveGenerator(fp, value)) return value;
          fp = currentFrame;
          reload = true;
          break;
        }
        case Op.YIELD_FROM: {
          save(fp, ip, sp);
          const step = yieldFrom(fp);
          if (step == DELEGATE_ERROR) break;
          if (step == DELEGATE_YIELDED_OUT) return yieldedValue();
          fp = currentFrame;
          reload = true;
          break;
        }
        case Op.IMPORT_STAR:
          save(fp, ip, sp);
          if (!importStar(fp, load<u32>(sp - 4))) break;
          sp -= 4;
          continue;
        case Op.LOAD_CONST_SMALL_INT_MULTI + 0:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 1:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 2:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 3:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 4:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 5:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 6:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 7:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 8:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 9:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 10:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 11:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 12:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 13:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 14:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 15:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 16:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 17:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 18:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 19:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 20:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 21:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 22:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 23:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 24:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 25:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 26:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 27:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 28:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 29:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 30:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 31:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 32:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 33:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 34:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 35:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 36:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 37:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 38:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 39:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 40:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 41:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 42:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 43:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 44:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 45:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 46:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 47:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 48:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 49:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 50:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 51:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 52:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 53:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 54:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 55:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 56:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 57:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 58:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 59:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 60:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 61:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 62:
        case Op.LOAD_CONST_SMALL_INT_MULTI + 63:
          store<u32>(sp, smallOf(op - Op.LOAD_CONST_SMALL_INT_MULTI - 16));
          sp += 4;
          continue;
        case Op.LOAD_FAST_MULTI + 0:
        case Op.LOAD_FAST_MULTI + 1:
        case Op.LOAD_FAST_MULTI + 2:
        case Op.LOAD_FAST_MULTI + 3:
        case Op.LOAD_FAST_MULTI + 4:
        case Op.LOAD_FAST_MULTI + 5:
        case Op.LOAD_FAST_MULTI + 6:
        case Op.LOAD_FAST_MULTI + 7:
        case Op.LOAD_FAST_MULTI + 8:
        case Op.LOAD_FAST_MULTI + 9:
        case Op.LOAD_FAST_MULTI + 10:
        case Op.LOAD_FAST_MULTI + 11:
        case Op.LOAD_FAST_MULTI + 12:
        case Op.LOAD_FAST_MULTI + 13:
        case Op.LOAD_FAST_MULTI + 14:
        case Op.LOAD_FAST_MULTI + 15: {
          const value = load<u32>(locals + ((<usize>(op & 15)) << 2));
          if (value == NULL) {
            save(fp, ip, sp);
            raise(M.localUnbound);
            break;
          }
          store<u32>(sp, value);
          sp += 4;
          continue;
        }
        case Op.STORE_FAST_MULTI + 0:
        case Op.STORE_FAST_MULTI + 1:
        case Op.STORE_FAST_MULTI + 2:
        case Op.STORE_FAST_MULTI + 3:
        case Op.STORE_FAST_MULTI + 4:
        case Op.STORE_FAST_MULTI + 5:
        case Op.STORE_FAST_MULTI + 6:
        case Op.STORE_FAST_MULTI + 7:
        case Op.STORE_FAST_MULTI + 8:
        case Op.STORE_FAST_MULTI + 9:
        case Op.STORE_FAST_MULTI + 10:
        case Op.STORE_FAST_MULTI + 11:
        case Op.STORE_FAST_MULTI + 12:
        case Op.STORE_FAST_MULTI + 13:
        case Op.STORE_FAST_MULTI + 14:
        case Op.STORE_FAST_MULTI + 15:
          sp -= 4;
          store<u32>(locals + ((<usize>(op & 15)) << 2), load<u32>(sp));
          continue;
        case Op.UNARY_OP_MULTI + UnaryOp.Positive:
        case Op.UNARY_OP_MULTI + UnaryOp.Negative:
        case Op.UNARY_OP_MULTI + UnaryOp.Invert: {
          save(fp, ip, sp);
          const result = unaryOp(op - Op.UNARY_OP_MULTI, load<u32>(sp - 4));
          if (result == NULL) break;
          store<u32>(sp - 4, result);
          continue;
        }
        case Op.UNARY_OP_MULTI + UnaryOp.Not: {
          const x = load<u32>(sp - 4);
          save(fp, ip, sp);
          const yes = truth(x);
          if (isPointer(x) && hasPending()) break;
          store<u32>(sp - 4, boolRef(!yes));
          continue;
        }
        case Op.BINARY_OP_MULTI + BinaryOp.Less: {
          const b = load<u32>(sp - 4);
          const a = load<u32>(sp - 8);
          if (a & b & 1) {
            const yes = <i32>a < <i32>b;
            const target = Step.jumpAfter(ip, yes);
            if (target == 0) {
              sp -= 4;
              store<u32>(sp - 4, boolRef(yes));
              continue;
            }
            sp -= 8;
            ip = target;
            if (--fuel < 0) {
              save(fp, ip, sp);
              return SUSPENDED;
            }
            continue;
          }
          save(fp, ip, sp);
          const result = compareSlow(BinaryOp.Less, a, b);
          if (result == NULL) break;
          sp -= 4;
          store<u32>(sp - 4, result);
          continue;
        }
        case Op.BINARY_OP_MULTI + BinaryOp.More: {
          const b = load<u32>(sp - 4);
          const a = load<u32>(sp - 8);
          if (a & b & 1) {
            const yes = <i32>a > <i32>b;
            const target = Step.jumpAfter(ip, yes);
            if (target == 0) {
              sp -= 4;
              store<u32>(sp - 4, boolRef(yes));
              continue;
            }
            sp -= 8;
            ip = target;
            if (--fuel < 0) {
              save(fp, ip, sp);
              return SUSPENDED;
            }
            continue;
          }
          save(fp, ip, sp);
          const result = compareSlow(BinaryOp.More, a, b);
          if (result == NULL) break;
          sp -= 4;
          store<u32>(sp - 4, result);
          continue;
        }
        case Op.BINARY_OP_MULTI + BinaryOp.Equal: {
          const b = load<u32>(sp - 4);
          const a = load<u32>(sp - 8);
          if (a & b & 1) {
            const yes = <i32>a == <i32>b;
            const target = Step.jumpAfter(ip, yes);
            if (target == 0) {
              sp -= 4;
              store<u32>(sp - 4, boolRef(yes));
              continue;
            }
            sp -= 8;
            ip = target;
            if (--fuel < 0) {
              save(fp, ip, sp);
              return SUSPENDED;
            }
            continue;
          }
          save(fp, ip, sp);
          const result = compareSlow(BinaryOp.Equal, a, b);
          if (result == NULL) break;
          sp -= 4;
          store<u32>(sp - 4, result);
          continue;
        }
        case Op.BINARY_OP_MULTI + BinaryOp.LessEqual: {
          const b = load<u32>(sp - 4);
          const a = load<u32>(sp - 8);
          if (a & b & 1) {
            const yes = <i32>a <= <i32>b;
            const target = Step.jumpAfter(ip, yes);
            if (target == 0) {
              sp -= 4;
              store<u32>(sp - 4, boolRef(yes));
              continue;
            }
            sp -= 8;
            ip = target;
            if (--fuel < 0) {
              save(fp, ip, sp);
              return SUSPENDED;
            }
            continue;
          }
          save(fp, ip, sp);
          const result = compareSlow(BinaryOp.LessEqual, a, b);
          if (result == NULL) break;
          sp -= 4;
          store<u32>(sp - 4, result);
          continue;
        }
        case Op.BINARY_OP_MULTI + BinaryOp.MoreEqual: {
          const b = load<u32>(sp - 4);
          const a = load<u32>(sp - 8);
          if (a & b & 1) {
            const yes = <i32>a >= <i32>b;
            const target = Step.jumpAfter(ip, yes);
            if (target == 0) {
              sp -= 4;
              store<u32>(sp - 4, boolRef(yes));
              continue;
            }
            sp -= 8;
            ip = target;
            if (--fuel < 0) {
              save(fp, ip, sp);
              return SUSPENDED;
            }
            continue;
          }
          save(fp, ip, sp);
          const result = compareSlow(BinaryOp.MoreEqual, a, b);
          if (result == NULL) break;
          sp -= 4;
          store<u32>(sp - 4, result);
          continue;
        }
        case Op.BINARY_OP_MULTI + BinaryOp.NotEqual: {
          const b = load<u32>(sp - 4);
          const a = load<u32>(sp - 8);
          if (a & b & 1) {
            const yes = <i32>a != <i32>b;
            const target = Step.jumpAfter(ip, yes);
            if (target == 0) {
              sp -= 4;
              store<u32>(sp - 4, boolRef(yes));
              continue;
            }
            sp -= 8;
            ip = target;
            if (--fuel < 0) {
              save(fp, ip, sp);
              return SUSPENDED;
            }
            continue;
          }
          save(fp, ip, sp);
          const result = compareSlow(BinaryOp.NotEqual, a, b);
          if (result == NULL) break;
          sp -= 4;
          store<u32>(sp - 4, result);
          continue;
        }
        case Op.BINARY_OP_MULTI + BinaryOp.In:
        case Op.BINARY_OP_MULTI + BinaryOp.ExceptionMatch:
        case Op.BINARY_OP_MULTI + BinaryOp.InplaceMatMultiply:
        case Op.BINARY_OP_MULTI + BinaryOp.InplacePower:
        case Op.BINARY_OP_MULTI + BinaryOp.MatMultiply:
        case Op.BINARY_OP_MULTI + BinaryOp.Power: {
          save(fp, ip, sp);
          const result = binaryOp(op - Op.BINARY_OP_MULTI, load<u32>(sp - 8), load<u32>(sp - 4));
          if (result == NULL) break;
          sp -= 4;
          store<u32>(sp - 4, result);
          continue;
        }

        case Op.BINARY_OP_MULTI + BinaryOp.Is:
          sp -= 4;
          store<u32>(sp - 4, boolRef(load<u32>(sp - 4) == load<u32>(sp)));
          continue;
        case Op.BINARY_OP_MULTI + BinaryOp.InplaceOr:
        case Op.BINARY_OP_MULTI + BinaryOp.Or: {
          const b = load<u32>(sp - 4);
          const a = load<u32>(sp - 8);
          if (a & b & 1) {
            sp -= 4;
            store<u32>(sp - 4, a | b);
            continue;
          }
          save(fp, ip, sp);
          const result = binaryOp(op - Op.BINARY_OP_MULTI, a, b);
          if (result == NULL) break;
          sp -= 4;
          store<u32>(sp - 4, result);
          continue;
        }
        case Op.BINARY_OP_MULTI + BinaryOp.InplaceXor:
        case Op.BINARY_OP_MULTI + BinaryOp.Xor: {
          const b = load<u32>(sp - 4);
          const a = load<u32>(sp - 8);
          if (a & b & 1) {
            sp -= 4;
            store<u32>(sp - 4, (a ^ b) | 1);
            continue;
          }
          save(fp, ip, sp);
          const result = binaryOp(op - Op.BINARY_OP_MULTI, a, b);
          if (result == NULL) break;
          sp -= 4;
          store<u32>(sp - 4, result);
          continue;
        }
        case Op.BINARY_OP_MULTI + BinaryOp.InplaceAnd:
        case Op.BINARY_OP_MULTI + BinaryOp.And: {
          const b = load<u32>(sp - 4);
          const a = load<u32>(sp - 8);
          if (a & b & 1) {
            sp -= 4;
            store<u32>(sp - 4, a & b);
            continue;
          }
          save(fp, ip, sp);
          const result = binaryOp(op - Op.BINARY_OP_MULTI, a, b);
          if (result == NULL) break;
          sp -= 4;
          store<u32>(sp - 4, result);
          continue;
        }
        case Op.BINARY_OP_MULTI + BinaryOp.InplaceLshift:
        case Op.BINARY_OP_MULTI + BinaryOp.Lshift: {
          const b = load<u32>(sp - 4);
          const a = load<u32>(sp - 8);
          if (a & b & 1) {
            const shift = <i32>b >> 1;
            const value = (<i64>(<i32>a >> 1)) << (<i64>(shift & 31));
            if (<u32>shift < 31 && value >= SMALL_MIN && value <= SMALL_MAX) {
              sp -= 4;
              store<u32>(sp - 4, smallOf(<i32>value));
              continue;
            }
          }
          save(fp, ip, sp);
          const result = binaryOp(op - Op.BINARY_OP_MULTI, a, b);
          if (result == NULL) break;
          sp -= 4;
          store<u32>(sp - 4, result);
          continue;
        }
        case Op.BINARY_OP_MULTI + BinaryOp.InplaceRshift:
        case Op.BINARY_OP_MULTI + BinaryOp.Rshift: {
          const b = load<u32>(sp - 4);
          const a = load<u32>(sp - 8);
          if (a & b & 1) {
            const shift = <i32>b >> 1;
            if (shift >= 0) {
              sp -= 4;
              store<u32>(sp - 4, smallOf((<i32>a >> 1) >> min(shift, 31)));
              continue;
            }
          }
          save(fp, ip, sp);
          const result = binaryOp(op - Op.BINARY_OP_MULTI, a, b);
          if (result == NULL) break;
          sp -= 4;
          store<u32>(sp - 4, result);
          continue;
        }
        case Op.BINARY_OP_MULTI + BinaryOp.InplaceAdd:
        case Op.BINARY_OP_MULTI + BinaryOp.Add: {
          const b = load<u32>(sp - 4);
          const a = load<u32>(sp - 8);
          if (a & b & 1) {
            const sum = <i64>(<i32>a) + <i64>(<i32>(b - 1));
            if (sum == <i64>(<i32>sum)) {
              sp -= 4;
              store<u32>(sp - 4, <u32>sum);
              continue;
            }
          }
          save(fp, ip, sp);
          const result =
            isFloat(a) && isFloat(b)
              ? floatBinary(BinaryOp.Add, a, b)
              : binaryOp(op - Op.BINARY_OP_MULTI, a, b);
          if (result == NULL) break;
          sp -= 4;
          store<u32>(sp - 4, result);
          continue;
        }
        case Op.BINARY_OP_MULTI + BinaryOp.InplaceSubtract:
        case Op.BINARY_OP_MULTI + BinaryOp.Subtract: {
          const b = load<u32>(sp - 4);
          const a = load<u32>(sp - 8);
          if (a & b & 1) {
            const difference = <i64>(<i32>a) - <i64>(<i32>(b - 1));
            if (difference == <i64>(<i32>difference)) {
              sp -= 4;
              store<u32>(sp - 4, <u32>difference);
              continue;
            }
          }
          save(fp, ip, sp);
          const result =
            isFloat(a) && isFloat(b)
              ? floatBinary(BinaryOp.Subtract, a, b)
              : binaryOp(op - Op.BINARY_OP_MULTI, a, b);
          if (result == NULL) break;
          sp -= 4;
          store<u32>(sp - 4, result);
          continue;
        }
        case Op.BINARY_OP_MULTI + BinaryOp.InplaceMultiply:
        case Op.BINARY_OP_MULTI + BinaryOp.Multiply: {
          const b = load<u32>(sp - 4);
          const a = load<u32>(sp - 8);
          if (a & b & 1) {
            const product = <i64>(<i32>a >> 1) * <i64>(<i32>(b - 1));
            if (product == <i64>(<i32>product)) {
              sp -= 4;
              store<u32>(sp - 4, <u32>product | 1);
              continue;
            }
          }
          save(fp, ip, sp);
          const result =
            isFloat(a) && isFloat(b)
              ? floatBinary(BinaryOp.Multiply, a, b)
              : binaryOp(op - Op.BINARY_OP_MULTI, a, b);
          if (result == NULL) break;
          sp -= 4;
          store<u32>(sp - 4, result);
          continue;
        }
        case Op.BINARY_OP_MULTI + BinaryOp.InplaceFloorDivide:
        case Op.BINARY_OP_MULTI + BinaryOp.FloorDivide: {
          const b = load<u32>(sp - 4);
          const a = load<u32>(sp - 8);
          if (a & b & 1) {
            const divisor = <i32>b >> 1;
            const dividend = <i32>a >> 1;
            if (divisor > 0) {
              const quotient = dividend / divisor;
              sp -= 4;
              store<u32>(
                sp - 4,
                smallOf(quotient - i32(dividend < 0 && quotient * divisor != dividend)),
              );
              continue;
            }
          }
          save(fp, ip, sp);
          const result = binaryOp(op - Op.BINARY_OP_MULTI, a, b);
          if (result == NULL) break;
          sp -= 4;
          store<u32>(sp - 4, result);
          continue;
        }
        case Op.BINARY_OP_MULTI + BinaryOp.InplaceTrueDivide:
        case Op.BINARY_OP_MULTI + BinaryOp.TrueDivide: {
          const b = load<u32>(sp - 4);
          const a = load<u32>(sp - 8);
          save(fp, ip, sp);
          const result =
            isFloat(a) && isFloat(b)
              ? floatBinary(BinaryOp.TrueDivide, a, b)
              : binaryOp(op - Op.BINARY_OP_MULTI, a, b);
          if (result == NULL) break;
          sp -= 4;
          store<u32>(sp - 4, result);
          continue;
        }
        case Op.BINARY_OP_MULTI + BinaryOp.InplaceModulo:
        case Op.BINARY_OP_MULTI + BinaryOp.Modulo: {
          const b = load<u32>(sp - 4);
          const a = load<u32>(sp - 8);
          if (a & b & 1) {
            const divisor = <i32>b >> 1;
            if (divisor > 0) {
              const rest = (<i32>a >> 1) % divisor;
              sp -= 4;
              store<u32>(sp - 4, smallOf(rest < 0 ? rest + divisor : rest));
              continue;
            }
          }
          save(fp, ip, sp);
          const result = binaryOp(op - Op.BINARY_OP_MULTI, a, b);
          if (result == NULL) break;
          sp -= 4;
          store<u32>(sp - 4, result);
          continue;
        }
        default:
          // The verifier has let no other code through.
          unreachable();
      }

      if (returning) {
        returning = false;
        const result = returnValue(fp, load<u32>(sp - 4));
        if (result != RESULT_FRAME) return result;
        fp = currentFrame;
        pending = hasPending();
        break;
      }
      if (reload) {
        reload = false;
        fp = currentFrame;
        break;
      }
      pending = true;
      break;
    }
  }
}
