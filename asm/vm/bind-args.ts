/**
 * Fills a new frame's locals from a call's arguments: positional ones, keywords, defaults, `*args`, `**kwargs`,
 * closed-over cells, and cells for the locals that inner functions use.
 *
 * Locals lie in the order: cells of the closure, positional, keyword-only, `*args`, `**kwargs`, others.
 */

import { BoardCost } from "../generated/board-costs";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { allocateBlock } from "../memory/heap";
import { NULL, Ref } from "../memory/ref";
import { clearWords, copyWords } from "../memory/words";
import { lookupName } from "../object/map-table";
import { raise, raise1, raise3 } from "../object/raise";
import { dictSet, dictTable, newDict } from "../types/dict";
import { Function, functionAt, functionName } from "../types/function";
import { tupleFrom, tupleGet, tupleItems, tupleLength } from "../types/tuple";
import {
  CODE_KEYWORD_DEFAULTS,
  CODE_KEYWORDS,
  CODE_VARARGS,
  Code,
  codeAt,
  contextAt,
  REFS_DATA,
} from "./code";
import { Cost } from "./cost";
import { FRAME_BYTES, frameAt } from "./frame";
import { readUint, uintEnd } from "./varint";

/** Binds `n` positional arguments and `nkw` pairs at `args`. false: an exception is pending. */
export function bindArgs(frame: usize, callee: Ref, n: i32, nkw: i32, args: usize): bool {
  const words = codeAt(functionAt(callee).code).stateWords;
  const locals = frame + FRAME_BYTES;
  clearWords(locals, words);
  // From here on the collector sees all locals.
  frameAt(frame).sp = locals + ((<usize>words) << 2);
  return bindLocals(locals, callee, n, nkw, args);
}

/** The same for locals that are cleared and known to the collector. */
export function bindLocals(locals: usize, callee: Ref, n: i32, nkw: i32, args: usize): bool {
  const f = functionAt(callee);
  const code = codeAt(f.code);
  const closed = bindClosure(f, locals);
  const positional = <i32>code.positional - closed;
  const given = min<i32>(n, positional);
  // Without any keywords in play, a missing argument is reported as a wrong count, closed-over cells included.
  const needed = positional - (f.defaults == NULL ? 0 : tupleLength(f.defaults));
  if (n < needed && nkw == 0 && (code.flags & CODE_KEYWORD_DEFAULTS) == 0) {
    return raiseCount(callee, needed + closed, n + closed);
  }
  copyWords(locals + ((<usize>closed) << 2), args, given);
  if (!bindStar(code, callee, locals, closed, n, args)) return false;
  if (nkw == 0 && (code.flags & CODE_KEYWORD_DEFAULTS) == 0) {
    const needed = positional - (f.defaults == NULL ? 0 : tupleLength(f.defaults));
    if (n < needed) return raiseCount(callee, needed, n);
  }
  if (nkw > 0 || code.flags & CODE_KEYWORDS) {
    if (!bindKeywords(code, callee, locals, closed, nkw, args + ((<usize>n) << 2))) return false;
  }
  if (code.keywordOnly != 0 && nkw == 0 && (code.flags & CODE_KEYWORD_DEFAULTS) == 0) {
    raise(M.argsMissingKeywordOnly);
    return false;
  }
  if (!bindDefaults(code, f, callee, locals, closed, given)) return false;
  return wrapCells(code, locals);
}

function bindClosure(f: Function, locals: usize): i32 {
  if (f.closure == NULL) return 0;
  Cost.charge(BoardCost.callClosure);
  const n = tupleLength(f.closure);
  copyWords(locals, tupleItems(f.closure), n);
  return n;
}

/** Extra positional arguments go to `*args` or are an error. */
function bindStar(code: Code, callee: Ref, locals: usize, closed: i32, n: i32, args: usize): bool {
  const positional = <i32>code.positional - closed;
  const extra = max<i32>(0, n - positional);
  if ((code.flags & CODE_VARARGS) == 0) {
    return extra == 0 || raiseCount(callee, positional + closed, n + closed);
  }
  Cost.charge(BoardCost.bindStar);
  const rest = tupleFrom(extra, args + ((<usize>min<i32>(n, positional)) << 2));
  if (rest == NULL) return false;
  store<u32>(locals + ((<usize>(code.positional + code.keywordOnly)) << 2), rest);
  return true;
}

function raiseCount(callee: Ref, expected: i32, given: i32): bool {
  raise3(M.argsPositionalOf, functionName(callee), expected, given);
  return false;
}

/** The place of a named parameter among the locals, -1 when there is none of that name. */
function parameterIndex(code: Code, name: Ref, closed: i32): i32 {
  const names = contextAt(code.context).names + REFS_DATA;
  let at = code.argNames;
  const total = <i32>(code.positional + code.keywordOnly);
  for (let i = 0; i < total; i++) {
    const parameter = load<u32>(names + ((<usize>readUint(at)) << 2));
    if (parameter == name && i >= closed) return i;
    at = uintEnd(at);
  }
  return -1;
}

function bindKeywords(
  code: Code,
  callee: Ref,
  locals: usize,
  closed: i32,
  nkw: i32,
  pairs: usize,
): bool {
  const rest = code.flags & CODE_KEYWORDS ? newDict(0) : NULL;
  if (code.flags & CODE_KEYWORDS) {
    if (rest == NULL) return false;
    store<u32>(locals + ((<usize>keywordsIndex(code)) << 2), rest);
  }
  for (let i = 0; i < nkw; i++) {
    const name = load<u32>(pairs + ((<usize>i) << 3));
    const value = load<u32>(pairs + ((<usize>i) << 3), 4);
    const at = parameterIndex(code, name, closed);
    if (at >= 0) {
      const local = locals + ((<usize>at) << 2);
      if (load<u32>(local) != NULL) {
        raise1(M.argsMultiple, name);
        return false;
      }
      store<u32>(local, value);
    } else if (rest == NULL) {
      raise1(M.argsUnexpectedKeyword, name);
      return false;
    } else if (lookupName(dictTable(rest), name) != NULL) {
      raise1(M.argsMultiple, name);
      return false;
    } else if (!dictSet(rest, name, value)) {
      return false;
    }
  }
  return true;
}

function keywordsIndex(code: Code): u32 {
  return code.positional + code.keywordOnly + (code.flags & CODE_VARARGS ? 1 : 0);
}

/** Fills what is still missing from the defaults. */
function bindDefaults(
  code: Code,
  f: Function,
  callee: Ref,
  locals: usize,
  closed: i32,
  given: i32,
): bool {
  const total = <i32>code.positional;
  const defaults = f.defaults == NULL ? 0 : tupleLength(f.defaults);
  const required = total - defaults;
  for (let i = total - 1; i >= closed + given; i--) {
    const local = locals + ((<usize>i) << 2);
    if (load<u32>(local) != NULL) continue;
    Cost.charge(BoardCost.callDefaults);
    if (i < required) {
      raise1(M.argsMissingPositional, i);
      return false;
    }
    store<u32>(local, tupleGet(f.defaults, i - required));
  }
  return code.keywordOnly == 0 || bindKeywordOnly(code, f, callee, locals);
}

function bindKeywordOnly(code: Code, f: Function, callee: Ref, locals: usize): bool {
  Cost.charge(BoardCost.bindKeywordOnly);
  const names = contextAt(code.context).names + REFS_DATA;
  let at = code.argNames;
  for (let i: u32 = 0; i < code.positional; i++) at = uintEnd(at);
  for (let i: u32 = 0; i < code.keywordOnly; i++) {
    const local = locals + ((<usize>(code.positional + i)) << 2);
    const name = load<u32>(names + ((<usize>readUint(at)) << 2));
    at = uintEnd(at);
    if (load<u32>(local) != NULL) continue;
    const value = f.kwDefaults == NULL ? NULL : lookupName(dictTable(f.kwDefaults), name);
    if (value == NULL) {
      raise1(M.argsMissingKeyword, name);
      return false;
    }
    store<u32>(local, value);
  }
  return true;
}

/** Puts the locals that inner functions share into cells. */
export function wrapCells(code: Code, locals: usize): bool {
  for (let i: u32 = 0; i < code.cellCount; i++) {
    const local = locals + ((<usize>load<u8>(code.cells + i)) << 2);
    const cell = allocateBlock(Kind.Cell);
    if (cell == NULL) return false;
    store<u32>(cell, load<u32>(local), 4);
    store<u32>(local, cell);
  }
  return true;
}
