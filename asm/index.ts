/** What the host calls. Results of type Ref are 0 with an exception pending. */
import { Kind } from "./generated/kinds";
import { Q } from "./generated/qstrs";
import { getCell, RootCell, setCell } from "./memory/cells";
import { collect } from "./memory/collector";
import { allocate, heapBytes, initHeap, setHardMode } from "./memory/heap";
import { permanent } from "./memory/permanent";
import { NULL, qstrRef, Ref, SUSPENDED } from "./memory/ref";
import { initRoots, ROOT_STACK_SIZE, root, rootMark, rootReset } from "./memory/roots";
import { initNativeModules } from "./modules/native-modules";
import { describeBoundMethod } from "./object/attribute";
import { BUFFER_DATA, flush, initBuilders, putByte, STDERR, STDOUT } from "./object/builder";
import { initExceptions } from "./object/exception";
import { describeNativeFunction } from "./object/native-function";
import { print, Style } from "./object/print";
import { initQstrs } from "./object/qstr";
import { describeStr } from "./object/str";
import { initTypes } from "./object/type";
import { initClass } from "./types/class";
import { describeDict, dictSet, newDict } from "./types/dict";
import { initException } from "./types/exception";
import { describeFunction, newFunction } from "./types/function";
import { describeGenerator } from "./types/generator";
import { describeInstance } from "./types/instance";
import { initInt } from "./types/int";
import { describeList } from "./types/list";
import { initModule, moduleAt, newModule } from "./types/module";
import { describeSet } from "./types/set";
import { initSingletons } from "./types/singletons";
import { describeSlice } from "./types/slice";
import { initStr } from "./types/str";
import { initTuple } from "./types/tuple";
import { describeCode } from "./vm/code";
import { FRAME_ENTRY, initStack } from "./vm/frame";
import { interpret } from "./vm/interpreter";
import { enterFunction } from "./vm/invoke";
import { loadMpy } from "./vm/loader";
import { servePoll, setBudget } from "./vm/poll";

/** Sets the runtime up. `heap` and `maxHeap` are bytes, equal for a heap of exactly this size. */
export function start(heap: u32, maxHeap: u32, stack: u32, hard: bool): bool {
  initQstrs();
  initTypes();
  describeStr();
  describeNativeFunction();
  initTuple();
  initExceptions();
  initBuilders();
  describeTypes();
  initNativeModules();
  initStack(stack);
  initRoots(permanent(ROOT_STACK_SIZE));
  if (!initHeap(permanent(16), heap, maxHeap)) return false;
  setHardMode(hard);
  return startModules();
}

function describeTypes(): void {
  describeCode();
  describeFunction();
  describeGenerator();
  describeBoundMethod();
  describeInstance();
  describeList();
  describeDict();
  describeSet();
  describeSlice();
  initSingletons();
  initInt();
  initStr();
  initException();
  initModule();
  initClass();
}

function startModules(): bool {
  const modules = newDict(4);
  if (modules == NULL) return false;
  setCell(RootCell.Modules, modules);
  const main = newModule(qstrRef(Q.__main__));
  if (main == NULL) return false;
  setCell(RootCell.Main, main);
  return dictSet(modules, qstrRef(Q.__main__), main);
}

/** A buffer of this many bytes on the heap, kept until the next one; returns where its bytes start. */
export function hostBuffer(length: i32): usize {
  const buffer = allocate(Kind.Buffer, BUFFER_DATA + length);
  if (buffer == NULL) return 0;
  setCell(RootCell.Scratch, buffer);
  return <usize>buffer + BUFFER_DATA;
}

/** Loads the `.mpy` bytes in the host buffer and enters their outermost code in `__main__`. */
export function enterMain(): bool {
  const buffer = getCell(RootCell.Scratch);
  const globals = moduleAt(getCell(RootCell.Main)).globals;
  const code = loadMpy(<usize>buffer + BUFFER_DATA, buffer, globals);
  if (code == NULL) return false;
  const mark = rootMark();
  root(code);
  const f = newFunction(code, globals, NULL, NULL, NULL);
  if (f == NULL) return false;
  root(f);
  const frame = enterFunction(f, 0, 0, 0, FRAME_ENTRY);
  rootReset(mark);
  return frame != 0;
}

/** Runs a slice of what was entered: SUSPENDED when there is more to do. */
export function step(): Ref {
  const result = interpret();
  if (result == SUSPENDED) servePoll();
  return result;
}

/** Prints the pending exception as its last line on standard error and forgets it. */
export function printPending(): void {
  const x = getCell(RootCell.PendingException);
  setCell(RootCell.PendingException, NULL);
  print(STDERR, x, Style.Exception);
  putByte(STDERR, 0x0a);
  flush(STDERR);
}

/** Hands the output so far to the host. */
export function flushOutput(): void {
  flush(STDOUT);
  flush(STDERR);
}

export { collect, heapBytes, setBudget };
