import { nativeMessages } from "../../tables/viper-messages.js";
import { type FunctionShape, Register } from "./assembler.js";
import type { Lowering } from "./lowering.js";
import { FunctionObject, ModuleContext } from "./module-context.js";
import type { NativeCode } from "./native-code.js";
import { slotOf } from "./runtime-slots.js";
import { content, NotImplementedInNative } from "./typed-stack.js";
import { ValueType } from "./value-type.js";

const SWAP_GLOBALS = slotOf("native_swap_globals");
const RAISE = slotOf("native_raise");
const CHECK_ARGUMENTS = slotOf("arg_check_num_sig");
const SET_UP_STATE = slotOf("setup_code_state_native");

/** How a generator's code tells its caller what happened. */
export enum Outcome {
  Returned = 0,
  Yielded = 1,
  Raised = 2,
}

const { Result, Argument1, Argument2, Argument3, Argument4, Local2 } = Register;

/** Writes what comes before a function's first statement. */
export function emitEntry(l: Lowering): void {
  const { code } = l;
  l.asm.enter(shapeOf(l));
  if (code.isViper) emitViperEntry(l);
  else if (code.isGenerator) emitGeneratorEntry(l);
  else emitPythonEntry(l);
  if (l.frame.catchesAll) emitContext(l);
  if (!code.isViper) loadLocals(l);
}

function shapeOf({ code, frame }: Lowering): FunctionShape {
  return {
    kind: code.isViper ? "viper" : code.isGenerator ? "generator" : "native",
    name: code.name,
    file: code.file,
    frameWords: frame.frameWords,
    stateStart: frame.codeState,
    stateWords: frame.stateWords,
    children: code.children.length,
    catches: code.exceptDepth > 0,
  };
}

function loadTables(l: Lowering, functionObject: Register): void {
  l.asm.loadTables(functionObject, l.indices.objects[l.code.tableId] ?? 0);
}

function emitPythonEntry(l: Lowering): void {
  const { asm, frame } = l;
  loadTables(l, Argument1);
  asm.storeState(frame.functionObject, Argument1, "object");
  asm.constant(Argument1, frame.stateWords);
  asm.storeState(frame.stateSize, Argument1, "number");
  asm.stateAddress(Argument1, frame.codeState, frame.codeStateWords, "both");
  l.call(SET_UP_STATE);
}

function emitGeneratorEntry(l: Lowering): void {
  const { asm, frame } = l;
  asm.takeState();
  asm.storeFrame(frame.thrown, Argument2);
  asm.loadState(Result, frame.functionObject);
  loadTables(l, Result);
}

/** Viper functions get all their parameters by position. */
function emitViperEntry(l: Lowering): void {
  const { asm, code, frame } = l;
  if (l.target.onlyViper === true) checkParameters(code);
  loadTables(l, Argument1);
  if (frame.catchesAll || code.usesObjects) {
    asm.storeState(frame.functionObject, Argument1, "object");
  }
  asm.move(Argument1, Argument2, "number");
  asm.move(Argument2, Argument3, "number");
  asm.move(Local2, Argument4, "number");
  const wrong = l.newLabel();
  const right = l.newLabel();
  asm.jumpIfNotZero(Argument2, wrong, true);
  asm.constant(Argument3, code.positional);
  asm.jumpIfEqual(Argument1, Argument3, right);
  asm.bind(wrong);
  asm.constant(Argument3, signature(code));
  asm.call(CHECK_ARGUMENTS, undefined);
  asm.bind(right);
  for (let slot = 0; slot < code.positional; slot++) takeArgument(l, slot);
  const last = l.frame.registerLocals - 1;
  if (code.positional > last + 1 && last === 1) asm.loadState(Local2, frame.local(last));
}

/**
 * Viper code has no state set up for it, in which the runtime makes cells and collects arguments. The reference's
 * machine code takes what is in the state for cells; starred parameters are locals without a value.
 */
function checkParameters({ cells, positional }: NativeCode): void {
  if (cells.some((slot) => slot < positional)) {
    throw new NotImplementedInNative(nativeMessages.closure);
  }
}

/** The least and largest count of positional arguments, as `arg_check_num_sig` takes them. */
const signature = ({ positional }: NativeCode): number => (positional << 17) | (positional << 1);

/** `Local2` has the arguments' address up to the last of them. */
function takeArgument(l: Lowering, slot: number): void {
  const { asm, code, frame } = l;
  const type = l.localTypes[slot]!;
  asm.load(4, Argument1, Local2, slot);
  if (type !== ValueType.Object) l.convertFromObject(type);
  const register = l.localRegister(slot);
  if (register === undefined || (register === Local2 && code.positional !== slot + 1)) {
    asm.storeState(frame.local(slot), Result, content(type));
  } else {
    asm.move(register, Result, content(type));
  }
}

function loadLocals(l: Lowering): void {
  for (let slot = 0; slot < l.frame.registerLocals; slot++) {
    l.asm.loadState(l.localRegister(slot)!, l.frame.local(slot));
  }
}

/** From here on exceptions are caught, and the globals are the function's. */
function emitContext(l: Lowering): void {
  const { asm, code } = l;
  const start = l.newLabel();
  const caught = l.newLabel();
  if (!code.isGenerator) swapGlobals(l);
  if (code.exceptDepth === 0) {
    if (!code.isGenerator) asm.jumpIfZero(Result, start, false);
    asm.openContext(start, caught);
  } else {
    asm.operate("xor", Result, Result);
    asm.storeFrame(l.frame.unwind, Result);
    asm.storeFrame(l.target.exceptionSlot, Result);
    asm.openHandlers(start, l.newLabel(), caught);
  }
  emitRaise(l);
  asm.bind(start);
  l.outermost = caught;
  if (code.isGenerator) emitResumption(l);
}

function swapGlobals(l: Lowering): void {
  const { asm, frame } = l;
  asm.loadState(Argument1, frame.functionObject);
  asm.load(4, Argument1, Argument1, FunctionObject.Context);
  asm.load(4, Argument1, Argument1, ModuleContext.Globals);
  l.call(SWAP_GLOBALS);
  asm.storeState(frame.oldGlobals, Result, "number");
}

function restoreGlobals(l: Lowering): void {
  l.asm.loadState(Argument1, l.frame.oldGlobals);
  l.call(SWAP_GLOBALS);
}

/** Ends the function with the exception that nothing in it caught. */
function emitRaise(l: Lowering): void {
  const { asm, frame } = l;
  if (l.code.isGenerator) {
    asm.loadFrame(Result, l.target.exceptionSlot);
    asm.storeState(frame.firstState, Result, "object");
    asm.constant(Result, Outcome.Raised);
    asm.leave();
  } else {
    restoreGlobals(l);
    asm.loadFrame(Argument1, l.target.exceptionSlot);
    l.raiseAgain(RAISE, true);
  }
}

function emitResumption(l: Lowering): void {
  const { asm } = l;
  asm.loadState(Result, l.frame.resume);
  asm.jumpToAddress(Result);
  asm.markStart();
  raiseThrown(l);
}

/** Viper code has no state that it could leave and come back to. */
export function checkYield({ code }: Lowering): void {
  if (code.isViper && code.isGenerator) throw new NotImplementedInNative(nativeMessages.yield);
}

/** Raises what was thrown into a generator, if anything was. */
export function raiseThrown(l: Lowering): void {
  const { asm, frame } = l;
  asm.loadFrame(Argument1, frame.thrown);
  asm.constant(Argument2, 0);
  asm.storeFrame(frame.thrown, Argument2);
  l.raiseAgain(RAISE, false);
}

/** Writes what comes behind a function's last statement: all ways out lead here. */
export function emitExit(l: Lowering): void {
  const { asm, code, frame } = l;
  checkYield(l);
  l.bind(l.exit);
  l.outermost = undefined;
  if (frame.catchesAll) {
    const unchanged = l.newLabel();
    const mayBeUnchanged = !code.isGenerator && code.exceptDepth === 0;
    if (!code.isGenerator) asm.loadState(Argument1, frame.oldGlobals);
    if (mayBeUnchanged) asm.jumpIfZero(Argument1, unchanged, false);
    if (!code.isGenerator) l.call(SWAP_GLOBALS);
    asm.closeContext();
    if (mayBeUnchanged) l.bind(unchanged);
    asm.loadFrame(Result, frame.result);
  }
  asm.leave();
  l.unbound.emit();
}
