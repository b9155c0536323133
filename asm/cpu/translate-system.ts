/** Hints, barriers, IT, and what leaves the loop. */
import { Cost, Operation } from "../generated/thumb";
import { noteResult } from "./cycles";
import { endRun, put, putFault, putLeave, startBlock } from "./emitter";
import { Micro } from "./micro";
import { costClass, field, hasNumber, Letter, numberOperand, operation } from "./rows";
import { Fault, Stop } from "./stop";
import { putFunction, translateCall } from "./translate-call";
import { translateFloat } from "./translate-float";

function number(): i32 {
  return hasNumber() ? numberOperand() : 0;
}

/** A stop behind the instruction, with its number. */
function leave(stop: Stop): bool {
  putFunction(operation(), 0, 0, 0, 0, number());
  putLeave(stop);
  return false;
}

export function translateSystem(): bool {
  noteResult(-1);
  switch (operation()) {
    case Operation.It:
      startBlock(((<u32>field(Letter.c)) << 4) | <u32>field(Letter.k));
      return true;
    case Operation.Nop:
    case Operation.Yield:
    case Operation.Dbg:
    case Operation.Dmb:
    case Operation.Pld:
    case Operation.Pli:
      return true;
    case Operation.Dsb:
    case Operation.Isb:
      endRun();
      return true;
    case Operation.Svc:
      return leave(Stop.Call);
    case Operation.Bkpt:
      return stopAt(Stop.Breakpoint);
    case Operation.Wfi:
    case Operation.Wfe:
      return leave(Stop.Wait);
    case Operation.Udf:
      putFault(Fault.Undefined);
      return false;
    case Operation.Cpsie:
    case Operation.Cpsid:
    case Operation.Msr:
      endRun();
      return translateCall();
    default:
      return translateCoprocessor();
  }
}

/** A stop at the instruction itself. */
function stopAt(stop: Stop): bool {
  putFunction(operation(), 0, 0, 0, 0, number());
  put(Micro.Leave, 0, 0, 0, 0, stop);
  return false;
}

/** The FPU is coprocessor 10; there are no others. */
function translateCoprocessor(): bool {
  const cost = costClass();
  if (<i32>cost >= Cost.Float) return translateFloat();
  if (cost != Cost.Coprocessor) return translateCall();
  putFault(Fault.NoCoprocessor);
  return false;
}
