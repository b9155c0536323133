/** Loads and stores. */
import { Operation } from "../generated/thumb";
import { registerList } from "./access-words";
import { accessCycles, baseCycles, noteResult, refillCycles } from "./cycles";
import { cost, counter, put, putIndirect, setCost, source } from "./emitter";
import { isFlash } from "./flash-cache";
import { loadDouble, loadMultiple, storeDouble, storeMultiple } from "./load-store";
import { NO_MEMORY, placeOf } from "./memory-map";
import { isTimed } from "./memory-timing";
import { Micro } from "./micro";
import { isGuarded } from "./protection";
import { SLOT_PC, SP } from "./registers";
import {
  Addressing,
  addressing,
  field,
  fieldOrZero,
  hasNumber,
  Letter,
  numberOperand,
  operation,
  registerN,
} from "./rows";

/** One register: `withNumber` and `withRegister` by how the address is given. */
export function translateAccess(withNumber: Micro, withRegister: Micro, loads: bool): bool {
  const t = <u32>field(Letter.t);
  const n = <u32>registerN();
  const m = field(Letter.m);
  const number = hasNumber() ? numberOperand() : 0;
  setCost(cost + accessCycles(n, m, loads ? t : -1));
  if (n == 15) putLiteral(withNumber, t, (counter() & ~3) + number);
  else if (m >= 0) put(withRegister, t, n, m, fieldOrZero(Letter.i), 0);
  else if (addressing() == Addressing.Post) put(withNumber, t, n, 0, 0, 0);
  else put(withNumber, t, n, 0, isUnprivileged() ? 1 : 0, number);
  if (addressing() != Addressing.Offset) putWriteBack(n, number);
  return loads ? finishLoad(t) : true;
}

/** LDRT, STRT and their like have the rights of unprivileged code. */
function isUnprivileged(): bool {
  switch (operation()) {
    case Operation.Ldrt:
    case Operation.Ldrbt:
    case Operation.Ldrht:
    case Operation.Ldrsbt:
    case Operation.Ldrsht:
    case Operation.Strt:
    case Operation.Strbt:
    case Operation.Strht:
      return true;
    default:
      return false;
  }
}

/** A load from a known address that is memory needs no check. */
function putLiteral(op: Micro, t: u32, address: u32): void {
  const place = placeOf(address, 4, 0);
  const plain = place != NO_MEMORY && !isGuarded() && !(isFlash(address) && isTimed());
  if (op == Micro.LdrI && (address & 3) == 0 && plain) {
    put(Micro.LdrLiteral, t, 0, 0, 0, place);
    return;
  }
  const base = source(15);
  put(op, t, base, 0, 0, address - counter());
}

function putWriteBack(n: u32, number: i32): void {
  put(Micro.AddI, n, n, 0, 0, number);
  if (n == SP && (number & 3) != 0) put(Micro.AlignSp, SP, 0, 0, 0, 0);
}

/** What follows a load of SP or PC. False: the run ends. */
function finishLoad(t: u32): bool {
  if (t == SP) put(Micro.AlignSp, SP, 0, 0, 0, 0);
  if (t != SLOT_PC) return true;
  putIndirect(Micro.Bx, SLOT_PC, 0, refillCycles(false));
  return false;
}

/** In the field a of the micro-operation of several registers. */
export const enum Several {
  WriteBack = 1,
  Down = 2,
}

/** LDM, STM, PUSH and POP; the list is the number. */
export function translateMultiple(loads: bool): bool {
  const op = operation();
  const stack = op == Operation.Push || op == Operation.Pop;
  const n = stack ? SP : <u32>registerN();
  const list = registerList();
  const down = op == Operation.Push || op == Operation.Ldmdb || op == Operation.Stmdb;
  const writeBack = stack || addressing() == Addressing.Pre;
  const mode = (writeBack ? Several.WriteBack : 0) | (down ? Several.Down : 0);
  setCost(baseCycles(popcnt<u32>(list)));
  const at = put(Micro.CallState, 0, n, 0, mode, list);
  store<i32>(at, loads ? loadMultiple.index : storeMultiple.index, 12);
  noteResult(-1);
  if (!loads || (list & (1 << SLOT_PC)) == 0) return true;
  putIndirect(Micro.Bx, SLOT_PC, 0, refillCycles(false));
  return false;
}

/** LDRD and STRD. */
export function translateDouble(): bool {
  const loads = operation() == Operation.Ldrd;
  const n = <u32>registerN();
  const number = numberOperand();
  const post = addressing() == Addressing.Post;
  const distance = n == 15 ? (counter() & ~3) - counter() + number : number;
  const base = source(n);
  const at = put(
    Micro.CallState,
    field(Letter.t),
    base,
    0,
    (<u32>field(Letter.u)) << 2,
    post ? 0 : distance,
  );
  store<i32>(at, loads ? loadDouble.index : storeDouble.index, 12);
  if (addressing() != Addressing.Offset) putWriteBack(n, number);
  noteResult(-1);
  return true;
}
