/**
 * What the interpreter saw, for the compiler to expect the same: per instruction the shapes of the two values
 * on top of the stack when it was reached. A slot of the table:
 *
 *     | ip | shapes of the top, u16 | of the second, u16 | identity of the top | of the second |
 *
 * An identity is the class of an instance, the type code of an array, else a function, class, bound method or module
 * itself, or, with SAME_CODE added, one of several functions of the same code or methods that bind the same function; 1 when
 * there were several of other sorts.
 */

import { Shape } from "../generated/jit";
import { Kind } from "../generated/kinds";
import { isAlive, mark } from "../memory/collector";
import { hardMode } from "../memory/heap";
import { FALSE, isKind, isPointer, isQstr, NONE, NULL, Ref, TRUE } from "../memory/ref";
import { boundCallee } from "../object/attribute";
import { functionAt } from "../types/function";

const SLOTS: u32 = 8192;
const SLOT_SHIFT: u32 = 4;
/** The table; address and size are known to the compiler. */
export const OBSERVED: usize = memory.data(8192 * 16, 16);
export const SEVERAL: u32 = 1;
const SAME_CODE: u32 = 2;

/** Whether the table may hold identities. */
let filled: bool = false;

function slotOf(ip: usize): usize {
  const slot = OBSERVED + ((ip & (SLOTS - 1)) << SLOT_SHIFT);
  if (load<u32>(slot) != <u32>ip) {
    store<u32>(slot, <u32>ip);
    store<u32>(slot, 0, 4);
    store<u64>(slot, 0, 8);
  }
  return slot;
}

/** Notes what the instruction at `ip` finds on the stack. */
export function observe(ip: usize, sp: usize): void {
  const slot = slotOf(ip);
  filled = true;
  note(slot + 4, slot + 8, load<u32>(sp - 4));
  note(slot + 6, slot + 12, load<u32>(sp - 8));
}

/** An expectation about the instruction at `ip` failed in a way that the stack does not show. */
export function noteFailure(ip: usize): void {
  const slot = slotOf(ip);
  store<u16>(slot, load<u16>(slot, 4) | Shape.Failed, 4);
}

function note(shapes: usize, identity: usize, x: Ref): void {
  let shape: u32 = Shape.Other;
  if (x & 1) shape = Shape.Int;
  else if (isPointer(x)) {
    if (x != NULL) shape = noteObject(identity, x);
  } else if (isQstr(x)) shape = Shape.Str;
  else if (x == TRUE || x == FALSE) shape = Shape.Bool;
  else if (x == NONE) shape = Shape.None;
  store<u16>(shapes, load<u16>(shapes) | shape);
}

function noteObject(identity: usize, x: Ref): u32 {
  switch (<i32>load<u8>(x)) {
    case Kind.Float:
      return Shape.Float;
    case Kind.List:
      return Shape.List;
    case Kind.Tuple:
      return Shape.Tuple;
    case Kind.Bytes:
      return Shape.Bytes;
    case Kind.Bytearray:
      return Shape.Bytearray;
    case Kind.Str:
      return Shape.Str;
    case Kind.Int:
      return Shape.BigInt;
    case Kind.Dict:
      return Shape.Dict;
    case Kind.Array:
      noteIdentity(identity, load<u32>(x, 8));
      return Shape.Array;
    case Kind.Instance:
      noteIdentity(identity, load<u32>(x, 4));
      return Shape.Instance;
    case Kind.Function:
      noteFunction(identity, x);
      return Shape.Callable;
    case Kind.BoundMethod:
      noteBound(identity, x);
      return Shape.Callable;
    case Kind.Module:
      noteIdentity(identity, x);
      return Shape.Other;
    case Kind.NativeFunction:
    case Kind.Type:
      noteIdentity(identity, x);
      return Shape.Callable;
    default:
      return Shape.Other;
  }
}

/** Functions made by the same `def` again and again count as one. */
function noteFunction(at: usize, x: Ref): void {
  const before = load<u32>(at);
  if (before == 0) store<u32>(at, x);
  else if (before != x && before != SEVERAL) {
    const example = before & ~SAME_CODE;
    const same = isKind(example, Kind.Function) && functionAt(example).code == functionAt(x).code;
    store<u32>(at, same ? example | SAME_CODE : SEVERAL);
  }
}

/** Methods that bind the same function count as one. */
function noteBound(at: usize, x: Ref): void {
  const before = load<u32>(at);
  if (before == 0) store<u32>(at, x);
  else if (before != x && before != SEVERAL) {
    const example = before & ~SAME_CODE;
    const same = isKind(example, Kind.BoundMethod) && boundCallee(example) == boundCallee(x);
    store<u32>(at, same ? example | SAME_CODE : SEVERAL);
  }
}

function noteIdentity(at: usize, x: Ref): void {
  const before = load<u32>(at);
  if (before == 0) store<u32>(at, x);
  else if (before != x) store<u32>(at, SEVERAL);
}

/** Keeps alive what was seen while code is watched: what is compiled next goes by it. */
export function markIdentities(): void {
  if (hardMode) return;
  for (let slot = OBSERVED; slot < OBSERVED + (SLOTS << SLOT_SHIFT); slot += 1 << SLOT_SHIFT) {
    mark(load<u32>(slot, 8) & ~SAME_CODE);
    mark(load<u32>(slot, 12) & ~SAME_CODE);
  }
}

/** Forgets the identities of objects that are about to be freed, as their memory may be reused; in hard mode all. */
export function forgetDeadIdentities(): void {
  if (!filled) return;
  filled = !hardMode;
  for (let slot = OBSERVED; slot < OBSERVED + (SLOTS << SLOT_SHIFT); slot += 1 << SLOT_SHIFT) {
    if (!isKnownAlive(load<u32>(slot, 8))) store<u32>(slot, 0, 8);
    if (!isKnownAlive(load<u32>(slot, 12))) store<u32>(slot, 0, 12);
  }
}

function isKnownAlive(identity: u32): bool {
  return identity <= SEVERAL || (!hardMode && isAlive(identity & ~SAME_CODE));
}
