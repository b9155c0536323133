/** Tracebacks: where an exception passed through. */
import { Kind } from "../generated/kinds";
import { capacityOf } from "../memory/header";
import { allocate, lockDepth } from "../memory/heap";
import { NULL, Ref, smallOf, smallValue } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { codeAt, contextAt, REFS_DATA } from "../vm/code";
import { Cost } from "../vm/cost";
import { frameAt } from "../vm/frame";
import { lineAt } from "../vm/lines";
import { isEmergency, keepsTraceback } from "./emergency";
import { exceptionAt } from "./exception";
import { raiseObject } from "./raise";

/** Words of a traceback: a count, then file, line, function per entry, innermost first. */
export const TRACE_WORDS: u32 = 3;

/** Notes that an exception passes through a frame. Does without when there is no memory. */
export function addTraceback(exception: Ref, frame: usize): void {
  const f = frameAt(frame);
  const code = codeAt(f.code);
  addPlace(exception, contextAt(code.context).file, lineAt(code, f.ip), code.name);
}

/** Notes a place; a line of 0 is unknown. `file` and `name` are interned strings. Does without when there is no memory. */
export function addPlace(exception: Ref, file: Ref, line: i32, name: Ref): void {
  const mark = rootMark();
  root(exception);
  const slot = traceSlot(exception);
  rootReset(mark);
  if (slot == 0) {
    raiseObject(exception);
    return;
  }
  store<u32>(slot, file);
  store<u32>(slot, smallOf(line), 4);
  store<u32>(slot, name, 8);
}

/** Whether the place noted last is in a function. */
export function endsAt(exception: Ref, file: Ref, name: Ref): bool {
  const n = traceLength(exception);
  if (n == 0) return false;
  const entry = traceEntry(exception, n - 1);
  return load<u32>(entry) == file && load<u32>(entry, 8) == name;
}

export function traceLength(exception: Ref): u32 {
  const trace = exceptionAt(exception).traceback;
  return trace == NULL ? 0 : <u32>smallValue(load<u32>(trace + REFS_DATA));
}

/** The words of entry `i`. */
export function traceEntry(exception: Ref, i: u32): usize {
  return <usize>exceptionAt(exception).traceback + REFS_DATA + 4 + <usize>(i * TRACE_WORDS * 4);
}

/** Makes room for one more entry. 0: there is no memory. */
function traceSlot(exception: Ref): usize {
  if (BOARD && !keepsTraceback && isEmergency(exception)) return 0;
  const n = traceLength(exception);
  const e = exceptionAt(exception);
  const full = lockDepth > 0 || isEmergency(exception);
  const needed = <u32>REFS_DATA + 4 + (n + 1) * TRACE_WORDS * 4;
  if (e.traceback == NULL || capacityOf(e.traceback) < needed) {
    if (full) return 0;
    // The board's cost of an exception has it included.
    const before = Cost.now();
    const trace = allocate(Kind.RefBuffer, needed + n * TRACE_WORDS * 4);
    Cost.goBack(before);
    if (trace == NULL) return 0;
    if (n != 0) {
      memory.copy(trace + REFS_DATA, e.traceback + REFS_DATA, 4 + n * TRACE_WORDS * 4);
    }
    e.traceback = trace;
  }
  store<u32>(e.traceback + REFS_DATA, smallOf(n + 1));
  return traceEntry(exception, n);
}
