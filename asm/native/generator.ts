/**
 * Generators of machine code: the state of the function lies in the object.
 *
 *     0        4          8         12        16
 *     +--------+----------+---------+---------+---------------+
 *     | header | finished | running | pending | CodeState …   |
 *     +--------+----------+---------+---------+---------------+
 */

import { BoardCost } from "../generated/board-costs";
import { Exc } from "../generated/exceptions";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { RootCell, setCell } from "../memory/cells";
import { allocate } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { NONE, NULL, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { isException } from "../object/exception";
import { hasPending, pendingIs, raise, raiseObject } from "../object/raise";
import { codeAt, contextAt } from "../vm/code";
import { Cost } from "../vm/cost";
import { runWords } from "./activation";
import { CodeState, STATE_WORDS, setUpState } from "./code-state";
import { machineFunctionAt } from "./function";

@unmanaged
export class MachineGenerator {
  header: u32;
  finished: u32;
  running: u32;
  /** What `pend_throw` wants raised when it goes on, or 0. */
  pending: Ref;
}

/** What a step of the machine code says that it did. */
const enum Returned {
  Value,
  Yield,
  Exception,
}

/** Where the code goes on: behind the prelude's number and the offset of its start. */
const RESUME: u32 = 8;
/** Where that offset is. */
const START_OFFSET: u32 = 4;

export function describeMachineGenerator(): void {
  const state = offsetof<MachineGenerator>();
  describe(
    Kind.MachineGenerator,
    refAt(offsetof<MachineGenerator>("pending")) | refAt(state + offsetof<CodeState>("function")),
    state + STATE_WORDS,
  );
}

export function machineGeneratorAt(x: Ref): MachineGenerator {
  return changetype<MachineGenerator>(<usize>x);
}

function stateOf(x: Ref): usize {
  return <usize>x + offsetof<MachineGenerator>();
}

/** The generator function. */
export function generatorFunction(x: Ref): Ref {
  return changetype<CodeState>(stateOf(x)).function;
}

/** The generator that a call of a generator function gives. NULL: an exception is pending. */
export function newMachineGenerator(callee: Ref, n: i32, nkw: i32, args: usize): Ref {
  const mark = rootMark();
  root(callee);
  const f = machineFunctionAt(callee);
  const words = codeAt(f.code).stateWords;
  const bytes = <u32>(offsetof<MachineGenerator>() + STATE_WORDS) + (words << 2);
  const x = allocate(Kind.MachineGenerator, bytes);
  if (x == NULL) return NULL;
  root(x);
  const state = changetype<CodeState>(stateOf(x));
  state.function = callee;
  state.words = <u16>words;
  if (!setUpState(stateOf(x), callee, words, n, nkw, args)) return NULL;
  rootReset(mark);
  state.ip = (f.text + load<u32>(f.text, START_OFFSET)) | 1;
  return x;
}

/**
 * Runs a generator with a value sent, or with an exception (or a class of one) thrown unless that is NULL, until
 * it yields or ends. NULL: it has ended (StopValue has its value), or an exception is pending.
 */
export function resumeMachine(x: Ref, sent: Ref, thrown: Ref): Ref {
  Cost.short(BoardCost.resumeMachine);
  const g = machineGeneratorAt(x);
  if (g.finished) {
    setCell(RootCell.StopValue, NULL);
    return NULL;
  }
  if (g.running) return raise(M.generatorExecuting);
  const state = changetype<CodeState>(stateOf(x));
  const exception = g.pending != NULL ? g.pending : thrown;
  g.pending = NULL;
  if (state.sp == stateOf(x) + STATE_WORDS - 4) {
    if (sent != NONE) return raise(M.sendNonNone);
  } else {
    store<u32>(state.sp, exception == NULL ? sent : NONE);
  }
  return step(x, state, exception);
}

function step(x: Ref, state: CodeState, thrown: Ref): Ref {
  const g = machineGeneratorAt(x);
  const f = machineFunctionAt(state.function);
  const globals = contextAt(f.context).globals;
  const mark = rootMark();
  root(thrown);
  g.running = 1;
  const from = stateOf(x);
  const returned = runWords(x, f.code, globals, NULL, f.text + RESUME, <u32>from, thrown, 0, 0);
  g.running = 0;
  rootReset(mark);
  if (hasPending() || returned == Returned.Exception) {
    g.finished = 1;
    return fail(load<u32>(from, STATE_WORDS));
  }
  // Damaged code may leave anything as the place of the value.
  const offset = state.sp - from - STATE_WORDS;
  if (offset >= (<usize>state.words) << 2) {
    g.finished = 1;
    return raise(M.incompatibleMpy);
  }
  const value = load<u32>(state.sp);
  if (returned == Returned.Yield) {
    store<u32>(state.sp, NONE);
    return value;
  }
  g.finished = 1;
  setCell(RootCell.StopValue, value == NONE ? NULL : value);
  return NULL;
}

/** The code has left an exception, pending or as its result. */
function fail(result: Ref): Ref {
  if (!hasPending()) {
    if (!isException(result)) return raise(M.incompatibleMpy);
    raiseObject(result);
  }
  return pendingIs(Exc.StopIteration) ? raise(M.generatorRaisedStop) : NULL;
}
