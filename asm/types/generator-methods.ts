/** What generators can do as Python values. */
import { Exc } from "../generated/exceptions";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { getCell, RootCell } from "../memory/cells";
import { isKind, NONE, NULL, Ref } from "../memory/ref";
import { rootMark, rootReset } from "../memory/roots";
import { machineFunctionAt } from "../native/function";
import { generatorFunction, resumeMachine } from "../native/generator";
import { putByte, putHex, putText } from "../object/builder";
import { exceptionType } from "../object/exception";
import { method1, method2, methodArgs } from "../object/native-function";
import { putStr, Style } from "../object/print";
import { catchPending, hasPending, raise, raiseValue } from "../object/raise";
import { reserveNames, typeAt, typeOfKind } from "../object/type";
import { codeAt } from "../vm/code";
import { frameAt } from "../vm/frame";
import { resume, resumeThrowing } from "../vm/generators";
import { GENERATOR_RUNNING, generatorAt, generatorFrame } from "./generator";

export function initGenerator(): void {
  const type = typeOfKind(Kind.Generator);
  initSlots(type);
  initSlots(typeOfKind(Kind.MachineGenerator));
  reserveNames(type, 4);
  method2(type, Q.send, generator_send);
  methodArgs(type, Q.throw_, 2, 4, generator_throw);
  method1(type, Q.close, generator_close);
  method2(type, Q.pend_throw, generator_pendThrow);
}

function initSlots(type: Ref): void {
  typeAt(type).iter = generator_iter.index;
  typeAt(type).next = generator_next.index;
  typeAt(type).print = generator_print.index;
}

/** Runs a generator of either engine with a value sent. */
function send(self: Ref, value: Ref): Ref {
  return isKind(self, Kind.MachineGenerator)
    ? resumeMachine(self, value, NULL)
    : resume(self, value);
}

/** The same with an exception thrown. */
function throwInto(self: Ref, exception: Ref): Ref {
  return isKind(self, Kind.MachineGenerator)
    ? resumeMachine(self, NONE, exception)
    : resumeThrowing(self, exception);
}

function nameOf(self: Ref): Ref {
  const code = isKind(self, Kind.MachineGenerator)
    ? machineFunctionAt(generatorFunction(self)).code
    : frameAt(generatorFrame(self)).code;
  return codeAt(code).name;
}

function generator_iter(self: Ref): Ref {
  return self;
}

function generator_next(self: Ref): Ref {
  return send(self, NONE);
}

function generator_print(p: Ref, x: Ref, style: Style): bool {
  return (
    putText(p, "<generator object '") &&
    putStr(p, nameOf(x)) &&
    putText(p, "' at ") &&
    putHex(p, x) &&
    putByte(p, 0x3e)
  );
}

/** The end of a generator is a StopIteration for whoever called it by a method. */
function valueOrStop(value: Ref): Ref {
  if (value != NULL || hasPending()) return value;
  return raiseValue(Exc.StopIteration, getCell(RootCell.StopValue));
}

function generator_send(self: Ref, value: Ref): Ref {
  return valueOrStop(send(self, value));
}

/** `throw(exception)`, or `throw(type, exception, traceback)` with the exception perhaps None. */
function generator_throw(n: i32, args: usize): Ref {
  const exception = n == 2 || load<u32>(args, 8) == NONE ? load<u32>(args, 4) : load<u32>(args, 8);
  return valueOrStop(throwInto(load<u32>(args), exception));
}

function generator_close(self: Ref): Ref {
  const mark = rootMark();
  if (generatorAt(self).finished) return NONE;
  const value = throwInto(self, exceptionType(Exc.GeneratorExit));
  if (value != NULL) return raise(M.generatorIgnoredExit);
  if (hasPending() && !catchPending(Exc.GeneratorExit) && !catchPending(Exc.StopIteration)) {
    return NULL;
  }
  rootReset(mark);
  return NONE;
}

/** Has an exception raised when the generator goes on; gives the one that was to be raised before, or None. */
function generator_pendThrow(self: Ref, exception: Ref): Ref {
  const g = generatorAt(self);
  if (g.state == GENERATOR_RUNNING) return raise(M.generatorExecuting);
  const before = g.pending;
  g.pending = exception == NONE ? NULL : exception;
  return before == NULL ? NONE : before;
}
