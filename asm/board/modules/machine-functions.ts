/** Functions of `machine` about pins, interrupts and the chip. */

import { BoardCost } from "../../generated/board-costs";
import { Q } from "../../generated/qstrs";
import { NULL, Ref, smallOf } from "../../memory/ref";
import { functionArgs } from "../../object/native-function";
import { truth } from "../../object/operators";
import { hasPending } from "../../object/raise";
import { defineInModule } from "../../types/module";
import { toI32 } from "../../types/number";
import { Cost } from "../../vm/cost";
import { serveInterrupts } from "../interrupts";
import { readPin } from "../port";
import { boardMicros } from "../ticks";
import { pinAt } from "./pin";
import { findPin } from "./pin-search";

const DEFAULT_MICROS: i32 = 1000000;

export function defineMachineFunctions(module: Ref): void {
  defineInModule(module, Q.time_pulse_us, functionArgs(Q.time_pulse_us, 2, 3, timePulse));
}

/**
 * `time_pulse_us(pin, level, timeout=1000000)`: the microseconds of the next pulse of a level; -2 when it does not
 * begin in time, -1 when it does not end.
 */
function timePulse(n: i32, args: usize): Ref {
  const x = findPin(load<u32>(args));
  if (x == NULL) return NULL;
  const pin = pinAt(x);
  let level: u32 = truth(load<u32>(args, 4)) ? 1 : 0;
  const timeout = <f64>(n == 3 ? toI32(load<u32>(args, 8)) : DEFAULT_MICROS);
  let left = 2;
  let start = Math.floor(boardMicros());
  while (!hasPending()) {
    Cost.charge(BoardCost.pulsePoll);
    serveInterrupts();
    const now = Math.floor(boardMicros());
    if (readPin(pin.port, pin.bit) == level) {
      level = 1 - level;
      left--;
      if (left == 0) return smallOf(<i32>(now - start));
      start = now;
    } else if (now - start >= timeout) return smallOf(-left);
  }
  return NULL;
}
