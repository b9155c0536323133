/** Functions made by `def` and `lambda`, with their defaults and closed-over cells. */

import { Kind } from "../generated/kinds";
import { CodeKind } from "../generated/mpy-format";
import { Q } from "../generated/qstrs";
import { allocate } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { isKind, NULL, qstrRef, Ref, UNSUPPORTED } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { newMachineFunction } from "../native/function";
import { putByte, putHex, putNumber, putText } from "../object/builder";
import { putRepr, putStr, Style } from "../object/print";
import { newPermanentType, typeAt, typeOfKind } from "../object/type";
import { CODE_GENERATOR, Code, codeAt } from "../vm/code";
import { Cost } from "../vm/cost";
import { frameBytes } from "../vm/frame";
import { tupleGet, tupleLength } from "./tuple";

/**
 *     0        4      8         12           16           20        24
 *     +--------+------+---------+------------+------------+---------+---------+
 *     | header | code | closure | defaults   | kwDefaults | globals | simple, frameBytes |
 *     +--------+------+---------+------------+------------+---------+---------+
 */
@unmanaged
export class Function {
  header: u32;
  code: Ref;
  /** A tuple of Cells that become the first locals, or 0. */
  closure: Ref;
  /** A tuple of the values of the last positional parameters, or 0. */
  defaults: Ref;
  /** A Dict of the values of keyword-only parameters, or 0. */
  kwDefaults: Ref;
  /** The Dict of its module's globals. */
  globals: Ref;
  /**
   * One more than the positional parameters when there are no others (SIMPLE_ARITY), else 0; SIMPLE_CELLS when
   * there are cells among the locals.
   */
  simple: u32;
  /** Bytes of the frame of a call. */
  frameBytes: u32;
}

/** Parts of Function.simple. */
export const SIMPLE_ARITY: u32 = 0xffff;
const SIMPLE_CELLS: u32 = 0x10000;

export function functionAt(x: Ref): Function {
  return changetype<Function>(<usize>x);
}

/** Whether a value is a function that Python code has made, of bytecode or of machine code. */
export function isFunction(x: Ref): bool {
  return isKind(x, Kind.Function) || isKind(x, Kind.MachineFunction);
}

export function describeFunction(): void {
  describe(
    Kind.Function,
    refAt(offsetof<Function>("code")) |
      refAt(offsetof<Function>("closure")) |
      refAt(offsetof<Function>("defaults")) |
      refAt(offsetof<Function>("kwDefaults")) |
      refAt(offsetof<Function>("globals")),
    0,
  );
  describe(Kind.Cell, refAt(4), 0);
}

/** The types that Python sees for functions that make generators, and for those with cells of others. */
let generatorFunctionType: Ref = 0;
let closureType: Ref = 0;

export function initFunction(): void {
  const type = typeOfKind(Kind.Function);
  typeAt(type).print = function_print.index;
  typeAt(type).loadAttr = function_loadAttr.index;
  generatorFunctionType = newPermanentType(qstrRef(Q.generator), Kind.Function, NULL, 0);
  closureType = newPermanentType(qstrRef(Q.closure), Kind.Function, NULL, 0);
}

/** What `type(f)` gives for a Python function. */
export function functionType(x: Ref): Ref {
  if (functionAt(x).closure != NULL) return closureType;
  return codeAt(functionAt(x).code).flags & CODE_GENERATOR
    ? generatorFunctionType
    : typeOfKind(Kind.Function);
}

/** `<function name at …>`; around it `<closure …, n_closed=…>`; of a generator function only `<generator>`. */
export function function_print(p: Ref, x: Ref, style: Style): bool {
  const closure = functionAt(x).closure;
  if (closure == NULL) return printPlain(p, x);
  if (!putText(p, "<closure ") || !printPlain(p, x)) return false;
  const n = tupleLength(closure);
  putText(p, " at ");
  putHex(p, x);
  putText(p, ", n_closed=");
  putNumber(p, n);
  for (let i = 0; i < n; i++) {
    const cell = tupleGet(closure, i);
    putText(p, " <cell ");
    putHex(p, cell);
    putByte(p, 0x20);
    const value = load<u32>(cell, 4);
    if (value == NULL ? !putText(p, "(nil)") : !putRepr(p, value)) return false;
    putByte(p, 0x3e);
  }
  return putText(p, " >");
}

function printPlain(p: Ref, x: Ref): bool {
  if (codeAt(functionAt(x).code).flags & CODE_GENERATOR) return putText(p, "<generator>");
  return (
    putText(p, "<function ") &&
    putStr(p, functionName(x)) &&
    putText(p, " at ") &&
    putHex(p, x) &&
    putByte(p, 0x3e)
  );
}

export function function_loadAttr(x: Ref, name: Ref): Ref {
  if (name == qstrRef(Q.__name__)) return functionName(x);
  return name == qstrRef(Q.__globals__) ? functionAt(x).globals : UNSUPPORTED;
}

/** A function of loaded code. NULL: an exception is pending. */
export function newFunction(
  code: Ref,
  globals: Ref,
  defaults: Ref,
  kwDefaults: Ref,
  closure: Ref,
): Ref {
  if (codeAt(code).kind != CodeKind.Bytecode) {
    return newMachineFunction(code, defaults, kwDefaults, closure);
  }
  const mark = rootMark();
  root(closure);
  const x = allocate(Kind.Function, offsetof<Function>());
  if (x == NULL) return NULL;
  // The board's has four words, and one for each cell and default.
  if (BOARD && defaults == NULL && closure == NULL)
    Cost.refund((offsetof<Function>() + 15) >> 4, 1);
  rootReset(mark);
  const f = functionAt(x);
  f.code = code;
  f.closure = closure;
  f.defaults = defaults;
  f.kwDefaults = kwDefaults;
  f.globals = globals;
  f.simple = simpleArity(codeAt(code), closure);
  f.frameBytes = <u32>frameBytes(codeAt(code));
  return x;
}

/** Gives a new function its cells. */
export function setClosure(x: Ref, closure: Ref): void {
  const f = functionAt(x);
  f.closure = closure;
  f.simple = simpleArity(codeAt(f.code), closure);
}

function simpleArity(code: Code, closure: Ref): u32 {
  if (code.simple == 0) return 0;
  if (closure != NULL) return (code.simple - tupleLength(closure)) | SIMPLE_CELLS;
  return code.cellCount == 0 ? code.simple : code.simple | SIMPLE_CELLS;
}

/** The name after `def`. */
export function functionName(x: Ref): Ref {
  return codeAt(functionAt(x).code).name;
}
