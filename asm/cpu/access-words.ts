/** How much of the bus the current instruction's data take. */
import { Cost, Operation } from "../generated/thumb";
import { address, cycles } from "./emitter";
import { costClass, field, fieldOrZero, isDouble, Letter, operation } from "./rows";
import { dataWait } from "./system-bus";

/** Registers in the list of LDM, STM, PUSH or POP. */
export function registerList(): u32 {
  return (
    <u32>field(Letter.l) |
    ((<u32>fieldOrZero(Letter.M)) << 14) |
    ((<u32>fieldOrZero(Letter.P)) << 15)
  );
}

/** Words that the current instruction loads or stores. */
function dataWords(): i32 {
  switch (costClass()) {
    case Cost.Load:
    case Cost.Store:
    case Cost.StoreRegister:
    case Cost.Exclusive:
    case Cost.Table:
      return 1;
    case Cost.FloatLoad:
    case Cost.FloatLoadDouble:
      return isDouble() ? 2 : 1;
    case Cost.Double:
      return 2;
    case Cost.Multiple:
      return popcnt<u32>(registerList());
    case Cost.FloatMultiple:
      return field(Letter.i) << (isDouble() ? 1 : 0);
    default:
      return 0;
  }
}

/** Cycles for which they wait. */
export function accessWait(): i32 {
  const words = dataWords();
  if (words == 0) return 0;
  const kind = costClass();
  const stores = kind == Cost.Store || kind == Cost.StoreRegister || operation() == Operation.Vstr;
  return dataWait(address, words, stores, cycles);
}
