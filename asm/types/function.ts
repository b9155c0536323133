/** Functions made by `def` and `lambda`, with their defaults and closed-over cells. */
import { Kind } from "../generated/kinds";
import { allocate } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { NULL, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { Code, codeAt } from "../vm/code";
import { frameBytes } from "../vm/frame";
import { tupleLength } from "./tuple";

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

/** A function of loaded code. NULL: an exception is pending. */
export function newFunction(
  code: Ref,
  globals: Ref,
  defaults: Ref,
  kwDefaults: Ref,
  closure: Ref,
): Ref {
  const mark = rootMark();
  root(closure);
  const x = allocate(Kind.Function, offsetof<Function>());
  if (x == NULL) return NULL;
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

function simpleArity(code: Code, closure: Ref): u32 {
  if (code.simple == 0) return 0;
  if (closure != NULL) return (code.simple - tupleLength(closure)) | SIMPLE_CELLS;
  return code.cellCount == 0 ? code.simple : code.simple | SIMPLE_CELLS;
}

/** The name after `def`. */
export function functionName(x: Ref): Ref {
  return codeAt(functionAt(x).code).name;
}
