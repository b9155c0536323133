/**
 * The root stack: what an AssemblyScript function holds across an allocation or a call into Python.
 *
 * The rules, which the hard mode of the tests enforces:
 * - A function may assume that its arguments are rooted by its caller. Who passes an object that nothing
 *   else refers to roots it first.
 * - Arguments of native functions lie on a Python frame's value stack and are rooted there.
 * - `const mark = rootMark(); root(x); …; rootReset(mark);` A function that succeeds leaves the stack as
 *   it found it. A function that fails (returns 0) need not: whoever handles the error resets the stack.
 */
import { Ref } from "./ref";
import { clearWords } from "./words";

/** Bytes of the root stack; deep native recursion is bounded long before it is full. */
export const ROOT_STACK_SIZE: usize = 256 * 1024;

/** Where the stack starts (set once) and where the next root goes. */
export let rootBase: usize = 0;
export let rootTop: usize = 0;

export function initRoots(base: usize): void {
  rootBase = base;
  rootTop = base;
}

export function rootMark(): usize {
  return rootTop;
}

export function root(x: Ref): void {
  store<u32>(rootTop, x);
  rootTop += 4;
}

/** Keeps `x` in a slot whose content may be replaced with `setRoot`. */
export function rootSlot(x: Ref): usize {
  const slot = rootTop;
  store<u32>(slot, x);
  rootTop = slot + 4;
  return slot;
}

export function setRoot(slot: usize, x: Ref): void {
  store<u32>(slot, x);
}

export function getRoot(slot: usize): Ref {
  return load<u32>(slot);
}

export function rootReset(mark: usize): void {
  rootTop = mark;
}

/** Reserves `n` slots, cleared; returns the first. */
export function rootSlots(n: i32): usize {
  const first = rootTop;
  clearWords(first, n);
  rootTop = first + ((<usize>n) << 2);
  return first;
}
