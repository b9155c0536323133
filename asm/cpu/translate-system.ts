/** Hints, barriers, IT, and what leaves the loop. */
import { Operation } from "../generated/thumb";
import { noteResult } from "./cycles";
import { endRun, put, putFault, putLeave, startBlock } from "./emitter";
import { Micro } from "./micro";
import { field, Letter, operation } from "./rows";
import { Fault, Stop } from "./stop";
import { putCall, translateCall } from "./translate-call";

/** A stop behind the instruction, with its number. */
function leave(stop: Stop): bool {
  putCall(operation());
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
    case Operation.Dsb:
    case Operation.Dmb:
    case Operation.Pld:
    case Operation.Pli:
      return true;
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
      return translateCall();
  }
}

/** A stop at the instruction itself. */
function stopAt(stop: Stop): bool {
  putCall(operation());
  put(Micro.Leave, 0, 0, 0, 0, stop);
  return false;
}
