/** What generators can do as Python values. */
import { Exc } from "../generated/exceptions";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { getCell, RootCell } from "../memory/cells";
import { NONE, NULL, Ref } from "../memory/ref";
import { rootMark, rootReset } from "../memory/roots";
import { putByte, putHex, putText } from "../object/builder";
import { exceptionType } from "../object/exception";
import { method1, method2, methodArgs } from "../object/native-function";
import { putStr, Style } from "../object/print";
import { catchPending, hasPending, raise, raiseValue } from "../object/raise";
import { reserveNames, typeAt, typeOfKind } from "../object/type";
import { codeAt } from "../vm/code";
import { frameAt } from "../vm/frame";
import { resume, resumeThrowing } from "../vm/generators";
import { generatorAt, generatorFrame } from "./generator";

export function initGenerator(): void {
  const type = typeOfKind(Kind.Generator);
  typeAt(type).iter = generator_iter.index;
  typeAt(type).next = generator_next.index;
  typeAt(type).print = generator_print.index;
  reserveNames(type, 4);
  method2(type, Q.send, generator_send);
  methodArgs(type, Q.throw_, 2, 4, generator_throw);
  method1(type, Q.close, generator_close);
  method2(type, Q.pend_throw, generator_pendThrow);
}

function generator_iter(self: Ref): Ref {
  return self;
}

function generator_next(self: Ref): Ref {
  return resume(self, NONE);
}

function generator_print(p: Ref, x: Ref, style: Style): bool {
  return (
    putText(p, "<generator object '") &&
    putStr(p, codeAt(frameAt(generatorFrame(x)).code).name) &&
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
  return valueOrStop(resume(self, value));
}

/** `throw(exception)`, or `throw(type, exception, traceback)` with the exception perhaps None. */
function generator_throw(n: i32, args: usize): Ref {
  const exception = n == 2 || load<u32>(args, 8) == NONE ? load<u32>(args, 4) : load<u32>(args, 8);
  return valueOrStop(resumeThrowing(load<u32>(args), exception));
}

function generator_close(self: Ref): Ref {
  const mark = rootMark();
  if (generatorAt(self).finished) return NONE;
  const value = resumeThrowing(self, exceptionType(Exc.GeneratorExit));
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
  if (g.running) return raise(M.generatorExecuting);
  const before = g.pending;
  g.pending = exception == NONE ? NULL : exception;
  return before == NULL ? NONE : before;
}
