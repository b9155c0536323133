/**
 * Values as 32-bit words, tagged in their low bits:
 *
 *     …iiiii1   small int, 31 bits, signed
 *     …qqq010   interned string: the id of a qstr
 *     …nnn110   immediate: None, False, True, …
 *     …ppp00    pointer to an object in 16-byte blocks; 0 is no value
 */
import { Kind } from "../generated/kinds";

/** A Python value, or 0 for none (mostly: an exception is pending). */
export type Ref = u32;

/** No value. As a function's result: look at the pending exception. */
export const NULL: Ref = 0;

export const NONE: Ref = 0x06;
export const FALSE: Ref = 0x0e;
export const TRUE: Ref = 0x16;
export const ELLIPSIS: Ref = 0x1e;
export const NOT_IMPLEMENTED: Ref = 0x26;
/** A slot function's answer that it does not know the operation; never visible to Python. */
export const UNSUPPORTED: Ref = 0x2e;
/** The interpreter's answer that it has left its loop to be entered again; never visible to Python. */
export const SUSPENDED: Ref = 0x36;
/** Marks an empty key of a table whose entry was deleted; never visible to Python. */
export const DELETED: Ref = 0x3e;

/** The range of a small int. */
export const SMALL_MIN: i32 = -0x40000000;
export const SMALL_MAX: i32 = 0x3fffffff;

// These are one or two instructions each; the optimizer inlines them everywhere.

export function isSmall(x: Ref): bool {
  return (x & 1) != 0;
}

export function smallValue(x: Ref): i32 {
  return <i32>x >> 1;
}

/** The small int of a number that is known to fit. */
export function smallOf(n: i32): Ref {
  return ((<u32>n) << 1) | 1;
}

export function fitsSmall(n: i32): bool {
  return n >= SMALL_MIN && n <= SMALL_MAX;
}

export function isPointer(x: Ref): bool {
  return (x & 3) == 0;
}

export function isQstr(x: Ref): bool {
  return (x & 7) == 2;
}

export function qstrId(x: Ref): i32 {
  return <i32>(x >> 3);
}

export function qstrRef(id: i32): Ref {
  return ((<u32>id) << 3) | 2;
}

export function boolRef(b: bool): Ref {
  return b ? TRUE : FALSE;
}

/** The kind of any value: of a pointer its header's, of a tagged word what the tag says. */
export function kindOf(x: Ref): Kind {
  if ((x & 3) == 0) return load<u8>(x);
  if (x & 1) return Kind.Int;
  if ((x & 7) == 2) return Kind.Str;
  if (x == NONE) return Kind.None;
  if (x == TRUE || x == FALSE) return Kind.Bool;
  if (x == ELLIPSIS) return Kind.Ellipsis;
  return Kind.NotImplemented;
}

/** Whether a value is a heap object of this kind. */
export function isKind(x: Ref, kind: Kind): bool {
  return (x & 3) == 0 && load<u8>(x) == <u8>kind;
}
