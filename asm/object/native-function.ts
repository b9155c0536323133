/**
 * Functions of the runtime as Python values.
 *
 *     0        4      8       12
 *     +--------+------+-------+---------------------------------------+
 *     | header | name | entry | self<<24 | style<<16 | max<<8 | min   |
 *     +--------+------+-------+---------------------------------------+
 *
 * `entry` is an index of the function table. A type's or module's file declares each function right
 * below it: `method1(type, Q.clear, list_clear)`. `self` is the kind that the first argument of a method has
 * to be of, 0 for any.
 */
import { Kind } from "../generated/kinds";
import { describe } from "../memory/layout";
import { permanentObject } from "../memory/permanent";
import { qstrRef, Ref } from "../memory/ref";
import { defineName, typeAt } from "./type";

@unmanaged
export class NativeFunction {
  header: u32;
  name: Ref;
  entry: u32;
  arity: u32;
}

/** How a native function takes its arguments; 0 to 4 are as many parameters. */
export const STYLE_ARGS: u32 = 5;
export const STYLE_KEYWORDS: u32 = 6;
/** Any number of arguments. */
export const MANY: i32 = 0xff;

export function describeNativeFunction(): void {
  describe(Kind.NativeFunction, 0, 0);
}

function make(name: i32, entry: u32, style: u32, min: i32, max: i32): Ref {
  const x = permanentObject(Kind.NativeFunction, offsetof<NativeFunction>());
  const f = changetype<NativeFunction>(<usize>x);
  f.name = qstrRef(name);
  f.entry = entry;
  f.arity = (style << 16) | ((<u32>max) << 8) | <u32>min;
  return x;
}

export function function0(name: i32, f: () => Ref): Ref {
  return make(name, f.index, 0, 0, 0);
}

export function function1(name: i32, f: (a: Ref) => Ref): Ref {
  return make(name, f.index, 1, 1, 1);
}

export function function2(name: i32, f: (a: Ref, b: Ref) => Ref): Ref {
  return make(name, f.index, 2, 2, 2);
}

export function function3(name: i32, f: (a: Ref, b: Ref, c: Ref) => Ref): Ref {
  return make(name, f.index, 3, 3, 3);
}

/** Between `min` and `max` positional arguments at `args`. */
export function functionArgs(name: i32, min: i32, max: i32, f: (n: i32, args: usize) => Ref): Ref {
  return make(name, f.index, STYLE_ARGS, min, max);
}

/** `n` positional arguments at `args`, then `nkw` pairs of name and value. `min` and `max` bound `n`. */
export function functionKeywords(
  name: i32,
  min: i32,
  max: i32,
  f: (n: i32, nkw: i32, args: usize) => Ref,
): Ref {
  return make(name, f.index, STYLE_KEYWORDS, min, max);
}

/** Adds a method to a built-in type. */
function defineMethod(type: Ref, name: i32, method: Ref): void {
  const kind = typeAt(type).nativeKind;
  if (kind != Kind.Object) changetype<NativeFunction>(<usize>method).arity |= kind << 24;
  defineName(type, name, method);
}

export function method1(type: Ref, name: i32, f: (self: Ref) => Ref): void {
  defineMethod(type, name, function1(name, f));
}

export function method2(type: Ref, name: i32, f: (self: Ref, a: Ref) => Ref): void {
  defineMethod(type, name, function2(name, f));
}

export function method3(type: Ref, name: i32, f: (self: Ref, a: Ref, b: Ref) => Ref): void {
  defineMethod(type, name, function3(name, f));
}

/** `min` and `max` count self. */
export function methodArgs(
  type: Ref,
  name: i32,
  min: i32,
  max: i32,
  f: (n: i32, args: usize) => Ref,
): void {
  defineMethod(type, name, functionArgs(name, min, max, f));
}

/** `min` and `max` count self. */
export function methodKeywords(
  type: Ref,
  name: i32,
  min: i32,
  max: i32,
  f: (n: i32, nkw: i32, args: usize) => Ref,
): void {
  defineMethod(type, name, functionKeywords(name, min, max, f));
}
